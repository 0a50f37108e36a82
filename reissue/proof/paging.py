"""The copy as a PDF is to have it that shows its own pages where the print refers to one of its: with other figures.

What else differs from the manuscript remains a fault. Which page of the file a page of print begins on is read from the
file; whether that is true is told elsewhere.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import pymupdf

from reissue.proof.pointing import page_address
from reissue.proof.reading import Passage, Pointer, Reading
from reissue.proof.recount import Edit, edited
from reissue.proof.sheets import Line


def pages_shown(document: pymupdf.Document) -> dict[str, int]:
    """Give the folio of the page on which each page of print begins, by its address, as the file says."""
    places = {name: place["page"] for name, place in document.resolve_names().items()}
    begun = {page for name, page in places.items() if name.startswith(page_address(""))}
    labels = {page: document[page].get_label() for page in begun}
    return {name: int(labels[page]) for name, page in places.items() if labels.get(page, "").isdecimal()}


def wrong_labels(document: pymupdf.Document, margins: tuple[Line, ...]) -> Iterator[str]:
    """Tell of pages that bear another folio than the number by which the file calls them."""
    printed = dict[int, set[str]]()
    for line in margins:
        if line.letters.isdecimal():
            printed.setdefault(line.page, set()).add(line.letters)
    for number in sorted(printed):
        label = document[number].get_label()
        if label not in printed[number]:
            yield f"page {number + 1}: its folio is {min(printed[number])}, but the file calls it {label}"


def repaged(copy: Reading, pages: Mapping[str, int]) -> Reading:
    """Give the copy with the folios of this file where links to pages of print name these."""
    notes = tuple(note._replace(passage=_repaged(note.passage, pages)) for note in copy.notes)
    return copy._replace(body=_repaged(copy.body, pages), notes=notes)


class _Named(NamedTuple):
    """A link that names pages: where the number stands in it, the first and last page here, what stands behind it."""

    link: Pointer
    start: int
    end: int
    first: int
    last: int
    dash: str
    rest: str


def _repaged(passage: Passage, pages: Mapping[str, int]) -> Passage:
    edits, lost = list[Edit](), set[Pointer]()
    for row in _rows(passage, pages):
        kept, end, comma = row[:1], row[0].link.end, row[0].link.end
        for named in row[1:]:
            held = _held(kept[-1], named)
            if held:
                kept[-1] = held
                edits.append(Edit(end, named.link.end, ""))
                lost.add(named.link)
            else:
                kept.append(named)
                comma = end
            end = named.link.end
        if len(kept) == 2 < len(row) and passage.text.startswith(", and ", comma):  # noqa: PLR2004 - two want no comma
            edits.append(Edit(comma, comma + 1, ""))
        edits += [Edit(one.start, one.end, _words(one)) for one in kept]
        if len(kept) == 1 and (len(row) > 1 or row[0].dash) and not _ONWARD.match(passage.text, end):
            plural = _PLURAL.match(passage.text, kept[0].link.start, kept[0].start)
            if plural and kept[0].first == kept[0].last and not kept[0].rest:
                edits.append(Edit(*plural.span("s"), ""))
    if not edits:
        return passage
    links = tuple(link for link in passage.pointers if link not in lost)
    return edited(passage._replace(pointers=links), sorted(edits))


def _rows(passage: Passage, pages: Mapping[str, int]) -> Iterator[list[_Named]]:
    """Put together the links that name pages and stand in one block with nothing but a comma or an and between them."""
    edges = sorted({edge for span in passage.spans if span.kind not in _INLINE for edge in span[:2]})
    row = list[_Named]()
    for named in filter(None, (_named(passage.text, link, pages) for link in passage.pointers)):
        end = row[-1].link.end if row else 0
        apart = bisect_left(edges, end) != bisect_right(edges, named.link.start)
        if row and (apart or passage.text[end : named.link.start] not in _GAPS):
            yield row
            row = []
        row.append(named)
    if row:
        yield row


def _named(text: str, link: Pointer, pages: Mapping[str, int]) -> _Named | None:
    """Read the words of a link to a page; None if they do not name it, or say what the file cannot say."""
    folio, last = link.target.removeprefix(page_address("")), 0
    found = next((number for number in _NUMBER.finditer(text, link.start, link.end) if number["first"] == folio), None)
    first = pages.get(link.target, 0)
    if found is None or not first:
        return None
    if found["last"] is None:
        last = first
    elif found["last"].isdecimal() == folio.isdecimal():
        to = found["last"]
        to = folio[: len(folio) - len(to)] + to if to.isdecimal() and len(to) < len(folio) else to
        within = {
            _value(name): page
            for name, page in ((name.removeprefix(page_address("")), page) for name, page in pages.items())
            if _FOLIO.fullmatch(name)
            and name.isdecimal() == folio.isdecimal()
            and _value(folio) <= _value(name) <= _value(to)
        }
        last = within[max(within)] if within else 0
    if last < first:
        return None
    return _Named(link, *found.span(), first, last, found["dash"] or "", text[found.end() : link.end])


def _held(one: _Named, other: _Named) -> _Named | None:
    """Give what stands for both, if the pages of one are all among those of the other."""
    if one.rest != other.rest:
        return None
    if one.first <= other.first <= other.last <= one.last:
        return one
    if one.first == other.first and not one.rest:
        return one._replace(last=other.last, dash=other.dash)
    return None


def _words(named: _Named) -> str:
    return f"{named.first}{named.dash}{named.last}" if named.first < named.last else str(named.first)


def _value(folio: str) -> int:
    if folio.isdecimal():
        return int(folio)
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for letter, after in pairwise(f"{folio} "):
        total += -worth[letter] if worth[letter] < worth.get(after, 0) else worth[letter]
    return total


_INLINE = frozenset({"emphasis", "strong", "raised"})
_GAPS = frozenset({", ", ", and ", " and ", " & "})
_FOLIO = re.compile("[0-9]{1,4}|[ivxlc]{1,7}")
_NUMBER = re.compile(
    rf"(?<!\w)(?P<first>{_FOLIO.pattern})(?:(?P<dash>[-\N{{EN DASH}}])(?P<last>{_FOLIO.pattern}))?"
    r"(?=(?:nn?|ff?)?(?!\w))"
)
_PLURAL = re.compile("(?:[Pp](?=p)|[Pp]age)(?P<s>[ps])(?=[. ])")
_ONWARD = re.compile(r" ?(?:ff?|sqq?|et seq)\b")
