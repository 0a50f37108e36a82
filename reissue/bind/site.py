"""The book as a folder of pages: one for each chapter, with a first page, an index to search in, and addresses to keep.

The folder comes as an archive, as every binder gives the bytes of one file; who delivers it lays it out. It needs no
server: it can be read from a disk, where a page may not fetch, so that the index of the search is a script.
"""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from lxml.etree import _Element as Element

from reissue.bind import Styles
from reissue.bind.citation import as_json
from reissue.bind.gathered import gathered
from reissue.bind.html import contents_nav, sheet, title_block
from reissue.bind.section import Entry, contents, contents_headings, contents_list
from reissue.bind.web_fonts import with_fonts
from reissue.bind.web_head import head, script
from reissue.bind.web_page import (
    closing,
    emendations,
    pictures_of,
    placed_record,
    searched,
    serialized,
    settings,
    web_sections,
)
from reissue.bind.web_words import web_words
from reissue.bind.words import words
from reissue.book import Book
from reissue.plates import ending_of

INDEX = "index.js"


def bind_site(book: Book, styles: Styles) -> bytes:
    """Bind a book as the archive of a folder whose first page is `index.html`.

    A chapter's page goes by the first words of its title, since its number is another when a chapter is found before
    it. `index.html#p12` leads on to the page of the chapter in which the printed page 12 begins, and so does the
    address of a paragraph, whatever its chapter is called today.
    """
    site = _site(gathered(book))
    pages = dict(_pages(book, gathered(book), site))
    files = dict[str, bytes]()

    def place(name: str, data: bytes) -> str:
        files[f"fonts/{name}"] = data
        return f"fonts/{name}"

    files["style.css"] = f"{with_fonts(sheet(styles), styles.fonts, pages.values(), place)}\n".encode()
    files["reader.js"] = script().encode()
    files[INDEX] = f"window.bookIndex = {as_json(_index(site))};\n".encode()
    files |= {name: page.encode() for name, page in pages.items()} | site.pictures
    return _packed(files)


class _Site(NamedTuple):
    """The sections of the chapters by their files, in order; each title; where each id stands; the pictures' files."""

    sections: Mapping[str, Element]
    titles: Mapping[str, str]
    files: Mapping[str, str]
    address: Callable[[str], str]
    pictures: dict[str, bytes]


_POLICY = {"script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'"}
_DRESS = ('<link rel="stylesheet" href="style.css">', '<script src="reader.js" defer></script>')
_FIRST, _CHANGED = "index.html", "emendations.html"


def _site(book: Book) -> _Site:
    """Give each chapter its file, and lead the links between chapters to these."""
    taken = Counter({"index": 1, "emendations": 1})
    names = [_file(chapter.title, taken) for chapter in book.chapters]
    sections = dict(zip(names, web_sections(book, 1), strict=True))
    files = {
        own: name for name, section in sections.items() for element in section.iter() if (own := element.get("id"))
    }
    openings = {section.get("aria-labelledby"): name for name, section in sections.items()}

    def address(name: str) -> str:
        return openings.get(name) or f"{files[name]}#{name}"

    for name, section in sections.items():
        for link in section.iter("a"):
            target = link.get("href", "")
            if target.startswith("#") and files[target[1:]] != name:
                link.set("href", f"{files[target[1:]]}{target}")
    pictures = dict[str, bytes]()
    for picture in pictures_of(sections.values()):
        data = book.pictures[picture.get("src", "")]
        own = f"pictures/{list(book.pictures).index(picture.get('src', '')) + 1}.{ending_of(data)}"
        picture.set("src", own)
        pictures[own] = data
    titles = {name: chapter.title or book.edition.title for name, chapter in zip(names, book.chapters, strict=True)}
    return _Site(sections, titles, files, address, pictures)


