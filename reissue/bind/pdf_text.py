"""The text of a book as one tree of elements to lay out: chapters, headings with their short forms, notes at their references.

Changes no character of the text. It adds a note's mark before the note, and a heading over notes to which nothing refers.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement, fromstring

from reissue.bind.words import words
from reissue.book import Book, Note
from reissue.edition import Edition

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset((*_HEADINGS, "blockquote", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "table", "ul", "tr", "td", "th"))
_HEAD_LENGTH = 44
"""Letters that a running head has room for beside the folio."""


def text_tree(book: Book) -> Element:
    """Build the `html` element of the book's text, from the first chapter's opening page to the last note.

    Each note is an `aside` behind the first reference to it; later references only repeat its mark. A note that is first referred to
    in another note stands behind that note. Notes without a reference close their chapter.
    """
    tree = _html(book.edition)
    body = SubElement(tree, "body", {"class": "text", "data-title": _shortened(book.edition.title)})
    for chapter in book.chapters:
        section = _parse("section", chapter.html)
        section.attrib = {"class": "chapter", "id": chapter.id}
        body.append(section)
    top = min((level for level, _ in headings(body)), default=1)
    for section in body:
        _prepare_headings(section, top, book.edition.title)
    left = _place_notes(body, {note.id: note for chapter in book.chapters for note in chapter.notes})
    for chapter, section in zip(book.chapters, body, strict=True):
        _close(section, words(book.edition.language).notes, [note for note in chapter.notes if note.id in left])
    _prepare_references(body)
    return tree


def headings(tree: Element) -> Iterator[tuple[int, Element]]:
    """Give the book's own headings in order, each with its level, 1 to 6."""
    return ((int(element.tag[1]), element) for element in tree.iter() if _is_heading(element))


def heading_title(heading: Element) -> Element:
    """Copy a heading's words and emphasis into a `span`: without notes, references, ids, and the weight of its letters."""
    title = deepcopy(heading)
    for parent in list(title.iter()):
        for child in list(parent):
            if child.tag == "aside" or has_class(child, "noteref"):
                _remove(parent, child)
    for element in title.iter():
        element.tag = "em" if element.tag == "em" else "span"
        element.attrib = {}
    return title


def _is_heading(element: Element) -> bool:
    return element.tag in _HEADINGS and bool(element.get("id")) and bool("".join(element.itertext()).strip())


def notes_at_foot(tree: Element) -> list[Element]:
    """Find the notes that are to be set at the foot of a page, in their order."""
    return list(tree.iter("aside"))


def add_class(element: Element, name: str) -> None:
    """Give an element one class more."""
    element.set("class", f"{element.get('class', '')} {name}".strip())


def has_class(element: Element, name: str) -> bool:
    """Tell whether an element has a class."""
    return name in element.get("class", "").split()


def _html(edition: Edition) -> Element:
    tree = Element("html", lang=edition.language)
    head = SubElement(tree, "head")
    SubElement(head, "title").text = edition.title
    entries = [("author", author) for author in edition.authors]
    entries += [("description", edition.description), ("dcterms.created", edition.modified), ("dcterms.modified", edition.modified)]
    for name, content in entries:
        if content:
            SubElement(head, "meta", name=name, content=content)
    return tree


def _parse(tag: str, xhtml: str) -> Element:
    """Read XHTML that reissue.book made. A picture gives its place to the words that stand for it: no file is ever fetched."""
    element = fromstring(f"<{tag}>{xhtml}</{tag}>")  # noqa: S314 -- made by pandoc from text without raw HTML, not received
    for picture in list(element.iter("img")):
        picture.tag, picture.text = "span", picture.get("alt", "")
    return element


