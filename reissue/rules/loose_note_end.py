"""The ends of lifted notes that were left in the text: further paragraphs, and what ran over to the next page."""

import re
from collections.abc import Iterator, Sequence

from reissue.blocks import Block, Kind, bare, blocks
from reissue.feet import REST
from reissue.figures import figures
from reissue.labels import LABEL, unfinished
from reissue.manuscript import Edit, Manuscript
from reissue.note_run import PAGE
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def loose_note_end(manuscript: Manuscript) -> Iterator[Edit]:
    """A note's second paragraph, or its end at the foot of the next page, stands unmarked among the text."""
    text = manuscript.text
    row = blocks(text)
    done = 0  # whatever stands before has been gone through
    for place, block in enumerate(row):
        if block.kind is not Kind.NOTE or place < done:
            continue
        last, further = _foot(text, row, place)
        breaks_off = unfinished(text[row[last].body : row[last].end])
        rest = _rest(text, row, last) if breaks_off else 0
        if further and last == further[-1] and breaks_off and not rest:
            further = []  # they may be the text's, which breaks off at the end of a page of its own
        for number in further:
            yield Edit(row[number - 1].end, row[number].start, ("\n\n    ",))
        if rest:
            yield Edit(row[rest].start, row[rest].start, (f"[^{REST}]: ",))
        done = max(last, rest) + 1


def _foot(text: str, row: Sequence[Block], first: int) -> tuple[int, list[int]]:
    """Give the places of the last of the notes that begin with `first`, and of the further paragraphs between them.

    A paragraph is a note's if a sentence of the text breaks off above the notes and goes on below it.
    """
    last, place, further = first, first, list[int]()
    above = next(
        (block for block in reversed(row[max(0, first - 2) : first]) if block.kind is not Kind.RULE), row[first]
    )
    cut = above.kind is Kind.PARAGRAPH and _breaks_off(text, above)
    while place + 1 < len(row):
        place += 1
        block = row[place]
        if block.kind is Kind.NOTE and block.label != REST:
            last = place
        elif cut and _begins(text, block) and place - last <= _MOST and block.end - above.end < PAGE:
            further.append(place)
        else:
            break
    if cut and (brought := _brought_in(text, row, last)):
        return brought[-1], brought
    after = next((block for block in row[place : place + 2] if block.kind is not Kind.PAGE), None)
    if not further or after is None or not _goes_on(text, after):
        return (last if not further or further[0] > last else further[0] - 1), []
    return max(last, further[-1]), further


def _brought_in(text: str, row: Sequence[Block], note: int) -> list[int]:
    """Give the places of the verse, or the words, that the last note of a page leads up to with a colon.

    The text above the notes has broken off, so that whatever stands below them on the page is theirs, but for a folio.
    """
    if not _LEADS_UP.search(text, max(row[note].start, row[note].end - _REACH), row[note].end):
        return []
    found = list[int]()
    for place in range(note + 1, min(len(row), note + _LINES)):
        block = row[place]
        if block.kind is Kind.PAGE:
            return found
        if block.kind is not Kind.PARAGRAPH:
            break
        if not text[block.start : block.end].isdecimal():
            found.append(place)
    return []


def _rest(text: str, row: Sequence[Block], note: int) -> int:
    """Give the place of the end of a note that breaks off: a paragraph that can go on with nothing above it; else 0.

    It begins in mid-sentence, and either no sentence above it is open, or what follows goes on with that sentence.
    """
    above: Block | None = None
    turns = 0
    for place in range(note + 1, len(row)):
        block = row[place]
        turns += block.kind is Kind.PAGE
        if block.start - row[note].end > PAGE or block.kind is Kind.HEADING or turns > 1:
            break
        if block.kind is not Kind.PARAGRAPH:
            continue
        if above is not None and _goes_on(text, block) and _ends(text, block):
            after = next((each for each in row[place + 1 :] if each.kind not in (Kind.PAGE, Kind.NOTE)), None)
            resumed = after is not None and after.kind is Kind.PARAGRAPH and _goes_on(text, after)
            if resumed if _breaks_off(text, above) else _ends(text, above):
                return place
        above = block
    return 0


def _begins(text: str, block: Block) -> bool:
    """Tell whether a block may be a further paragraph of a note: prose of some length that begins a sentence."""
    begins = bare(text[block.start : block.end])[:1]
    long = block.end - block.start > _LINE and block.start not in figures(text)
    return block.kind is Kind.PARAGRAPH and long and begins.isupper() and not LABEL.match(text, block.start, block.end)


def _breaks_off(text: str, block: Block) -> bool:
    return bool(_OPEN.search(text, max(block.start, block.end - _REACH), block.end)) and block.end - block.start > _LINE


def _goes_on(text: str, block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and text[block.start].islower() and block.start not in figures(text)


def _ends(text: str, block: Block) -> bool:
    return bool(_STOP.search(text, max(block.start, block.end - _REACH), block.end))


_LINE, _REACH = 50, 40
_MOST = 3  # paragraphs that a note may have below its first
_LINES = 12
_LEADS_UP = re.compile(r": ?[\N{EN DASH}\N{EM DASH}-]*\Z")
_OPEN = re.compile(r"(?:[\w,;-]|&c\.)[*_]{0,3}\Z")
# A word and a stop: not that of an initial or of a short abbreviation.
_STOP = re.compile(r"(?:[a-z]{3}|[0-9])[*_]{0,3}[.!?][”’\"')\]*_]*(?:\[\^[^\]\s]+\])*\Z")
