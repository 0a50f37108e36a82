"""The text of Distributed Proofreaders, whose marks are few and strict: set down in Markdown, page by page."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.engines.leaf import Leaf, numbered, page_and_notes

ENGINE = "Distributed Proofreaders"


def is_one(text: str) -> bool:
    """Tell whether a text has their line between two pages."""
    return "-----File: " in text and bool(_PAGE.search(text))


def leaves(text: str) -> tuple[Leaf, ...]:
    """Give the pages. Their notes stand below a rule; a note that goes on from the page before has no label."""
    text = text.replace("\r\n", "\n")
    marks = list(_PAGE.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    texts = [text[: marks[0].start()]] if text[: marks[0].start()].strip() else []
    numbers = [int(mark["number"]) for mark in marks]
    texts += [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return numbered([_page(page) for page in texts], [0] * (len(texts) - len(marks)) + numbers)


def _page(text: str) -> str:
    text = _GOES_ON.sub("", text)
    text = _TAGS.sub(lambda tag: _MARKS[tag[1].lower()], text)
    notes = [_inline(_note(text[start:end])) for start, end in _notes(text)]
    bounds = [0, *(bound for span in _notes(text) for bound in span), len(text)]
    body = "".join(text[start:end] for start, end in list(pairwise(bounds))[::2])
    blocks = list[str]()
    done = 0
    for found in _SET.finditer(body):
        blocks += _paragraphs(body[done : found.start()])
        blocks.append(_quoted(found["quoted"]) if found["quoted"] is not None else _kept(found["kept"]))
        done = found.end()
    return page_and_notes([*blocks, *_paragraphs(body[done:])], notes)


def _paragraphs(text: str) -> Iterator[str]:
    """Give the paragraphs; one that four blank lines set apart is a chapter's heading, one with two a section's."""
    for found in _PARAGRAPH.finditer(text):
        level = 2 if found["gap"].count("\n") > _CHAPTER else 0
        words = _inline(found["words"])
        yield f"{'#' * level} {' '.join(words.split())}" if level else words


def _quoted(text: str) -> str:
    return "\n>\n".join(
        "\n".join(f"> {line.strip()}" for line in words.split("\n")) for words in _paragraphs(text.strip("\n"))
    )


def _kept(text: str) -> str:
    """Keep the lines of verse and the like; a stanza is a paragraph."""
    stanzas = re.split(r"\n[ \t]*\n+", text.strip("\n"))
    return "\n\n".join(
        "\\\n".join(_inline(line.strip()) for line in stanza.split("\n") if line.strip()) for stanza in stanzas
    ).strip()


def _notes(text: str) -> list[tuple[int, int]]:
    """Find the notes, each within brackets that may hold others; one that is never closed is none."""
    spans = list[tuple[int, int]]()
    for found in _NOTE.finditer(text):
        if spans and found.start() < spans[-1][1]:
            continue
        depth, end = 0, found.start()
        for sign in _BRACKET.finditer(text, found.start()):
            depth += 1 if sign.group() == "[" else -1
            if not depth:
                end = sign.end()
                break
        if end > found.start():
            spans.append((found.start(), end + text.startswith("*", end)))
    return spans


def _note(text: str) -> str:
    label = _NOTE.match(text)
    words = text[label.end() if label else 0 :].removesuffix("*").removesuffix("]").removesuffix("*").strip()
    return f"<sup>{label['label']}</sup> {words}" if label and label["label"] else words


def _inline(text: str) -> str:
    """Raise the references, and take the proofreaders' asterisks from words that a page's end broke."""
    text = _REFERENCE.sub(r"<sup>\1</sup>", text.strip())
    return _BROKEN.sub("", text)


_PAGE = re.compile(r"^-----File: [^\n]*?(?P<number>[0-9]{1,6})\.\w+-*[^\n]*$", re.MULTILINE)
_TAGS = re.compile(r"</?(i|b|f|g)>", re.IGNORECASE)
_MARKS = {"i": "*", "b": "**", "f": "", "g": "*"}
_NOTE = re.compile(r"\*?\[Footnote(?: (?P<label>[0-9]{1,3}|[A-Z*])?)?: ")
_BRACKET = re.compile(r"[\[\]]")
_SET = re.compile(r"^/#\n(?P<quoted>.*?)^#/$|^/\*\n(?P<kept>.*?)^\*/$", re.MULTILINE | re.DOTALL)
_PARAGRAPH = re.compile(r"(?P<gap>\s*)(?P<words>\S[^\n]*(?:\n[ \t]*\S[^\n]*)*)")
_REFERENCE = re.compile(r"(?<=\S)\[([0-9]{1,3}|[A-Z])\]")
_GOES_ON = re.compile(r"\A\s*\*(?=[^\W\d_])")  # no emphasis, which is in tags
_BROKEN = re.compile(r"(?<=[^\W\d_]-)\*\Z|\A\*(?=[^\W\d_])(?![^*]*\*)")
_CHAPTER = 4
