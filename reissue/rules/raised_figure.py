"""Figures of numbers that stand raised, in the columns of an index or a table of contents."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Block, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS, reach=2)
def raised_figure(manuscript: Manuscript) -> Iterator[Edit]:
    """The last figure of a number was read as a raised one, in a column of numbers that has greater ones.

    With this figure the number is one of its column's, or stands in their order, which it breaks without; so that it
    is no reference to a note. A column of words, or of few numbers, is left alone.
    """
    text = manuscript.text
    if "</sup>" not in text:
        return
    row = blocks(text)
    for place, block in enumerate(row):
        if text[block.start] == "|" and text.find("</sup>", block.start, block.end) >= 0:
            tables = (each for each in row[place + 1 : place + 3] if text[each.start] == "|")
            yield from _closed(text, block, next(tables, None))


def _closed(text: str, table: Block, below: Block | None) -> Iterator[Edit]:
    """Close up the raised figures of one table with the numbers on which they stand; `below` is the next table."""
    columns, raised = defaultdict[int, list[str]](list), list[tuple[int, re.Match[str]]]()
    start = table.start
    for row in text[table.start : table.end].split("\n"):
        bars = [start + bar.start() for bar in _BAR.finditer(row)]
        for column, (left, right) in enumerate(pairwise(bars)):
            columns[column].append(text[left + 1 : right])
            raised += [(column, found) for found in _RAISED.finditer(text, left, right)]
        start += len(row) + 1
    for column, found in raised:
        plain = [cell for cell in columns[column] if not _WORDS.search(_TAG.sub("", cell))]
        numbers = [int(number) for cell in plain for number in _NUMBER.findall(_TAG.sub("", cell))]
        number = int(found["number"] + found["last"])
        if len(plain) * 2 <= len(columns[column]) or len(numbers) < _FEW:
            continue
        if number <= max(numbers) or _in_order(text, table, below, found):
            yield Edit(found.end("number"), found.end(), (slice(*found.span("last")),))


def _in_order(text: str, table: Block, below: Block | None, found: re.Match[str]) -> bool:
    """Tell whether the last numbers of the rows rise to a number with its raised figure, and on from it."""
    above = _LAST.findall(text, table.start, found.start())
    after = _LAST.search(text, found.end(), table.end) or (
        _LAST.search(text, below.start, below.end) if below else None
    )
    if len(above) < _ROWS or not after:
        return False
    row = [*map(int, above[-_ROWS:]), int(found["number"] + found["last"]), int(after[1])]
    return row == sorted(row) and int(found["number"]) < row[0]


_FEW, _ROWS = 5, 3
_BAR = re.compile(r"(?<!\\)\|")
_RAISED = re.compile(r"(?<!\d)(?P<number>\d{1,4})<sup>(?P<last>\d)</sup>(?!\d)")
_TAG = re.compile(r"<sup>[^<>\n]*</sup>")
_NUMBER = re.compile(r"\d+")
_LAST = re.compile(r"(?<!\d)([0-9]{1,4})[ .]*\|[ ]*(?:\n|\Z)")  # the number with which a row ends
_WORDS = re.compile(r"[^\divxlcIVXLC,.;:\s–-]")
