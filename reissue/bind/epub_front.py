"""The pages of an EPUB around its text: cover, half-title, title page, imprint and contents; emendations and colophon.

They say what the edition states and nothing more: a page that would have nothing to say is not there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from reissue.bind.section import Entry, contents_list, emended, title_lines
from reissue.bind.words import words
from reissue.changed import Emendation
from reissue.edition import Edition


class Page(NamedTuple):
    """A page around the text: the name of its document, its title, and its body as XHTML."""

    name: str
    title: str
    body: str


def cover_page(edition: Edition, file: str) -> Page:
    """Show the cover, which readers that have no place of their own for it would miss."""
    described = escape(f"{words(edition.language).cover}: {', '.join((edition.title, *edition.authors))}.")
    picture = f'<img src="{file}" alt="{described}" role="doc-cover"/>'
    return Page("cover", edition.title, _body("front", "cover", "", picture))


def front_pages(edition: Edition, entries: Sequence[Entry], address: Callable[[str], str]) -> Iterator[Page]:
    """Make half-title, title page, imprint and contents, in this order.

    There is a half-title where the title page says more than the title, contents where they have more than one entry.
    """
    said, title = words(edition.language), _text(edition.title)
    if len(_title_page(edition)) > 1:
        series = " ".join(filter(None, (edition.series, edition.volume)))
        lines = [f'<p class="title">{title}</p>', *_paragraphs("series", series)]
        yield Page("halftitle", edition.title, _body("front", "halftitlepage", "half-title", *lines))
    yield Page("titlepage", edition.title, _body("front", "titlepage", "title-page", *_title_page(edition)))
    if imprint := list(_imprint(edition)):
        yield Page("imprint", said.imprint, _body("front", "copyright-page", "imprint", *imprint))
    if sum(1 + len(entry.entries) for entry in entries) > 1:
        inner = f'<h1 id="contents-page">{said.contents}</h1>\n{contents_list(entries, address)}'
        listed = f'<nav role="doc-toc" aria-labelledby="contents-page">\n{inner}\n</nav>'
        yield Page("contents", said.contents, f'<body epub:type="frontmatter">\n{listed}\n</body>')


def back_pages(edition: Edition, emendations: tuple[Emendation, ...]) -> Iterator[Page]:
    """Make the list of emendations and the colophon, where there are any."""
    said = words(edition.language)
    if emendations:
        items = [f"<li>{emended(emendation, said.page)}</li>" for emendation in emendations]
        lines = [f"<h1>{said.emendations}</h1>", "<ol>", *items, "</ol>"]
        yield Page("emendations", said.emendations, _body("back", "appendix", "emendations", *lines))
    if edition.colophon:
        lines = [f"<h1>{said.colophon}</h1>", *_paragraphs("", edition.colophon)]
        yield Page("colophon", said.colophon, _body("back", "colophon", "colophon", *lines))


def _title_page(edition: Edition) -> list[str]:
    lines = [*title_lines(edition), ("imprint", _publisher(edition))]
    return [f"<h1>{_text(edition.title)}</h1>", *(line for kind, text in lines for line in _paragraphs(kind, text))]


def _publisher(edition: Edition) -> str:
    house = ": ".join(filter(None, (edition.place, edition.publisher)))
    return ", ".join(filter(None, (house, str(edition.year or ""))))


def _imprint(edition: Edition) -> Iterator[str]:
    yield from _paragraphs("publisher", _publisher(edition))
    yield from _paragraphs("rights", edition.rights)
    printed = str(edition.source_year or "")
    source = ", ".join(filter(None, (edition.source, "" if printed in edition.source else printed)))
    yield from _paragraphs("source", source)
    for identifier in (edition.identifier, edition.source_identifier):
        if identifier.startswith("urn:isbn:"):
            own = identifier == edition.identifier
            yield from _paragraphs("identifier" if own else "source", re.sub("^urn:isbn:", "ISBN ", identifier))
    if edition.note_on_the_text:
        yield f"<h1>{words(edition.language).note_on_the_text}</h1>"
        yield from _paragraphs("note-on-the-text", edition.note_on_the_text)


def _paragraphs(kind: str, text: str) -> Iterator[str]:
    """Write a text as paragraphs, parted as the edition parted them by empty lines."""
    start = f'<p class="{kind}">' if kind else "<p>"
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield f"{start}{_text(' '.join(paragraph.split()))}</p>"


def _body(matter: str, kind: str, name: str, *lines: str) -> str:
    role = f' role="doc-{kind}"' if kind in {"appendix", "colophon"} else ""
    start = f'<section class="{name or kind}" epub:type="{kind}"{role}>'
    return "\n".join([f'<body epub:type="{matter}matter">', start, *lines, "</section>", "</body>"])


def _text(text: str) -> str:
    return escape(text, quote=False)
