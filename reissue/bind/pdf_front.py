"""The pages before a book's text: title page, imprint and contents, made from the edition and the headings alone."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from reissue.bind.pdf_text import has_class, heading_title, headings
from reissue.bind.words import words
from reissue.edition import Edition

_LEVELS_OF_CONTENTS = 2


def front_tree(edition: Edition, text: Element, folios: Mapping[str, int]) -> Element:
    """Build the `html` element of the pages before the text.

    `text` is the tree of the text, and `folios` leads from the ids in it to their folios. The last element is an empty page, to be left
    out where the others are even in number. A book with one heading or none has no contents.
    """
    tree = Element("html", lang=edition.language)
    body = SubElement(tree, "body", {"class": "front"})
    body.extend((_title_page(edition), _imprint(edition)))
    found = list(headings(text))
    if len(found) > 1:
        body.append(_contents(words(edition.language).contents, found, folios))
    SubElement(body, "section", {"class": "blank-page"}).text = "\N{NO-BREAK SPACE}"
    return tree


def _title_page(edition: Edition) -> Element:
    page = Element("section", {"class": "title-page", "id": "title-page"})
    said = words(edition.language)
    _line(page, "authors", ", ".join(edition.authors))
    title = SubElement(page, "h1", {"class": "capitals"} if edition.title == edition.title.upper() else {})
    title.text = edition.title
    _line(page, "subtitle", edition.subtitle)
    _line(page, "editors", edition.editors and f"{said.edited} {', '.join(edition.editors)}")
    _line(page, "translators", edition.translators and f"{said.translated} {', '.join(edition.translators)}")
    _line(page, "publisher", _publisher(edition))
    return page


def _imprint(edition: Edition) -> Element:
    page = Element("section", {"class": "imprint"})
    lines = SubElement(page, "div")
    _line(lines, "publisher", _publisher(edition))
    _line(lines, "rights", edition.rights)
    _line(lines, "source", edition.source and f"Restored from {edition.source}")
    _line(lines, "identifier", re.sub("^urn:isbn:", "ISBN ", edition.identifier))
    return page


def _publisher(edition: Edition) -> str:
    return ", ".join(filter(None, (edition.publisher, edition.place, str(edition.year or ""))))


def _contents(title: str, found: list[tuple[int, Element]], folios: Mapping[str, int]) -> Element:
    """List the headings of the two uppermost levels that the book has."""
    levels = sorted({level for level, _ in found})[:_LEVELS_OF_CONTENTS]
    contents = Element("section", {"class": "contents", "id": "contents"})
    SubElement(contents, "h2").text = title
    for level, heading in found:
        if level in levels:
            entry = SubElement(contents, "p", {"class": f"entry-{levels.index(level) + 1}"})
            link = SubElement(entry, "a", {"href": f"#{heading.get('id', '')}"})
            link.append(entry_title := heading_title(heading))
            entry_title.set("class", "capitals" if has_class(heading, "capitals") else "title")
            SubElement(link, "span", {"class": "folio"}).text = str(folios[heading.get("id", "")])
    return contents


def _line(page: Element, name: str, text: str | tuple[()]) -> None:
    if text:
        SubElement(page, "p", {"class": name}).text = text
