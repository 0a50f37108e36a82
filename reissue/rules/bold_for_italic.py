"""Words in bold that the book prints in italics."""

from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.emphasis import Span, emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def bold_for_italic(manuscript: Manuscript) -> Iterator[Edit]:
    """Words stand in bold that are in italics elsewhere in the book."""
    text = manuscript.text
    if "**" not in text:
        return
    found = list(_spans(text))
    italic = {text[_inner(block, span)].strip(" .,;:") for block, span in found if span.width == 1}
    for block, span in found:
        inner = _inner(block, span)
        if span.width == _BOLD and text[inner].strip(" .,;:") in italic:
            yield Edit(inner.start - _BOLD, inner.stop + _BOLD, ("*", inner, "*"), "in italics elsewhere in the book")


def _spans(text: str) -> Iterator[tuple[Block, Span]]:
    for block in blocks(text):
        if block.kind not in (Kind.RULE, Kind.HEADING):
            words = text[block.body : block.end]
            for span in emphasis(words).spans if "*" in words else ():
                yield block, span


def _inner(block: Block, span: Span) -> slice:
    return slice(block.body + span.inner.start, block.body + span.inner.stop)


_BOLD = 2
