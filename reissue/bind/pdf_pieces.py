"""Long notes cut into pieces, since WeasyPrint carries a note on whole or not at all; and the notes counted.

Cuts a note only between two words where a line ends, as a trial layout shows, so that the pieces join without a seam.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from weasyprint import document, layout
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, TextBox

from reissue import Trouble
from reissue.bind.pdf_guard import TOLERANCE, Box
from reissue.bind.pdf_notes import add_class, notes_at_foot
from reissue.bind.pdf_paragraphs import letters_in

_LINES = 2
"""Lines of a piece: of one line alone on a page, one would not see what it belongs to."""


class Line(NamedTuple):
    """A line of a note in the trial: how many letters it has, and whether it ends between two words."""

    letters: int
    whole: bool


def trial_tree(tree: Element, letters: int) -> Element | None:
    """Build the `html` element with the long notes of `tree` one below the other; None if there are none.

    Long is a note of at least so many letters; it may then have lines enough to be cut.
    """
    trial = Element("html", tree.attrib)
    body = SubElement(trial, "body", {"class": "text"})
    for note in notes_at_foot(tree):
        if len("".join(note.itertext())) >= letters:
            body.append(copy := deepcopy(note))
            copy.tail = None
            add_class(copy, "trial")
    return trial if len(body) else None


@contextmanager
def only_lines() -> Iterator[None]:
    """Lay out a trial inside this context, in one thread: what stands around its lines is left out."""
    with ExitStack() as stack:
        for place, name in (
            (layout, "make_margin_boxes"),
            (layout, "layout_backgrounds"),
            (document, "gather_anchors"),
        ):
            stack.callback(setattr, place, name, getattr(place, name))
            setattr(place, name, lambda *_, **__: ())
        yield


def lines_of_notes(pages: Iterable[Box]) -> dict[str, list[Line]]:
    """Read the lines of each note from the pages of the trial; the keys are the ids of the notes."""
    lines: dict[str, list[Line]] = defaultdict(list)
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
                tail, note.tail = note.tail, None
                parent[index : index + 1] = pieces = _pieces(note, lines[note.get("id", "")])
                pieces[-1].tail = tail


def check_notes(pages: Sequence[Box], notes: Sequence[Element]) -> None:
    """Raise Trouble unless each of `notes` stands once at the foot of a page, inside the page, all in their order."""
    areas = [(page, area) for page in pages for area in page.children if isinstance(area, FootnoteAreaBox)]
    placed = [(page, note) for page, area in areas for note in area.children]
    times = Counter(id(note.element) for _, note in placed)
    faults = [f"{_name(note)} is set {times[id(note)]} times" for note in notes if times[id(note)] != 1]
    for page, note in placed:
        top = page.content_box_y() - TOLERANCE
        bottom = page.content_box_y() + page.height + TOLERANCE
        if note.position_y < top or note.position_y + note.margin_height() > bottom:
            faults.append(f"{_name(note.element)} runs off the page")
    if not faults and [id(note.element) for _, note in placed] != [id(note) for note in notes]:
        faults.append("the notes are not in their order")
    if faults:
        raise Trouble(f"the PDF was not made, for at the foot of its pages {'; '.join(faults)}")


def _name(note: Element | None) -> str:
    return (note is not None and note.get("id")) or "a part of a note"


def _lines(box: Box) -> Iterator[Box]:
    for child in getattr(box, "children", ()):
        if isinstance(child, LineBox):
            yield child
        else:
            yield from _lines(child)


def _measure(line: Box) -> Line:
    # What a style sheet adds to the text stands in boxes with names like "a::after".
    texts = [box.text for box in line.descendants() if isinstance(box, TextBox) and "::" not in box.element_tag]
    text = "".join(texts).rstrip()
    return Line(letters_in(text), whole=not text.endswith(("\N{HYPHEN}", "\N{SOFT HYPHEN}")))


def _pieces(note: Element, lines: Sequence[Line]) -> list[Element]:
    pieces: list[Element] = []
    start = 0
    for end in range(1, len(lines)):
        if lines[end - 1].whole and end - start >= _LINES and len(lines) - end >= _LINES:
            piece, note = _cut(note, sum(line.letters for line in lines[start:end]))
            pieces.append(_with_lines(piece, lines[start:end]))
            start = end
    return [*pieces, _with_lines(note, lines[start:])]


def _with_lines(piece: Element, lines: Sequence[Line]) -> Element:
    """Write on each paragraph of a piece how many letters its lines have: by itself it might be broken otherwise."""
    rest = [line.letters for line in lines if line.letters]
    for paragraph in piece.iter("p"):
        letters, own = letters_in("".join(paragraph.itertext())), list[int]()
        while rest and sum(own) < letters:
            own.append(rest.pop(0))
        if sum(own) != letters:
            break
        paragraph.set("data-lines", " ".join(map(str, own)))
    return piece


def _cut(element: Element, letters: int) -> tuple[Element, Element]:
    """Cut an element in two, the first half with so many letters. The element itself is used up."""
    first = Element(element.tag, element.attrib)
    second = Element(element.tag, {name: value for name, value in element.attrib.items() if name != "id"})
    first.text, second.text = _cut_text(element.text, letters)
    letters -= letters_in(first.text)
    at_line_break = False
    for child in list(element):
        size = letters_in("".join(child.itertext()))
        if letters <= 0:
            if child.tag == "br" and not len(second) and not second.text:
                second.text, at_line_break = child.tail, True
            else:
                second.append(child)
        elif size <= letters:
            first.append(child)
            child.tail, second.text = _cut_text(child.tail, letters - size)
            letters -= size + letters_in(child.tail)
        else:
            tail, child.tail = child.tail, None
            head, rest = _cut(child, letters)
            rest.tail = tail
            first.append(head)
            second.append(rest)
            letters = 0
    if not at_line_break:
        add_class(first, "broken")
    add_class(second, "resumed")
    return first, second


def _cut_text(text: str | None, letters: int) -> tuple[str, str]:
    """Cut a text behind so many letters."""
    text = text or ""
    for index, character in enumerate(text):
        if letters <= 0:
            return text[:index], text[index:].lstrip(" ")
        letters -= letters_in(character)
    return text, ""
