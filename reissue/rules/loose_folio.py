"""The old pages' numbers, left among the paragraphs."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks, numbered_headings, page_ends
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def loose_folio(manuscript: Manuscript) -> Iterator[Edit]:
    """A folio stands alone among the paragraphs."""
    text = manuscript.text
    row = blocks(text)
    for place in page_ends(text):
        block = row[max(0, place - 1)]
        last = _LAST_LINE.search(text, block.start, block.end)
        if block.kind is Kind.PARAGRAPH and last:
            sure = len(last[1]) <= _HUNDREDS
            yield Edit(last.start(), block.end, (), f"{last[1]} is the old page's number", sure=sure)
    for number, block in enumerate(row):
        if block.end - block.start > _LONGEST or block.kind is not Kind.PARAGRAPH:
            continue
        folio = text[block.start : block.end]
        if not _FOLIO.fullmatch(folio) or block.start in numbered_headings(text):
            continue
        before = row[number - 1] if number else None
        after = row[number + 1] if number + 1 < len(row) else None
        edges = {block.kind for block in (before, after) if block}
        foot = before is None or after is None or bool(edges & {Kind.NOTE, Kind.PAGE}) or after.kind is Kind.RULE
        cut = before is not None and before.kind is Kind.PARAGRAPH and text[before.end - 1] not in '.!?:”’")*'
        sure = len(folio) == _HUNDREDS or foot or cut
        start = before.end if before else block.start
        yield Edit(start, block.end, (), f"{folio} is the old page's number", sure=sure)


_LAST_LINE = re.compile(r"\n([0-9]{1,4})\Z")
_HUNDREDS = 3  # sections are not numbered by hundreds, and four figures may be a year
_LONGEST, _FOLIO = 4, re.compile(r"[0-9]{1,4}")
