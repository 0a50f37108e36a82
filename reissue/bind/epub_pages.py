"""The XHTML documents of an EPUB: its title page, its chapters and its navigation."""

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from reissue.bind.section import Entry, chapter_section, contents, contents_headings, contents_list, title_lines
from reissue.bind.words import words
from reissue.book import Book
from reissue.edition import Edition

OPS = "http://www.idpf.org/2007/ops"
"""The namespace of `epub:type`."""


class Pages(NamedTuple):
    """`documents`: each spine document by its name, in reading order; `entries`: the contents; `address`: of an id."""

    documents: dict[str, bytes]
    entries: tuple[Entry, ...]
    address: Callable[[str], str]


def make_pages(book: Book) -> Pages:
    """Make the title page and a document for each chapter; a chapter without a title goes by the book's.

    Ids of notes are those of the book with `end` before them, because readers of one make show a note on the spot only
    if its id has nine characters or more.
    """
    edition = book.edition
    sections, address = _sections(book)
    documents = {"titlepage": _page(edition.title, _title_page(edition), edition.language)}
    for chapter in book.chapters:
        documents[chapter.id] = _page(chapter.title or edition.title, _body(sections[chapter.id]), edition.language)
    entries = tuple(
        Entry(chapter.title or edition.title, chapter.id, contents(own[1:] if chapter.title else own))
        for chapter, own in zip(book.chapters, contents_headings(book), strict=True)
    )
    return Pages(documents, entries or (Entry(edition.title, "titlepage", ()),), address)


def make_nav(book: Book, pages: Pages) -> bytes:
    """Make the navigation document: the table of contents, and the landmarks of the title page and the text."""
    title = words(book.edition.language).contents
    places = [("titlepage", "titlepage.xhtml", book.edition.title)]
    if book.chapters:
        first = book.chapters[0]
        places.append(("bodymatter", pages.address(first.id), first.title or book.edition.title))
    marks = [f'<li><a epub:type="{kind}" href="{href}">{escape(name)}</a></li>' for kind, href, name in places]
    body = [
        "<body>",
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">',
        f'<h1 id="contents">{title}</h1>',
        contents_list(pages.entries, pages.address),
        "</nav>",
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">',
        *("<ol>", *marks, "</ol>"),
        "</nav>",
        "</body>",
    ]
    return _page(title, "\n".join(body), book.edition.language)


_TYPES = {"doc-chapter": "chapter", "doc-endnotes": "endnotes", "doc-noteref": "noteref"}


def _sections(book: Book) -> tuple[dict[str, Element], Callable[[str], str]]:
    """Make the section of each chapter, its links leading to the files of the EPUB; and the address of each id."""
    sections = {c.id: chapter_section(c, book.edition.language, 1) for c in book.chapters}
    addresses = {"titlepage": "titlepage.xhtml"}
    for file, section in sections.items():
        for element in section.iter():
            name = element.get("id")
            if name:
                own = re.sub("^note-", "endnote-", name)
                element.set("id", own)
                addresses[name] = f"{file}.xhtml#{own}"
        addresses[file] = f"{file}.xhtml"
    for file, section in sections.items():
        for link in section.iter("a"):
            target = link.get("href", "")
            if target.startswith("#"):
                link.set("href", addresses[target[1:]].removeprefix(f"{file}.xhtml"))
    return sections, addresses.__getitem__


def _body(section: Element) -> str:
    """Write a chapter's body, with the types of EPUB beside the roles that say the same to other readers."""
    body = etree.Element("body", {f"{{{OPS}}}type": "bodymatter"}, nsmap={"epub": OPS})
    body.append(section)
    for element in section.iter():
        kind = _TYPES.get(element.get("role", ""))
        if kind:
            element.set(f"{{{OPS}}}type", kind)
    return etree.tostring(body, encoding="unicode")


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


def _title_page(edition: Edition) -> str:
    imprint = f"{edition.place}: {edition.publisher}" if edition.place and edition.publisher else ""
    imprint = imprint or edition.place or edition.publisher
    lines = [*title_lines(edition), ("imprint", ", ".join(filter(None, (imprint, str(edition.year or "")))))]
    shown = [f'<p class="{kind}">{escape(line, quote=False)}</p>' for kind, line in lines if line]
    title = f"<h1>{escape(edition.title, quote=False)}</h1>"
    section = ['<section class="title-page" epub:type="titlepage">', title, *shown, "</section>"]
    return "\n".join(['<body epub:type="frontmatter">', *section, "</body>"])
