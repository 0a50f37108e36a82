"""The folios that only the row of the pages' numbers tells from a numeral of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks, page_ends
from reissue.folios import folios, numbered
from reissue.manuscript import Edit, Manuscript
from reissue.notes import reads_as
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def edge_folio(manuscript: Manuscript) -> Iterator[Edit]:
    """A folio in Roman figures, misread or with specks beside it, stands alone at the top of its page or at its foot.

    Below it the first page of a gathering may bear the gathering's number.
    """
    text = manuscript.text
    row = blocks(text)
    if not page_ends(text):
        return
    borne = numbered(text)
    starts = [start for start, _ in borne]
    shown = {folio.page.start for folio in folios(text)} if borne else set[int]()
    for number, block in enumerate(row):
        if not 0 < block.end - block.body <= _SHORT or block.kind not in _KINDS:
            continue
        words = text[block.body : block.end]
        alone = _FOLIO.fullmatch(words)
        below = _gathering(text, row, number)
        if not (below or _at_edge(row, number)):
            continue
        page = bisect_right(starts, block.start) - 1
        folio = borne[page][1] if page >= 0 else ""
        plain = words.isdecimal() and not below and (folio.isdecimal() or not _is_misread(words, folio))
        if not folio or plain:  # that is for another rule
            continue
        foot = number + 1 == len(row) or row[number + 1].kind is Kind.PAGE
        own = words.translate(_READ_FOR) == folio or borne[page][0] not in shown
        misread = own and _is_misread(words, folio) and (foot or not words.isalpha())
        if misread or (alone and alone[1].lower() == folio):
            first = not number and len(row) > 1
            start = row[number - 1].end if number else block.start
            end = below.end if below else row[1].start if first else block.end
            numbered_too = f", and {text[below.body : below.end]} its gathering's" if below else ""
            yield Edit(start, end, (), f"{words} is the old page's number{numbered_too}")


def _gathering(text: str, row: tuple[Block, ...], number: int) -> Block | None:
    """Give the number of a gathering, which stands alone between what is above it and the end of the page."""
    if number + 2 >= len(row) or row[number + 2].kind is not Kind.PAGE or row[number + 1].kind is not Kind.PARAGRAPH:
        return None
    return row[number + 1] if _NUMBER.fullmatch(text, row[number + 1].start, row[number + 1].end) else None


def _is_misread(words: str, folio: str) -> bool:
    """Tell whether a page's number was misread: its figures as letters like them, or one of them as two signs.

    At the top of a page a row of letters may be the number of a chapter, so that it is only believed at the foot.
    """
    if not folio.isdecimal():
        return "1" in words and words.lower().translate(_ONES) == folio.translate(_ONES)
    if words.isdecimal():
        return False
    return reads_as(words, int(folio)) or (words[0] == folio[0] and bool(_BROKEN.fullmatch(words)))


def _at_edge(row: tuple[Block, ...], number: int) -> bool:
    """Tell whether a block is the first of its page, or stands below a head there, or is the page's last."""
    above = row[max(0, number - 2) : number]
    head = len(above) > 1 and above[1].kind in _KINDS and above[1].end - above[1].start <= _LONGEST
    top = not number or any(block.kind is Kind.PAGE for block in (above if head else above[-1:]))
    foot = number + 1 == len(row) or row[number + 1].kind is Kind.PAGE
    return top or foot


_LONGEST, _SHORT = 60, 12
_NUMBER = re.compile(r"[0-9]{1,2}|[IVX]{1,5}")
_READ_FOR = str.maketrans("OoIil|", "001111")
_ONES = str.maketrans("il|", "111")
_BROKEN = re.compile(r"[0-9]{1,3}[^\w\s.,][0-9]?")
_KINDS = (Kind.PARAGRAPH, Kind.HEADING)
_FOLIO = re.compile(r"[^\w\n]{0,4}([ivxlIVXL]{1,7}|[0-9]{1,4})[^\w\n]{0,4}")
