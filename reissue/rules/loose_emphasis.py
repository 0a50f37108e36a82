"""Emphasis that begins or ends beside its words."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def loose_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis takes in the space before or after its words."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.RULE:
            continue
        words = text[block.body : block.end]
        for span in emphasis(words).spans if "*" in words or "_" in words else ():
            inner, base = span.inner, block.body
            left, right = base + inner.start, base + inner.stop
            if words[inner.start] == " ":
                yield Edit(
                    left - span.width,
                    left + 1,
                    (" " * _needed(text, left - span.width - 1), slice(left - span.width, left)),
                )
            if words[inner.stop - 1] == " " and inner.stop - inner.start > 1:
                yield Edit(
                    right - 1,
                    right + span.width,
                    (slice(right, right + span.width), " " * _needed(text, right + span.width)),
                )


def _needed(text: str, beside: int) -> bool:
    """Tell whether a space is wanted there: not if one is there already, nor before a stop."""
    return beside >= 0 and text[beside : beside + 1] not in " \n.,;:!?)”’" and text[beside : beside + 1] != ""
