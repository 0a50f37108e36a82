"""What Hypothesis makes up: troublesome texts, pages as OCR leaves them, and edits that a rule might propose."""

from hypothesis import strategies as st

from reissue.manuscript import Edit
from reissue.source import Source, read_source

# What trips programs up: markup, marks of every kind, ends of lines and pages, invisible and astral characters.
TROUBLESOME = (
    *" \n\n\n\tab Z.,:;-!?\"'*_`\\<>[]()#~|^$&0129",
    "\r",
    "\r\n",
    "\f",
    "\n\n",
    "\N{SOFT HYPHEN}",
    "\N{NO-BREAK SPACE}",
    "\N{LATIN SMALL LIGATURE FFI}",
    "e\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING DIAERESIS}",
    "\N{MATHEMATICAL BOLD CAPITAL A}",
    "\N{LINE SEPARATOR}",
    "\N{NEXT LINE}",
    "\N{VERTICAL TABULATION}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\N{LATIN SMALL LETTER SHARP S}",
    "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
    "\N{SUPERSCRIPT TWO}",
    "\N{ARABIC-INDIC DIGIT ONE}",
    "\N{NOT SIGN}",
    "\N{EM DASH}",
    "\N{EN DASH}",
    "\N{HORIZONTAL ELLIPSIS}",
    "\N{LEFT DOUBLE QUOTATION MARK}",
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
    "[^1]:",
    "[^1]",
    "[^2-1]: ",
    "---",
    "\n\n---\n\n",
    "***",
    "<sup>1</sup>",
    "<sup>2</sup>",
    "<sup>",
    "</sup>",
    "\n\n1. One",
    "\n\n2. Two",
    "1 One",
    "I. One",
    "# ",
    "\n\n## HEAD",
    "**BOLD**",
    "> ",
    "\n>\n",
    "<!-- -->",
    "<b>",
    "<sc>",
    "</sc>",
    "<sc>Small</sc>",
    "]{.smallcaps}",
    "[Small]{.smallcaps}",
    "\\\n",
    "  \n",
    "    ",
    "re-\n\nmain",
    "words that go on",
    "THE NAMES OF THINGS",
    "’tis",
    "'tis",
)  # fmt: skip

_WORDS = (
    "the printer", "of a house", "and his men", "well-known", "set it in type", "*casual*", "**bold**",
    "in 1871", "(p. 40)", "St. Paul", "cor- rected", "a “mark” of", 'the "straight" kind', "don't", "the 1450's",
    "he said — no", "never asked", "‘inner’ words", "com-positors", "_under_", "The\\* next", "wide  space",
    "Mr. Tench", "e.g. this", "*open", "Rossetti", "<b>", "100%", "and so on and on to the end of the line",
)  # fmt: skip
_ENDS = (".", ".", ".", "?", ".”", ":", ",", "", "", "-", " —", ".*")


def texts() -> st.SearchStrategy[str]:
    """Make a text of troublesome characters; it is never blank, so that it can be a source."""
    return st.lists(st.sampled_from(TROUBLESOME), min_size=1, max_size=40).map("".join).filter(_readable)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Compose some pages as an OCR engine leaves them: references, notes, cuts, rules, folios, quotations, headings."""
    number, parts, run = 1, list[str](), draw(st.booleans())
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(_headings()))
        referred = draw(st.integers(0, 2))
        for place in range(draw(st.integers(1, 3))):
            words = draw(paragraphs())
            if place < referred:
                words += draw(
                    st.sampled_from(
                        (f"<sup>{number + place}</sup>", f" <sup>{number + place}</sup>", str(number + place))
                    )
                )
            parts.append(words)
        parts += [folio] if (folio := draw(st.sampled_from(("", "", "44", "7")))) else []
        if referred or run:
            parts.append("---")
        for place in range(referred):
            label = draw(
                st.sampled_from((f"{number + place}. ", f"{number + place}. ", f"{number + place} ", "", "l. "))
            )
            parts.append(label + draw(paragraphs()))
        number += referred
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(("and the rest of it goes on here.", "tion of it.", "*Rules* went on."))))
    parts += ["---"] * draw(st.integers(0, 1))
    return "\n\n".join(parts) + draw(st.sampled_from(("\n", "", "\n\n", "\r\n")))


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Compose one paragraph out of phrases; some are quotations from end to end, some break off."""
    words = " ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9)))
    opening, closing = draw(
        st.sampled_from((("", ""), ("", ""), ("", ""), ("“", ".”"), ('"', '."'), ("“", ""), ("*", ".*")))
    )
    return opening + words[:1].upper() + words[1:] + (closing or draw(st.sampled_from(_ENDS)))


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    """Make edits that do not overlap in `length` characters, each of added texts and kept slices in any order."""
    bounds = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    made = list[Edit]()
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        parts = draw(st.lists(st.one_of(_additions(), _slices(start, end)), max_size=4))
        made.append(Edit(start, end, tuple(parts), draw(st.sampled_from(("", "because")))))
    return made


def source_of(text: str) -> Source:
    """Make a source of a text."""
    return read_source(text.encode(), "test.md")


def _readable(text: str) -> bool:
    return bool(text.strip("\N{ZERO WIDTH NO-BREAK SPACE}").strip())


def _headings() -> st.SearchStrategy[str]:
    return st.sampled_from(
        (
            "# THE BOOK",
            "## 1. ONE",
            "## **STET**",
            "### Two",
            "THE THIRD PART",
            "4",
            "# CHAPTER I",
            "## 2",
            "**A BOLD ONE**",
        )
    )


def _additions() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(TROUBLESOME), max_size=3).map("".join)


def _slices(start: int, end: int) -> st.SearchStrategy[slice]:
    return st.tuples(st.integers(start, end), st.integers(start, end)).map(lambda ends: slice(min(ends), max(ends)))
