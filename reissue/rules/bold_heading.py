"""Headings in bold."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def bold_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A whole heading is in bold, which says no more than that it is a heading."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.HEADING:
            words = text[block.body : block.end]
            for span in emphasis(words).spans:
                if span.start == 0 and span.end == len(words) and span.width > 1:
                    base = block.body
                    yield Edit(base, block.end, (slice(base + span.inner.start, base + span.inner.stop),))
