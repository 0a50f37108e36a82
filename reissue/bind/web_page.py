"""What the pages of the HTML edition are made of: chapters with an address for each paragraph, the record, the end."""

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from reissue.address import address, opening
from reissue.bind.citation import bibtex, chicago, chicago_note, csl
from reissue.bind.section import chapter_section, emended
from reissue.bind.web_words import web_words
from reissue.bind.words import words
from reissue.book import HEADINGS, Book
from reissue.changed import Mark
from reissue.edition import Edition
from reissue.plates import ending_of


def web_sections(book: Book, base: int) -> list[Element]:
    """Make the sections of the chapters, their highest headings of level `base`.

    Each paragraph has its address as its id, unless a link gave it another; the page of print that bears the number 12
    begins at `p12`.
    """
    sections = [chapter_section(chapter, book.edition.language, base) for chapter in book.chapters]
    taken = Counter[str]()
    for section in sections:
        for element in section.iter():
            _settle(element)
        if section.get("role") == "doc-endnotes":
            continue
        section.set("class", "chapter")
        for paragraph in _paragraphs(section):
            own = address(opening(_words(paragraph)))
            taken[own] += 1
            # One to which the book's own links lead goes by its name, as a caption and an entry of the index do.
            paragraph.set("id", paragraph.get("id") or (f"{own}-{taken[own]}" if taken[own] > 1 else own))
    return sections


def placed_record(book: Book, sections: Iterable[Element]) -> list[list[Any]]:
    """Give the record as rows: id of the paragraph or note, rule, whether it is a question, folio, before, after, why.

    A place whose paragraph cannot be told, as in a table, stands with the paragraph before it.
    """
    notes = {note.label: note.id for chapter in book.chapters for note in chapter.notes}
    ids, begun = list[str](), dict[str, list[int]]()
    for section in sections:
        for element in section.iter("p", "li", *HEADINGS):
            if name := element.get("id", ""):
                begun.setdefault(opening(_words(element)), []).append(len(ids))
                ids.append(name)
    rows, last = list[list[Any]](), 0
    for mark in book.record if ids else ():
        if mark.note not in notes:
            last = _next(begun.get(mark.opening, []), last)
        rows.append(_row(notes.get(mark.note, ids[last]), mark))
    return rows


def settings(edition: Edition, record: Sequence[Sequence[Any]], index: str = "") -> dict[str, Any]:
    """Give what the script of a page needs to know; `index` is the file in which it searches."""
    said = {
        "key": edition.identifier,
        "words": {**web_words(edition.language), "page": words(edition.language).page},
        "cite": {"note": chicago_note(edition), "whole": chicago(edition), "bibtex": bibtex(edition)},
        "csl": csl(edition),
        "record": record,
        "index": index,
    }
    return {name: value for name, value in said.items() if value}


def searched(section: Element) -> list[list[str]]:
    """Give the texts of a chapter and its notes in which a search looks, each with the id to which it leads."""
    found, last = list[list[str]](), section.get("id", "")
    for element in section.iter("p", "li", "table", *HEADINGS):
        last = element.get("id", last) if element.tag != "table" else last
        if (element.get("id") or element.tag == "table") and (text := " ".join(_words(element).split())):
            found.append([last, text])
    return found


def emendations(book: Book, level: int) -> str:
    """Write the list of emendations, "" if there are none."""
    if not book.emendations:
        return ""
    said = words(book.edition.language)
    items = [f"<li>{emended(emendation, said.page)}</li>" for emendation in book.emendations]
    title = f'<h{level} id="emendations">{said.emendations}</h{level}>'
    opened = '<section class="emendations" role="doc-appendix" aria-labelledby="emendations">'
    return "\n".join([opened, title, "<ol>", *items, "</ol>", "</section>"])


