"""Headings in bold."""

from collections.abc import Iterator

from reissue.blocks import Kind
from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def bold_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A whole heading is in bold, which says no more than that it is a heading."""
    for block, spans, _ in emphasised(manuscript.text):
        for span in spans if block.kind is Kind.HEADING else ():
            if (span.start, span.end) == (block.body, block.end) and span.width > 1:
                yield Edit(span.start, span.end, (span.inner,))
