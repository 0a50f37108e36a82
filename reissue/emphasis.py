"""The emphasis of a paragraph: which asterisks and underscores open, which close, which do neither."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.view import view


class Span(NamedTuple):
    """Emphasised words: text[start:end] with the marks, `width` of them on either side (1 italic, 2 bold, 3 both)."""

    start: int
    end: int
    width: int

    @property
    def inner(self) -> slice:
        """The words without their marks."""
        return slice(self.start + self.width, self.end - self.width)


class Emphasis(NamedTuple):
    """The spans of a paragraph in order, and the marks that have lost their partners, as (start, width)."""

    spans: tuple[Span, ...]
    strays: tuple[tuple[int, int], ...]


class Emphasised(NamedTuple):
    """A block with marks of emphasis in it; the offsets of spans and strays count in the whole text."""

    block: Block
    spans: tuple[Span, ...]
    strays: tuple[tuple[int, int], ...]


@view
def emphasised(text: str) -> tuple[Emphasised, ...]:
    """Give the blocks of a text that have marks of emphasis, in order, with these marks; rules have none."""
    found, signs = list[Emphasised](), [sign for sign in "*_" if sign in text]
    for block in blocks(text) if signs else ():
        if block.kind is not Kind.RULE and any(text.find(sign, block.body, block.end) >= 0 for sign in signs):
            base, (spans, strays) = block.body, emphasis(text[block.body : block.end])
            here = tuple(Span(base + start, base + end, width) for start, end, width in spans)
            found.append(Emphasised(block, here, tuple((base + start, width) for start, width in strays)))
    return tuple(found)


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all paragraphs stay as they are
def emphasis(text: str) -> Emphasis:
    """Pair the marks of one paragraph.

    Marks of one width are paired in turn. Where their number is odd, that one is left over without which the others
    stand best: an opening mark before a word, a closing one after.
    """
    labels = [found.span() for found in _LABEL.finditer(text)] if "[^" in text or "](" in text else []
    runs = [
        (found.start(), len(found.group()), found.group()[0])
        for found in _MARKS.finditer(text)
        if _is_mark(text, found) and not (labels and _is_within(labels, found.start()))
    ]
    spans, strays = list[Span](), list[tuple[int, int]]()
    for kind in dict.fromkeys((width, sign) for _, width, sign in runs):
        places = [start for start, width, sign in runs if (width, sign) == kind]
        if len(places) % 2:
            strays.append((places.pop(_odd_one(text, places, kind[0])), kind[0]))
        spans += [Span(a, b + kind[0], kind[0]) for a, b in zip(places[::2], places[1::2], strict=True)]
    return Emphasis(tuple(sorted(spans)), tuple(sorted(strays)))


def _is_mark(text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before.isalnum() and after.isalnum() and (found.group()[0] == "_" or before.isdigit() or after.isdigit()):
        return False
    return not ((before.isspace() or not before) and (after.isspace() or not after))


def _is_within(labels: list[tuple[int, int]], place: int) -> bool:
    number = bisect_left(labels, (place, 0)) - 1
    return number >= 0 and place < labels[number][1]


def _odd_one(text: str, places: list[int], width: int) -> int:
    """Find that one of an odd number of marks without which the others stand best.

    Before the one that is left out all pairs are those of the first mark with the second, and so on; behind it, of the
    second with the third. So each pair is looked at once.
    """
    pairs = [_faults(text, a, b, width) for a, b in pairwise(places)]
    before = list(accumulate(pairs[::2], _sum, initial=(0, 0)))
    behind = list(accumulate(reversed(pairs[1::2]), _sum, initial=(0, 0)))[::-1]
    without = [_sum(before[left // 2], behind[(left + 1) // 2]) for left in range(len(places))]
    for left in range(1, len(places), 2):  # then the two on either side of it are a pair
        without[left] = _sum(without[left], _faults(text, places[left - 1], places[left + 1], width))
    return min(range(len(places)), key=lambda left: (*without[left], left))


def _faults(text: str, a: int, b: int, width: int) -> tuple[int, int]:
    """Count the marks of a pair on the wrong side of a space, and a pair that holds a great deal; and what it holds."""
    faults = text[a + width : a + width + 1].isspace() + text[b - 1 : b].isspace()
    faults += text[a - 1 : a].isalnum() + text[b + width : b + width + 1].isalnum()
    return faults + (b - a > _LONG), b - a


def _sum(some: tuple[int, int], more: tuple[int, int]) -> tuple[int, int]:
    return some[0] + more[0], some[1] + more[1]


_LONG = 160
# The label of a note, and where a link or a figure leads: a mark in either is none of emphasis.
_LABEL = re.compile(r"\[\^[^\]\s]*[*_][^\]\s]*\]|\]\([^()\s]*[*_][^()\s]*\)")
_MARKS = re.compile(r"[*_](?<![\\*_].)(?:(?<=\*)\*{0,2}|(?<=_)_{0,2})(?![*_])")
