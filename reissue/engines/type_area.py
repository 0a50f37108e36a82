"""What a page shows by where its lines stand: block quotations by their indentation, notes by the size of their type.

A paragraph is the file's own, and its lines are kept. Nothing is guessed: what is not clearly set in stays a paragraph.
"""

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


def set_down(pages: Sequence[Page]) -> tuple[Leaf, ...]:
    """Give the text of the pages: `> ` before what is set in, and the notes of a page below a rule at its foot."""
    size = body_size(
        line for page in pages for part in page.parts if isinstance(part, Paragraph) for line in part.lines
    )
    areas = [_areas(page) for page in pages]
    usual = median(sorted(area.right - area.left for columns in areas for area in columns) or [0])
    texts, running = list[str](), False
    for page, columns in zip(pages, areas, strict=True):
        body, notes, running = split_foot(page.parts, size, running=running)
        wide = [area for area in columns if area.right - area.left > usual - _ROOM * area.height]
        blocks = list(_blocks(body, wide))
        texts.append("\n\n".join([*blocks, *(["---", *_blocks(notes, [])] if notes else [])]))
    return numbered(texts, [page.number for page in pages])


def _blocks(parts: Iterable[Paragraph | str], columns: Sequence[_Area]) -> Iterator[str]:
    """Give the blocks of a page; paragraphs of one quotation stay together."""
    quotation = ""
    for part in parts:
        words = part if isinstance(part, str) else "\n".join(part.words)
        if isinstance(part, Paragraph) and any(_is_set_in(part, area) for area in columns):
            words = "\n".join(f"> {line}" for line in part.words)
            quotation = f"{quotation}\n>\n{words}" if quotation else words
            continue
        yield from (quotation,) if quotation else ()
        yield from (words,) if words else ()
        quotation = ""
    yield from (quotation,) if quotation else ()


def _is_set_in(paragraph: Paragraph, area: _Area) -> bool:
    """Tell whether all lines of a paragraph stand clearly within the margin, flush, and are neither centred nor a list.

    A first line may be set in further, as paragraphs are; one that stands further out is a hanging indentation's.
    """
    lines, words = paragraph.lines, " ".join(paragraph.words)
    if len(lines) < _LINES or words.isupper() or words[:1] in "-•·" or words.split(" ", 1)[0].rstrip(".)").isdigit():
        return False
    lefts, rights = [line.left for line in lines], [line.right for line in lines]
    within = area.left + area.height <= min(lefts) <= area.left + _FAR * (area.right - area.left)
    flush = (
        max(lefts[1:]) - min(lefts[1:]) <= _FLUSH * area.height and lefts[0] >= min(lefts[1:]) - _FLUSH * area.height
    )
    return within and flush and max(rights) <= area.right + area.height and not _is_centred(lines, area)


def _is_centred(lines: Sequence[Line], area: _Area) -> bool:
    """Tell whether each line has as much room before it as after it, and they are not all of one length."""
    aslant = [abs((line.left - area.left) - (area.right - line.right)) for line in lines]
    widths = [line.right - line.left for line in lines]
    return max(aslant) <= 2 * _FLUSH * area.height and max(widths) - min(widths) > area.height


def _areas(page: Page) -> list[_Area]:
    """Find the type area of each column of a page; none where there are too few lines to tell."""
    lines = [
        line for part in page.parts if isinstance(part, Paragraph) for line in part.lines if line.right > line.left
    ]
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


def _edge(places: Sequence[float], height: float) -> float:
    """Give the outermost place where a fair share of the lines begin."""
    row = sorted(places)
    enough = max(2, round(len(row) * _FAIR))
    first = next((n for n in range(len(row)) if row[min(n + enough, len(row)) - 1] - row[n] <= _FLUSH * height), 0)
    return row[first]


_LINES, _FEW = 2, 4
_ROOM, _FLUSH, _FAR = 2, 0.6, 0.4
_SHARE, _FAIR = 0.25, 0.15
