import re
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import combinations, pairwise

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import STYLES

from reissue.bind import pdf_chapter
from reissue.bind.pdf import bind_pdf
from reissue.bind.pdf_lines import Stop, fit, spread
from reissue.book import read_book
from reissue.edition import Edition

SPACE = 2.5
PARTS = "The interpretation of considerable particularities is *nevertheless* the responsibility of an “author”—not "


def stops_of(words: list[float], hyphens: frozenset[int] = frozenset()) -> list[Stop]:
    """Set words of these widths; behind some of them stands a hyphen and no space."""
    stops, at, spaces = list[Stop](), 0.0, 0.0
    for number, width in enumerate(words):
        at += width
        hyphen = number in hyphens
        space = 0.0 if hyphen else SPACE
        stops.append(Stop(at + hyphen, at + space, spaces, spaces + space, 50.0 * hyphen, hyphen=hyphen))
        at += space
        spaces += space
    return stops


def gaps(stops: list[Stop], chosen: list[int], measure: float, indent: float) -> list[tuple[float, float]]:
    """Give for each line but the last how much it lacks of its measure, and the width of its spaces."""
    starts = [Stop(0, -indent, 0, 0), *(stops[number] for number in chosen[:-2])]
    return [
        (measure - (stops[number].end - start.start), stops[number].spaces - start.spaces_after)
        for start, number in zip(starts, chosen[:-1], strict=False)
    ]


words_of_width = st.lists(st.floats(2, 30), min_size=1, max_size=60)


@given(words_of_width, st.sets(st.integers(0, 58)), st.sampled_from([0.0, 12.0]))
def test_each_line_keeps_within_its_limits(words: list[float], hyphens: set[int], indent: float) -> None:
    stops = stops_of(words, frozenset(number for number in hyphens if number < len(words) - 1))
    chosen = fit(stops, 100, indent, 0.8)
    if chosen is None:
        return
    assert chosen[-1] == len(stops) - 1
    assert all(one < other for one, other in pairwise(chosen))
    for gap, spaces in gaps(stops, chosen, 100, indent):
        assert -0.3 * spaces - 1 <= gap <= 0.8 * spaces + 2.1
        assert abs(spread(gap, spaces, 100)) <= 2
    run = "".join("-" if stops[number].hyphen else " " for number in chosen)
    assert "---" not in run
    assert not run.startswith("--")


@given(st.lists(st.floats(8, 30), min_size=1, max_size=14))
def test_where_any_way_to_break_it_holds_one_is_found(words: list[float]) -> None:
    stops = stops_of(words)
    ways = [[*way, len(words) - 1] for size in range(len(words)) for way in combinations(range(len(words) - 1), size)]

    def holds(way: list[int]) -> bool:
        last = stops[-1].end - (stops[way[-2]].start if way[1:] else 0)
        inside = last - 0.3 * (stops[-1].spaces - (stops[way[-2]].spaces_after if way[1:] else 0)) <= 100.8
        return inside and all(-0.3 * s - 0.8 <= gap <= 0.8 * s + 2 for gap, s in gaps(stops, way, 100, 0))

    assert (fit(stops, 100, 0, 0.8) is not None) == any(map(holds, ways))


def test_the_first_line_spares_a_word_for_the_second() -> None:
    # One line after the other would put four words into the first and leave the second with a single one.
    stops = stops_of([22, 22, 22, 22, 70, 30, 30, 30, 12])
    assert fit(stops, 100, 0, 100) == [2, 4, 7, 8]


def printed(markdown: str, trim: tuple[float, float] = (140, 216)) -> pymupdf.Document:
    return pymupdf.open(stream=bind_pdf(read_book(markdown, Edition("B", trim=trim)), STYLES))


def lines_of(document: pymupdf.Document) -> list[tuple[pymupdf.Rect, str]]:
    """List the lines of the pages behind title page and imprint."""
    return [
        (pymupdf.Rect(line["bbox"]), "".join(span["text"] for span in line["spans"]))
        for page in document.pages(2)
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
    ]


def test_text_copied_from_the_page_has_ordinary_spaces_and_whole_words() -> None:
    document = printed(f"{PARTS * 8}.[^1]\n\n> {PARTS * 3}.\n\n[^1]: {PARTS * 4}.\n")
    copied = "".join(page.get_text() for page in document)
    assert not set("\N{NO-BREAK SPACE}\N{SOFT HYPHEN}\N{WORD JOINER}") & set(copied)
    # One glyph is both hyphens, and is copied as that which the font was first used for.
    broken = copied.replace("\N{HYPHEN}\n", "-\n")
    assert "-\n" in broken
    said = " ".join(broken.replace("-\n", "").split())
    assert said.replace("— ", "—").count(PARTS.replace("*", "").strip()) == 8 + 3 + 4


