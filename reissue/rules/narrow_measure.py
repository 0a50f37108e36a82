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
    quoted, row = -1, blocks(text)
    for block, narrow in zip(row, _narrow(text, row, widths), strict=True):
        if narrow:
            yield Edit(quoted, block.start, ("\n>\n> ",)) if quoted >= 0 else Edit(block.start, block.start, ("> ",))
        quoted = block.end if narrow else -1


def _narrow(text: str, row: tuple[Block, ...], widths: Measures) -> list[bool]:
    """Tell of each block whether it was set to a narrower measure."""
    talk = is_dialogue(text)
    able = [
        block.kind is Kind.PARAGRAPH
        and not (talk and text[block.start] in '“"')
        and not text[block.start : block.end].isupper()
        for block in row
    ]
    narrow = [
        able[number]
        and (
            is_narrow(text, block, widths)
            or is_stanza(text, block, widths.at(block.start))
            or _goes_on_narrow(text, row, number, widths)
        )
        for number, block in enumerate(row)
    ]
    last = -1
    for number in range(len(row)):
        if narrow[number]:
            between = range(last + 1, number)
            if last >= 0 and between and all(able[at] and _fits_between(text, row, at, last) for at in between):
                narrow[last + 1 : number] = [True] * len(between)
            last = number
        elif not able[number] or number - last > _FEW:
            last = -1
    return narrow


def _fits_between(text: str, row: tuple[Block, ...], number: int, above: int) -> bool:
    """Tell whether a paragraph between two narrow ones has too few lines to tell, none of them longer than theirs.

    One that leads up to the next is the text's own.
    """
    lines = text[row[number].start : row[number].end].split("\n")
    longest = max(map(len, text[row[above].start : row[above].end].split("\n")))
    return len(lines) <= _LINES and max(map(len, lines)) <= longest and not lines[-1].rstrip(" -–—").endswith(":")


def _goes_on_narrow(text: str, row: tuple[Block, ...], number: int, widths: Measures) -> bool:
    """Tell whether a few lines at the end of a page, too few to tell, break off and go on in narrow ones."""
    if number + 2 >= len(row) or row[number + 1].kind is not Kind.PAGE:
        return False
    lines, after = text[row[number].body : row[number].end].split("\n"), row[number + 2]
    if max(map(len, lines)) >= widths.at(row[number].start) * FULL or not lines[-1][-1].isalnum():
        return False
    begins = text[after.start].islower() or text.startswith(("I ", "I’", "I'"), after.start)
    return after.kind is Kind.PARAGRAPH and begins and is_narrow(text, after, widths)


_FEW, _LINES = 3, 2
