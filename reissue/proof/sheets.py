"""The printed lines of a PDF, and which of them are text, which notes, which stand in margins or before the text.

It knows no style sheet: it learns sizes of type and the height of the page from the lines that it can tell by words.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice, pairwise
from math import inf
from typing import Literal, NamedTuple

import pymupdf

Kind = Literal["text", "note", "margin"]


Run = tuple[str, str, float]
"""Letters of one line that are set alike, their font and their size."""


class Line(NamedTuple):
    """A printed line: its page (from 0), its words, their letters, its size of type, and where it stands.

    The box is left, top, right, bottom in points from the page's top left corner; `whole` if it lies on the page.
    """

    page: int
    words: str
    letters: str
    size: float
    baseline: float
    box: tuple[float, float, float, float]
    whole: bool
    runs: tuple[Run, ...]


class Sheets(NamedTuple):
    """The lines of a PDF, sorted, each sort in its order, and the number of the page on which the text begins."""

    text: tuple[Line, ...]
    notes: tuple[Line, ...]
    margins: tuple[Line, ...]
    front: tuple[Line, ...]
    first: int


def letters_of(text: str) -> str:
    """Leave of a text what any style prints of it: no spaces, hyphens or invisible signs, no capitals, no ligatures.

    Full stops are left out too, because one may be set behind the number of a note.
    """
    letters = "".join(unicodedata.normalize("NFKC", text).split())
    for sign in _UNPRINTED[: 2 if letters.isascii() else None]:
        letters = letters.replace(sign, "")
    return letters.casefold()


def lines_of(page: pymupdf.Page) -> Iterator[Line]:
    """Read the lines of a page in the order of their painting: also those off it, none that are clipped away."""
    width, height = page.rect.width, page.rect.height
    for block in page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=pymupdf.TEXT_CLIP).extractDICT()["blocks"]:
        for line in block.get("lines", ()):
            spans = line["spans"]
            runs = tuple([(letters_of(span["text"]), span["font"], round(span["size"], 1)) for span in spans])
            letters = "".join([run[0] for run in runs])
            if letters:
                lengths = [len(run[0]) for run in runs]
                longest = lengths.index(max(lengths))
                size, baseline = runs[longest][2], spans[longest]["origin"][1]
                left, _, right, _ = box = tuple(line["bbox"])
                whole = size / 2 <= baseline <= height and left >= -1 and right <= width + 1
                words = "".join([span["text"] for span in spans])
                yield Line(page.number, words, letters, size, baseline, box, whole, runs)


def sort_lines(pages: Sequence[Sequence[Line]], text: str, notes: str) -> Sheets:
    """Sort the lines of all pages, given the letters that text and notes should have.

    Long lines, and short ones in a row, are told by their words. From them follows which sizes of type are those of
    notes, and how high pages are filled. A line outside that height, painted after all else on its page, is a
    margin's, unless it follows closely upon the last line, or its words and size are those that come next, or those
    of one painted after it are. Any other is told by its size, or where text and notes share one by its words, or goes
    with the line before it.
    """
    first = _first_page(pages, text)
    edges = [*accumulate(map(len, pages[first:]), initial=0)]
    lines = [*chain.from_iterable(pages[first:])]
    same = _same(lines, edges)
    told = dict(_told_by_words(lines, same, text, notes))
    kinds = [told.get(number) for number in same]
    # Words of the text may stand in a note as well: hardly a line of the other size is told rightly.
    long = {same[number] for number in _long(lines, edges, kinds)}
    of_size = Counter(lines[number].size for number in long)
    alike = Counter((lines[number].size, kinds[number]) for number in long)
    rare = {set_so for set_so, count in alike.items() if count * _HARDLY <= of_size[set_so[0]]}
    sure = {number: told[number] for number in long if (lines[number].size, told[number]) not in rare}
    sizes = {kind: {lines[number].size for number in sure if sure[number] == kind} for kind in ("text", "note")}
    whole = [lines[number] for number in sure if lines[number].whole]
    top = min((line.baseline - line.size for line in whole), default=-inf) - 1
    bottom = max((line.baseline for line in whole), default=inf) + 1
    sorts: dict[Kind, list[Line]] = {"text": [], "note": [], "margin": []}
    for begin, end in pairwise(edges):
        kind: Kind = "text"
        inside = (
            number
            for number in reversed(range(begin, end))
            if ((told_so := kinds[number]) and lines[number].size in sizes[told_so])
            or _lies_between(lines[number], top, bottom)
        )
        filled = next(inside, -1)
        above: Line | None = None
        for number in range(begin, end):
            line = lines[number]
            if number > filled and line.whole and not _goes_on(line, above):
                sorts["margin"].append(line)
                continue
            if same[number] in sure:
                kind = sure[same[number]]
            elif (line.size in sizes["text"]) != (line.size in sizes["note"]):
                kind = "text" if line.size in sizes["text"] else "note"
            else:
                kind = kinds[number] or kind
            sorts[kind].append(line)
            above = line
    front = tuple(line for page in pages[:first] for line in page)
    return Sheets(tuple(sorts["text"]), tuple(sorts["note"]), tuple(sorts["margin"]), front, first)


def _first_page(pages: Sequence[Sequence[Line]], text: str) -> int:
    """Find the last page from which on the beginning of the text is read as well as from any before it."""
    best = most = 0
    reach = min(_BEGINNING, len(text))
    for first in range(min(len(pages), _LONGEST_FRONT)):
        at = agreed = 0
        for line in islice(chain.from_iterable(pages[first : first + _LINES_TRIED]), _LINES_TRIED):
            found = _find(text, line.letters, at, _CLOSE)
            if at < reach and (found == at or (found > at and len(line.letters) >= _TELLING)):
                at = found + len(line.letters)
                agreed += len(line.letters)
        if agreed >= most:
            best, most = first, agreed
        elif most > reach / 2:
            break
    return best


def _same(lines: Sequence[Line], edges: Sequence[int]) -> Sequence[int]:
    """Give for each line the number of the first that is the same: one that was printed twice in one place is one."""
    numbers = [*range(len(lines))]
    for begin, end in pairwise(edges):
        if len({line.box for line in lines[begin:end]}) < end - begin:
            first = dict[Line, int]()
            numbers[begin:end] = [first.setdefault(lines[number], number) for number in range(begin, end)]
    return numbers


def _long(lines: Sequence[Line], edges: Sequence[int], kinds: Sequence[Kind | None]) -> Iterator[int]:
    """Give the told lines that are long, and the short ones of a size that follow each other and together are long."""
    longest: dict[Kind, int] = {"text": 0, "note": 0, "margin": 0}
    for line, where in zip(lines, kinds, strict=True):
        if where and len(line.letters) > longest[where]:
            longest[where] = len(line.letters)
    for begin, end in pairwise(edges):
        row, length, last = list[int](), 0, ("", 0.0)
        for number in range(begin, end):
            line, where = lines[number], kinds[number]
            if where is None or len(line.letters) >= _TELLING:
                if where:
                    yield number
                row, length, last = [], 0, ("", 0.0)
                continue
            if (where, line.size) != last:
                row, length, last = [], 0, (where, line.size)
            row.append(number)
            length += len(line.letters)
            if length >= min(_TELLING, longest[where]):
                yield from row
                row = []


def _told_by_words(lines: Sequence[Line], same: Sequence[int], text: str, notes: str) -> Iterator[tuple[int, Kind]]:
    """Go through lines, text and notes at once, and tell of each line that stands there where it belongs.

    The lines are called by their numbers, each by that of the first that is the same.
    A line found further on, where words are lost, may stand there by chance, as a running head does: it counts only if
    the next line goes on from there.
    """
    rows: tuple[tuple[Kind, str], ...] = (("text", text), ("note", notes))
    at, ahead = {"text": 0, "note": 0}, {"text": -1, "note": -1}
    strays = 0
    figures: list[int] = []
    for number, line in zip(same, lines, strict=True):
        letters = line.letters
        if letters.isdecimal():
            # Most likely a folio, which the next line may begin with by chance.
            figures.append(number)
            continue
        for kind, row in rows:
            here: int | None = at[kind]
            if not row.startswith(letters, here):
                here = ahead[kind] if ahead[kind] >= 0 and row.startswith(letters, ahead[kind]) else None
                if here is None and figures and (between := _between(lines, figures, row, at[kind], letters)):
                    here = at[kind] + sum(len(lines[figure].letters) for figure in between)
                    yield from ((figure, kind) for figure in between)
            if here is not None:
                # What was found further on before this line was not where the print goes on.
                at[kind], ahead[kind], strays = here + len(letters), -1, 0
                yield number, kind
                break
        else:
            # Where much is lost, the search goes through all the rest, but not so often that its time would matter.
            strays += 1
            reach = len(text) if _STRAYS < strays < _PATIENCE else _NEAR
            for kind, row in rows if len(letters) >= _TELLING else ():
                found = _find(row, letters, max(at[kind] - _NEAR, 0), reach)
                ahead[kind] = found + len(letters) if found >= 0 else ahead[kind]
        figures = []
    for kind, row in rows:
        yield from ((figure, kind) for figure in _between(lines, figures, row, at[kind], ""))


def _between(lines: Sequence[Line], figures: Sequence[int], row: str, at: int, following: str) -> list[int]:
    """Find the lines of mere figures with which a row goes on, up to the line that follows, or up to its end."""
    found = list[int]()
    for figure in figures:
        letters = lines[figure].letters
        if row.startswith(letters, at):
            found.append(figure)
            at += len(letters)
            if row.startswith(following, at) if following else at == len(row):
                return found
    return []


def _find(row: str, letters: str, at: int, reach: int) -> int:
    return row.find(letters, at, at + reach + len(letters))


def _goes_on(line: Line, above: Line | None) -> bool:
    return above is not None and line.size == above.size and 0 < line.baseline - above.baseline < _LEADING * line.size


def _lies_between(line: Line, top: float, bottom: float) -> bool:
    return line.baseline >= top and line.baseline - line.size / 2 <= bottom


_UNPRINTED = (
    *".-",
    *"\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}",
    *"\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}",
)
"""What is left out besides spaces; the first two are of ASCII."""
_LEADING = 1.6  # of the size of type
_TELLING = 12  # letters of a line that hardly stand elsewhere by chance
_CLOSE, _NEAR = 600, 4000  # letters
_HARDLY = 100  # lines of a size, of which one is told to be of another sort than the rest
_STRAYS, _PATIENCE = 12, 200  # lines one after the other
_LONGEST_FRONT = 80  # pages
_LINES_TRIED = 200
_BEGINNING = 2000  # letters
