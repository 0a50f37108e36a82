"""The book as one page of HTML5 that needs nothing but itself: no script, no font, no picture from elsewhere."""

from base64 import b64encode
from html import escape

from lxml import etree

from reissue.bind import Styles
from reissue.bind.gathered import gathered
from reissue.bind.section import Entry, chapter_section, contents, contents_headings, contents_list, title_lines
from reissue.bind.words import words
from reissue.book import Book
from reissue.edition import Edition
from reissue.plates import ending_of


def bind_html(book: Book, styles: Styles) -> bytes:
    """Bind a book as a single file in UTF-8, its style sheets `book` and `web` in it.

    The title is the page's `h1`, a chapter's highest headings are `h2`; each chapter ends with its notes, or the
    book with all. A table of contents stands before a text with more than one heading.
    """
    book = gathered(book)
    edition = book.edition
    chapters = [chapter_section(chapter, edition.language, 2) for chapter in book.chapters]
    for picture in (picture for chapter in chapters for picture in chapter.iter("img")):
        picture.set("src", _in_place(book.pictures[picture.get("src", "")]))
    found = [heading for own in contents_headings(book) for heading in own]
    page = [
        _head(edition, f"{styles.sheets['book']}\n{styles.sheets['web']}"),
        "<body>",
        _title_block(edition),
        _contents(contents(found), edition.language) if len(found) > 1 else "",
        "<main>",
        *(etree.tostring(chapter, method="html", encoding="unicode") for chapter in chapters),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in page if line).encode() + b"\n"


_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def _head(edition: Edition, css: str) -> str:
    # A style element ends at the first "</", wherever in the CSS it stands.
    css = css.replace("</", r"<\/").strip()
    return f"""<!DOCTYPE html>
<html lang="{escape(edition.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(edition.title)}</title>{_metas(edition)}
<style>
{css}
</style>
</head>"""


def _in_place(picture: bytes) -> str:
    """Write a picture as an address that holds it."""
    kind = {"jpg": "jpeg", "png": "png"}[ending_of(picture)]
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _metas(edition: Edition) -> str:
    stated = (("author", ", ".join(edition.authors)), ("description", " ".join(edition.description.split())))
    return "".join(f'\n<meta name="{name}" content="{escape(said)}">' for name, said in stated if said)


def _title_block(edition: Edition) -> str:
    shown = [f'<p class="{kind}">{escape(line, quote=False)}</p>' for kind, line in title_lines(edition)]
    title = f"<h1>{escape(edition.title, quote=False)}</h1>"
    return "\n".join(['<header class="title-block">', title, *shown, "</header>"])


def _contents(entries: tuple[Entry, ...], language: str) -> str:
    title = f'<h2 id="contents">{words(language).contents}</h2>'
    return f'<nav role="doc-toc" aria-labelledby="contents">\n{title}\n{contents_list(entries, "#{}".format)}\n</nav>'
