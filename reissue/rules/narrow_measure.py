"""Block quotations that show in the width of their lines."""

from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import FULL, Measures, is_narrow, is_stanza, measures
from reissue.quotes import is_dialogue
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def narrow_measure(manuscript: Manuscript) -> Iterator[Edit]:
    """A paragraph is set to a narrower measure than the text, as a block quotation or a stanza is."""
    text = manuscript.text
    widths = measures(text)
    if not widths.even:
        return
    quoted, talk, row = -1, is_dialogue(text), blocks(text)
    for number, block in enumerate(row):
        narrow = block.kind is Kind.PARAGRAPH and (
            is_narrow(text, block, widths)
            or is_stanza(text, block, widths.at(block.start))
            or _goes_on_narrow(text, row, number, widths)
        )
        if narrow and not (talk and text[block.start] in '“"') and not text[block.start : block.end].isupper():
            yield Edit(quoted, block.start, ("\n>\n> ",)) if quoted >= 0 else Edit(block.start, block.start, ("> ",))
            quoted = block.end
        else:
            quoted = -1


def _goes_on_narrow(text: str, row: tuple[Block, ...], number: int, widths: Measures) -> bool:
    """Tell whether a few lines at the end of a page, too few to tell, break off and go on in narrow ones."""
    if number + 2 >= len(row) or row[number + 1].kind is not Kind.PAGE:
        return False
    lines, after = text[row[number].body : row[number].end].split("\n"), row[number + 2]
    if max(map(len, lines)) >= widths.at(row[number].start) * FULL or not lines[-1][-1].isalnum():
        return False
    begins = text[after.start].islower() or text.startswith(("I ", "I’", "I'"), after.start)
    return after.kind is Kind.PARAGRAPH and begins and is_narrow(text, after, widths)