def closing(edition: Edition, level: int, listed: str = "") -> str:
    """Write what stands at the end: how to cite the edition, the note on the text, rights, and the colophon.

    `listed` is the list of emendations where it is a part of this: what is said of the text, and is not the text.
    """
    said, own = words(edition.language), web_words(edition.language)
    lines = [
        '<section class="colophon" aria-labelledby="cite">',
        f'<h{level} id="cite">{own["cite_this"]}</h{level}>',
        f'<p class="chicago">{chicago(edition)}</p>',
        f"<details>\n<summary>BibTeX</summary>\n<pre>{escape(bibtex(edition), quote=False)}</pre>\n</details>",
        f"<details>\n<summary>CSL JSON</summary>\n<pre>{escape(_item(edition), quote=False)}</pre>\n</details>",
    ]
    for title, text in ((said.note_on_the_text, edition.note_on_the_text), (said.colophon, edition.colophon)):
        if text:
            lines += [f"<h{level}>{title}</h{level}>", *_prose(text)]
    lines += [*_prose(edition.source), *_prose(edition.rights), *([listed] if listed else []), "</section>"]
    return "\n".join(lines)


def extents(sections: Iterable[Element]) -> str:
    """Write the rules that tell how long chapters are, so that a page has its length before they are laid out."""
    signs = {section.get("id"): len(etree.tostring(section, encoding="unicode", method="text")) for section in sections}
    return "".join(f"#{name}{{--long:{round(number / _SIGNS * _LINE)}}}" for name, number in signs.items())


def pictures_of(sections: Iterable[Element]) -> Iterator[Element]:
    """Give the pictures in sections."""
    return (picture for section in sections for picture in section.iter("img"))


def kind_of(picture: bytes) -> str:
    """Give the media type of a picture."""
    return {"jpg": "image/jpeg", "png": "image/png"}[ending_of(picture)]


def serialized(element: Element) -> str:
    """Write an element as HTML."""
    return str(etree.tostring(element, method="html", encoding="unicode", with_tail=False))


def _settle(element: Element) -> None:
    """Give a page of print its short address, and put a cell's place in a class: no style is allowed on elements.

    The mark of a page is no separator to one who listens: its number is heard where it is shown, on request.
    """
    if element.get("role") == "doc-pagebreak":
        own, folio = _SHORT.sub(r"\1p", element.get("id", "")), element.get("aria-label", "")
        element.attrib.clear()
        element.attrib.update({"class": "pagebreak", "id": own, "data-folio": folio})
    elif element.tag == "a" and element.get("href", "").startswith("#page-"):
        element.set("href", _SHORT.sub(r"\1p", element.get("href", "")))
    if found := _PLACED.search(str(element.attrib.pop("style", ""))):
        element.set("class", found[1])


def _paragraphs(section: Element) -> Iterator[Element]:
    """Give the paragraphs of a chapter's text, and the items of its lists that have none."""
    for child in section:
        if "doc-endnotes" in (child.get("role"), section.get("role")):
            continue
        for element in child.iter("p", "li"):
            if element.tag == "p" or element.find("p") is None:
                yield element


def _words(element: Element) -> str:
    """Give the words of an element without those of references to notes and of links back."""
    said = [element.text or ""]
    for child in element:
        if child.get("role") not in _APART and child.get("class") != "note-mark":
            said.append(_words(child))
        said.append(child.tail or "")
    return "".join(said)


def _next(places: Sequence[int], last: int) -> int:
    """Give the first of the places from the last one on; the last one itself if there is none."""
    found = bisect_left(places, last)
    return places[found] if found < len(places) else last


def _row(place: str, mark: Mark) -> list[Any]:
    return [place, mark.rule, int(mark.asked), mark.folio, mark.before, mark.after, mark.why]


def _item(edition: Edition) -> str:
    lines = [f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in csl(edition).items()]
    return "\n".join(["{", ",\n".join(lines), "}"])


def _prose(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield f"<p>{escape(' '.join(paragraph.split()), quote=False)}</p>"


_SIGNS, _LINE = 62, 1.55  # of a line: its signs, some lines being short; and its height in units of the text's size
_SHORT = re.compile("^(#?)page-")
_PLACED = re.compile(r"text-align: *(left|right|center)")
_APART = frozenset({"doc-noteref", "doc-backlink"})
