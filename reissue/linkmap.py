"""The map of the pointers on disk: each reference, citation and name of a chapter, where it stands and leads."""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reissue.capitals import plain
from reissue.captions import caption_pointers
from reissue.citing import brief_citations
from reissue.divisions import division_pointers
from reissue.folios import numbering
from reissue.headed import heading_pointers
from reissue.index_entries import entry_pointers
from reissue.manuscript import Manuscript
from reissue.note_numbers import note_pointers
from reissue.page_numbers import page_pointers
from reissue.pointers import Pointer, links, note_address, notes_by_address, whole


class Mapped(NamedTuple):
    """A pointer of the finished manuscript: text[start:end]. Without target it is text, and `how` says why."""

    start: int
    end: int
    kind: str
    target: str
    how: str


def mapped(text: str, to_pages: Iterable[Pointer] = ()) -> list[Mapped]:
    """Give every pointer of a repaired text in order: the linked ones, the note references, and those left as text.

    `to_pages` are those to pages of print, which the text alone cannot tell.
    """
    bare, at = _unlinked(text)
    by_text = (*brief_citations(bare), *division_pointers(bare), *caption_pointers(bare), *note_pointers(bare))
    by_text = (*by_text, *heading_pointers(bare), *entry_pointers(bare))
    moved = [pointer._replace(start=at(pointer.start), end=at(pointer.end - 1) + 1) for pointer in by_text]
    told = {pointer.start: pointer for pointer in (whole(text, found) for found in (*to_pages, *moved))}
    found = [_linked(link.inner.start, link.inner.stop, link.target, told) for link in links(text)]
    standing = {pointer.start for pointer in found}
    notes = notes_by_address(text)
    for reference in _REFERENCE.finditer(text):
        target = note_address(reference["label"])
        how = "by its label" if target in notes else "there is no one note of this label"
        found.append(Mapped(*reference.span(), "note reference", target if target in notes else "", how))
    found += [
        Mapped(pointer.start, pointer.end, pointer.kind, "", pointer.how)
        for pointer in told.values()
        if pointer.start not in standing
    ]
    return sorted(found)


def pointers_of(manuscript: Manuscript) -> list[Mapped]:
    """Give every pointer of a repaired manuscript in order, as `mapped` does, with those to pages of print."""
    return mapped(manuscript.text, page_pointers(manuscript))


def write_links(manuscript: Manuscript, found: Sequence[Mapped] | None = None) -> str:
    """Write the map as JSON: the source, and each pointer with its kind, words, place, target and how it was found.

    `found` are the manuscript's pointers, where they are at hand.
    """
    source, text = manuscript.source, manuscript.text
    folio = numbering(source)
    pointers = []
    for pointer in pointers_of(manuscript) if found is None else found:
        place = manuscript.place(pointer.start)
        entry: dict[str, object] = {"kind": pointer.kind, "words": text[pointer.start : pointer.end]}
        entry |= {"file": place.file} if place.file else {}
        entry |= {"page": place.page, "line": place.line, "column": place.column}
        entry |= {"folio": borne} if (borne := folio(place)) else {}
        pointers.append(entry | {"target": pointer.target or None, "how": pointer.how})
    head = {"source": source.name, "sha256": source.digest}
    rows = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in pointers)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "pointers": [\n{rows}\n]}}\n'


def links_said(manuscript: Manuscript) -> tuple[str, str]:
    """Give what `write_links` and `leading_nowhere` give; the pointers are looked for once."""
    found = pointers_of(manuscript)
    return write_links(manuscript, found), leading_nowhere(manuscript, found)


def standing(manuscript: Manuscript) -> Callable[[int, str], int]:
    """Give what finds where something stands in the manuscript: words in a line of it, counted from 1."""
    text = manuscript.text
    starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(line: int, words: str) -> int:
        start = starts[min(line, len(starts)) - 1]
        found = max(start, text.find(words, start))
        # What a note says was printed; its label was set before it, and may stand where the words before it do.
        label = _LABEL.match(text, found)
        return label.end() if label else found

    return at


def whereabouts(manuscript: Manuscript) -> Callable[[int, str], str]:
    """Give what says where in the source something stands: words in a line of the manuscript, counted from 1."""
    at, folio = standing(manuscript), numbering(manuscript.source)

    def where(line: int, words: str) -> str:
        place = manuscript.place(at(line, words))
        borne = folio(place)
        return f"{place}{f', folio {borne}' if borne else ''}"

    return where


def leading_nowhere(manuscript: Manuscript, found: Sequence[Mapped] | None = None) -> str:
    """Say in one line which names and numbers lead outside of the edition, and which works are nowhere given in full.

    Each is named once, with the number of its places; "" if there are none. `found` as for `write_links`.
    """
    said, text = [], manuscript.text
    found = pointers_of(manuscript) if found is None else found
    for what, kinds in (
        ("leading outside of the edition", _NUMBERED),
        ("not in the index", _ENTRIES),
        ("nowhere cited in full", _CITED),
        ("with no work before them", _BACK),
    ):
        names = Counter(_name(text, pointer) for pointer in found if not pointer.target and pointer.kind in kinds)
        listed = [f"{name} ({times})" if times > 1 else name for name, times in names.most_common(_MOST)]
        more = [f"and {len(names) - _MOST} more"] if len(names) > _MOST else []
        said += [f"{what}: {', '.join([*listed, *more])}"] if listed else []
    return "; ".join(said)


def _unlinked(text: str) -> tuple[str, Callable[[int], int]]:
    """Give a text without the marks of its links, as the rules found it, and what finds a place of it in the text."""
    parts, starts, taken, done = list[str](), [0], [0], 0
    for link in links(text):
        for low, high in ((link.start, link.inner.start), (link.inner.stop, link.end)):
            parts.append(text[done:low])
            starts.append(starts[-1] + low - done)
            taken.append(taken[-1] + high - low)
            done = high
    return "".join([*parts, text[done:]]), lambda place: place + taken[bisect_right(starts, place) - 1]


def _linked(start: int, end: int, target: str, told: dict[int, Pointer]) -> Mapped:
    pointer = told.get(start)
    if pointer and pointer.targets == (target,):
        return Mapped(start, end, pointer.kind, target, pointer.how)
    kind = target.partition("-")[0]
    how = f"the page bears {target.removeprefix('page-')}" if kind == "page" else "as the manuscript has it"
    return Mapped(start, end, kind, target, how)


def _name(text: str, pointer: Mapped) -> str:
    """Name what is pointed at: a place by its kind and number, a work by its title."""
    words = re.sub(r"[*_\\]", "", plain(text[pointer.start : pointer.end]))
    if pointer.kind in _NUMBERED and words[:1].isdigit():
        words = f"{_SHORT.get(pointer.kind, pointer.kind)} {words}"
    if pointer.kind in _NUMBERED:
        return words if pointer.kind == "page" else words[:1].upper() + words[1:]
    words = words if pointer.kind in _BACK else _PLACED.split(words)[0]
    return words.strip(" ,.")


_MOST = 12
_NUMBERED = ("chapter", "section", "part", "appendix", "figure", "plate", "table", "map", "note", "page")
_ENTRIES = ("entry",)
_SHORT = {"page": "p."}
_CITED = ("short citation",)
_BACK = ("ibid.", "op. cit.")
_REFERENCE = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!:)")
_LABEL = re.compile(r"\[\^[^\]\s]+\]:\s*")
_PLACED = re.compile(r",? ?(?:pp?|vols?|chaps?|bk)\. ?[0-9ivxlc]", re.IGNORECASE)
