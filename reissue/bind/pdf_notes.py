"""Long notes cut into pieces at the ends of their lines, since WeasyPrint carries a note to the next page whole or not at all.

Decides nothing about where lines end: it reads that from a trial layout of the notes, and cuts there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from weasyprint.formatting_structure.boxes import LineBox, TextBox

from reissue.bind.pdf_guard import Box
from reissue.bind.pdf_text import add_class

_LONG = 200
"""Letters of a note that may fill more lines than should be carried whole; a shorter one needs no trial."""
_LINES = 2
"""Lines of a piece: of a single one on a page, one would not see whose it is."""
_NOT_COUNTED = dict.fromkeys(map(ord, " \t\n\r\N{SOFT HYPHEN}\N{HYPHEN}"))
"""What layout may add or drop where a line ends."""


class Line(NamedTuple):
    """A line of a note in the trial: how many letters it has, and whether it ends between two words."""

    letters: int
    whole: bool


def trial_tree(tree: Element, notes: Iterable[Element]) -> Element | None:
    """Build the `html` element that has the long notes of `tree` one below the other; None if there are none."""
    long = [note for note in notes if len("".join(note.itertext())) >= _LONG]
    if not long:
        return None
    trial = Element("html", tree.attrib)
    body = SubElement(trial, "body", {"class": "text"})
    for note in long:
        body.append(copy := deepcopy(note))
        copy.tail = None
        add_class(copy, "trial")
    return trial


def lines_of_notes(pages: Iterable[Box]) -> dict[str, list[Line]]:
    """Read the lines of each note from the pages of the trial; the keys are the notes' ids."""
    lines = defaultdict(list)
    for page in pages:
        for box in page.descendants():
            if box.element_tag == "aside" and box.element is not None:
                lines[box.element.get("id", "")] += [_measure(line) for line in _lines(box)]
    return lines


def divide_notes(tree: Element, lines: Mapping[str, Sequence[Line]]) -> None:
    """Replace each long note of a tree by pieces of a few lines, one behind the other; the first keeps the id."""
    for parent in list(tree.iter()):
        for index, note in reversed(list(enumerate(parent))):
            if note.tag == "aside" and note.get("id") in lines:
                pieces = _pieces(note, lines[note.get("id", "")])
                pieces[-1].tail = note.tail
                parent[index : index + 1] = pieces


def _lines(box: Box) -> Iterator[Box]:
    for child in box.children:
        if isinstance(child, LineBox):
            yield child
        elif getattr(child, "children", None):
            yield from _lines(child)


def _measure(line: Box) -> Line:
    # What a style sheet adds to the text stands in boxes with a name like "a::after".
    texts = [box.text for box in line.descendants() if isinstance(box, TextBox) and "::" not in box.element_tag]
    text = "".join(texts).rstrip()
    return Line(_length(text), not text.endswith(("\N{HYPHEN}", "\N{SOFT HYPHEN}")))


def _pieces(note: Element, lines: Sequence[Line]) -> list[Element]:
    pieces, rest = [], note
    letters = since = 0
    for index, line in enumerate(lines, start=1):
        letters += line.letters
        since += 1
        if line.whole and since >= _LINES and len(lines) - index >= _LINES:
            piece, rest = _cut(rest, letters)
            pieces.append(piece)
            letters = since = 0
    return [*pieces, rest]


def _cut(element: Element, letters: int) -> tuple[Element, Element]:
    """Cut an element in two, the first half with so many letters; uses the element up."""
    first = Element(element.tag, element.attrib)
    second = Element(element.tag, {name: value for name, value in element.attrib.items() if name != "id"})
    first.text, second.text = _cut_text(element.text, letters)
    letters -= _length(first.text)
    at_break = False
    for child in list(element):
        size = _length("".join(child.itertext()))
        if letters > 0 and size > letters:
            head, rest = _cut(child, letters)
            rest.tail = child.tail
            first.append(head)
            second.append(rest)
            letters = 0
        elif letters > 0:
            first.append(child)
            child.tail, second.text = _cut_text(child.tail, letters - size)
            letters -= size + _length(child.tail)
        elif child.tag == "br" and not len(second) and not (second.text or "").strip():
            second.text, at_break = child.tail, True
        else:
            second.append(child)
    if not at_break:
        add_class(first, "broken")
    add_class(second, "resumed")
    return first, second


def _cut_text(text: str | None, letters: int) -> tuple[str, str]:
    """Cut a text behind so many letters."""
    text = text or ""
    for index, character in enumerate(text):
        if letters <= 0:
            return text[:index], text[index:].lstrip(" ")
        letters -= _length(character)
    return text, ""


def _length(text: str) -> int:
    return len(text.translate(_NOT_COUNTED))
