"""Block quotations that lie flat and have no quotation marks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def unmarked_quotation(manuscript: Manuscript) -> Iterator[Edit]:
    """A block quotation without marks lies flat below the paragraph that leads up to it with a colon."""
    text = manuscript.text
    row = [block for block in blocks(text) if block.kind not in (Kind.NOTE, Kind.RULE)]
    for lead, block in pairwise(row):
        if lead.kind is block.kind is Kind.PARAGRAPH and _LEAD.search(text, lead.start, lead.end):
            words = text[block.start : block.end]
            if words[0].isupper() and not words.isupper() and not _COUNTED.match(words):
                yield Edit(
                    block.start, block.start, ("> ",), "the paragraph before leads up to it", sure=len(words) > _LONG
                )


_LONG = 100
_LEAD = re.compile(r":[\N{EM DASH}-]*(?:\[\^[^\]\s]+\])?\Z")
_COUNTED = re.compile(r"(?:First|Firstly|In the first place|One|[A-Z][.)]|[IVX]+[.)])\b")
