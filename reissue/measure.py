"""The lines of a text that was read line by line: how wide the type was set, and which paragraphs were set narrower."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks


@lru_cache(maxsize=4)
def measure(text: str) -> int:
    """Give the width of the type in characters; 0 where paragraphs do not stand in lines.

    It is the greatest length that a fair share of the lines come near to; much longer ones are two, run together, as
    some engines leave them that mend the words broken at the ends of lines.
    """
    lengths, hard, soft = _lengths(text)
    total, most = sum(lengths.values()), max(lengths.values(), default=0)
    if hard <= soft or total < _FEW:
        return 0
    longest = sorted(lengths.elements())[total // 2] * _TOGETHER
    for width in sorted(lengths, reverse=True):
        if width <= longest and _near(lengths, width) >= total * _FAIR and lengths[width] >= most * _OFTEN:
            return width
    return 0


@lru_cache(maxsize=4)
def is_even(text: str) -> bool:
    """Tell whether so many lines come near to the measure that a shorter one was ended, or set narrower, on purpose.

    In a narrow column of proportional type the lines differ too much in their characters to tell.
    """
    lengths, width = _lengths(text)[0], measure(text)
    return width > 0 and _near(lengths, width) >= sum(lengths.values()) * _EVEN


def is_narrow(text: str, block: Block, width: int) -> bool:
    """Tell whether a paragraph was set to a narrower measure: at the ends of its lines the next word would have fit."""
    lines = text[block.body : block.end].split("\n")
    room = [
        width - len(line) - len(after.split(" ", 1)[0]) for line, after in pairwise(lines) if not line.endswith("-")
    ]
    longest = max(map(len, lines))
    if not room or not width * _NARROW < longest < width * _FULL:
        return False
    return sum(room) / len(room) > (_SLACK if len(room) == 1 else _SLACK - 0.5)


def is_verse(text: str, block: Block, width: int) -> bool:
    """Tell whether lines are verse: each ends before the measure, and they begin with capitals or are all short."""
    lines = [line.removeprefix("> ") for line in text[block.body : block.end].split("\n")]
    longest = max(map(len, lines))
    if len(lines) == 1 or any(line.isupper() or line[:1] in "|-+" for line in lines):
        return False
    if width and not (longest <= width * _SHARE and all(fits(line, after, width) for line, after in pairwise(lines))):
        return False
    capitals = all(line.lstrip("“‘\"'([*_…. ")[:1].isupper() for line in lines)
    return (capitals and longest <= _LINE) or (width > 0 and longest <= width * _NARROW and len(lines) > _FEW)


def is_stanza(text: str, block: Block, width: int) -> bool:
    """Tell whether verse is long enough to be no address or signature."""
    lines = text[block.body : block.end].split("\n")
    long = sum(map(len, lines)) > len(lines) * width * _ADDRESS and not any(sign.isdigit() for sign in lines[0])
    return is_verse(text, block, width) and len(lines) >= _FEW and long


def fits(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of the next line would have fit upon this one, so that it was ended on purpose."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) <= width - _SLACK


@lru_cache(maxsize=4)
def _lengths(text: str) -> tuple[Counter[int], int, int]:
    """Give the lengths of all lines but the last of each paragraph, and how many paragraphs have several or one."""
    lengths, hard, soft = Counter[int](), 0, 0
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH:
            *lines, _ = text[block.start : block.end].split("\n")
            soft += not lines and block.end - block.start > _LINE
            hard += bool(lines)
            lengths.update(map(len, lines))
    return lengths, hard, soft


def _near(lengths: Counter[int], width: int) -> int:
    """Count the lines that come near to a width."""
    return sum(lengths[length] for length in range(width - _NEAR, width + 1))


_LINE, _FEW, _SLACK, _NEAR = 72, 3, 2, 3
_ADDRESS, _NARROW, _SHARE, _FULL, _FAIR, _OFTEN = 0.4, 0.7, 0.85, 0.94, 0.08, 0.25
_TOGETHER, _EVEN = 1.6, 0.3
