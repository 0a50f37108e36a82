"""Each check of a PDF sees the fault that is planted for it, says that and no more; a clean file has no findings."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pymupdf
import pytest

from reissue.proof import prove

COPY = """\
# One

The *quick* brown fox jumps over the lazy dog,[^1] and then it sleeps in the long grass until evening comes.

[^1]: See the history of *foxes*, on page twelve.

# Two

Here the second chapter goes on and on[^2] until it ends with a few last words, quite *suddenly* so.

[^2]: Compare what was said of foxes above.[^3]

[^3]: The third note of the book.
"""


class Set(NamedTuple):
    """A line as the tests set it: _words in italics_, and ^words^ that lead to a page and a height."""

    page: int
    top: float
    size: float
    words: str
    left: float = 50
    to: tuple[int, float] | None = None


LINES = (
    Set(0, 100, 20, "The Book"),
    Set(1, 100, 10, "^One^", to=(2, 80)),
    Set(1, 100, 10, "^1^", 250, to=(2, 80)),
    Set(1, 115, 10, "^Two^", to=(3, 80)),
    Set(1, 115, 10, "^2^", 250, to=(3, 80)),
    Set(2, 80, 16, "One"),
    Set(2, 120, 10, "The _quick_ brown fox jumps over the lazy"),
    Set(2, 134, 10, "dog,^1^ and then it sleeps in the long grass un-", to=(2, 340)),
    Set(2, 148, 10, "til evening comes."),
    Set(2, 340, 8, "^1^. See the history of _foxes_, on page twelve.", to=(2, 134)),
    Set(3, 80, 16, "Two"),
    Set(3, 120, 10, "Here the second chapter goes on and on^2^ until", to=(3, 329)),
    Set(3, 134, 10, "it ends with a few last words, quite _suddenly_ so."),
    Set(3, 329, 8, "^2^. Compare what was said of foxes above.3", to=(3, 120)),
    Set(3, 340, 8, "3. The third note of the book."),
)
MARGINS = (Set(2, 380, 9, "1", 150), Set(3, 30, 9, "The Book", 130), Set(3, 380, 9, "2", 150))
OUTLINE = ((1, "The Book", 1, 100), (1, "One", 3, 80), (1, "Two", 4, 80))


def typeset(
    lines: Iterable[Set] = LINES,
    margins: Iterable[Set] = MARGINS,
    outline: Iterable[tuple[int, str, int, float]] = OUTLINE,
) -> bytes:
    document = pymupdf.open()
    for _ in range(4):
        document.new_page(width=300, height=400)
    links = list[tuple[int, dict[str, object]]]()
    for line in (*lines, *margins):
        left = line.left
        for part in re.split(r"(_[^_]+_|\^[^^]+\^)", line.words):
            words, font = part.strip("_^"), "tiit" if part.startswith("_") else "tiro"
            document[line.page].insert_text((left, line.top), words, fontsize=line.size, fontname=font)
            right = left + pymupdf.get_text_length(words, font, line.size)
            if part.startswith("^") and line.to:
                box = pymupdf.Rect(left, line.top - line.size, right, line.top)
                point = pymupdf.Point(50, line.to[1] - 10)
                links.append((line.page, {"kind": pymupdf.LINK_GOTO, "from": box, "page": line.to[0], "to": point}))
            left = right
    for page, link in links:
        document[page].insert_link(link)
    document.set_toc([list(entry) for entry in outline])
    document.set_metadata({"title": "The Book"})
    document.set_language("en")
    data: bytes = document.tobytes()
    return data


def changed(beginning: str, changes: Iterable[Mapping[str, Any]]) -> list[Set]:
    """Set the line that begins so once for each of `changes`, with these."""
    (at,) = (at for at, line in enumerate(LINES) if line.words.startswith(beginning) and line.page > 1)
    return [*LINES[:at], *(LINES[at]._replace(**change) for change in changes), *LINES[at + 1 :]]


def messages(data: bytes) -> list[str]:
    return [finding.message for finding in prove({"a.pdf": data}, COPY)]


def test_a_clean_file_has_no_findings() -> None:
    assert messages(typeset()) == []


def test_a_file_for_a_printer_needs_no_links() -> None:
    assert messages(typeset([line._replace(to=None) for line in LINES])) == []


FAULTS: dict[str, tuple[str, list[dict[str, Any]], list[str]]] = {
    # words
    "a lost word": (
        "The _quick_",
        [{"words": "The _quick_ fox jumps over the lazy"}],
        ["page 3: 1 word of the manuscript is missing after ‘One The quick’: ‘brown’"],
    ),
    "a lost line": (
        "The _quick_",
        [],
        ["page 3: 8 words of the manuscript are missing after ‘One’: ‘The quick brown fox jumps over the lazy’"],
    ),
    "a changed word": (
        "The _quick_",
        [{"words": "The _quick_ brown fox lumps over the lazy"}],
        ["page 3: after ‘One The quick brown fox’ ‘jumps’ has become ‘lumps’"],
    ),
    "a changed sign": (
        "til evening",
        [{"words": "til evening comes!"}],
        ["page 3: 1 word is not in the manuscript after ‘… long grass until evening comes.’: ‘!’"],
    ),
    "half a word": (
        "til evening",
        [{"words": "evening comes."}],
        ["page 3: after ‘… sleeps in the long grass’ ‘until’ has become ‘un’"],
    ),
    "added words": (
        "The _quick_",
        [{"words": "The _quick_ and brown fox jumps over the lazy"}],
        ["page 3: 1 word is not in the manuscript after ‘One The quick’: ‘and’"],
    ),
    "a line set twice": (
        "The _quick_",
        [{"top": 106}, {}],
        ["page 3: 8 words are not in the manuscript after ‘One’: ‘The quick brown fox jumps over the lazy’"],
    ),
    "a line above its place": (
        "til evening",
        [{"top": 106}],
        [
            (
                "page 3: ‘til evening comes.’ stands above its place, "
                "behind ‘dog,1 and then it sleeps in the long grass un-’"
            ),
        ],
    ),
    "a lost emphasis": (
        "The _quick_",
        [{"words": "The quick brown fox jumps over the lazy"}],
        ["page 3: the emphasis after ‘One The’ is lost: ‘quick’"],
    ),
    # references
    "a lost mark": (
        "dog,",
        [{"words": "dog, and then it sleeps in the long grass un-"}],
        ["page 3: the mark 1 after ‘… jumps over the lazy dog,’ is lost"],
    ),
    "another mark": (
        "dog,",
        [{"words": "dog,^7^ and then it sleeps in the long grass un-"}],
        ["page 3: the mark 1 after ‘… jumps over the lazy dog,’ has become ‘7’"],
    ),
    # notes
    "a lost note": ("^1^.", [], ["the note 1 is not printed: ‘See the history of foxes, on page twelve.’"]),
    "a note's lost word": (
        "^1^.",
        [{"words": "^1^. See the history of _foxes_, on twelve."}],
        ["page 3: note 1: 1 word of the manuscript is missing after ‘… the history of foxes, on’: ‘page’"],
    ),
    "a note's lost emphasis": (
        "^1^.",
        [{"words": "^1^. See the history of foxes, on page twelve."}],
        ["page 3: the emphasis after ‘See the history of’ is lost: ‘foxes’"],
    ),
    "a note without its number": (
        "^1^.",
        [{"words": "See the history of _foxes_, on page twelve."}],
        ["page 3: note 1: its number is lost"],
    ),
    "a note with another number": (
        "^1^.",
        [{"words": "^7^. See the history of _foxes_, on page twelve."}],
        ["page 3: note 1: its number has become ‘7’"],
    ),
    "a note set twice": (
        "3.",
        [{}, {"top": 351}],
        ["page 4: the note 3 is printed once more: ‘3. The third note of the book’"],
    ),
    "an alien note": (
        "3.",
        [{}, {"top": 351, "words": "4. An advertisement of other books."}],
        ["page 4: this is no note of the manuscript: ‘4. An advertisement of other books’"],
    ),
    "a note above the page": (
        "3.",
        [{"top": -20}],
        ["page 4: ‘3. The third note of the book.’ is not wholly on the page"],
    ),
    "a note below the page": (
        "3.",
        [{"top": 410}],
        ["page 4: ‘3. The third note of the book.’ is not wholly on the page"],
    ),
    "a note beside the page": (
        "3.",
        [{"left": 240}],
        ["page 4: ‘3. The third note of the book.’ is not wholly on the page"],
    ),
    "a note upon a note": (
        "3.",
        [{"top": 330}],
        ["page 4: ‘3. The third note of the book.’ is printed upon ‘2. Compare what was said of foxes above.3’"],
    ),
    "a note before its reference": (
        "^2^.",
        [{"page": 2, "top": 351}],
        [
            "page 3: the note 2 stands before its reference on page 4, after ‘… chapter goes on and on’",
            "the reference 2 after ‘… chapter goes on and on’ does not lead to its note",
        ],
    ),
    # links
    "a reference to another page": (
        "dog,",
        [{"to": (3, 329)}],
        ["the reference 1 after ‘… jumps over the lazy dog,’ does not lead to its note"],
    ),
    "a reference to another note of its page": (
        "Here",
        [{"to": (3, 340)}],
        ["the reference 2 after ‘… chapter goes on and on’ does not lead to its note"],
    ),
    "a reference that is no link": (
        "dog,",
        [{"to": None}],
        ["page 3: 1 references, 0 links in ‘dog,1 and then it sleeps in the long grass un-’"],
    ),
    "a note that leads to another page": (
        "^1^.",
        [{"to": (3, 120)}],
        ["the note 1 on page 3 does not lead back to its reference"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_lines_is_found(fault: str) -> None:
    beginning, changes, found = FAULTS[fault]
    assert messages(typeset(changed(beginning, changes))) == found


def test_a_wrong_folio_in_the_contents_is_found() -> None:
    lines = [line._replace(words="^3^") if line.words == "^2^" else line for line in LINES]
    assert messages(typeset(lines)) == ["page 2: the contents say 3 of the page whose folio is 2"]


def test_contents_and_outline_that_lead_astray_are_found() -> None:
    lines = [line._replace(to=(2, 80)) if line.words == "^2^" else line for line in LINES]
    assert messages(typeset(lines)) == ["page 2: the contents say 2 of the page whose folio is 1"]
    astray = [*OUTLINE[:2], (1, "Two", 3, 80)]
    assert messages(typeset(outline=astray)) == ["the contents lead from ‘Two’ to ‘One’"]
    assert messages(typeset(outline=OUTLINE[:2])) == ["the contents do not list ‘Two’ in its place"]


HARMLESS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "capitals": ("Two", [{"words": "TWO"}]),
    "another line end": ("til evening", [{"words": "til evening"}, {"words": "comes.", "top": 162}]),
    "an ornament": ("til evening", [{}, {"words": "* * *", "top": 170, "left": 140}]),
    "a note in the size of the text": ("^1^.", [{"size": 10}]),
    "a note on a later page": ("^1^.", [{"page": 3, "top": 318}]),
    "a superior mark": ("dog,", [{"words": "dog,^¹^ and then it sleeps in the long grass un-"}]),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_another_style_would_do_is_left_alone(change: str) -> None:
    lines = changed(*HARMLESS[change])
    if change == "a note on a later page":
        lines = [line._replace(to=(3, 318)) if line.words.startswith("dog") else line for line in lines]
    assert messages(typeset(lines)) == []


def test_margins_may_stand_anywhere_outside_the_text() -> None:
    assert messages(typeset(margins=[Set(2, 30, 10, "Chapter One", 50), Set(2, 30, 10, "1", 250), MARGINS[2]])) == []


def test_another_book_is_no_proof_of_this_one() -> None:
    other = [line._replace(words="Nothing of what should stand here stands here.", to=None) for line in LINES]
    assert len(messages(typeset(other, outline=[]))) > 1
    found = [finding.message for finding in prove({"a.pdf": typeset()}, "")]
    assert any("words are not in the manuscript at the beginning: " in message for message in found)


def test_what_is_no_pdf_is_a_finding() -> None:
    (message,) = messages(b"no PDF")
    assert message.startswith("cannot be read as a PDF: ")


def test_what_is_left_of_a_pdf_is_a_finding() -> None:
    whole = typeset()
    for hundredths in range(8, 83, 8):
        assert messages(whole[: len(whole) * hundredths // 100])
    (message,) = messages(b"%PDF-1.7\n1 0 obj\n<</Length 0>>\nendobj\n")
    assert message.startswith("cannot be read as a PDF: ")
