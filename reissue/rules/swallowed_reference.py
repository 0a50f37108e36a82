"""References that stand inside the emphasis of the words before them."""

import re
from collections.abc import Iterator

from reissue.blocks import blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def swallowed_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis runs on over the reference to a note that follows it."""
    text = manuscript.text
    for block in blocks(text):
        if text.find("[^", block.body, block.end) < 0:
            continue
        words = text[block.body : block.end]
        for span in emphasis(words).spans:
            found = _LAST.search(words, *span.inner.indices(len(words))[:2])
            if found and found.end() == span.inner.stop:
                end = block.body + span.end
                reference = slice(block.body + found.start(1), block.body + found.end(1))
                marks = slice(end - span.width, end)
                start = block.body + found.start()
                if start == block.body + span.inner.start:
                    yield Edit(block.body + span.start, end, (reference,))  # nothing else is emphasised
                else:
                    yield Edit(start, end, (marks, reference))


_LAST = re.compile(r"\s*((?:\[\^[^\]\s]+\])+)\s*\Z")
