"""What the screen formats share: a chapter as a section with its notes at its end, contents, the title page's lines."""

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from reissue.bind.matter import role_of
from reissue.bind.words import Words, words
from reissue.book import HEADINGS, Book, Chapter, Heading, Note, headings
from reissue.changed import Emendation
from reissue.edition import Edition
from reissue.pandoc import parse_blocks

DEPTH = 3
"""How many levels of headings, from the book's highest, a table of contents shows."""


GATHERED = "notes"
"""The id of the chapter that has all the notes, where they are gathered at the book's end."""


class Entry(NamedTuple):
    """An entry of a table of contents; `target` is the id it leads to."""

    title: str
    target: str
    entries: tuple["Entry", ...]


def contents_headings(book: Book) -> list[list[Heading]]:
    """Choose the headings of each chapter that stand in a table of contents."""
    found = [headings(chapter)[: 1 if chapter.id == GATHERED else None] for chapter in book.chapters]
    top = min((heading.level for own in found for heading in own), default=1)
    return [[heading for heading in own if heading.level < top + DEPTH] for own in found]


def chapter_section(chapter: Chapter, language: str, base: int) -> Element:
    """Make the section of a chapter, its highest headings of level `base` and no level left out below them."""
    section = parse_blocks(chapter.html, "section")
    section.attrib.update({"role": role_of(chapter.title), "id": chapter.id})
    if chapter.id == GATHERED:
        section.attrib.update({"role": "doc-endnotes", "class": "notes"})
    if chapter.title:
        section.set("aria-labelledby", section[0].get("id", ""))
    above: list[int] = []
    for heading in section.iter(*HEADINGS):
        level = int(heading.tag[1])
        above = [*(other for other in above if other < level), level]
        rank = base - 1 + len(above)
        heading.tag = f"h{min(rank, _LOWEST)}"
        if rank > _LOWEST:
            heading.set("aria-level", str(rank))
    if not above:
        section.tag = "div"  # HTML asks a heading of a section.
    if chapter.notes:
        section.append(_notes(chapter, words(language), base + bool(chapter.title)))
    return section


def contents(found: Iterable[Heading]) -> tuple[Entry, ...]:
    """Make a table of contents of headings: each holds those that follow it at lower levels."""
    found = list(found)
    entries = []
    while found:
        first = found.pop(0)
        own = next((place for place, heading in enumerate(found) if heading.level <= first.level), len(found))
        entries.append(Entry(first.title, first.id, contents(found[:own])))
        del found[:own]
    return tuple(entries)


def contents_list(entries: Iterable[Entry], address: Callable[[str], str]) -> str:
    """Write a table of contents as nested lists of links; `address` says where the id of an entry is to be found."""
    items = []
    for entry in entries:
        link = f'<a href="{escape(address(entry.target))}">{escape(entry.title, quote=False)}</a>'
        inner = f"\n{contents_list(entry.entries, address)}\n" if entry.entries else ""
        items.append(f"<li>{link}{inner}</li>")
    return "\n".join(["<ol>", *items, "</ol>"])


def title_lines(edition: Edition) -> list[tuple[str, str]]:
    """List what stands below the title on a title page, each line with its class."""
    said = words(edition.language)
    lines = [("subtitle", edition.subtitle), *(("author", author) for author in edition.authors)]
    if edition.editors:
        lines.append(("editor", f"{said.edited} {', '.join(edition.editors)}"))
    if edition.translators:
        lines.append(("translator", f"{said.translated} {', '.join(edition.translators)}"))
    return [(kind, line) for kind, line in lines if line]


def note_list(notes: Iterable[Note], said: Words) -> Element:
    """Make a list of notes, each with its mark and its links back."""
    listed = etree.Element("ol")
    listed.extend(_note(note, said.back) for note in notes)
    return listed


def emended(emendation: Emendation, page: str) -> str:
    """Write one emendation: what the source had is struck out, what stands for it now follows, and why."""
    folio, before, after, why = (escape(" ".join(text.split()), quote=False) for text in emendation)
    where = f'<span class="folio">{page.format(folio)}</span> ' if folio else ""
    changed = f"<del>{before}</del>" + (f" <ins>{after}</ins>" if after else "")
    return f'<p>{where}{changed} <span class="why">{why}</span></p>'


_LOWEST = 6
_NUMBER = re.compile("[1-9][0-9]{0,8}")
_ARROW = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"


def _notes(chapter: Chapter, said: Words, level: int) -> Element:
    title = f"{chapter.id}-notes"
    section = etree.Element("section", {"class": "notes", "role": "doc-endnotes"})
    found = headings(chapter)
    section.set("aria-labelledby", f"{title} {found[0].id}" if chapter.title else title)
    heading = etree.SubElement(section, f"h{level}", {"class": "notes-title", "id": title})
    heading.text = said.notes
    section.append(note_list(chapter.notes, said))
    return section


def _note(note: Note, back: str) -> Element:
    """Make a note as an item: a mark that is a number is the item's own, any other stands before the note's words."""
    item = parse_blocks(note.html, "li")
    item.set("id", note.id)
    if _NUMBER.fullmatch(note.mark):
        item.set("value", note.mark)
    else:
        item.set("class", "marked")
        if not len(item) or item[0].tag != "p":
            item.insert(0, etree.Element("p"))
        mark = etree.Element("span", {"class": "note-mark"})
        mark.text, mark.tail, item[0].text = note.mark, f" {item[0].text or ''}", None
        item[0].insert(0, mark)
    if note.references:
        _add_backlinks(item, note, back.format(note.mark))
    return item


def _add_backlinks(item: Element, note: Note, label: str) -> None:
    """End a note with a link back to each of its references."""
    last = item[-1] if len(item) and item[-1].tag == "p" else etree.SubElement(item, "p", {"class": "backlinks"})
    for number, reference in enumerate(note.references, 1):
        space = "\N{NO-BREAK SPACE}"
        if len(last):
            last[-1].tail = f"{last[-1].tail or ''}{space}"
        else:
            last.text = f"{last.text or ''}{space}"
        which = f" ({number})" if len(note.references) > 1 else ""
        link = {"class": "backlink", "role": "doc-backlink", "href": f"#{reference}", "aria-label": label + which}
        etree.SubElement(last, "a", link).text = _ARROW
