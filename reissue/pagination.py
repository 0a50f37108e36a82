"""Where the pages of print begin in the text under repair, by their folios.

The places stand beside the text and not in it, so that no rule has to step round them. Pages whose folio is not known
have none: that an engine counted them is no number of print.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.folios import numbered
from reissue.manuscript import Manuscript
from reissue.source import Source


class Begun(NamedTuple):
    """A page of print begins at `offset` of the text, before a word; `folio` is the number that it bears."""

    offset: int
    folio: str


def page_address(folio: str) -> str:
    """Give the target by which links lead to the beginning of a page of print."""
    return f"page-{folio}"


def begun(manuscript: Manuscript) -> tuple[Begun, ...]:
    """Give where each page of print with a folio begins, in the order of the text.

    That is before the first of its words that stands in no note, even if the words were moved or the page before it
    ended within one. A page without such words, as a blank one is, begins where the next one does.
    """
    borne = _borne(manuscript.source)
    if not any(folio for _, folio in borne):
        return ()
    first = _first_words(manuscript, [start for start, _ in borne])
    found, offset = list[Begun](), -1
    for page in range(len(borne) - 1, -1, -1):
        offset = first.get(page, offset)
        if borne[page][1] and offset >= 0:
            found.append(Begun(offset, borne[page][1]))
    found.reverse()
    return tuple(sorted(found, key=lambda page: page.offset))


@lru_cache(maxsize=2)
def _borne(source: Source) -> list[tuple[int, str]]:
    return numbered(source.in_lines)


def _first_words(manuscript: Manuscript, starts: Sequence[int]) -> dict[int, int]:
    """Find before which word of the text each page begins, by its number in the row."""
    text, row = manuscript.text, [block for block in blocks(manuscript.text) if _is_read(manuscript.text, block)]
    ends, first = [block.end for block in row], dict[int, int]()
    edges = [*starts, len(manuscript.source.text)]
    for begin, piece in zip(manuscript.starts, manuscript.pieces, strict=True):
        if piece.rule:
            continue
        last = bisect_left(starts, piece.at + len(piece.text))
        for page in range(max(0, bisect_right(starts, piece.at) - 1), last):
            if page not in first:
                low = begin + max(0, starts[page] - piece.at)
                high = begin + min(len(piece.text), edges[page + 1] - piece.at)
                offset = _word(text, row, bisect_right(ends, low), range(low, high))
                if offset >= 0:
                    first[page] = offset
    return first


def _is_read(text: str, block: Block) -> bool:
    """Tell whether a block is read as text; notes are read elsewhere, and an indented line is code."""
    return block.kind in _READ and not text.startswith(("    ", "\t"), block.start)


def _word(text: str, row: Sequence[Block], number: int, span: range) -> int:
    """Give where the first word of a span begins that stands in block `number` of the row or a later one; else -1."""
    while number < len(row) and row[number].start < span.stop:
        block = row[number]
        if word := _WORD.search(text, max(span.start, block.body), min(span.stop, block.end)):
            return _before(text, block, word.start())
        number += 1
    return -1


def _before(text: str, block: Block, offset: int) -> int:
    """Step back to the beginning of a word, out of the marks that open it and out of a link, but not out of its line.

    A word that the page's end broke is one word again, and the page begins before it.
    """
    start = offset
    while start > block.body and text[start - 1] not in _EDGES:
        start -= 1
    line = max(block.body, text.rfind("\n", 0, offset) + 1)
    prefix = _PREFIX.match(text, line, block.end)
    start = max(start, prefix.end() if prefix else line)
    end = text.find("\n", offset)
    if text.find("](", line, block.end if end < 0 else end) < 0:
        return start
    for link in _LINK.finditer(text, line, block.end if end < 0 else end):
        if link.start() < start < link.end():
            return link.start()
    return start


_READ = (Kind.HEADING, Kind.PARAGRAPH, Kind.QUOTATION)
_EDGES = frozenset(" \t\n|\N{EM DASH}")
_WORD = re.compile(r"[^\W_]")
_PREFIX = re.compile(r"(?:> ?)*(?:#{1,6} +|(?:[0-9]{1,9}[.)]|[-+*])[ \t]+)?")
_LINK = re.compile(r"\[[^\[\]\n]*\]\([^()\n]*\)")
