"""Block quotations that show in the width of their lines."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import is_even, is_narrow, is_stanza, measure
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def narrow_measure(manuscript: Manuscript) -> Iterator[Edit]:
    """A paragraph is set to a narrower measure than the text, as a block quotation or a stanza is."""
    text = manuscript.text
    width = measure(text)
    if not is_even(text):
        return
    quoted = -1
    for block in blocks(text):
        narrow = block.kind is Kind.PARAGRAPH and (is_narrow(text, block, width) or is_stanza(text, block, width))
        if narrow and not text[block.start : block.end].isupper():
            yield Edit(quoted, block.start, ("\n>\n> ",)) if quoted >= 0 else Edit(block.start, block.start, ("> ",))
            quoted = block.end
        else:
            quoted = -1
