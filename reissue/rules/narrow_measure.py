"""Block quotations that show in the width of their lines."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import is_narrow, is_stanza, measures
from reissue.quotes import is_dialogue
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def narrow_measure(manuscript: Manuscript) -> Iterator[Edit]:
    """A paragraph is set to a narrower measure than the text, as a block quotation or a stanza is."""
    text = manuscript.text
    widths = measures(text)
    if not widths.even:
        return
    quoted, talk = -1, is_dialogue(text)
    for block in blocks(text):
        narrow = block.kind is Kind.PARAGRAPH and (
            is_narrow(text, block, widths) or is_stanza(text, block, widths.at(block.start))
        )
        if narrow and not (talk and text[block.start] in '“"') and not text[block.start : block.end].isupper():
            yield Edit(quoted, block.start, ("\n>\n> ",)) if quoted >= 0 else Edit(block.start, block.start, ("> ",))
            quoted = block.end
        else:
            quoted = -1
