"""The folios of the old pages: read off where a page begins and ends, and followed through the book.

A figure that does not fit the row is taken for misread, or for no folio. Where no page ends show, nothing is read.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise, product
from operator import itemgetter
from typing import NamedTuple

from reissue.numerals import in_roman, of_roman
from reissue.source import Place, Source, page_marks
from reissue.view import view


class Page(NamedTuple):
    """One page: text[start:end], and its number in the engine's count of the scans, or in ours where it has none."""

    start: int
    end: int
    scan: int


class Folio(NamedTuple):
    """The number that a page bears in print."""

    page: Page
    number: int
    roman: bool = False

    def __str__(self) -> str:
        """Write the number as it is printed, though in small letters."""
        return in_roman(self.number) if self.roman else str(self.number)


class Gap(NamedTuple):
    """Two pages whose numbers do not follow each other: `lost` pages are missing between them, or some came twice."""

    first: Folio
    second: Folio
    lost: int  # 0 where pages came twice


@view
def pages(text: str) -> Sequence[Page]:
    """Give the pages that the marks of the engine show; none where there is no mark."""
    marks = page_marks(text)
    if not marks:
        return []
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(text)]
    return [Page(*page) for page in zip(starts, ends, _counts(marks), strict=True)]


@view
def folios(text: str) -> Sequence[Folio]:
    """Give the folios that follow each other, one for a page at most, in series of three or more."""
    row = _followed(_readings(text))
    series = [list(found) for _, found in groupby(row, _series)]
    return [folio for found in series if len(found) >= _STEADY for folio in found]


def numbered(text: str) -> list[tuple[int, str]]:
    """Give where each page begins and the folio that it bears or must have borne; else "".

    It must have borne it between two that agree, or beside one if a chapter opens there, for such a page often has
    none in print.
    """
    row = folios(text)
    borne = {folio.page.scan: str(folio) for folio in row}
    for first, second in pairwise(row):
        if _series(first) == _series(second):
            for scan in range(first.page.scan + 1, second.page.scan):
                borne[scan] = str(first._replace(number=first.number + scan - first.page.scan))
    leaves = pages(text)
    opening = {page.scan for page in leaves if row and _OPENING.match(text, page.start, page.end)}
    for folio, by in [*((folio, -1) for folio in row), *((folio, 1) for folio in row)]:
        scan, number = folio.page.scan + by, folio.number + by
        if number and scan in opening:
            borne.setdefault(scan, str(folio._replace(number=number)))
    return [(page.start, borne.get(page.scan, "")) for page in leaves]


def numbering(source: Source) -> Callable[[Place], str]:
    """Read the folios of a source, and give what tells the folio of the page of a place, or "" if it is not known."""
    borne = [(source.place(start).page, folio) for start, folio in numbered(source.in_lines)]

    def folio(place: Place) -> str:
        found = bisect_right(borne, place.page, key=itemgetter(0))
        return borne[found - 1][1] if found else ""

    return folio


def gaps(row: Sequence[Folio]) -> Iterator[Gap]:
    """Give the places where folios are missing or come twice, if on both sides they follow each other steadily.

    Pages without a folio are no gap, nor is it one where the numbers begin anew.
    """
    for place, (first, second) in enumerate(pairwise(row)):
        steady = _steady(row[max(0, place - _STEADY + 1) : place + 1]) and _steady(row[place + 1 : place + 1 + _STEADY])
        lost = second.number - first.number - (second.page.scan - first.page.scan)
        if first.roman is not second.roman or not steady or not lost:
            continue
        anew = second.page.scan - second.number >= first.page.scan
        if lost > 0 or (second.number <= first.number and not anew):
            yield Gap(first, second, max(lost, 0))


def near_gaps(text: str, row: Sequence[Folio]) -> Iterator[Gap]:
    """Give the places where a leaf or less is missing though few folios of the row tell, as near the ends of a text.

    Two pages before it have folios that follow each other, and two after it. Where one of them is the text's first or
    last, a sentence must go on in small letters over the place, for one figure may be misread.
    """
    read = _readings(text)
    known = {folio.page.scan: folio for folio in row}
    for place, (left, right) in enumerate(pairwise(read)):
        for first, second in product(left, right):
            lost = second.number - first.number - (second.page.scan - first.page.scan)
            if first.roman is not second.roman or not 0 < lost <= _LEAF or _in_series(known, first, second):
                continue
            before = read[place - 1] if place else [first._replace(number=first.number - 1)]
            after = read[place + 2] if place + 2 < len(read) else [second._replace(number=second.number + 1)]
            edge = not place or place + 2 == len(read)
            told = _bears(before, first.number - 1) and _bears(after, second.number + 1)
            if told and (not edge or _LOW.match(text, *_body(text, second.page))):
                yield Gap(first, second, lost)
                break


def uncounted(text: str) -> Iterator[tuple[Page, Page]]:
    """Give each two pages between which the engine's own count leaves numbers out."""
    for first, second in pairwise(pages(text)):
        if second.scan - first.scan > 1:
            yield first, second


def _in_series(known: Mapping[int, Folio], first: Folio, second: Folio) -> bool:
    """Tell whether the row of the folios that most pages agree on has both pages, with nothing missing."""
    pair = [known.get(folio.page.scan) for folio in (first, second)]
    return pair[0] is not None and pair[1] is not None and _series(pair[0]) == _series(pair[1])


def _bears(page: Sequence[Folio], number: int) -> bool:
    return any(folio.number == number for folio in page)