def _prepare_headings(section: Element, top: int, book_title: str) -> None:
    """Give each heading its place and words in the outline, and those that become running heads their short form.

    The outline begins with the `top` level of the book; the running heads of a chapter are its highest headings.
    """
    highest = min((level for level, _ in headings(section)), default=0)
    if highest != 1 and len(section):
        # On the section itself it would count again on every page.
        section[0].set("data-head", _shortened(book_title))
    for level, heading in headings(section):
        title = " ".join("".join(heading_title(heading).itertext()).split())
        heading.set("data-title", title)
        heading.set("style", f"bookmark-level: {level - top + 1}")
        if level == highest:
            heading.set("data-head", _shortened(title))
        if title == title.upper():
            add_class(heading, "capitals")


def _shortened(title: str) -> str:
    if len(title) <= _HEAD_LENGTH:
        return title
    return title[:_HEAD_LENGTH].rsplit(" ", 1)[0] + "\N{NO-BREAK SPACE}\N{HORIZONTAL ELLIPSIS}"


def _place_notes(body: Element, notes: dict[str, Note]) -> dict[str, Note]:
    """Set each note behind the first reference to it; return those without any."""
    left = dict(notes)
    for parent in list(body.iter()):
        for reference in _references(parent, "./a"):
            _insert_after(parent, reference, _notes_of(reference, left))
    return left


def _notes_of(reference: Element, left: dict[str, Note]) -> Iterator[Element]:
    """Take the note of a reference from `left`, and then those to which it refers itself."""
    note = left.pop(reference.get("href", "").removeprefix("#"), None)
    if note:
        aside = _note_element("aside", note)
        yield aside
        for inner in _references(aside, ".//a"):
            yield from _notes_of(inner, left)


def _note_element(tag: str, note: Note) -> Element:
    """Build a note that begins with its mark, which leads back to the first reference, if there is one."""
    element = _parse(tag, note.html)
    _collapse_space(element)
    element.attrib = {"class": "note", "id": note.id}
    if not len(element) or element[0].tag != "p":
        element.insert(0, Element("p"))
    mark = Element("a", {"class": "mark numeral" if note.mark.isdigit() else "mark"})
    if note.references:
        mark.set("href", f"#{note.references[0]}")
    mark.text = note.mark
    mark.tail = f" {element[0].text or ''}"
    element[0].text = None
    element[0].insert(0, mark)
    return element


def _collapse_space(element: Element) -> None:
    """Collapse the white space of a note as HTML asks: WeasyPrint forgets to, and sets each line end as one."""
    if element.tag == "pre":
        return
    between_blocks = any(child.tag in _BLOCKS for child in element)
    element.text = _collapsed(element.text, at_start=between_blocks)
    for child in element:
        _collapse_space(child)
        child.tail = _collapsed(child.tail, at_start=between_blocks or child.tag == "br")


def _collapsed(text: str | None, *, at_start: bool) -> str:
    text = re.sub("[ \t\n\r]+", " ", text or "")
    return text.lstrip(" ") if at_start else text


def _close(section: Element, title: str, notes: Iterable[Note]) -> None:
    """Set notes without a reference at the chapter's end: nothing tells where else they belong, and no word may be dropped."""
    elements = [_note_element("div", note) for note in notes]
    if elements:
        end = SubElement(section, "section", {"class": "loose-notes"})
        SubElement(end, "h2").text = title
        end.extend(elements)


def _prepare_references(body: Element) -> None:
    """Keep each reference on the line of its word, and give it superior figures where the fonts have them for the whole mark."""
    for parent in list(body.iter()):
        for reference in _references(parent, "./a"):
            # Between an empty element and its neighbours no line is broken, not even after a dash.
            parent.insert(list(parent).index(reference), Element("span"))
            if (reference.text or "").isascii() and (reference.text or "").isalnum():
                add_class(reference, "superior")


def _references(element: Element, path: str) -> list[Element]:
    return [link for link in element.findall(path) if has_class(link, "noteref")]


def _insert_after(parent: Element, place: Element, new: Iterable[Element]) -> None:
    index = list(parent).index(place)
    for count, element in enumerate(new, start=1):
        element.tail, parent[index + count - 1].tail = parent[index + count - 1].tail, None
        parent.insert(index + count, element)


def _remove(parent: Element, child: Element) -> None:
    """Remove an element, but not the text behind it."""
    index = list(parent).index(child)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
