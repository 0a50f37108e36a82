"""Block quotations that show in the width of their lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import FULL, Measures, fits, is_narrow, is_stanza, is_verse, measures
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
        elif stanza := _stanza_below(text, block, widths.at(block.start)):
            yield Edit(stanza - 1, stanza, ("\n\n> ",))
        elif below := _below_stanza(text, block, widths.at(block.start)):
            yield Edit(block.start, block.start, ("> ",))
            yield Edit(below - 1, below, ("\n\n",))
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

    One that leads up to the next is the text's own; so is one without the mark that opens the others, and a title.
    """
    block, top = row[number], row[above]
    lines = text[block.start : block.end].split("\n")
    longest = max(map(len, text[top.start : top.end].split("\n")))
    if len(lines) > _LINES or max(map(len, lines)) > longest or lines[-1].rstrip(" -–—").endswith(":"):
        return False
    unmarked = text[top.start] in _MARKS and text[block.start] not in _MARKS
    return not (unmarked or _TITLE.fullmatch(text, block.start, block.end))


def _goes_on_narrow(text: str, row: tuple[Block, ...], number: int, widths: Measures) -> bool:
    """Tell whether a few lines at the end of a page, too few to tell, break off and go on in narrow ones."""
    if number + 2 >= len(row) or row[number + 1].kind is not Kind.PAGE:
        return False
    lines, after = text[row[number].body : row[number].end].split("\n"), row[number + 2]
    if max(map(len, lines)) >= widths.at(row[number].start) * FULL or not lines[-1][-1].isalnum():
        return False
    begins = text[after.start].islower() or text.startswith(("I ", "I’", "I'"), after.start)
    return after.kind is Kind.PARAGRAPH and begins and is_narrow(text, after, widths)


def _stanza_below(text: str, block: Block, width: int) -> int:
    """Give where a stanza begins that has lost the space above it; the line above ends with a stop. 0 if none does."""
    if block.kind is not Kind.PARAGRAPH or text.count("\n", block.start, block.end) < _STANZA:
        return 0
    lines = text[block.start : block.end].split("\n")
    start = block.end + 1
    for number in range(len(lines) - 1, max(0, len(lines) - _LONGEST), -1):
        line, above = lines[number], lines[number - 1]
        start -= len(line) + 1
        if not line.lstrip(_OPENING)[:1].isupper():
            return 0
        if len(lines) - number < _STANZA or not (_STOP.search(above) and fits(above, line, width)):
            continue
        below = Block(Kind.PARAGRAPH, start, start, block.end)
        leads = above.rstrip(" -–—").endswith(":") and is_verse(text, below, width)
        if leads or is_stanza(text, below, width):
            return start
    return 0


def _below_stanza(text: str, block: Block, width: int) -> int:
    """Give where the text begins below a stanza that has lost the space under it: a full line. 0 if there is none."""
    if block.kind is not Kind.PARAGRAPH or text.count("\n", block.start, block.end) <= _STANZA:
        return 0
    lines, place = text[block.start : block.end].split("\n"), block.start
    for number, (line, after) in enumerate(pairwise(lines[:_LONGEST])):
        if not fits(line, after, width) or not line.lstrip(_OPENING)[:1].isupper():
            full = number >= _STANZA and len(lines) > number + 1 and not fits(line, after, width)
            stanza = Block(Kind.PARAGRAPH, block.start, block.start, place - 1)
            closed = full and _STOP.search(lines[number - 1]) is not None
            return place if closed and is_stanza(text, stanza, width) else 0
        place += len(line) + 1
    return 0


_FEW, _LINES = 3, 2
_MARKS = '“"'
# A number perhaps, and words with capitals, with small ones between them.
_WORD = r"(?:[A-Z][\w’'-]*\.?|[0-9]+|of|the|and|in|on|to|for|from|by|at|an?)"
_TITLE = re.compile(rf"(?:[0-9IVX]+\. )?{_WORD}(?:,?\s{_WORD})*[.!]?")
_STANZA, _LONGEST = 3, 20  # lines
_OPENING = "“‘\"'([*_…. "
_STOP = re.compile(r"[.:!?][”’\"')]*[ –—-]*\Z")
