"""Notes as elements: each begun by its mark, and placed behind the first reference to it.

Adds that mark, and a heading over notes to which nothing refers; drops none, whatever refers to it.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring

from reissue.book import Note

_INLINE = frozenset({"a", "br", "code", "em", "span", "strong", "sub", "sup"})


def place_notes(body: Element, notes: dict[str, Note]) -> dict[str, Note]:
    """Set each note behind the first reference to it; return the notes without one."""
    left = dict(notes)
    for parent in list(body.iter()):
        for reference in _references(parent):
            _insert_after(parent, reference, _notes_of(reference, left))
    return left


def append_loose_notes(section: Element, title: str, notes: Iterable[Note]) -> None:
    """Set notes without a reference at the chapter's end; nothing tells where else they belong."""
    elements = [_note_element("div", note) for note in notes]
    if elements:
        end = SubElement(section, "section", {"class": "loose-notes"})
        SubElement(end, "h2").text = title
        end.extend(elements)


def prepare_references(body: Element) -> None:
    """Keep each reference on the line of its word, and have it set in superior letters where the fonts have them."""
    for parent in list(body.iter()):
        for reference in _references(parent):
            # No line is broken beside an empty element, not even after a dash.
            parent.insert(list(parent).index(reference), Element("span"))
            mark = reference.text or ""
            if mark.isascii() and mark.isalnum():
                add_class(reference, "superior")


def notes_at_foot(tree: Element) -> list[Element]:
    """Find the notes, or the pieces of notes, that are to stand at the foot of a page, in their order."""
    return list(tree.iter("aside"))


def add_class(element: Element, name: str) -> None:
    """Give an element one class more."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def has_class(element: Element, name: str) -> bool:
    """Tell whether an element has a class."""
    return name in element.get("class", "").split()


def parse_xhtml(tag: str, xhtml: str) -> Element:
    """Make an element of blocks of XHTML."""
    return fromstring(f"<{tag}>{xhtml}</{tag}>")  # noqa: S314 - made by reissue.book, which read it with a safe parser


def _notes_of(reference: Element, left: dict[str, Note]) -> Iterator[Element]:
    """Take the note of a reference from `left`, and then the notes to which it refers itself."""
    note = left.pop(reference.get("href", "").removeprefix("#"), None)
    if note:
        aside = _note_element("aside", note)
        yield aside
        for inner in _references(aside.iter()):
            yield from _notes_of(inner, left)


def _note_element(tag: str, note: Note) -> Element:
    """Build a note that begins with its mark, which leads back to the first reference, if there is one."""
    element = parse_xhtml(tag, note.html)
    element.attrib = {"class": "note", "id": note.id}
    _collapse_space(element)
    if not len(element) or element[0].tag != "p":
        element.insert(0, Element("p"))
    mark = Element("a", {"class": "mark numeral" if note.mark.isdigit() else "mark"})
    if note.references:
        mark.set("href", f"#{note.references[0]}")
    mark.text, mark.tail, element[0].text = note.mark, f" {element[0].text or ''}", None
    element[0].insert(0, mark)
    return element


def _collapse_space(element: Element) -> None:
    """Collapse the white space of a note as HTML asks; WeasyPrint forgets to, and begins a line where there is one."""
    if element.tag == "pre":
        return
    between_blocks = any(child.tag not in _INLINE for child in element)
    element.text = _collapsed(element.text, at_start=between_blocks)
    for child in element:
        _collapse_space(child)
        child.tail = _collapsed(child.tail, at_start=between_blocks or child.tag == "br")


def _collapsed(text: str | None, *, at_start: bool) -> str:
    text = re.sub(r"[ \t\n\r]+", " ", text or "")
    return text.lstrip(" ") if at_start else text


def _references(elements: Iterable[Element]) -> list[Element]:
    return [link for link in elements if link.tag == "a" and has_class(link, "noteref")]


def _insert_after(parent: Element, place: Element, new: Iterable[Element]) -> None:
    """Insert elements behind another one, before the text that follows it."""
    for index, element in enumerate(new, list(parent).index(place)):
        element.tail, parent[index].tail = parent[index].tail, None
        parent.insert(index + 1, element)
