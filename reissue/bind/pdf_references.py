"""References to pages of print shown with the numbers of the pages here, where the edition asks for that.

It is a view on the book: the manuscript keeps the printed numbers, and so does a reference that cannot be told anew.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from reissue.book import Book
from reissue.numerals import of_roman
from reissue.pandoc import inner, parse_blocks


def refers(book: Book) -> bool:
    """Tell whether a book refers to pages whose numbers are to be shown anew."""
    return book.edition.page_references == "new" and any(_HINT in html for html in _parts(book))


def with_new_numbers(book: Book, pages: Mapping[str, int], restless: Collection[str] = ()) -> Book:
    """Give the book with each reference to a page of print naming the page here on which that one begins.

    `pages` leads from ids to pages. A range ends on the page on which the last of its pages begins that is there. Of
    references one after the other, one that names no page besides those of its neighbour is left out: `45, 46` may
    become `31`, and `pp. 45 and 46` then `p. 31`.

    Numbers of pages that are `restless` take the same room, whatever they are, so that no line depends on them.
    """
    known = _Known(pages, restless)

    def shown(html: str) -> str:
        return _shown(html, known) if _HINT in html else html

    chapters = tuple(
        replace(
            chapter,
            html=shown(chapter.html),
            notes=tuple(replace(note, html=shown(note.html)) for note in chapter.notes),
        )
        for chapter in book.chapters
    )
    return replace(book, chapters=chapters)


def _parts(book: Book) -> Iterator[str]:
    for chapter in book.chapters:
        yield chapter.html
        yield from (note.html for note in chapter.notes)


class _Known:
    """The pages of print by their numbers, Arabic and Roman apart, each with the page here on which it begins."""

    def __init__(self, pages: Mapping[str, int], restless: Collection[str]) -> None:
        self._runs: dict[bool, dict[int, int]] = {True: {}, False: {}}
        self._restless = set[tuple[bool, int]]()
        for name, page in pages.items():
            folio = name.removeprefix("page-")
            if folio != name and _FOLIO.fullmatch(folio):
                self._runs[folio.isdecimal()][_value(folio)] = page
                if name in restless:
                    self._restless.add((folio.isdecimal(), _value(folio)))

    def first(self, folio: str) -> int | None:
        """Give the page here on which a page of print begins."""
        return self._runs[folio.isdecimal()].get(_value(folio))

    def last(self, first: str, last: str) -> int | None:
        """Give the page here on which a range ends, as far as the book has it; None if it is no range."""
        if first.isdecimal() != last.isdecimal():
            return None
        run = self._runs[first.isdecimal()]
        return next((run[at] for at in reversed(_within(first, last)) if at in run), None)

    def moves(self, first: str, last: str) -> bool:
        """Tell whether a page of a range is restless."""
        return any((first.isdecimal(), at) in self._restless for at in _within(first, last))


def _within(first: str, last: str) -> range:
    """Give the numbers of a range, the end of which may be printed without the figures that it shares."""
    if first.isdecimal() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return range(_value(first), _value(last) + 1)


def _value(folio: str) -> int:
    return int(folio) if folio.isdecimal() else of_roman(folio)


class _Reference(NamedTuple):
    """A reference: where its words stand, and its number in them; the pages here, and what stands behind the number."""

    start: int
    end: int
    number: slice
    first: int
    last: int
    dash: str
    behind: str
    moves: bool


class _Change(NamedTuple):
    """What is to stand in the place of text[start:end], and whether it is a number that moves."""

    start: int
    end: int
    new: str
    moves: bool = False


class _Stretch(NamedTuple):
    """A stretch of the text of a tree: where it begins, and whether it stands in the element or behind it."""

    start: int
    words: str
    element: Element
    inside: bool


def _shown(html: str, known: _Known) -> str:
    tree, stretches, links = parse_blocks(html), list[_Stretch](), list[tuple[int, Element]]()
    text = _gather(tree, 0, stretches, links)
    changes = [change for row in _rows(text, [*_references(links, known)]) for change in _changes(text, row)]
    changes.sort(reverse=True)
    for stretch in stretches:
        _change(stretch, changes)
    for _, link in links:
        if not "".join(map(str, link.itertext())):
            _remove(link)
    return inner(tree)


def _gather(element: Element, start: int, stretches: list[_Stretch], links: list[tuple[int, Element]]) -> str:
    """List the stretches of text of an element, and the links to pages with where each begins; give the text."""
    if element.tag == "a" and element.get("href", "").startswith("#page-"):
        links.append((start, element))
    parts, at = [element.text or ""], start + len(element.text or "")
    stretches.append(_Stretch(start, parts[0], element, inside=True))
    for child in element:
        parts.append(_gather(child, at, stretches, links))
        at += len(parts[-1])
        parts.append(child.tail or "")
        stretches.append(_Stretch(at, parts[-1], child, inside=False))
        at += len(parts[-1])
    return "".join(parts)


def _references(links: Sequence[tuple[int, Element]], known: _Known) -> Iterator[_Reference]:
    """Read the links that name the page to which they lead, if that can be named anew."""
    for start, link in links:
        words, folio = "".join(map(str, link.itertext())), link.get("href", "").removeprefix("#page-")
        found = re.search(rf"(?<!\w){folio}{_RANGE}{_END}", words) if _FOLIO.fullmatch(folio) else None
        first = known.first(folio) if found else None
        if found is None or first is None:
            continue
        last = known.last(folio, found["last"]) if found["last"] else first
        if last is not None and first <= last:
            number = slice(start + found.start(), start + found.end())
            behind, moves = words[found.end() :], known.moves(folio, found["last"] or folio)
            yield _Reference(start, start + len(words), number, first, last, found["dash"] or "", behind, moves)


def _rows(text: str, references: Sequence[_Reference]) -> Iterator[list[_Reference]]:
    """Put together the references between which nothing stands but a comma or an and."""
    row = list[_Reference]()
    for reference in references:
        if row and not _BETWEEN.fullmatch(text, row[-1].end, reference.start):
            yield row
            row = []
        row.append(reference)
    if row:
        yield row


def _changes(text: str, row: Sequence[_Reference]) -> Iterator[_Change]:
    """Say what becomes of a row of references."""
    kept, last = [row[0]], row[0].end
    for before, reference in pairwise(row):
        joined = _joined(kept[-1], reference)
        if joined:
            kept[-1] = joined
            yield _Change(before.end, reference.end, "")
        else:
            kept.append(reference)
            last = before.end
    if len(row) > len(kept) == _PAIR and _COMMA_AND.match(text, last):
        yield _Change(last, last + 1, "")
    for one in kept:
        number = f"{one.first}{one.dash}{one.last}" if one.first < one.last else str(one.first)
        yield _Change(one.number.start, one.number.stop, number, one.moves)
    one = kept[0]
    if len(kept) == 1 and one.first == one.last and (len(row) > 1 or one.dash) and not one.behind:
        several = _SEVERAL.match(text, one.start, one.number.start)
        if several and not _AND_MORE.match(text, row[-1].end):
            yield _Change(*several.span("several"), "")


def _joined(one: _Reference, other: _Reference) -> _Reference | None:
    """Join a reference to the one before it, if one of them names no page besides those of the other."""
    if one.behind != other.behind:
        return None
    if one.first <= other.first and other.last <= one.last:
        return one
    if one.first == other.first and not one.behind:
        return one._replace(last=other.last, dash=other.dash, moves=one.moves or other.moves)
    return None


def _change(stretch: _Stretch, changes: Sequence[_Change]) -> None:
    """Make the changes within a stretch of text; they come from the last to the first."""
    start, words, element, inside = stretch
    end = start + len(words)
    for change in changes:
        if change.start >= end or change.end <= start:
            continue
        low, high = max(change.start - start, 0), change.end - start
        before, printed, behind = words[:low], words[low:high], words[high:]
        words = before + change.new + behind
        if change.moves:
            words = before
            room = etree.Element("span", style=_room(change.new, printed))
            room.text, room.tail = change.new, behind
            if inside:
                element.insert(0, room)
            elif (parent := element.getparent()) is not None:
                parent.insert(parent.index(element) + 1, room)
    if inside:
        element.text = words or None
    else:
        element.tail = words or None


def _room(number: str, printed: str) -> str:
    """Give a style with room for a number and for the next one, and for a range where one was printed."""
    first, _, last = number.replace("\N{EN DASH}", "-").partition("-")
    figures = len(str(int(first) + 1))
    if not printed.isalnum():
        return _ROOM.format((figures + len(str(int(last or first) + 1))) * _FIGURE + _DASH)
    return _ROOM.format(figures * _FIGURE)


def _remove(element: Element) -> None:
    """Remove an element without words, and what held it alone."""
    before, parent = element.getprevious(), element.getparent()
    if parent is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''}{element.tail or ''}"
    else:
        parent.text = f"{parent.text or ''}{element.tail or ''}"
    element.tail = None
    parent.remove(element)
    if parent.tag in {"em", "strong"} and not len(parent) and not parent.text:
        _remove(parent)


_HINT = 'href="#page-'
_FOLIO = re.compile("(?:[0-9]{1,4}|[ivxlc]{1,7})")
_RANGE = f"(?:(?P<dash>[-\N{EN DASH}])(?P<last>{_FOLIO.pattern}))?"
_END = r"(?=(?:nn?|ff?)?(?!\w))"
_BETWEEN = re.compile(", |,? and | & ")
_SEVERAL = re.compile("(?:[Pp](?=p)|[Pp]age)(?P<several>[ps])(?=[. ])")
_COMMA_AND, _PAIR = re.compile(", and "), 2
_AND_MORE = re.compile(r" ?(?:ff?|sqq?|et seq)\b")
_ROOM = "display: inline-block; text-indent: 0; text-align: left; width: {:.2f}em"
_FIGURE, _DASH = 0.54, 0.5  # of the size of type