def _pages(whole: Book, book: Book, site: _Site) -> Iterator[tuple[str, str]]:
    """Write the pages in the order in which they are read; `whole` is the book with its notes where they were."""
    edition, said = book.edition, words(book.edition.language)
    listed = [contents(own) for own in contents_headings(book)]
    opening = {
        name: own[0].target if own else str(section.get("id"))
        for (name, section), own in zip(site.sections.items(), listed, strict=True)
    }
    record = placed_record(whole, site.sections.values())
    row = [_FIRST, *site.sections, *([_CHANGED] if book.emendations else [])]
    changed = f'\n<p><a href="{_CHANGED}">{said.emendations}</a></p>' if book.emendations else ""
    titles = {_FIRST: edition.title, **site.titles, _CHANGED: said.emendations}
    for number, name in enumerate(row):
        turned = _turn(row, number, titles, edition.language)
        if name == _FIRST:
            shown = contents_list(_told(listed, site), site.address) + changed
            nav = contents_nav(shown, edition.language).replace("<details>", "<details open>")
            main = f"{_SEARCH}\n{nav}\n{turned}"
            body = f"{title_block(edition)}\n<main>\n{main}\n</main>\n<footer>\n{closing(edition, 2)}\n</footer>"
            rows: list[list[Any]] = []
        else:
            current = list(site.sections).index(name) if name in site.sections else -1
            short = [own if place == current else _bare(own) for place, own in enumerate(listed)]
            shown = contents_list(_told(short, site), site.address) + changed
            here = site.address(opening[name]) if current >= 0 else name
            shown = shown.replace(f'<a href="{here}">', f'<a href="{here}" aria-current="page">')
            nav = contents_nav(shown, edition.language).replace("</nav>", f"{_SEARCH}\n</nav>")
            main = serialized(site.sections[name]) if current >= 0 else emendations(book, 1)
            body = f'{_over(book, name, site)}\n{nav}\n<main id="pages">\n{main}\n{turned}\n</main>'
            rows = [one for one in record if site.files.get(one[0]) == name]
        title = edition.title if name == _FIRST else f"{titles[name]} \N{EN DASH} {edition.title}"
        first = head(edition, title, _POLICY, _DRESS, settings(edition, rows, INDEX))
        opened = '<body class="front">' if name == _FIRST else "<body>"
        yield name, f"{first}\n{opened}\n{body}\n</body>\n</html>\n"


_SEARCH = '<div role="search" hidden></div>'


def _over(book: Book, name: str, site: _Site) -> str:
    """Write what stands over a chapter: the book's title, which is the page's heading where the chapter has none."""
    link = f'<a href="{_FIRST}">{escape(book.edition.title, quote=False)}</a>'
    named = name not in site.sections or bool(site.sections[name].get("aria-labelledby"))
    inner = f'<p class="subtitle">{link}</p>' if named else f"<h1>{link}</h1>"
    return f'<header class="title-block over">\n{inner}\n</header>'


def _told(listed: Sequence[tuple[Entry, ...]], site: _Site) -> tuple[Entry, ...]:
    """Give the contents of all chapters as one; a chapter without a heading goes by its page's title."""
    untitled = [(Entry(site.titles[name], str(section.get("id")), ()),) for name, section in site.sections.items()]
    return tuple(entry for own, bare in zip(listed, untitled, strict=True) for entry in own or bare)


def _bare(own: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry._replace(entries=()) for entry in own)


def _turn(row: Sequence[str], number: int, titles: Mapping[str, str], language: str) -> str:
    """Write the links to the page before and the page after."""
    said = web_words(language)
    links = []
    for way, place, arrow in (
        ("prev", number - 1, "\N{LEFTWARDS ARROW}"),
        ("next", number + 1, "\N{RIGHTWARDS ARROW}"),
    ):
        if 0 <= place < len(row):
            title = escape(titles[row[place]], quote=False)
            shown = f"{arrow} {title}" if way == "prev" else f"{title} {arrow}"
            links.append(f'<a rel="{way}" href="{row[place]}">{shown}</a>')
    return f'<nav class="turn" aria-label="{said["previous"]}, {said["next"]}">{"".join(links)}</nav>' if links else ""


def _index(site: _Site) -> dict[str, Any]:
    """Give what is searched: by chapter its file, title and texts with their ids; and where each page begins."""
    chapters = [[name, site.titles[name], searched(section)] for name, section in site.sections.items()]
    begun = [element for section in site.sections.values() for element in section.iter("span")]
    leaves = [leaf.get("id", "") for leaf in begun if leaf.get("class") == "pagebreak"]
    return {"chapters": chapters, "places": {leaf: site.files[leaf] for leaf in leaves}}


def _file(title: str, taken: Counter[str]) -> str:
    """Name a chapter's file by the first words of its title."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = "-".join(re.findall("[a-z0-9]+", plain)[:_NAMED]) or "text"
    taken[name] += 1
    return f"{name}-{taken[name]}.html" if taken[name] > 1 else f"{name}.html"


_NAMED = 6


def _packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files in the order of their names, the same bytes on any day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])
    return packed.getvalue()
