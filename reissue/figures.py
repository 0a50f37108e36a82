"""The figures of a text: pictures, the places where they stood, and captions, often in several blocks."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, bare, blocks
from reissue.view import view


@view
def figures(text: str) -> frozenset[int]:
    """Give the offsets of the blocks that belong to figures and not to the text.

    A short paragraph belongs to the figure above it if the text goes on below it in mid-sentence. Where the text that
    breaks off stands below the figure, one short line with a date at its end does.
    """
    return frozenset(_found(text))


def _found(text: str) -> Iterator[int]:
    row = [block for block in blocks(text) if block.kind not in _PASSED]
    place = 0
    while place < len(row):
        if not _is_figure(text, row[place]):
            place += 1
            continue
        above = row[place - 1] if place else None
        while place < len(row) and _is_figure(text, row[place]):
            yield row[place].start
            place += 1
        run = _short(text, row, place)
        if run and _goes_on(text, above, row[place + run]):
            yield from (block.start for block in row[place : place + run])
            place += run
        if place + 2 < len(row) and _between(text, *row[place : place + 3]):
            yield row[place + 1].start


def _is_figure(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a picture, the place of one, or the beginning of a caption."""
    return block.kind is Kind.PARAGRAPH and bool(_FIGURE.fullmatch(text, block.start, block.end))


def _short(text: str, row: list[Block], place: int) -> int:
    """Count the short paragraphs that follow one on another from `place`; 0 if no long one stands below them."""
    run = 0
    while place + run < len(row) and run <= _MOST and _is_short(row[place + run]):
        run += 1
    below = row[place + run] if place + run < len(row) else None
    return run if run <= _MOST and below and below.kind is Kind.PARAGRAPH and not _is_figure(text, below) else 0


def _is_short(block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and block.end - block.start < _SHORT


def _goes_on(text: str, above: Block | None, below: Block) -> bool:
    """Tell whether the text goes on in mid-sentence below a figure."""
    cut = above is not None and above.kind is Kind.PARAGRAPH and _breaks_off(text, above)
    return cut or bare(text[below.start : below.end])[:1].islower()


def _between(text: str, first: Block, short: Block, second: Block) -> bool:
    """Tell whether a short paragraph is the rest of a caption, set between the halves of a sentence."""
    halves = {first.kind, short.kind, second.kind} == {Kind.PARAGRAPH} and _breaks_off(text, first)
    dated = _is_short(short) and text[short.start].isupper() and _DATED.search(text, short.start, short.end)
    return bool(halves and dated and bare(text[second.start : second.end])[:1].islower())


def _breaks_off(text: str, block: Block) -> bool:
    return block.end - block.start > _SHORT and bare(text[block.start : block.end])[-1:].isalnum()


_PASSED = (Kind.PAGE, Kind.NOTE, Kind.RULE, Kind.FENCE)
_SHORT, _MOST = 90, 4
# A sentence that begins with its figure goes on in small letters: Fig. 8 is a peacock.
_FIGURE = re.compile(
    r"!?\\?\[[^\]\n]*\]\([^)\n]*\)(?:[ \\]*\n[^\n]{1,400})?|\\?<!-- image -->|(?:\*{0,2}|_)"
    r"(?:Figure|FIGURE|Fig\.|FIG\.|Plate|PLATE|Table|TABLE) [0-9IVXLC]+(?:[.:][0-9]*)?\b(?!,? [a-z])"
    r"[^\n]{0,400}(?:\n[^\n]{1,90})?"
)
_DATED = re.compile(r"[12][0-9]{3}\Z")
