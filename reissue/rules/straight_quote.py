"""Typewriter quotation marks and apostrophes among printed ones."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import marks
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def straight_quote(manuscript: Manuscript) -> Iterator[Edit]:
    """Quotation marks and apostrophes are straight, as no printer sets them."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.FENCE or not _straight(text, block.start, block.end):
            continue
        for mark in marks(text[block.body : block.end]):
            at = block.body + mark.at
            if text[at] in "\"'" and (mark.doubt or text[at] != mark.sign):
                yield Edit(at, at + 1, (mark.sign,), mark.doubt, sure=not mark.doubt)


def _straight(text: str, start: int, end: int) -> bool:
    return text.find('"', start, end) >= 0 or text.find("'", start, end) >= 0
