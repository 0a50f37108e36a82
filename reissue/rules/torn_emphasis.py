"""Emphasis torn in two, mostly by the end of a page."""

from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def torn_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """Two stretches of the same emphasis stand side by side with only a space between them."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.RULE or text.find("* *", block.body, block.end) < 0:
            continue
        words = text[block.body : block.end]
        spans = emphasis(words).spans
        for left, right in pairwise(spans):
            if left.width == right.width and words[left.end : right.start] == " ":
                yield Edit(block.body + left.inner.stop, block.body + right.inner.start, (" ",))