def test_lines_are_filled_and_marks_stand_out_a_little() -> None:
    lines = [(box, words.strip()) for box, words in lines_of(printed(PARTS * 15)) if len(words) > 45][:-1]
    edge = sorted(box.x1 for box, _ in lines)[len(lines) // 2]
    plain = {round(box.x1 - edge) for box, words in lines if words[-1].isalpha()}
    marked = {round(box.x1 - edge) for box, words in lines if words[-1] == "\N{HYPHEN}"}
    assert (plain, marked) == ({0}, {2})


def test_no_line_begins_with_a_dash_that_spaces_set_off() -> None:
    parts = " ".join(f"{'word ' * (1 + number % 6)}— and {'then ' * (number % 5)}..." for number in range(80))
    lines = [line for _, line in lines_of(printed(parts))]
    assert sum(line.rstrip().endswith("—") for line in lines) > 3
    assert not [line for line in lines if line.startswith(("—", "."))]


def test_no_three_lines_in_a_row_end_in_a_hyphen() -> None:
    document = printed("incomprehensibilities considerations " * 120, trim=(110, 178))
    ends = "".join("-" if words.rstrip().endswith("\N{HYPHEN}") else " " for _, words in lines_of(document))
    assert "-" in ends
    assert "---" not in ends


def test_the_hyphens_of_a_paragraph_do_not_go_on_in_the_next() -> None:
    words = [word for word in re.sub("[“”*—]", " ", PARTS).split() if word not in {"The", "an"}]
    lengths = [6 + at % 5 for at in range(120)]
    drawn = (
        [words[(at * 7 + number * number * 3) % len(words)] for number in range(n)] for at, n in enumerate(lengths)
    )
    lines = lines_of(printed("\n\n".join(map(" ".join, drawn)), trim=(110, 178)))
    edge = max(box.x1 for box, _ in lines)
    ends = "".join("-" if words[-1] == "\N{HYPHEN}" else " " for box, words in lines if box.x1 > edge - FEW)
    assert "--" in ends
    assert "---" not in ends


@pytest.mark.parametrize("text", ["שלום עולם " * 60, "x" * 400, "a b " * 3, "Ж " * 300, "one\\\ntwo " * 20])
def test_what_cannot_be_planned_is_set_all_the_same(text: str) -> None:
    copied = "".join(words for _, words in lines_of(printed(text)))
    for sign in set(text) - set(" \\\n"):
        assert copied.count(sign) == text.count(sign)


def test_no_page_ends_in_a_broken_word(monkeypatch: pytest.MonkeyPatch) -> None:
    words = re.sub("[“”*—]", " ", PARTS).split()
    text = "\n\n".join(" ".join(words[(at * 7 + n * n) % len(words)] for n in range(60 + at % 40)) for at in range(60))

    def ends() -> list[str]:
        pages = [lines_of_page(page) for page in printed(text, trim=(110, 178))]
        assert "".join("".join(lines) for lines in pages).count("responsi") > 0
        return [lines[-1][-1] for lines in pages if len(lines) > FEW]

    whole = ends()
    assert "\N{HYPHEN}" not in whole
    assert min(gaps_of(printed(text, trim=(110, 178)))) > SPACE / 2
    monkeypatch.setattr(pdf_chapter, "words_kept_whole", nullcontext)
    assert ends().count("\N{HYPHEN}") > 1


def gaps_of(document: pymupdf.Document) -> Iterator[float]:
    """Give the spaces between the words of each line."""
    for page in document.pages(2):
        for one, other in pairwise(page.get_text("words")):
            if one[5:7] == other[5:7]:
                yield other[0] - one[2]


FEW = 9


def lines_of_page(page: pymupdf.Page) -> list[str]:
    """List the lines of the text of a page, without its head and its folio."""
    lines = [line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ())]
    words = ["".join(span["text"] for span in line["spans"]).strip() for line in lines if line["bbox"][3] < BELOW]
    return [line for line in words if len(line) > FEW]


BELOW = 480
"""Points from the upper edge of the page below which its folio stands."""
