"""The old pages' numbers, left among the paragraphs."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def loose_folio(manuscript: Manuscript) -> Iterator[Edit]:
    """A folio stands alone among the paragraphs."""
    text = manuscript.text
    row = blocks(text)
    for number, block in enumerate(row):
        folio = text[block.start : block.end]
        if block.kind is not Kind.PARAGRAPH or not _FOLIO.fullmatch(folio) or number == 0:
            continue
        before = row[number - 1]
        after = row[number + 1] if number + 1 < len(row) else None
        if after and after.kind is Kind.HEADING:
            continue  # it is the heading's own number
        cut = before.kind is Kind.PARAGRAPH and text[before.end - 1] not in '.!?:”’")'
        foot = after is None or after.kind is Kind.RULE
        sure = len(folio) > 2 or foot or cut  # noqa: PLR2004 -- sections are not numbered by hundreds
        yield Edit(before.end, block.end, (), f"{folio} is the old page's number", sure=sure)


_FOLIO = re.compile(r"[0-9]{1,4}")