def _body(text: str, page: Page) -> tuple[int, int]:
    """Give the first line of a page that is longer than a running head's, or its end."""
    line = next((line for line in _LINE.finditer(text, page.start, page.end) if len(line.group()) > _HEAD), None)
    return line.span() if line else (page.end, page.end)


def _counts(marks: Sequence[re.Match[str]]) -> Sequence[int]:
    """Give the engine's numbers of the pages, of which there is one more than marks; else count them from 1."""
    found = [_COUNT.search(mark.group()) for mark in marks]
    numbers = [int(number[1]) for number in found if number]
    if len(numbers) < len(marks) or any(first >= second for first, second in pairwise(numbers)):
        return range(1, len(marks) + 2)
    past = "page=" in marks[0].group()  # this engine's mark ends the page that it names
    return [*numbers, numbers[-1] + 1] if past else [numbers[0] - 1, *numbers]


@view
def _readings(text: str) -> Sequence[Sequence[Folio]]:
    """Give for each page all that may be its folio."""
    return [list(_candidates(text, page)) for page in pages(text)]


def _candidates(text: str, page: Page) -> Iterator[Folio]:
    """Give all that may be the folio of a page, by its first and last lines and by the mark before it."""
    before = _PRINTED.match(text, text.rfind("\n", 0, page.start) + 1, page.start)
    lines = [before[1]] if before else []
    heads = [line.group() for line in islice(_LINE.finditer(text, page.start, page.end), _LINES)]
    for line in (*lines, *heads, *_last_lines(text, page)):
        if len(line) > _LONGEST:
            continue
        if alone := _ALONE.fullmatch(line):
            yield from _read(page, alone[1])
        elif line in heads:
            for found in (_FIRST.match(line), _LAST.search(line)):
                yield from _read(page, found[1]) if found else ()


def _last_lines(text: str, page: Page) -> Iterator[str]:
    end, left = page.end, _LINES
    while left and end > page.start:
        start = max(page.start, text.rfind("\n", page.start, end) + 1)
        if line := text[start:end].strip():
            yield line
            left -= 1
        end = start - 1


def _read(page: Page, figures: str) -> Iterator[Folio]:
    if _FIGURES.fullmatch(figures):
        if number := int(figures.translate(_MISREAD)):
            yield Folio(page, number)
    elif _ROMAN.fullmatch(figures):
        yield Folio(page, of_roman(figures.lower()), roman=True)


def _followed(leaves: Iterable[Sequence[Folio]]) -> list[Folio]:
    """Choose the folios that explain most pages, where each break in their row costs as much as some pages do."""
    best = dict[tuple[bool, int], tuple[float, int]]()  # by series: what it explains, and its last link
    top, links = (0.0, -1), list[tuple[Folio, int]]()
    for leaf in leaves:
        made = list[tuple[tuple[bool, int], tuple[float, int]]]()
        for folio in leaf:
            stay, turn = best.get(_series(folio), (0.0, -1)), (top[0] - _BREAK, top[1])
            score, link = max(stay, turn, (0.0, -1), key=lambda found: found[0])
            made.append((_series(folio), (score + 1, len(links))))
            links.append((folio, link))
        for series, found in made:
            best[series] = max(best.get(series, found), found, key=lambda found: found[0])
            top = max(top, found, key=lambda found: found[0])
    row, link = list[Folio](), top[1]
    while link >= 0:
        folio, link = links[link]
        row.append(folio)
    return row[::-1]


def _series(folio: Folio) -> tuple[bool, int]:
    return folio.roman, folio.number - folio.page.scan


def _steady(row: Sequence[Folio]) -> bool:
    """Tell whether folios are enough, near each other and of one series."""
    near = len(row) == _STEADY and row[-1].page.scan - row[0].page.scan <= _NEAR
    return near and len({_series(folio) for folio in row}) == 1


_COUNT = re.compile(r"(?:^\{|page=|File: [^0-9\n]*|\(#)([0-9]+)")
_PRINTED = re.compile(r"## p\. ([0-9]+|[ivxl]+) \(#")
_OPENING = re.compile(r"\s*#")
_LINE = re.compile(r"\S[^\n\r\f]*")
# A folio is figures, or a Roman number in small letters or alone; engines take l, I and O for 1 and 0.
_NUMBER = r"(?:(?=[OoIil|]{0,3}[0-9])[0-9OoIil|]{1,4}|[ivxl]+)(?![^\W_])"
_ALONE = re.compile(rf"(?:<!-- Page(?:Number|Header|Footer)=\"|[\W_]*)({_NUMBER}|[IVXL]+)[\W_]*")
_FIRST = re.compile(rf"(?:<!-- PageHeader=\")?[#*\[( ]*({_NUMBER})[ .*\])]+(?=[^\W\d])")
_LAST = re.compile(rf"[ .*\[(]({_NUMBER})[*\]) .]*(?:\" -->)?\Z")
_FIGURES = re.compile(r"[0-9OoIil|]*[0-9][0-9OoIil|]*")
_ROMAN = re.compile(r"(?i:(?:xl|l?x{0,4})(?:ix|iv|v?i{0,4}))(?<=.)")
_MISREAD = str.maketrans("OoIil|", "001111")
_LOW = re.compile(r"[^\W\d_A-ZÀ-Ý]+[ ,;]")
_LEAF, _HEAD = 2, 46  # pages; characters
_LINES, _LONGEST = 2, 90  # a head stands in one line or two, and no head is longer
_BREAK = 2.5  # a new series must explain three pages more to be believed
_STEADY, _NEAR = 3, 8
