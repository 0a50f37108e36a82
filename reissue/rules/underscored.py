"""Emphasis that an engine wrote with underscores."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def underscored(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis is marked with underscores in one book and with asterisks in the next, and nothing sees both alike."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.RULE or text.find("_", block.body, block.end) < 0:
            continue
        words = text[block.body : block.end]
        for span in emphasis(words).spans:
            if words[span.start] == "_":
                for start, end in ((span.start, span.inner.start), (span.inner.stop, span.end)):
                    yield Edit(block.body + start, block.body + end, ("*" * span.width,))
