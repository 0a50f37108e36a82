"""The lines of a text that was read line by line: how wide the type was set, and which paragraphs were set narrower."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.view import view


@view
def measure(text: str) -> int:
    """Give the width of the type in characters; 0 where paragraphs do not stand in lines.

    It is the greatest length that a fair share of the lines come near to; much longer ones are two, run together, as
    some engines leave them that mend the words broken at the ends of lines.
    The lines of a title are no such width.
    """
    lengths, hard, soft = _lengths(text)
    width = _width(lengths) if hard > soft and lengths.total() >= _FEW else 0
    return width if width >= _LEAST else 0


class Measures(NamedTuple):
    """The width of the type from place to place: an introduction may be set wider than the book.

    `ragged` is the share of lines that seem to end early in the long paragraphs of which at least one line does not.
    The lines are `even` where so many come near to the width that a shorter one was ended, or set narrower, on purpose:
    in a narrow column of proportional type they differ too much in their characters to tell. By `slack` characters and
    more hardly any line stops short that breaks off in mid-sentence.
    """

    starts: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    ragged: float = 0
    even: bool = False
    slack: int = 0

    def at(self, place: int) -> int:
        """Give the width of the type about a place; 0 where paragraphs do not stand in lines."""
        return self.widths[max(0, bisect_right(self.starts, place) - 1)] if self.starts else 0


@view
def measures(text: str) -> Measures:
    """Part the text into stretches of so many lines, and give the width of each with its two neighbours."""
    if not measure(text):
        return Measures()
    lines = [
        (block.start, len(line))
        for block in blocks(text)
        if block.kind is Kind.PARAGRAPH
        for line in text[block.start : block.end].split("\n")[:-1]
    ]
    parts = [lines[at : at + _STRETCH] for at in range(0, len(lines), _STRETCH)]
    near = [
        Counter(length for part in parts[max(0, at - 1) : at + 2] for _, length in part) for at in range(len(parts))
    ]
    widths = Measures(tuple(part[0][0] for part in parts), tuple(_width(lengths) or measure(text) for lengths in near))
    full = sum(
        0 <= width - length <= _NEAR for part, width in zip(parts, widths.widths, strict=True) for _, length in part
    )
    even = full >= len(lines) * _EVEN
    return widths._replace(ragged=_raggedness(text, widths), even=even, slack=_slack(text, widths))


def _slack(text: str, widths: Measures) -> int:
    short = Counter[int]()
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH:
            lines, width = text[block.body : block.end].split("\n"), widths.at(block.start)
            short.update(
                width - len(line) - 1 - len(after.split(" ", 1)[0])
                for line, after in pairwise(lines)
                if line[-1:].isalnum()
            )
    slack = _SLACK
    while sum(count for room, count in short.items() if room >= slack) > short.total() * _SELDOM:
        slack += 1
    return slack


def _raggedness(text: str, widths: Measures) -> float:
    early = lines = 0
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH and text.count("\n", block.body, block.end) > _FEW:
            room = _room(text[block.body : block.end].split("\n"), widths.at(block.start))
            if room and min(room) < 0:
                early, lines = early + sum(left >= _SLACK for left in room), lines + len(room)
    return early / max(1, lines)


def _width(lengths: Counter[int]) -> int:
    total, most = lengths.total(), max(lengths.values(), default=0)
    longest = sorted(lengths.elements())[total // 2] * _TOGETHER if lengths else 0
    for width in sorted(lengths, reverse=True):
        if width <= longest and _near(lengths, width) >= total * _FAIR and lengths[width] >= most * _OFTEN:
            return width
    return 0


def is_narrow(text: str, block: Block, widths: Measures) -> bool:
    """Tell whether a paragraph was set to a narrower measure: at the ends of its lines the next word would have fit.

    The lines must be so many that this is no chance, since letters counted are not letters measured.
    """
    lines = text[block.body : block.end].split("\n")
    width = widths.at(block.start)
    if not width * _NARROW < max(map(len, lines)) < width * FULL or not (room := _room(lines, width)):
        return False
    plain = sum(room) / len(room) > (_SLACK if len(room) == 1 else _SLACK - 0.5)
    # Where a third of all lines end early, as in proportional type, two of them tell nothing, and more only by much.
    much = widths.ragged < _THIRD or (len(room) > _TWO and sum(room) > len(room) * widths.slack)
    return plain and much and widths.ragged ** len(room) <= _CHANCE


def _room(lines: Sequence[str], width: int) -> list[int]:
    """Give for each line but the last how many letters would be left if the next word stood in it."""
    pairs = ((line, after) for line, after in pairwise(lines) if not line.endswith("-"))
    return [width - len(line) - len(after.split(" ", 1)[0]) for line, after in pairs]


def is_verse(text: str, block: Block, width: int) -> bool:
    """Tell whether lines are verse: each ends before the measure, and they begin with capitals or are all short."""
    lines = [line.removeprefix("> ") for line in text[block.body : block.end].split("\n")]
    longest = max(map(len, lines))
    if len(lines) == 1 or (width and longest > width * _SHARE):  # as mostly
        return False
    if any(line.isupper() or line[:1] in "|-+" for line in lines):
        return False
    if width and not all(fits(line, after, width) for line, after in pairwise(lines)):
        return False
    capitals = all(line.lstrip("“‘\"'([*_…. ")[:1].isupper() for line in lines)
    return (capitals and longest <= _LINE) or (width > 0 and longest <= width * _NARROW and len(lines) > _FEW)


def is_stanza(text: str, block: Block, width: int) -> bool:
    """Tell whether verse is long enough to be no address or signature."""
    lines = text[block.body : block.end].split("\n")
    if len(lines) < _FEW or not is_verse(text, block, width):
        return False
    return sum(map(len, lines)) > len(lines) * width * _ADDRESS and not any(sign.isdigit() for sign in lines[0])


def fits(line: str, after: str, width: int, slack: int = 0) -> bool:
    """Tell whether the first word of the next line would have fit upon this one, so that it was ended on purpose."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) <= width - max(slack, _SLACK)


@view
def _lengths(text: str) -> tuple[Counter[int], int, int]:
    """Give the lengths of all lines but the last of each paragraph, and how many paragraphs have several or one."""
    lengths, hard, soft = Counter[int](), 0, 0
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH and text.find("\n", block.start, block.end) < 0:
            soft += block.end - block.start > _LINE
        elif block.kind is Kind.PARAGRAPH:
            hard += 1
            *lines, _ = text[block.start : block.end].split("\n")
            lengths.update(map(len, lines))
    return lengths, hard, soft


def _near(lengths: Counter[int], width: int) -> int:
    """Count the lines that come near to a width."""
    return sum(lengths[length] for length in range(width - _NEAR, width + 1))


FULL = 0.94
"""Of the width, what no line of a narrower measure comes to."""

_CHANCE, _TWO, _THIRD = 0.25, 2, 0.28
_LEAST = 20  # characters; no column of print is narrower
_STRETCH = 120  # lines: some four pages
_LINE, _FEW, _SLACK, _NEAR = 72, 3, 2, 3
_ADDRESS, _NARROW, _SHARE, _FAIR, _OFTEN = 0.4, 0.7, 0.85, 0.08, 0.25
_TOGETHER, _EVEN, _SELDOM = 1.6, 0.3, 0.01
