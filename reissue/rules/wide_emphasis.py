"""Emphasis that runs on from one paragraph to another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reissue.blocks import PROSE, Block, blocks
from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def wide_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis begins with one paragraph and ends with a later one, though a mark reaches no further than its own.

    Short ones that end without a stop, and begin with capitals, are the lines of a poem. Others are emphasised each.
    """
    text = manuscript.text
    if "*" not in text:
        return
    marked = emphasised(text)
    held = {found.block.start for found in marked if found.spans}
    strays = [(found.block, *stray) for found in marked for stray in found.strays]
    row = blocks(text) if strays else ()
    place = {block.start: number for number, block in enumerate(row)}
    for (first, start, width), (last, end, closing) in pairwise(strays):
        run = row[place[first.start] : place[last.start] + 1]
        if (
            width == closing
            and text[start] == text[end] == "*"
            and start == first.body
            and end + width == last.end
            and 1 < len(run) <= _MOST
            and all(block.kind is run[0].kind and block.start not in held for block in run)
            and run[0].kind in PROSE
        ):
            yield from _parted(text, run, text[start : start + width])


def _parted(text: str, run: Sequence[Block], mark: str) -> Iterator[Edit]:
    """Set a stanza in lines within its marks, or give each paragraph marks of its own."""
    lines = [text[block.body : block.end].strip("* ") for block in run]
    verse = len(run) >= _FEW and all(len(line) <= _LONGEST and line[:1].isupper() for line in lines)
    verse = verse and not any(_STOP.search(line) for line in lines[:-1])
    for above, below in pairwise(run):
        inner = next(at for at in range(below.body, below.end) if not text[at].isspace())
        if verse:
            yield Edit(above.end, inner, ("\\\n",))
        else:
            yield Edit(above.end, above.end, (mark,))
            yield Edit(below.body, inner, (mark,))


_FEW, _MOST, _LONGEST = 3, 12, 90
_STOP = re.compile(r"[.!?][”’\"')\]]*\Z")
