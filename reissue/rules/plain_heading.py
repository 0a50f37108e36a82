"""Headings that the OCR took for paragraphs."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def plain_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A heading in capitals stands as a paragraph of its own, plain or in bold."""
    text = manuscript.text
    row = blocks(text)
    printed = [text[block.body : block.end] for block in row if block.kind is Kind.HEADING]
    custom = sum(heading.isupper() for heading in printed) * 2 >= len(printed)
    heads = False  # the block before is a heading, or is made one here
    for number, block in enumerate(row):
        found = _CAPITALS.fullmatch(text, block.start, block.end) if block.kind is Kind.PARAGRAPH else None
        cut = not heads and _follows_cut(text, row, number)
        heads = block.kind is Kind.HEADING
        if found and custom and found["words"].isupper() and not _NAME.fullmatch(found["words"]) and not cut:
            heads = True
            yield Edit(block.start, block.end, ("## ", slice(*found.span("words"))))


def _follows_cut(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether the paragraph before breaks off, so that these are the rest of its sentence or an inscription."""
    before = row[number - 1] if number else None
    last = text[before.end - 1] if before and before.kind is Kind.PARAGRAPH else "."
    return last.isalnum() or last in ":,"


_NAME = re.compile(r"(?:[A-Z]\.\s?)+[A-Z-]+")
# At least one word of three letters, no stop at the end, no more than a line or two.
_CAPITALS = re.compile(r"(?P<mark>\*{0,3})(?P<words>(?=[^\n]*[^\W\d_]{3})(?![|“\"‘'])[^\n*]{3,90}[^\n*.,;:!])(?P=mark)")
