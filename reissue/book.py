"""The book as every format sees it: chapters of plain HTML, each with its notes."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from reissue import Trouble
from reissue.changed import Emendation, Mark
from reissue.edition import Edition
from reissue.lift import Lifted, lift_notes, read_marker
from reissue.named import name_paragraphs
from reissue.pandoc import inner, parse_blocks, to_html
from reissue.plates import settle_plates

_ADDRESS = 8  # words of a heading
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Note:
    """One note: `html` its blocks as XHTML, `mark` what is printed of `label`, `references` the ids that lead to it."""

    id: str
    label: str
    mark: str
    html: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """One chapter: `html` its blocks as XHTML without a wrapper, `title` plain text and empty where there is none."""

    id: str
    title: str
    html: str
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Book:
    """What the title page says, the chapters in reading order, and the changes of the text that are to be listed.

    `record` has every change and question, in the order of the text, for an edition that can show them on request.
    `pictures` are the bytes of the pictures in the text, by `src`; `attached` those of files that an archive's PDF has.
    """

    edition: Edition
    chapters: tuple[Chapter, ...]
    emendations: tuple[Emendation, ...] = ()
    record: tuple[Mark, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)


class Heading(NamedTuple):
    """A heading as a table of contents wants it: `level` from 1 to 6, `title` plain text without note references."""

    level: int
    id: str
    title: str


def read_book(
    markdown: str, edition: Edition, pages: Sequence[tuple[int, str]] = (), pictures: Mapping[str, bytes] | None = None
) -> Book:
    """Read `book.md` into chapters, cut at each heading of the first level; what stands before it is a chapter too.

    A note belongs to the chapter of its first reference (one in the text goes before one in a note), a note that
    nobody refers to belongs where it stands. A reference without a note keeps its printed mark in a `sup`. A paragraph
    with line breaks gets the class `lines`. A link to a note, `#note-LABEL`, to a heading or to a page of print is one
    in every format; the address of a heading is `#heading-` and its first words, that of a page `#page-` and its folio.
    `pages` says in order at which offset of the text each page of print begins, and which folio it bears.
    A picture of which `pictures` has the file stays, alone as a `figure`. Of other pictures and links the words stay.
    Raises Trouble for a note reference in text that Markdown takes for code.
    """
    pictures = pictures or {}
    lifted = lift_notes(markdown, (offset for offset, _ in pages))
    texts, bodies = _cut(parse_blocks(to_html(lifted.markdown)), len(lifted.notes))
    standing = _take_standing(texts)
    parts = [*texts, *bodies]
    begun = _mark_pages(texts, [folio for _, folio in pages])
    ids, leads, calls = _link_references(parts, lifted)
    places = {*begun, *ids, *_name_headings(parts, texts), *name_paragraphs(parts, texts)}
    for part in parts:
        settle_plates(part, pictures)
        _plainly(part, places)
    notes: list[list[Note]] = [[] for _ in texts]
    for number, home in sorted(_homes(calls[: len(texts)], calls[len(texts) :], standing).items()):
        label = lifted.notes[number]
        notes[home].append(Note(ids[number], label, _mark(label), inner(bodies[number]), tuple(leads[number])))
    kept = [(text, tuple(own)) for text, own in zip(texts, notes, strict=True) if len(text) or own]
    chapters = tuple(_chapter(number, text, own) for number, (text, own) in enumerate(kept, 1))
    return Book(edition, chapters, pictures=pictures)


def headings(chapter: Chapter) -> tuple[Heading, ...]:
    """List the headings of a chapter that have words, in order."""
    found = (Heading(int(h.tag[1]), h.get("id", ""), _words(h)) for h in parse_blocks(chapter.html).iter(*HEADINGS))
    return tuple(heading for heading in found if heading.title)


def _cut(tree: Element, notes: int) -> tuple[list[Element], list[Element]]:
    """Cut the blocks of the book into those of each chapter and those of each note."""
    texts, bodies = [etree.Element("div")], [etree.Element("div") for _ in range(notes)]
    into = texts[0]
    for block in list(tree):
        kind, number = _block_marker(block) or ("", 0)
        if kind == "note":
            into = bodies[number]
            continue
        if block.tag == "h1" and into is texts[-1]:
            into = etree.Element("div")
            texts.append(into)
        into.append(block)
    return texts, bodies


def _take_standing(texts: Iterable[Element]) -> dict[int, int]:
    """Take the markers out from between the blocks, and say in which chapter each note stood."""
    standing = {}
    for place, text in enumerate(texts):
        for block in list(text.iter("p")):
            kind, number = _block_marker(block) or ("", 0)
            if kind == "here":
                standing[number] = place
            parent = block.getparent()
            if kind and parent is not None:
                parent.remove(block)
                if parent.tag == "blockquote" and not len(parent):
                    parent.tag = "unwrap"
        etree.strip_tags(text, "unwrap")
    return standing


def _block_marker(block: Element) -> tuple[str, int] | None:
    """Read the marker that stands alone in a paragraph between blocks."""
    if block.tag != "p" or len(block) != 1 or block.text or block[0].tail:
        return None
    marker = read_marker(block[0].get("href", ""))
    return marker if marker and marker[0] not in ("page", "reference") else None


def _mark_pages(texts: Iterable[Element], folios: Sequence[str]) -> set[str]:
    """Turn markers into marks where a page of print begins; give their ids, which tell pages of one folio apart."""
    taken = set[str]()
    for anchor in [anchor for text in texts for anchor in text.iter("a")] if folios else ():
        kind, number = read_marker(anchor.get("href", "")) or ("", 0)
        if kind == "page":
            anchor.attrib.clear()
            anchor.tag, anchor.text = "span", None
            name = _unique(f"page-{folios[number]}", taken)
            anchor.attrib.update({"role": "doc-pagebreak", "id": name, "aria-label": folios[number]})
    return taken


def _link_references(parts: Iterable[Element], lifted: Lifted) -> tuple[list[str], list[list[str]], list[list[int]]]:
    """Turn markers into references: the id of each note, the ids that lead to each note, the notes each part calls."""
    taken: set[str] = set()
    ids = [_unique(f"note-{_word(label)}", taken) for label in lifted.notes]
    first = {label: number for number, label in reversed(list(enumerate(lifted.notes)))}
    leads: list[list[str]] = [[] for _ in ids]
    calls: list[list[int]] = []
    lost = set(range(len(lifted.references)))
    for part in parts:
        calls.append([])
        for anchor in list(part.iter("a")):
            marker = read_marker(anchor.get("href", ""))
            if marker is None:
                continue
            lost.discard(marker[1])
            label = lifted.references[marker[1]]
            anchor.attrib.clear()
            anchor.text = _mark(label)
            if label not in first:
                anchor.tag = "sup"
                continue
            note = first[label]
            leads[note].append(_unique(f"ref-{_word(label)}", taken))
            calls[-1].append(note)
            anchor.attrib.update(
                {"class": "noteref", "role": "doc-noteref", "href": f"#{ids[note]}", "id": leads[note][-1]}
            )
    if lost:
        label = lifted.references[min(lost)]
        raise Trouble(f"book.md: the note reference [^{label}] stands in a line indented by four spaces, which is code")
    return ids, leads, calls


def _name_headings(parts: Iterable[Element], texts: Iterable[Element]) -> set[str]:
    """Give each heading to which a link leads its address as its id, the first of those that are alike; give these."""
    wanted = {anchor.get("href", "")[1:] for part in parts for anchor in part.iter("a")}
    named = set[str]()
    for heading in (heading for text in texts for heading in text.iter(*HEADINGS)) if wanted else ():
        address = "-".join(["heading", *re.findall(r"[a-z0-9]+", _words(heading).lower())[:_ADDRESS]])
        if address in wanted - named:
            heading.set("id", address)
            named.add(address)
    return named


def _homes(texts: list[list[int]], notes: list[list[int]], standing: dict[int, int]) -> dict[int, int]:
    """Find the chapter of each note from the notes that each chapter and each note calls."""
    homes: dict[int, int] = {}
    for waiting in ([(note, place) for place, called in enumerate(texts) for note in called], [*standing.items()]):
        while waiting:
            later = []
            for note, place in waiting:
                if note not in homes:
                    homes[note] = place
                    later += [(called, place) for called in notes[note]]
            waiting = later  # noqa: PLW2901 - now the notes that the notes just settled call
    return homes


def _plainly(part: Element, ids: Collection[str]) -> None:
    """Mark verse, and small capitals of capitals; leave only words of wordless headings and links that lead nowhere."""
    for anchor in part.iter("a"):
        if anchor.get("role") is None:
            _settle(anchor, ids)
    for span in part.iter("span"):
        if span.get("class") == "smallcaps" and "".join(map(str, span.itertext())).isupper():
            span.set("class", "smallcaps all")  # of these a face has small forms of its own
    etree.strip_tags(part, "unwrap")
    for heading in part.iter(*HEADINGS):
        if not _words(heading):
            heading.tag = "p"
    for paragraph in list(part.iter("p")):
        above = paragraph.getparent()
        empty = paragraph.find(".//img") is None and not "".join(map(str, paragraph.itertext())).strip()
        if above is not None and empty:
            above.remove(paragraph)
        elif paragraph.find(".//br") is not None:
            paragraph.set("class", "lines")


def _settle(anchor: Element, ids: Collection[str]) -> None:
    """Keep a link that leads to one of the ids or out of the book, and leave the words of any other."""
    address = anchor.get("href", "")
    if address[:1] == "#" and address[1:] in ids:
        anchor.set("class", "pointer")
    elif _leads_out(address):
        anchor.attrib.pop("class", "")
    else:
        anchor.tag = "unwrap"


def _leads_out(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = re.fullmatch(r"[\w.-]+(:[0-9]+)?", parts.netloc)
    return host is not None if parts.scheme in {"http", "https"} else parts.scheme == "mailto"


def _chapter(number: int, text: Element, notes: tuple[Note, ...]) -> Chapter:
    for place, heading in enumerate(text.iter(*HEADINGS), 1):
        heading.set("id", heading.get("id") or f"heading-{number}-{place}")
    title = _words(text[0]) if len(text) and text[0].tag == "h1" else ""
    return Chapter(f"chapter-{number}", title, inner(text), notes)


def _words(heading: Element) -> str:
    """Read a heading as plain text, without its note references."""
    bare = etree.fromstring(etree.tostring(heading, with_tail=False))
    for line_break in bare.iter("br"):
        line_break.text = " "
    for reference in bare.iter("a", "sup"):
        lost = reference.tag == "sup" and not any(sign.isalpha() for sign in "".join(map(str, reference.itertext())))
        if lost or reference.get("role") is not None:
            reference.text = None
    return " ".join("".join(map(str, bare.itertext())).split())


def _mark(label: str) -> str:
    return label.rpartition("-")[2] or label


def _word(label: str) -> str:
    """Spell a label so that it can stand in an id."""
    return re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"x{ord(sign[0]):x}", label)


def _unique(wanted: str, taken: set[str]) -> str:
    """Give out an id, with a number behind it where it was given out before."""
    given, number = wanted, 1
    while given in taken:
        number += 1
        given = f"{wanted}-{number}"
    taken.add(given)
    return given
