"""Small capitals, which the text has lost with the tags that an engine wrote for them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks
from reissue.capitals import CLOSES, OPENS, SMALL
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.tags import in_small_capitals


@rule(Keeps.LETTERS)
def lost_capitals(manuscript: Manuscript) -> Iterator[Edit]:
    """Words that the print has in small capitals stand in the type around them.

    They are found by their place in the source, wherever they stand now. A heading is set as the edition sets it, and
    neither the reference to a note nor a figure is in small capitals.
    """
    text = manuscript.text
    spans = [(one.end(), other.start()) for one, other in in_small_capitals(manuscript.source.text)]
    stretches = list(_now(manuscript, sorted(spans))) if spans else []
    place = 0
    for block in blocks(text) if stretches else ():
        while place < len(stretches) and stretches[place][1] <= block.body:
            place += 1
        last = place
        while last < len(stretches) and stretches[last][0] < block.end:
            last += 1
        if block.kind is not Kind.HEADING:
            yield from _set(text, block, stretches[place:last])


def _now(manuscript: Manuscript, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give where those stretches of the source stand in the text, in its order; what a rule put into one is part of it.

    Stretches with no more than a space between them are one, as where a page's end parted them.
    """
    spans = [span for before, span in pairwise([(0, -1), *spans]) if span[0] > before[1]]
    starts = [start for start, _ in spans]
    low = high = 0
    for piece, at in zip(manuscript.pieces, manuscript.starts, strict=True):
        place = max(0, bisect_right(starts, piece.at) - 1)
        while place < len(spans) and spans[place][0] < piece.at + (1 if piece.rule else len(piece.text)):
            start, end = (max(piece.at, spans[place][0]) - piece.at, min(spans[place][1] - piece.at, len(piece.text)))
            if piece.rule:
                start, end = 0, len(piece.text) if spans[place][0] <= piece.at < spans[place][1] else 0
            if start < end:
                if low < high and manuscript.text[high : at + start] in ("", " "):
                    high = at + end
                else:
                    if low < high:
                        yield low, high
                    low, high = at + start, at + end
            place += 1
    if low < high:
        yield low, high


def _set(text: str, block: Block, stretches: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Set the words of a block that stand in some stretches, as far as no other markup stands among them."""
    place = 0
    for found in _TOKEN.finditer(text, block.body, block.end) if stretches else ():
        if not found["words"]:
            continue
        while place < len(stretches) and stretches[place][1] <= found.start():
            place += 1
        at = place
        while at < len(stretches) and stretches[at][0] < found.end():
            end = min(stretches[at][1], found.end())
            first = _FIRST.search(text, max(stretches[at][0], found.start()), end)
            words = text[first.start() : end].rstrip("\\ \n") if first else ""
            if first and any(map(str.isalpha, words)):
                start, end = first.start(), first.start() + len(words)
                yield Edit(start, end, (OPENS, slice(start, end), CLOSES))
            at += 1


# What stands in small capitals already, a note's label, where a link leads, and tags are no words.
_TOKEN = re.compile(
    SMALL + r"|\[\^[^\]\s]+\]|\]\([^()\n]*\)|<[^<>\n]*>|(?P<words>(?:[^*\[\]<>`^|\\\n]|\\[^\n]|\n(?!\n))+)|."
)
_FIRST = re.compile(r"[^\W_]")
