"""Rules that stood above the notes of a page."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def empty_rule(manuscript: Manuscript) -> Iterator[Edit]:
    """A rule stands at the foot of a page with no notes left below it, or at the end of the text."""
    row = blocks(manuscript.text)
    for number, block in enumerate(row):
        if block.kind is not Kind.RULE:
            continue
        after = next((row[at] for at in range(number + 1, len(row)) if row[at].kind is not Kind.RULE), None)
        if after is None or after.kind is Kind.NOTE:
            yield Edit(row[number - 1].end if number else block.start, block.end, ())
