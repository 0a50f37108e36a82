"""The ends of the old pages, when all that was cut by them is whole again."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_end(manuscript: Manuscript) -> Iterator[Edit]:
    """A mark of a page's end stands between whole paragraphs."""
    row = blocks(manuscript.text)
    for number, block in enumerate(row):
        if block.kind is Kind.PAGE:
            following = row[number + 1].start if number + 1 < len(row) else len(manuscript.text)
            start = row[number - 1].end if number and row[number - 1].kind is not Kind.PAGE else block.start
            last = all(other.kind is Kind.PAGE for other in row[number:])
            yield Edit(start, following, ("\n",) if last else ("\n\n",) if start < block.start else ())
