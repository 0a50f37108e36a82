"""The lines of a text that was read line by line: how wide the type was set, and which paragraphs were set narrower."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks


@lru_cache(maxsize=4)
def measure(text: str) -> int:
    """Give the width of the type in characters; 0 where paragraphs do not stand in lines.

    It is the length that the longest lines of long paragraphs share: not the longest of all, which may be two.
    """
    longest, hard, soft = Counter[int](), 0, 0
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH:
            lines = text[block.start : block.end].split("\n")
            soft += len(lines) == 1 and len(lines[0]) > _LINE
            hard += len(lines) > 1
            if len(lines) >= _LONG:
                longest[max(map(len, lines))] += 1
    if hard <= soft or not longest:
        return 0
    return longest.most_common(1)[0][0] if len(longest) < _FEW else _usual(longest)


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


def _usual(longest: Counter[int]) -> int:
    """Give the width that nine of ten paragraphs keep within."""
    total, seen = sum(longest.values()), 0
    for width in sorted(longest):
        seen += longest[width]
        if seen >= total * _MOST:
            return width
    return max(longest)


_LINE, _LONG, _FEW, _SLACK = 72, 4, 3, 2
_ADDRESS, _NARROW, _SHARE, _FULL, _MOST = 0.4, 0.7, 0.85, 0.94, 0.8
