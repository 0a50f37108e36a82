"""Where the links of a PDF lead: from references to notes, from notes back, from contents and outline to headings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reissue.proof.contents import Entry, wrong_contents
from reissue.proof.reading import Reading, Reference, quote
from reissue.proof.sheets import Line, Sheets
from reissue.proof.ways import Link, Place


class Call(NamedTuple):
    """A reference whose mark is printed: its place in words, the line in which it stands, and its place in letters."""

    reference: Reference
    place: str
    line: Line
    at: int = 0


class Lead(NamedTuple):
    """A link upon words: the words, the lines in which they stand, the line to which it leads, its place in letters."""

    words: str
    lines: tuple[Line, ...]
    target: Line
    at: int


def wrong_links(
    links: Mapping[int, Sequence[Link]],
    calls: Sequence[Call],
    places: Mapping[str, Line],
    sheets: Sheets,
    leads: Sequence[Lead] = (),
) -> Iterator[str]:
    """Tell of references and notes that do not lead to each other, of links upon words, of folios in the contents.

    `places` has the line in which each note begins. A file in which no reference leads anywhere, as for a printer, has
    no such links to prove.
    """
    yield from _wrong_folios(links, sheets)
    lines = dict[Line, list[Call]]()
    for call in calls:
        lines.setdefault(call.line, []).append(call)
    if any(_links_in(line, links) for line in lines):
        yield from _misled(lines, places, links, leads)
        yield from _not_returned(lines, places, links)
        yield from _lost_leads(leads, links, sheets)


def wrong_outline(
    outline: Sequence[tuple[str, int, float]], copy: Reading, printed: Sequence[tuple[str, Line]], first: int
) -> Iterator[str]:
    """Tell of headings that the outline does not list, or to which it does not lead; the text begins on page `first`.

    `printed` are the headings with the lines in which they begin.
    """
    headings = dict[int, list[tuple[float, str]]]()
    for words, line in printed:
        headings.setdefault(line.page, []).append((line.baseline - line.size, words))
    entries = list[Entry]()
    for title, page, height in outline:
        near = min(((abs(top - height), words) for top, words in headings.get(page, ())), default=(0.0, ""))
        entries.append(Entry(title, None if 0 <= page < first else near[1]))
    yield from wrong_contents(copy, entries)


def wrong_destinations(places: Mapping[str, Place], begun: Mapping[str, Line], sheets: Sheets) -> Iterator[str]:
    """Tell of pages of print whose destination is lost or stands in another line than the page begins in."""
    lines = dict[int, list[Line]]()
    for line in sheets.text if begun else ():
        lines.setdefault(line.page, []).append(line)
    for name, line in begun.items():
        if name not in places:
            yield f"there is no destination {name}, where a page of print begins"
            continue
        link = Link(0, 0, 0, *places[name])
        if _reached(link, lines.get(link.target, ())) != line:
            yield f"page {line.page + 1}: the destination {name} does not stand in {quote(line.words)}"


def _links_in(line: Line, links: Mapping[int, Sequence[Link]]) -> list[Link]:
    """Find the links of a line, from left to right; one with several boxes, each in or beside the last, counts once."""
    left, top, right, bottom = line.box
    found = list[Link]()
    for link in sorted(links.get(line.page, ())):
        if top <= link.middle <= bottom and left < link.right and link.left < right:
            last = found[-1] if found else None
            if last is None or link[-2:] != last[-2:] or link.left > last.right + 1:
                found.append(link)
    return found


def _reached(link: Link, lines: Iterable[Line]) -> Line | None:
    """Find the line on a page to which a link leads: whose top is nearest, of two columns in the nearer one."""
    far = [(abs(line.baseline - line.size - link.height), line) for line in lines]
    nearest = min([by for by, _ in far], default=0.0)
    level = [line for by, line in far if by <= nearest + _LEVEL]
    return min(level, key=lambda line: abs(line.box[0] - link.across), default=None)


def _misled(
    lines: Mapping[Line, Sequence[Call]],
    places: Mapping[str, Line],
    links: Mapping[int, Sequence[Link]],
    leads: Sequence[Lead],
) -> Iterator[str]:
    """Tell of references that do not lead to the lines in which their notes begin; of lost notes was told before."""
    begun, beside = dict[int, list[Line]](), dict[Line, list[int]]()
    for lead in leads:
        for line in lead.lines:
            beside.setdefault(line, []).append(lead.at)
    for line in places.values():
        begun.setdefault(line.page, []).append(line)
    for line, calls in lines.items():
        if all(call.reference.note in places for call in calls):
            found = _without(_links_in(line, links), [call.at for call in calls], beside.get(line, ()))
            if len(found) != len(calls):
                counts = f"{len(calls)} references, {len(found)} links"
                yield f"page {line.page + 1}: {counts} in {quote(line.words)}"
            for call, link in zip(calls, found, strict=False):
                if _reached(link, begun.get(link.target, ())) != places[call.reference.note]:
                    yield f"the reference {call.reference.mark} {call.place} does not lead to its note"


def _without(found: Sequence[Link], calls: Sequence[int], leads: Sequence[int]) -> list[Link]:
    """Leave out of the links of a line those upon words, by the order in which they stand among the references."""
    order = sorted([*((at, True) for at in calls), *((at, False) for at in leads)])
    if len(found) != len(order):
        return list(found)
    return [link for link, (_, is_call) in zip(found, order, strict=True) if is_call]


def _lost_leads(leads: Sequence[Lead], links: Mapping[int, Sequence[Link]], sheets: Sheets) -> Iterator[str]:
    """Tell of links upon words that do not lead to their lines."""
    lines = dict[int, list[Line]]()
    for line in (*sheets.text, *sheets.notes):
        lines.setdefault(line.page, []).append(line)
    for lead in leads:
        reached = [_reached(link, lines.get(link.target, ())) for link in _links_in(lead.lines[0], links)]
        if lead.target not in reached:
            yield f"page {lead.lines[0].page + 1}: the link {quote(lead.words)} does not lead to its place"


def _not_returned(
    lines: Mapping[Line, Sequence[Call]], places: Mapping[str, Line], links: Mapping[int, Sequence[Link]]
) -> Iterator[str]:
    """Tell of notes whose first link, which is that of the number, does not lead to the line of the first reference."""
    callers = dict[str, Line]()
    calling = dict[int, list[Line]]()
    for line, calls in lines.items():
        calling.setdefault(line.page, []).append(line)
        for call in calls:
            callers.setdefault(call.reference.note, line)
    for name, place in places.items():
        found = _links_in(place, links)
        if name in callers and found and _reached(found[0], calling.get(found[0].target, ())) != callers[name]:
            yield f"the note {name} on page {place.page + 1} does not lead back to its reference"


def _wrong_folios(links: Mapping[int, Sequence[Link]], sheets: Sheets) -> Iterator[str]:
    """Tell of entries of the contents whose folio is not that of the page to which they lead."""
    folios = {line.page: line.letters for line in sheets.margins if line.letters.isdecimal()}
    for line in sheets.front:
        for link in _links_in(line, links) if line.letters.isdecimal() else ():
            folio = folios.get(link.target, line.letters)
            if folio != line.letters:
                yield f"page {line.page + 1}: the contents say {line.letters} of the page whose folio is {folio}"


_LEVEL = 1.0  # points by which lines on one level differ
