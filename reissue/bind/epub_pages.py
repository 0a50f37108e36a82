"""The XHTML documents of an EPUB: its chapters, in their place between the other pages, and its navigation."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from reissue.bind.epub_front import Page, back_pages, cover_page, front_pages
from reissue.bind.gathered import gathered
from reissue.bind.matter import matters, role_of
from reissue.bind.section import GATHERED, Entry, chapter_section, contents, contents_headings, contents_list
from reissue.bind.tongues import tag_languages
from reissue.bind.unparted import keep_together
from reissue.bind.words import Words, words
from reissue.book import HEADINGS, Book
from reissue.plates import ending_of

OPS = "http://www.idpf.org/2007/ops"
"""The namespace of `epub:type`."""


class Pages(NamedTuple):
    """`documents`: each spine document by its name, in reading order; `entries`: the contents; `address`: of an id.

    `folios`: where each page of the printed book begins, as pairs of folio and address. `notes`: how many there are.
    `pictures`: those of the text, by the names of their files here; `described`: whether each has words for it.
    """

    documents: dict[str, bytes]
    entries: tuple[Entry, ...]
    address: Callable[[str], str]
    folios: tuple[tuple[str, str], ...]
    notes: int
    pictures: Mapping[str, bytes]
    described: bool


def make_pages(book: Book, cover: str) -> Pages:
    """Make the pages before the text, a document for each chapter, and the pages after it; `cover` is a picture's file.

    A chapter without a title goes by the book's. Ids of notes are those of the book with `end` before them, because
    readers of one make show a note on the spot only if its id has nine characters or more.
    """
    edition = book.edition
    notes = sum(len(chapter.notes) for chapter in book.chapters)
    book = gathered(book)
    sections, address = _sections(book)
    pictures, described = _name_pictures(sections.values(), book.pictures)
    back = list(back_pages(edition, book.emendations))
    entries = [
        Entry(chapter.title or edition.title, chapter.id, contents(own[1:] if chapter.title else own))
        for chapter, own in zip(book.chapters, contents_headings(book), strict=True)
    ]
    entries += [Entry(page.title, page.name, ()) for page in back]
    front = [cover_page(edition, cover), *front_pages(edition, entries, address)]
    matter = matters([section.get("role", "") for section in sections.values()])
    text = [
        Page(c.id, c.title or edition.title, _body(sections[c.id], where))
        for c, where in zip(book.chapters, matter, strict=True)
    ]
    documents = {page.name: _page(page.title, page.body, edition.language) for page in (*front, *text, *back)}
    return Pages(
        documents,
        tuple(entries) or (Entry(edition.title, "titlepage", ()),),
        address,
        tuple(_folios(sections)),
        notes,
        pictures,
        described,
    )


def make_nav(book: Book, pages: Pages) -> bytes:
    """Make the navigation document: the contents, the landmarks, and the pages of the printed book where it has any."""
    said = words(book.edition.language)
    book = gathered(book)
    body = [
        "<body>",
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">',
        f'<h1 id="contents">{said.contents}</h1>',
        contents_list(pages.entries, pages.address),
        "</nav>",
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">',
        *("<ol>", *_landmarks(book, pages, said), "</ol>"),
        "</nav>",
    ]
    if pages.folios:
        items = [f'<li><a href="{href}">{escape(folio)}</a></li>' for folio, href in pages.folios]
        start = '<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages" hidden="hidden">'
        body += [start, "<ol>", *items, "</ol>", "</nav>"]
    return _page(said.contents, "\n".join([*body, "</body>"]), book.edition.language)


def settle_ncx(ncx: bytes, pages: Pages) -> bytes:
    """Say in the contents that older readers use how deep they are, and list the pages of the printed book there."""
    tree = etree.fromstring(ncx)
    space = f"{{{etree.QName(tree).namespace}}}"
    numbers = [int(folio) for folio, _ in pages.folios if folio.isdecimal()]
    counts = {
        "depth": _depth(pages.entries),
        "totalPageCount": len(pages.folios),
        "maxPageNumber": max(numbers, default=0),
    }
    for name, count in counts.items():
        for meta in tree.iterfind(f"{space}head/{space}meta[@name='dtb:{name}']"):
            meta.set("content", str(count))
    listed = etree.SubElement(tree, f"{space}pageList") if pages.folios else tree
    for number, (folio, href) in enumerate(pages.folios, 1):
        kind = {"type": "normal", "value": folio} if folio.isdecimal() else {"type": "front"}
        target = etree.SubElement(listed, f"{space}pageTarget", {"id": f"print-{number}", **kind})
        etree.SubElement(etree.SubElement(target, f"{space}navLabel"), f"{space}text").text = folio
        etree.SubElement(target, f"{space}content", {"src": href})
    etree.indent(tree, "\t")
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True)


_NOTE = "endnote-"
_OPEN = frozenset({"body", "section", "ol", "ul"})


def _depth(entries: Iterable[Entry]) -> int:
    return max((1 + _depth(entry.entries) for entry in entries), default=0)


def _landmarks(book: Book, pages: Pages, said: Words) -> Iterator[str]:
    """List the places that readers have a key for, as far as the book has them."""
    places = [("cover", "cover", said.cover), ("titlepage", "titlepage", book.edition.title)]
    places += [("toc", "contents", said.contents), ("copyright-page", "imprint", said.imprint)]
    places = [(kind, f"{name}.xhtml", title) for kind, name, title in places if name in pages.documents]
    if book.chapters:
        matter = matters([role_of(chapter.title) for chapter in book.chapters])
        first = book.chapters[matter.index("bodymatter") if "bodymatter" in matter else 0]
        places.append(("bodymatter", pages.address(first.id), first.title or book.edition.title))
    noted = next((f"{chapter.id}-notes" for chapter in book.chapters if chapter.notes), GATHERED)
    if pages.notes:
        places.append(("endnotes", pages.address(noted), said.notes))
    if "emendations" in pages.documents:
        places.append(("appendix", "emendations.xhtml", said.emendations))
    for kind, href, name in places:
        yield f'<li><a epub:type="{kind}" href="{href}">{escape(name)}</a></li>'


def _folios(sections: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    """Find the marks that say where a page of the printed book begins; a mark's label ends with its folio."""
    for file, section in sections.items():
        for mark in section.iter():
            if mark.get("role") == "doc-pagebreak" and (label := mark.get("aria-label", "").split()):
                yield label[-1].rstrip("."), f"{file}.xhtml#{mark.get('id', '')}"


