"""The folios that only the row of the pages' numbers tells from a numeral of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.folios import numbered
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def edge_folio(manuscript: Manuscript) -> Iterator[Edit]:
    """A folio in Roman figures, or with specks beside it, stands alone at the top of its page or at its foot."""
    text = manuscript.text
    row = blocks(text)
    borne = numbered(text) if any(block.kind is Kind.PAGE for block in row) else []
    starts = [start for start, _ in borne]
    for number, block in enumerate(row):
        alone = _FOLIO.fullmatch(text, block.body, block.end) if block.kind in _KINDS else None
        plain = text[block.start : block.end].isdecimal()  # that is for another rule
        if alone and not plain and _at_edge(row, number):
            page = bisect_right(starts, block.start) - 1
            if page >= 0 and borne[page][1] == alone[1].lower():
                first = not number and len(row) > 1
                span = (block.start, row[1].start) if first else (row[number - 1].end if number else 0, block.end)
                yield Edit(*span, (), f"{alone[1]} is the old page's number")


def _at_edge(row: tuple[Block, ...], number: int) -> bool:
    """Tell whether a block is the first of its page, or stands below a head there, or is the page's last."""
    above = row[max(0, number - 2) : number]
    head = len(above) > 1 and above[1].kind in _KINDS and above[1].end - above[1].start <= _LONGEST
    top = not number or any(block.kind is Kind.PAGE for block in (above if head else above[-1:]))
    foot = number + 1 == len(row) or row[number + 1].kind is Kind.PAGE
    return top or foot


_LONGEST = 60
_KINDS = (Kind.PARAGRAPH, Kind.HEADING)
_FOLIO = re.compile(r"[^\w\n]{0,4}([ivxlIVXL]{1,7}|[0-9]{1,4})[^\w\n]{0,4}")
