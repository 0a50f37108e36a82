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
    for number, block in enumerate(row):
        if block.kind is not Kind.PARAGRAPH or not (found := _CAPITALS.fullmatch(text, block.start, block.end)):
            continue
        if (
            not custom
            or not found["words"].isupper()
            or _NAME.fullmatch(found["words"])
            or _follows_cut(text, row, number)
        ):
            continue
        yield Edit(block.start, block.end, ("## ", slice(*found.span("words"))))


def _follows_cut(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether the paragraph before breaks off, so that the capitals are the rest of its sentence or an inscription."""
    before = row[number - 1] if number else None
    return (
        before is not None
        and before.kind is Kind.PARAGRAPH
        and (text[before.end - 1].isalnum() or text[before.end - 1] in ":,")
    )


_NAME = re.compile(r"(?:[A-Z]\.\s?)+[A-Z-]+")
# At least one word of three letters, no stop at the end, no more than a line or two.
_CAPITALS = re.compile(r"(?P<mark>\*{0,3})(?P<words>(?=[^\n]*[^\W\d_]{3})[^\n*]{3,90}[^\n*.,;:!])(?P=mark)")