def _sections(book: Book) -> tuple[dict[str, Element], Callable[[str], str]]:
    """Make the section of each chapter, its links leading to the files of the EPUB; and the address of each id."""
    sections = {c.id: chapter_section(c, book.edition.language, 1) for c in book.chapters}
    addresses = {name: f"{name}.xhtml" for name in ("titlepage", "emendations", "colophon")}
    for file, section in sections.items():
        for element in section.iter():
            name = element.get("id")
            if name:
                own = re.sub("^note-", _NOTE, name)
                element.set("id", own)
                addresses[name] = f"{file}.xhtml#{own}"
        addresses[file] = f"{file}.xhtml"
    for file, section in sections.items():
        tag_languages(section, book.edition.language, book.edition.foreign)
        keep_together(section)
        _hang_lines(section)
        _clear_headings(section)
        notes = section.find("section[@role='doc-endnotes']")
        if notes is not None:  # they are the only ones in their document, and need not say of which chapter
            notes.set("aria-labelledby", f"{file}-notes")
        for link in section.iter("a"):
            target = link.get("href", "")
            if target.startswith("#"):
                link.set("href", addresses[target[1:]].removeprefix(f"{file}.xhtml"))
    return sections, addresses.__getitem__


def _name_pictures(sections: Iterable[Element], files: Mapping[str, bytes]) -> tuple[dict[str, bytes], bool]:
    """Give each picture a file of its own, in the order of the text; tell whether there are words for each."""
    names = dict[str, str]()
    described = True
    for picture in (picture for section in sections for picture in section.iter("img")):
        own = picture.get("src", "")
        picture.set("src", names.setdefault(own, f"picture-{len(names) + 1}.{ending_of(files[own])}"))
        described &= bool(picture.get("alt", "").strip())
    return {name: files[own] for own, name in names.items()}, described


def _hang_lines(section: Element) -> None:
    """Put each printed line of verse into an element of its own, so that a line too long for the screen can hang."""
    for paragraph in section.iter("p"):
        breaks = paragraph.findall("br")
        if not breaks or len(breaks) < sum(1 for _ in paragraph.iter("br")):
            continue
        line = etree.Element("span", {"class": "line"})
        line.text, paragraph.text = paragraph.text, None
        row = [line]
        for child in list(paragraph):
            if child.tag == "br":
                line = etree.Element("span", {"class": "line"})
                line.text, child.tail = (child.tail or "").lstrip("\n"), None
                row += [child, line]
            else:
                line.append(child)
        paragraph.extend(row)


def _clear_headings(section: Element) -> None:
    """Set the mark of a page before a heading that begins with it, so that no voice reads it as the first word."""
    for heading in section.iter(*HEADINGS):
        first = heading.find("span")
        if first is None or first is not heading[0] or heading.text or first.get("role") != "doc-pagebreak":
            continue
        heading.text, first.tail = first.tail, None
        heading.addprevious(first)


def _body(section: Element, matter: str) -> str:
    """Write a chapter's body, with the types of EPUB beside the roles that say the same to other readers."""
    body = etree.Element("body", {f"{{{OPS}}}type": matter}, nsmap={"epub": OPS})
    body.append(section)
    for element in body.iter():
        role = element.get("role", "")
        if role.startswith("doc-"):
            element.set(f"{{{OPS}}}type", role.removeprefix("doc-"))
        elif element.tag == "li" and element.get("id", "").startswith(_NOTE):
            element.set(f"{{{OPS}}}type", "endnote")  # by which Apple's readers know what they can show on the spot
        if role == "doc-pagebreak":
            element.text = ""  # written with an end tag: readers that take XHTML for HTML would look for one
        if (element is section or element.tag in _OPEN) and not element.text:
            element.text = "\n"
            for child in element:
                child.tail = child.tail or "\n"
    return etree.tostring(body, encoding="unicode").replace(f' xmlns:epub="{OPS}"', "", 1)


def _page(title: str, body: str, language: str) -> bytes:
    tag = escape(language)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="{OPS}" lang="{tag}" xml:lang="{tag}">
<head>
<title>{escape(title, quote=False)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
{body}
</html>
""".encode()
