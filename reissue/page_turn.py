"""What a book's own lines tell of a sentence that ends with its page: whether the paragraph goes on upon the next.

Nothing is taken for granted but that a book is set alike throughout. Where it keeps no lines, or too few, it tells
nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Manuscript
from reissue.measure import is_verse, measures
from reissue.set_width import SAMPLE, SetWidth, set_width


class Habits(NamedTuple):
    """How a book is set: of which lines there are how many.

    `within` are the ends of lines from which a paragraph goes on, by the room left when the next word is counted with
    them; `last` those of paragraphs. `inner` are the lines to which a paragraph has come, by the room that they leave;
    `first` those that open one. `stops` of the lines within a paragraph end with a sentence. `going` are the pages that
    end in mid-sentence, by whether the file has a blank line there, `ending` those where a paragraph surely ends, and
    `unparted` the paragraphs in the midst of pages that surely end with no blank line below.
    """

    within: Counter[int]
    last: Counter[int]
    inner: Counter[int]
    first: Counter[int]
    going: Counter[bool]
    ending: Counter[bool]
    stops: int = 0
    unparted: int = 0


def habits(manuscript: Manuscript) -> Habits:
    """Count the lines of a text by their kind; what stands at the edge of a page is in doubt, and is not counted."""
    found = Habits(Counter(), Counter(), Counter(), Counter(), Counter(), Counter())
    text, stops, unparted = manuscript.text, 0, 0
    widths, row, face, left = measures(text), blocks(text), set_width(text), SAMPLE
    for number, block in enumerate(row if widths.starts else ()):
        width = widths.at(block.start)
        if block.kind is not Kind.PARAGRAPH or is_verse(text, block, width):
            continue
        lines, full = text[block.start : block.end].split("\n"), face.measure(width)
        for place, (line, after) in enumerate(pairwise(lines)):
            end, stopped = _end(face, line, after, full), ends_sentence(line)
            stops += stopped
            unparted += stopped and end == _SHORT
            if line[-1] != "-":
                found.within[end] += 1
            if place:
                found.inner[_opening(face, line, after, full)] += 1
            elif number and row[number - 1].kind is Kind.PARAGRAPH:
                found.first[_opening(face, line, after, full)] += 1
        _count_end(manuscript, row[number : number + 3], lines[-1], found)
        left -= len(lines)
        if left < 0:
            break  # these tell how the rest is set
    return found._replace(stops=stops, unparted=unparted)


def ends_sentence(words: str) -> bool:
    """Tell whether words end with a full stop or its like."""
    return words.rstrip(_CLOSING).endswith(_STOPS)


def odds(manuscript: Manuscript, seen: Habits, above: Block, below: Block) -> float:
    """Give the odds that the paragraph above a page's end goes on below it, though a sentence ends there.

    They are how many lines end with a sentence in the midst of a paragraph for one that ends a paragraph, times how
    much likelier what is seen of both lines and of the file is where a paragraph goes on. 0 where too little is known.
    """
    text = manuscript.text
    lines = text[below.start : below.end].split("\n", 2)
    if min(seen.first.total(), seen.last.total()) < _FEW or len(lines) == 1:
        return 0
    face = set_width(text)
    full = face.measure(measures(text).at(above.start))
    end = _end(face, text[above.start : above.end].rsplit("\n", 1)[-1], lines[0], full)
    start = _opening(face, lines[0], lines[1], full)
    lined = _share(seen.within, end, _ENDS) / _share(seen.last, end, _ENDS)
    opened = _share(seen.inner, start, _STARTS) / _share(seen.first, start, _STARTS)
    parted = _is_parted(manuscript, above)
    spaced = 1.0 if parted is None else _spaced(seen)[parted]
    return seen.stops / seen.last.total() * lined * opened * spaced


def _count_end(manuscript: Manuscript, row: Sequence[Block], line: str, found: Habits) -> None:
    """Count the last line of the first block of a row, if it tells something."""
    text, (block, *rest) = manuscript.text, row
    face = set_width(text)
    full = face.measure(measures(text).at(block.start))
    if rest and rest[0].kind is Kind.PARAGRAPH and ends_sentence(line):
        found.last[_end(face, line, text[rest[0].start : rest[0].start + _LONGEST], full)] += 1
    turned = [one.kind for one in rest] == [Kind.PAGE, Kind.PARAGRAPH]
    if turned and (parted := _is_parted(manuscript, block)) is not None:
        if line[-1].isalnum() or line[-1] in ",-":
            found.going[parted] += 1
        elif ends_sentence(line) and _end(face, line, text[rest[1].start : rest[1].start + _LONGEST], full) == _SHORT:
            found.ending[parted] += 1


def _spaced(seen: Habits) -> tuple[float, float]:
    """Give how much likelier no blank line at a page's end, and one, is where the paragraph goes on.

    Files may leave one after each paragraph, and none where a page cuts it; or always one, or never, which tells
    nothing. How seldom it is wanting after a paragraph is seen in the midst of pages too, if at their ends it stands.
    """
    going, ending = seen.going.total(), seen.ending.total()
    if min(going, ending) < _ENOUGH or seen.ending[True] < ending * _MOST:
        return 1, 1
    runs_on = (seen.going[False] + 1) / (going + 2)
    wanting = (seen.ending[False] + seen.unparted + 1) / (ending + seen.unparted + seen.last[_SHORT] + 2)
    return runs_on / wanting, (1 - runs_on) / (1 - wanting)


def _is_parted(manuscript: Manuscript, block: Block) -> bool | None:
    """Tell whether the file has a blank line between a block and the form feed below; None if there is no such."""
    at = manuscript.at(block.end - 1) + 1
    gap = _GAP.match(manuscript.source.in_lines, at)
    return gap.group().count("\n") > 1 if gap else None


def _share(lines: Counter[int], kind: int, kinds: int) -> float:
    """Give the share of a kind among lines, as if one more of each kind had been seen: what was not seen may be."""
    return (lines[kind] + 1) / (lines.total() + kinds)


def _end(face: SetWidth, line: str, after: str, full: float) -> int:
    """Tell how much room was left at the end of a line if the word after it had stood there: none, or up to much."""
    room = full - face.of(f"{line} {_word(after)}")
    return 0 if room < 0 else 1 if room < _LITTLE else 2 if room < _MUCH else _SHORT


def _opening(face: SetWidth, line: str, after: str, full: float) -> int:
    """Tell how full a line is, and whether the next word would have fit, as where the line is set in."""
    room = full - face.of(f"{line} {_word(after)}")
    if room >= 0 and line[-1] != "-":
        return int(room > 1)
    return 2 + max(0, min(int(full - face.of(line) + _OVER), _STARTS - 3))


def _word(line: str) -> str:
    """Give the first word of a line."""
    return line[:_LONGEST].split(None, 1)[0]


_STOPS, _CLOSING = (".", "!", "?", "…"), "”’\"')]»*_"
_GAP = re.compile(r"\s*?\f")
_LITTLE, _MUCH = 2, 5
_ENDS, _SHORT = 4, 3
_STARTS, _OVER = 10, 3
_FEW, _ENOUGH, _MOST = 20, 3, 0.66
_LONGEST = 60  # letters of a word
