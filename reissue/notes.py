"""The notes of a text and the references that lead to them: their marks, raised or fallen, and their pages."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from string import digits
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.emphasis import emphasised
from reissue.search import places as signs_at
from reissue.view import view


class Page(NamedTuple):
    """A page whose notes are lifted: its text is text[start:end], its notes stand below it."""

    start: int
    end: int
    notes: tuple[Block, ...]


class Stray(NamedTuple):
    """An emphasis mark without a partner, where it stands, how wide it is, and in which block."""

    start: int
    width: int
    block: Block


@view
def pages(text: str) -> tuple[Page, ...]:
    """Give the stretches of text with the lifted notes that close them; what follows the last note is no page."""
    found, start, row = list[Page](), 0, blocks(text)
    notes = list[Block]()
    for place, block in enumerate(row):
        if block.kind is Kind.NOTE:
            notes.append(block)
        if notes and (block.kind is not Kind.NOTE or place + 1 == len(row)):
            found.append(Page(start, notes[0].start, tuple(notes)))
            start, notes = notes[-1].end, []
    return tuple(found)


@view
def openings(text: str) -> tuple[int, ...]:
    """Give where the chapters begin: the headings of the highest level, if they are several."""
    found = [block for block in blocks(text) if block.kind is Kind.HEADING]
    highest = min((block.level for block in found), default=0)
    starts = tuple(block.start for block in found if block.level == highest)
    return starts if len(starts) > 1 else ()


def mark(label: str) -> str:
    """Give the printed mark of a note's label: what follows its run."""
    return label.rpartition("-")[2]


def is_ordinal(text: str, at: int, raised: str) -> bool:
    """Tell whether what is raised at `at` ends an ordinal or an abbreviation: after a figure or a capital."""
    return bool(_ORDINAL.fullmatch(raised)) and (text[at - 1 : at].isdigit() or text[at - 1 : at].isupper())


def reads_as(label: str, number: int) -> bool:
    """Tell whether a label may be the number, misread: as many signs, each the figure or one that OCR takes it for."""
    figures = str(number)
    if label == figures:
        return True  # as mostly
    return len(label) == len(figures) and all(a in _TAKEN_FOR[b] for a, b in zip(label, figures, strict=True))


@view
def hanging_figures(text: str) -> Mapping[str, Sequence[int]]:
    """Give the bare figures that hang on words, as a reference does that lost its superscript, with their places."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in signs_at(text, digits):
        if text[at - 1] not in _APART and (found := _HANGING.match(text, at)):
            places[found.group()].append(at)
    return dict(places)


def within(places: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Give those of some places in order that lie from start to before end."""
    return places[bisect_left(places, start) : bisect_left(places, end)]


def stray_marks(text: str) -> Iterator[Stray]:
    """Give each emphasis mark without a partner, but not the asterisks that are the signs of notes.

    Where a paragraph begins with an asterisk that emphasises nothing, as a note at the page's foot does, it is the
    sign of a note, and so is one at the end of a word.
    """
    strays = [(block, *stray) for block, _, found in emphasised(text) for stray in found]
    signs = {
        start: start == block.body
        for block, start, _ in strays
        if start == block.body or text[start - 1].isalnum() or text[start - 1] in STOPS
    }
    starred = len(set(signs.values())) > 1  # both notes and references to them
    for block, start, width in strays:
        if not (starred and start in signs):
            yield Stray(start, width, block)


STOPS = frozenset(".,;:!?”’)]")
"""What may stand between the last word and the reference to a note."""
RAISED = re.compile(r"<sup>\s*([^<\s,;]{1,4})\s*</sup>")

_APART = frozenset(f" \n{digits}")  # a figure behind one of these hangs on no word
_ORDINAL = re.compile(r"(?:st|nd|rd|th|d|e|er|re|o|a|r|s|t|me|lle|ème|ter)", re.IGNORECASE)
# On a word or its stop, or on the mark that ends its emphasis; not on the stop of an abbreviation: No.1, fig.2, p.3;
# and not in the label of a note with a sign. Of a decimal number only what follows a year at the end of a sentence.
_YEAR = r"(?<=[^0-9.,][12][0-9]{3}\..)(?=[0-9]?(?:\s*\Z|\n\s*\n|\s[A-Z“\"‘]))"
_HANGING = re.compile(
    rf"[0-9](?:(?<![0-9][.,].)|{_YEAR})"
    r"(?:(?<=[^\W\d_].)|(?<=[.,;:!?”’\"')\]].)|(?<=[^\s*_][*_].)|(?<=[^\s*_]\*\*.))"
    r"(?<!\^p.)(?<![NnVv]o\..)(?<![Nn]os\..)(?<![Ff]ig\..)(?<![\s(]p\..)(?<![\s(]pp\..)(?<![Vv]ol\..)(?<![Aa]rt\..)"
    r"[0-9]*(?=[\s,.;:)*—–-]|\Z)(?![.,]\d)"
)
# What OCR takes each figure for.
_TAKEN_FOR = {signs[0]: signs for signs in ("0OoQ", "1lIi|!7", "2Zz", "38", "4A", "5Ss", "6bG", "71?", "8B3", "9gq")}
