"""Block quotations that lie flat and have no quotation marks."""

import re
from collections.abc import Iterator, Sequence

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=2)
def unmarked_quotation(manuscript: Manuscript) -> Iterator[Edit]:
    """A block quotation without marks lies flat below the paragraph that leads up to it with a colon."""
    text = manuscript.text
    row = [block for block in blocks(text) if block.kind not in (Kind.NOTE, Kind.RULE)]
    place = 1
    while place < len(row):
        parts = _quotation(text, row, place) if row[place - 1].kind is Kind.PARAGRAPH else []
        why = "the paragraph before leads up to it"
        sure = len(parts) > 1 or any(part.end - part.start > _LONG for part in parts)
        for number, part in enumerate(parts):
            beside = number > 0 and not text[parts[number - 1].end : part.start].strip()
            start, mark = (parts[number - 1].end, "\n>\n> ") if beside else (part.start, "> ")
            yield Edit(start, part.start, (mark,), why, sure=sure)
        place += max(1, len(parts))


def _quotation(text: str, row: Sequence[Block], place: int) -> list[Block]:
    """Give the paragraphs of the quotation at `place`: one, and those that must belong to it."""
    lead, block = row[place - 1], row[place]
    words = text[block.start : block.end]
    if block.kind is not Kind.PARAGRAPH or not _LEAD.search(text, max(lead.start, lead.end - _REACH), lead.end):
        return []
    if not words[0].isupper() or words.isupper() or _COUNTED.match(words):
        return []
    parts, last = [block], 0
    while (place := place + 1) < len(row) and row[place].kind is Kind.PARAGRAPH:
        item = _ITEM.match(text, row[place].start)
        if not (_follows(int(item[1]), last, text, parts[-1]) if item else _goes_on(text, row, place)):
            break
        last = int(item[1]) if item else last
        parts.append(row[place])
    return parts


def _follows(number: int, last: int, text: str, before: Block) -> bool:
    """Tell whether a numbered paragraph is the next of the row that the quotation counts, or begins one."""
    return number == last + 1 if last else number == 1 and text[before.end - 1] == ":"


def _goes_on(text: str, row: Sequence[Block], place: int) -> bool:
    """Tell whether the quotation goes on: after a colon, its title or its salutation, or in a row of short lines."""
    before, block = row[place - 1], row[place]
    if text[block.start] in "“\"‘'" or text[block.start].islower():
        return False
    length = before.end - before.start
    if text[before.end - 1] == ":" or (length <= _TITLE and text[before.end - 1] not in ".?”’\"')]"):
        return True
    if _ITEM.match(text, before.start):
        return False
    short = [each.kind is Kind.PARAGRAPH and each.end - each.start <= _SHORT for each in row[place - 1 : place + 2]]
    return short == [True, True, True]


_LONG, _TITLE, _SHORT, _REACH = 100, 60, 110, 40
_LEAD = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*(?:\[\^[^\]\s]+\])?\Z")
_ITEM = re.compile(r"\(?([0-9]{1,2})\\?[.)] ")
_COUNTED = re.compile(r"(?:First|Firstly|In the first place|One|[A-Z][.)]|[IVX]+[.)])\b")
