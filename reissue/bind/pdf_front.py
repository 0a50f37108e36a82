"""The pages before a book's text: title page, imprint and contents, from the edition and the headings alone."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from reissue.bind.pdf_notes import has_class
from reissue.bind.pdf_text import heading_title, headings
from reissue.bind.words import words
from reissue.edition import Edition

_LEVELS_OF_CONTENTS = 2


def front_tree(edition: Edition, text: Element, folios: Mapping[str, int]) -> Element:
    """Build the `html` element of the pages before the text.

    There is a half-title where the title page says more than the title, and contents where there is more than one
    heading. `text` is the tree of the text; `folios` leads from the ids in it to their folios.
    """
    tree = Element("html", lang=edition.language)
    body = SubElement(tree, "body", {"class": "front"})
    title = _title_page(edition)
    if len(title) > 1:
        body.append(_half_title(edition))
    body.extend((title, _imprint(edition)))
    found = list(headings(text))
    if len(found) > 1:
        body.append(_contents(words(edition.language).contents, found, folios))
    return tree


def _title_page(edition: Edition) -> Element:
    page = Element("section", {"class": "title-page"})
    said = words(edition.language)
    _add_line(page, "authors", ", ".join(edition.authors))
    title = SubElement(page, "h1", {"class": "capitals"} if edition.title == edition.title.upper() else {})
    title.text = edition.title
    _add_line(page, "subtitle", edition.subtitle)
    _add_line(page, "editors", _labelled(said.edited, ", ".join(edition.editors)))
    _add_line(page, "translators", _labelled(said.translated, ", ".join(edition.translators)))
    _add_line(page, "publisher", _publisher(edition))
    return page


def _half_title(edition: Edition) -> Element:
    page = Element("section", {"class": "half-title"})
    _add_line(page, "capitals" if edition.title == edition.title.upper() else "title", edition.title)
    return page


def _imprint(edition: Edition) -> Element:
    page = Element("section", {"class": "imprint"})
    lines = SubElement(page, "div")
    _add_line(lines, "publisher", _publisher(edition))
    _add_line(lines, "rights", edition.rights)
    _add_line(lines, "source", edition.source)
    _add_line(lines, "identifier", re.sub("^urn:isbn:", "ISBN ", edition.identifier))
    return page


def _contents(title: str, found: list[tuple[int, Element]], folios: Mapping[str, int]) -> Element:
    """List the headings of the two uppermost levels that the book has."""
    levels = sorted({level for level, _ in found})[:_LEVELS_OF_CONTENTS]
    contents = Element("section", {"class": "contents"})
    SubElement(contents, "h2").text = title
    for level, heading in found:
        if level in levels:
            target = heading.get("id", "")
            entry = SubElement(contents, "p", {"class": f"entry-{levels.index(level) + 1}"})
            link = SubElement(entry, "a", {"href": f"#{target}"})
            link.append(words_of_entry := heading_title(heading))
            if has_class(heading, "capitals"):
                words_of_entry.set("class", "capitals")
            SubElement(link, "span", {"class": "folio"}).text = str(folios[target])
    return contents


def _publisher(edition: Edition) -> str:
    return ", ".join(filter(None, (edition.publisher, edition.place, str(edition.year or ""))))


def _labelled(label: str, text: str) -> str:
    return text and f"{label} {text}"


def _add_line(page: Element, name: str, text: str) -> None:
    if text:
        SubElement(page, "p", {"class": name}).text = text
