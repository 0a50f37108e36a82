"""Paragraphs cut by the end of a page where a sentence ends too."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import is_verse, measures
from reissue.page_turn import ends_sentence, habits, odds
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS)
def full_last_line(manuscript: Manuscript) -> Iterator[Edit]:
    """A paragraph goes on upon the next page though a sentence ends with the page, as the book's own lines tell.

    How its paragraphs open and end elsewhere gives the odds; below twenty to one they stay apart.
    """
    text = manuscript.text
    if "\f" not in text or not measures(text).starts:
        return
    row, seen, parts = blocks(text), habits(manuscript), list[int]()
    for place, block in enumerate(row):
        if block.kind in _BETWEEN:
            continue
        above = row[parts[-1]] if parts and _turned(row, parts[-1], place) else None
        if above and _is_whole(text, above, block) and odds(manuscript, seen, above, block) >= _ODDS:
            parts.append(place)
        else:
            yield from _joined(row, parts)
            parts = [place]
    yield from _joined(row, parts)


def _turned(row: tuple[Block, ...], above: int, below: int) -> bool:
    return any(block.kind is Kind.PAGE for block in row[above + 1 : below])


def _is_whole(text: str, above: Block, below: Block) -> bool:
    """Tell whether a sentence ends a paragraph, and one opens what stands below it: no speech, no item, no title."""
    if {above.kind, below.kind} != {Kind.PARAGRAPH} or not ends_sentence(text[above.start : above.end]):
        return False
    first, width = text[below.start : below.end].split("\n", 1)[0], measures(text).at(below.start)
    opens = first[0].isupper() and not first.isupper() and not _ITEM.match(first)
    return opens and not is_verse(text, above, width) and not is_verse(text, below, width)


def _joined(row: tuple[Block, ...], parts: list[int]) -> Iterator[Edit]:
    """Put the parts one below the other as lines of one paragraph, and below them the notes between."""
    if len(parts) > 1:
        new = list[str | slice]()
        for part in parts[1:]:
            new += ["\n", slice(row[part].start, row[part].end)]
        for block in row[parts[0] : parts[-1]]:
            if block.kind is Kind.NOTE:
                new += ["\n\n", slice(block.start, block.end)]
        yield Edit(row[parts[0]].end, row[parts[-1]].end, tuple(new))


_ODDS = 20
_BETWEEN = (Kind.NOTE, Kind.RULE, Kind.PAGE)
_ITEM = re.compile(r"\(?(?:[0-9]{1,3}|[B-HJ-Za-z]|[IVXL]{1,5})\\?[.)] ")
