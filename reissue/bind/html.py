"""The book as one page of HTML5 that needs nothing but itself, and no script to be read."""

from base64 import b64encode
from html import escape

from reissue.bind import Styles
from reissue.bind.citation import as_json
from reissue.bind.gathered import gathered
from reissue.bind.section import contents, contents_headings, contents_list, title_lines
from reissue.bind.web_fonts import in_place, with_fonts
from reissue.bind.web_head import digest, head, script
from reissue.bind.web_page import (
    closing,
    emendations,
    extents,
    kind_of,
    pictures_of,
    placed_record,
    serialized,
    settings,
    web_sections,
)
from reissue.bind.words import words
from reissue.book import Book
from reissue.edition import Edition


def bind_html(book: Book, styles: Styles) -> bytes:
    """Bind a book as a single file in UTF-8, its style sheets `book` and `web` and the fonts they call for in it.

    The title is the page's `h1`, a chapter's highest headings are `h2`; each chapter ends with its notes, or the
    book with all. A table of contents stands before a text with more than one heading.
    """
    edition, text = book.edition, gathered(book)
    sections = web_sections(text, 2)
    for picture in pictures_of(sections):
        data = book.pictures[picture.get("src", "")]
        picture.set("src", f"data:{kind_of(data)};base64,{b64encode(data).decode()}")
    found = [heading for own in contents_headings(text) for heading in own]
    body = [
        "<body>",
        title_block(edition),
        contents_nav(contents_list(contents(found), "#{}".format), edition.language) if len(found) > 1 else "",
        '<main id="pages">',
        *map(serialized, sections),
        "</main>",
        f"<footer>\n{closing(edition, 2, emendations(book, 3))}\n</footer>",
        "</body>",
        "</html>",
    ]
    page = "\n".join(line for line in body if line)
    said = settings(edition, placed_record(book, sections))
    signs = (edition.title, page, as_json(said))
    css = f"\n{in_style(with_fonts(sheet(styles), styles.fonts, signs, in_place))}\n{extents(sections)}\n"
    policy = {
        "script-src": digest(script()),
        "style-src": digest(css),
        "img-src": "data:",
        "font-src": "data:",
    }
    dress = [f"<style>{css}</style>", f"<script>{script()}</script>"]
    first = head(edition, edition.title, policy, dress, said)
    return f"{first}\n{page}\n".encode()


def sheet(styles: Styles) -> str:
    """Give the style sheets of the web as one."""
    return f"{styles.sheets['book']}\n{styles.sheets['web']}".strip()


def in_style(css: str) -> str:
    """Write a sheet so that it can stand in an element of HTML, which ends at the first "</", wherever that is."""
    return css.replace("</", r"<\/")


def title_block(edition: Edition) -> str:
    """Write the title and what stands below it."""
    shown = [f'<p class="{kind}">{escape(line, quote=False)}</p>' for kind, line in title_lines(edition)]
    title = f"<h1>{escape(edition.title, quote=False)}</h1>"
    return "\n".join(['<header class="title-block">', title, *shown, "</header>"])


def contents_nav(listed: str, language: str) -> str:
    """Write a table of contents that can be folded: the sheet folds it where there is no room beside the text."""
    title = f'<summary><h2 id="contents">{words(language).contents}</h2></summary>'
    inner = f"<details>\n{title}\n{listed}\n</details>"
    return f'<nav role="doc-toc" aria-labelledby="contents">\n{inner}\n</nav>'
