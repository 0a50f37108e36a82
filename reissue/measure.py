"""The lines of a text that was read line by line: how wide the type was set, and which paragraphs were set narrower."""

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks


@lru_cache(maxsize=4)
def measure(text: str) -> int:
    """Give the width of the type in characters; 0 where paragraphs do not stand in lines.

    It is the length that the longest lines of long paragraphs share: not the longest of all, which OCR may have run together.
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
    """Tell whether a paragraph was set to a narrower measure: at the end of each line the next word would still have fit."""
    lines = text[block.body : block.end].split("\n")
    room = [
        width - len(line) - len(after.split(" ", 1)[0]) for line, after in pairwise(lines) if not line.endswith("-")
    ]
    return len(lines) > 1 and len(room) > 0 and min(room) > _SLACK and max(map(len, lines)) < width - _SLACK


def is_verse(text: str, block: Block, width: int) -> bool:
    """Tell whether lines are verse: none fills the measure, each begins with a capital, and they are of unequal length."""
    lines = text[block.body : block.end].split("\n")
    begins = [line.lstrip("“‘\"'([*_> ")[:1] for line in lines]
    short = max(map(len, lines)) <= (width * _SHARE if width else _LINE)
    return (
        len(lines) > 1
        and short
        and all(sign.isupper() for sign in begins)
        and not any(line.isupper() for line in lines)
    )


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


_LINE, _LONG, _FEW, _SLACK, _SHARE, _MOST = 72, 4, 3, 2, 0.85, 0.8
