"""Figures of numbers that stand raised, in the columns of an index or a table of contents."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Block, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS)
def raised_figure(manuscript: Manuscript) -> Iterator[Edit]:
    """The last figure of a number was read as a raised one, in a column of numbers that has greater ones.

    With this figure the number is one of its column's, so that it is no reference to a note. A column of words, or of
    few numbers, is left alone.
    """
    text = manuscript.text
    if "</sup>" not in text:
        return
    for block in blocks(text):
        if text[block.start] == "|" and text.find("</sup>", block.start, block.end) >= 0:
            yield from _closed(text, block)


def _closed(text: str, table: Block) -> Iterator[Edit]:
    """Close up the raised figures of one table with the numbers on which they stand."""
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
        if len(plain) * 2 > len(columns[column]) and len(numbers) >= _FEW and number <= max(numbers):
            yield Edit(found.end("number"), found.end(), (slice(*found.span("last")),))


_FEW = 5
_BAR = re.compile(r"(?<!\\)\|")
_RAISED = re.compile(r"(?<!\d)(?P<number>\d{1,4})<sup>(?P<last>\d)</sup>(?!\d)")
_TAG = re.compile(r"<sup>[^<>\n]*</sup>")
_NUMBER = re.compile(r"\d+")
_WORDS = re.compile(r"[^\divxlcIVXLC,.;:\s–-]")
