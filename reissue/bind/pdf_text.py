"""The text of a book as one tree of elements to lay out: chapters, headings, notes behind their references.

Changes no character of the text; what the headings need for the outline and the running heads stands in attributes.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from reissue.bind.pdf_back import back_sections
from reissue.bind.pdf_kinds import mark_epigraphs, part_index
from reissue.bind.pdf_notes import (
    add_class,
    append_loose_notes,
    has_class,
    parse_xhtml,
    place_notes,
    prepare_references,
)
from reissue.bind.tongues import with_languages
from reissue.bind.unparted import keep_together
from reissue.bind.words import words
from reissue.book import HEADINGS, Book
from reissue.edition import Edition

_HEAD_LENGTH = 44
"""How many letters of a title a running head has room for beside the folio."""


def text_tree(book: Book) -> Element:
    """Build the `html` element of a book's text.

    Each note is an `aside` behind the first reference to it; later references only repeat its mark. A note that is
    first referred to in another note stands behind that note. Notes without a reference close their chapter. The
    emendations and the colophon follow.
    """
    tree = _html(book.edition)
    body = SubElement(tree, "body", {"class": "text", "data-title": _shortened(book.edition.title)})
    book = _with_languages(book)
    for chapter in book.chapters:
        body.append(section := parse_xhtml("section", chapter.html))
        section.attrib = {"class": "chapter", "id": chapter.id}
        mark_epigraphs(section)
        part_index(section)
    _prepare_headings(body, book.edition.title)
    loose = place_notes(body, {note.id: note for chapter in book.chapters for note in chapter.notes})
    for chapter, section in zip(book.chapters, body, strict=True):
        title = words(book.edition.language).notes
        append_loose_notes(section, title, [note for note in chapter.notes if note.id in loose])
    prepare_references(body)
    body.extend(back_sections(book))
    keep_together(body)
    _mark_words(body)
    for picture in body.iter("img"):
        picture.set("src", f"picture:{picture.get('src', '')}")
    return tree


def headings(tree: Element) -> Iterator[tuple[int, Element]]:
    """Give the book's own headings in order, each with its level, 1 to 6."""
    for element in tree.iter():
        if element.tag in HEADINGS and element.get("id") and "".join(element.itertext()).strip():
            yield int(element.tag[1]), element


def heading_title(heading: Element) -> Element:
    """Copy a heading's words and emphasis into a `span`, without notes, references, ids and the weight of letters."""
    title = deepcopy(heading)
    for parent in list(title.iter()):
        for child in list(parent):
            if child.tag in {"aside", "sup"} or has_class(child, "noteref"):
                _remove(parent, child)
    for element in title.iter():
        if element.tag == "br":
            element.text = " "
        element.tag = "em" if element.tag == "em" else "span"
        element.attrib = {}
    return title


def _with_languages(book: Book) -> Book:
    """Tag what is foreign, so that a voice reads it rightly and its words are divided as theirs are."""
    language, foreign = book.edition.language, book.edition.foreign
    chapters = tuple(
        replace(
            chapter,
            html=with_languages(chapter.html, language, foreign),
            notes=tuple(replace(note, html=with_languages(note.html, language, foreign)) for note in chapter.notes),
        )
        for chapter in book.chapters
    )
    return replace(book, chapters=chapters)


def _html(edition: Edition) -> Element:
    tree = Element("html", lang=edition.language)
    head = SubElement(tree, "head")
    SubElement(head, "title").text = edition.title
    for author in edition.authors:
        SubElement(head, "meta", name="author", content=author)
    for name, content in (
        ("description", edition.description),
        ("dcterms.created", edition.modified),
        ("dcterms.modified", edition.modified),
    ):
        SubElement(head, "meta", name=name, content=content)
    return tree


def _prepare_headings(body: Element, book_title: str) -> None:
    """Give each heading its place and words in the outline, and the highest of a chapter those of the running head."""
    top = min((level for level, _ in headings(body)), default=1)
    for section in body:
        highest = min((level for level, _ in headings(section)), default=0)
        named = [level for level, heading in headings(section) if _plain(heading).casefold() != book_title.casefold()]
        # A chapter with the title of the book tells nothing on the right that the left does not.
        shown = min(named, default=highest)
        if highest != 1 and len(section):
            # Not on the section itself, where it would count again on each page.
            section[0].set("data-head", _shortened(book_title))
        for level, heading in headings(section):
            title = _plain(heading)
            heading.set("data-title", title)
            heading.set("style", f"bookmark-level: {level - top + 1}")
            if level in {highest, shown}:
                heading.set("data-head", _shortened(title))
            if title == title.upper():
                add_class(heading, "capitals")


def _plain(heading: Element) -> str:
    return " ".join("".join(heading_title(heading).itertext()).split())


def _mark_words(body: Element) -> None:
    """Let each mark of an old page's beginning hold the word behind it: beside an empty element no line is broken."""
    for parent in list(body.iter()):
        for mark in [child for child in reversed(parent) if child.get("role") == "doc-pagebreak"]:
            after = list(parent).index(mark) + 1
            word, space, rest = (mark.tail or "").partition(" ")
            mark.attrib = {"id": mark.get("id", "")}
            if word:
                mark.text, mark.tail = word, space + rest
            elif after < len(parent):
                held = parent[after]
                parent.remove(held)
                mark.append(held)
                held.tail, mark.tail = None, held.tail


def _shortened(title: str) -> str:
    if len(title) <= _HEAD_LENGTH:
        return title
    return title[:_HEAD_LENGTH].rsplit(" ", 1)[0] + "\N{NO-BREAK SPACE}\N{HORIZONTAL ELLIPSIS}"


def _remove(parent: Element, child: Element) -> None:
    """Remove an element, but not the text behind it."""
    index = list(parent).index(child)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
