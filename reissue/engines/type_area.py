"""What a page shows by its type: block quotations by their indentation, notes and headings by their size.

A paragraph is the file's own, and its lines are kept. Nothing is guessed: what is not clearly set in or larger stays a
paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from reissue.engines.foot import body_size, split_foot
from reissue.engines.leaf import Leaf, numbered
from reissue.engines.page import Line, Page, Paragraph


class _Area(NamedTuple):
    """Where the lines of a column begin and end, and how high one is."""

    left: float
    right: float
    height: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left


def set_down(pages: Sequence[Page]) -> tuple[Leaf, ...]:
    """Give the text of the pages: `> ` before what is set in, and the notes of a page below a rule at its foot."""
    size = body_size(line for page in pages for line in _lines(page))
    columns = [_columns(page) for page in pages]
    widths = sorted(area.width for areas in columns for area in areas)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    texts, running = list[str](), False
    for page, areas in zip(pages, columns, strict=True):
        body, notes, running = split_foot(page.parts, size, running=running)
        known = [area for area in areas if area.width > usual - _ROOM * area.height] or _outermost(page, areas, usual)
        texts.append("\n\n".join([*_blocks(body, known, size), *(["---", *_blocks(notes, [])] if notes else [])]))
    return numbered(texts, [page.number for page in pages])


def _blocks(parts: Iterable[Paragraph | str], columns: Sequence[_Area], size: float = 0) -> Iterator[str]:
    """Give the blocks of a page; paragraphs of one quotation stay together.

    Headings are found if the `size` of the text is known, all of one level: which is above which, size does not tell.
    """
    quotation, inner = "", 0.0
    for part in parts:
        words = part if isinstance(part, str) else "\n".join(part.words)
        if isinstance(part, Paragraph) and any(_is_set_in(part, area, inner) for area in columns):
            words = "\n".join(f"> {line}" for line in part.words)
            inner = inner or min(line.left for line in part.lines)
            quotation = f"{quotation}\n>\n{words}" if quotation else words
            continue
        if isinstance(part, Paragraph) and size and _is_heading(part, size):
            words = f"## {' '.join(part.words)}"
        yield from (quotation,) if quotation else ()
        yield from (words,) if words else ()
        quotation, inner = "", 0.0
    yield from (quotation,) if quotation else ()


def _is_set_in(paragraph: Paragraph, area: _Area, inner: float) -> bool:
    """Tell whether all lines of a paragraph stand clearly within the margin, flush, and are neither centred nor a list.

    A first line may be set in further, as paragraphs are; one that stands further out is a hanging indentation's. Below
    a quotation that begins at `inner`, a numbered paragraph goes on with it, and so does a line that stands further in.
    """
    lines, words = paragraph.lines, " ".join(paragraph.words)
    lefts, rights = [line.left for line in lines], [line.right for line in lines]
    if not area.left + area.height <= min(lefts) <= max(rights) <= area.right + area.height:
        return False
    if len(lines) < _LINES:
        return inner > 0 and lefts[0] >= inner + _FLUSH * area.height
    if min(lefts) > area.left + _FAR * area.width or words.isupper() or (_ITEM.match(words) and not inner):
        return False
    flush = max(lefts[1:]) - min(lefts[1:]) <= _FLUSH * area.height
    return flush and lefts[0] >= min(lefts[1:]) - _FLUSH * area.height and not _is_centred(lines, area)


def _is_heading(paragraph: Paragraph, size: float) -> bool:
    """Tell whether a few words stand in a type that is clearly larger than the text's."""
    lines = paragraph.lines
    larger = min(line.size / _LARGER if line.size else line.height / _HIGHER for line in lines) >= size
    short = len(lines) <= _HEADING and sum(line.length for line in lines) <= _LONGEST
    return larger and short and any(map(str.isalpha, paragraph.words[0]))


def _is_centred(lines: Sequence[Line], area: _Area) -> bool:
    """Tell whether each line has as much room before it as after it, and they are not all of one length."""
    aslant = [abs((line.left - area.left) - (area.right - line.right)) for line in lines]
    widths = [line.right - line.left for line in lines]
    return max(aslant) <= 2 * _FLUSH * area.height and max(widths) - min(widths) > area.height


def _columns(page: Page) -> list[_Area]:
    """Find the type area of each column of a page; none where there are too few lines to tell."""
    lines = list(_lines(page))
    if len(lines) < _FEW:
        return []
    height = median(line.height for line in lines)
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    halves = [
        [line for line in lines if line.right < middle + height],
        [line for line in lines if line.left > middle - height],
    ]
    columns = halves if all(len(half) >= len(lines) * _SHARE for half in halves) else [lines]
    return [
        _Area(_edge([line.left for line in column], height), -_edge([-line.right for line in column], height), height)
        for column in columns
    ]


def _outermost(page: Page, areas: Sequence[_Area], usual: float) -> list[_Area]:
    """Give the type area of a page that is one quotation, where a running head or the notes show how wide it is."""
    if len(areas) != 1:
        return []
    lines = list(_lines(page))
    area = _Area(min(line.left for line in lines), max(line.right for line in lines), areas[0].height)
    return [area] if abs(area.width - usual) <= _ROOM * area.height else []


def _lines(page: Page) -> Iterator[Line]:
    """Give the lines of a page whose place is known."""
    for part in page.parts:
        yield from (line for line in part.lines if line.right > line.left) if isinstance(part, Paragraph) else ()


def _edge(places: Sequence[float], height: float) -> float:
    """Give the outermost place where a fair share of the lines begin."""
    row = sorted(places)
    enough = max(2, round(len(row) * _FAIR))
    first = next((n for n in range(len(row)) if row[min(n + enough, len(row)) - 1] - row[n] <= _FLUSH * height), 0)
    return row[first]


_LINES, _FEW = 2, 4
_HEADING, _LONGEST, _LARGER, _HIGHER = 3, 120, 1.15, 1.3
_ITEM = re.compile(r"(?:[-•·]|[0-9(]+[.)]?) ")
_ROOM, _FLUSH, _FAR = 2, 0.6, 0.4
_SHARE, _FAIR = 0.25, 0.15
