"""Letters, proclamations and decrees that lie flat among the paragraphs and have no quotation marks."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reissue.blocks import FENCE, PROSE, Block, Kind, blocks
from reissue.letters import end_of_letter, greets, is_address, is_counted
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


class Letter(NamedTuple):
    """A letter: the blocks from `start` to before `end`."""

    start: int
    end: int


@rule(Keeps.ORDER)
def flat_letter(manuscript: Manuscript) -> Iterator[Edit]:
    """A letter that the text quotes lies flat among its paragraphs, from the salutation to the signature.

    A chapter that is a letter, and a book of letters, stay as they are.
    """
    text = manuscript.text
    row = [block for block in blocks(text) if block.kind not in (Kind.NOTE, Kind.RULE)]
    letters = list(_letters(text, row))
    if _are_the_book(row, letters):
        return
    quoted = 0
    for letter in _told(row, letters):
        yield from _set_in(text, row, letter, fenced=letter.start > 0 and quoted == letter.start)
        quoted = letter.end


def _are_the_book(row: Sequence[Block], letters: Sequence[Letter]) -> bool:
    """Tell whether there is little else in the book: fewer than two paragraphs for each letter, or row of them."""
    rows = sum(letter.start != before.end for before, letter in pairwise((Letter(-1, -1), *letters)))
    others = sum(block.kind in PROSE for block in row) - sum(end - start for start, end in letters)
    return others < 2 * rows


def _letters(text: str, row: Sequence[Block]) -> Iterator[Letter]:
    place = done = 0
    while place < len(row):
        start, end = place, 0
        if row[place].kind in PROSE:
            if greets(text, row[place]):
                end = end_of_letter(text, row, place)
                start = _with_address(text, row, place, done)
            elif _opens(text, row, place, done):
                end = end_of_letter(text, row, place)
        if end:
            yield Letter(start, end)
            done = end
        place = max(end, place + 1)


def _opens(text: str, row: Sequence[Block], place: int, done: int) -> bool:
    """Tell whether a line is the title of a document: articles are counted below it, or a document ends above."""
    if not is_address(text, row[place]) or place + 1 == len(row):
        return False
    counted = row[place + 1].kind in PROSE and is_counted(text, row[place + 1], 1)
    return counted or (done == place and done > 0)


def _with_address(text: str, row: Sequence[Block], place: int, done: int) -> int:
    """Give where the lines above the salutation begin that name the place, the date and to whom the letter goes."""
    while place > done and row[place - 1].kind in PROSE and is_address(text, row[place - 1]):
        place -= 1
    return place


def _told(row: Sequence[Block], letters: Sequence[Letter]) -> Iterator[Letter]:
    """Give the letters that stand in a text: in their section there is something else."""
    within = {at for letter in letters for at in range(letter.start, letter.end)}
    tells, section = list[bool](), 0
    of = list[int]()
    for at, block in enumerate(row):
        if block.kind is Kind.HEADING or not tells:
            tells.append(False)
            section = len(tells) - 1
        tells[section] |= block.kind in PROSE and at not in within
        of.append(section)
    return (letter for letter in letters if tells[of[letter.start]])


def _set_in(text: str, row: Sequence[Block], letter: Letter, *, fenced: bool) -> Iterator[Edit]:
    """Set the paragraphs in, and join them to what shows in its lines that it was set in."""
    why = "a letter, from its salutation to its signature"
    for at in range(letter.start, letter.end):
        block, above = row[at], row[at - 1]
        flat = block.kind is Kind.PARAGRAPH
        beside = at > letter.start and not text[above.end : block.start].strip()
        if beside and (flat or above.kind is Kind.PARAGRAPH):
            yield Edit(above.end, block.body, ("\n>\n> ",), why)
        elif flat:
            fence = (FENCE, "\n\n") if fenced and at == letter.start else ()
            yield Edit(block.start, block.start, (*fence, "> "), why)
