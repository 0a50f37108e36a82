"""The pages behind a book's text: emendations and colophon. A page that would have nothing to say is not there.

Their headings stand in no table of contents, for the book itself has none of them.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from reissue.bind.words import words
from reissue.book import Book
from reissue.changed import Emendation

BACK = "back-matter"
"""The name of the destination with which these pages begin."""


def back_sections(book: Book) -> Iterator[Element]:
    """Make a section of each of these pages, the first of them with the id BACK."""
    said, edition = words(book.edition.language), book.edition
    made = list[Element]()
    if edition.note_on_the_text or book.emendations:
        title = said.emendations if book.emendations else said.note_on_the_text
        made.append(section := _section("emendations", title))
        _add_paragraphs(section, edition.note_on_the_text)
        for emendation in book.emendations:
            section.append(_emended(emendation, said.page))
    if edition.colophon:
        made.append(section := _section("colophon", said.colophon))
        _add_paragraphs(section, edition.colophon)
    for number, section in enumerate(made):
        section.set("id", f"{BACK}-{number}" if number else BACK)
        yield section


def _section(name: str, title: str) -> Element:
    section = Element("section", {"class": f"chapter back {name}"})
    heading = SubElement(section, "h2", {"data-title": title, "data-head": title})
    heading.text = title
    return section


def _emended(emendation: Emendation, page: str) -> Element:
    """Write one emendation as editors do: the page, what stands there now, a bracket, what stood there, and why."""
    paragraph = Element("p", {"class": "emended"})
    before, after = (" ".join(text.split()) or "\N{EM DASH}" for text in (emendation.before, emendation.after))
    where = f"{page.format(emendation.folio)} " if emendation.folio else ""
    paragraph.text = f"{where}{after}] {before}: "
    SubElement(paragraph, "em").text = emendation.why
    return paragraph


def _add_paragraphs(section: Element, text: str) -> None:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            SubElement(section, "p").text = " ".join(paragraph.split())
