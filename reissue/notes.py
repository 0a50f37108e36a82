"""The notes as the OCR left them, at the foot of a page: found by rule, label and the references on their page."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.emphasis import emphasis


class Foot(NamedTuple):
    """A note that still stands as a paragraph, or within one: text[start:end]; its words begin at `body`.

    `number` is what its place in the row of notes says, `label` what the OCR read ("" if it lost it), `run` counts
    the rows that begin anew with 1. Of what `rest` marks, the beginning stands at the foot of the page before.
    """

    start: int
    body: int
    end: int
    number: int
    label: str
    run: int
    rest: bool = False


class _Here(NamedTuple):
    """How far the walk has come: the number that comes next, where the page began, and what may stand in the way."""

    number: int = 1
    run: int = 1
    page: int = 0
    headed: bool = False  # a heading has come since the last note, so that the numbers may begin anew
    listed: int = 0  # the last number of a numbered paragraph that is no note
    open: bool = False  # the last note has no stop at its end
    waiting: tuple[str, ...] = ()  # the references that have been read since the page began
    cut: bool = False  # the text above the notes breaks off


@lru_cache(maxsize=4)
def feet(text: str) -> tuple[Foot, ...]:
    """Find the notes that still stand as paragraphs, in order.

    Below a rule a paragraph is a note if its label is the next number, even misread, or if it has none while a
    reference with the
    next number waits on the page. Where there is no rule it is one only if a reference to its number waits.
    """
    row, raised = blocks(text), [(found.start(), found[1]) for found in RAISED.finditer(text)]
    found, here, place = list[Foot](), _Here(), 0
    while place < len(row):
        block = row[place]
        ruled = block.kind is Kind.RULE
        waiting = raised[bisect_left(raised, (here.page, "")) : bisect_left(raised, (block.start, ""))]
        here = here._replace(waiting=tuple(mark for _, mark in waiting))
        zone = list(_zone(text, row, place + ruled, here, ruled=ruled))
        if zone:
            found += zone
            last = zone[-1]
            here = _Here(last.number + 1, last.run, last.end, open=_unfinished(text[last.body : last.end]))
            while place < len(row) and row[place].start < last.end:
                place += 1
            continue
        label = _LABEL.match(text, block.start, block.end)
        if block.kind is Kind.HEADING:
            here = here._replace(headed=True, listed=0)
        elif block.kind is Kind.PARAGRAPH and label and label[1].isdigit():
            here = here._replace(listed=int(label[1]))
        place += 1
    return tuple(found)


class Page(NamedTuple):
    """A page whose notes are lifted: its text is text[start:end], its notes stand below it."""

    start: int
    end: int
    notes: tuple[Block, ...]


@lru_cache(maxsize=4)
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


def mark(label: str) -> str:
    """Give the printed mark of a note's label: what follows its run."""
    return label.rpartition("-")[2]


def is_ordinal(text: str, at: int, raised: str) -> bool:
    """Tell whether what stands raised at `at` ends an ordinal or an abbreviation: after a figure, a numeral or a capital."""
    return bool(_ORDINAL.fullmatch(raised)) and (text[at - 1 : at].isdigit() or text[at - 1 : at].isupper())


def reads_as(label: str, number: int) -> bool:
    """Tell whether a label may be the number, misread: as many signs, each the figure or one that OCR takes it for."""
    figures = str(number)
    return len(label) == len(figures) and all(a in _TAKEN_FOR[b] for a, b in zip(label, figures, strict=True))


def glued(text: str, number: int, start: int, end: int) -> list[re.Match[str]]:
    """Give the places in text[start:end] where the bare figures of `number` hang on a word, like a lost superscript."""
    return list(re.compile(_GLUED % number).finditer(text, start, end))


def stray_marks(text: str) -> Iterator[tuple[int, int]]:
    """Give place and width of each emphasis mark without a partner, but not of asterisks that are the signs of notes.

    Where a paragraph begins with an asterisk that emphasises nothing, as a note at the page's foot does, it is the
    sign of a note, and so is one at the end of a word.
    """
    if "*" not in text and "_" not in text:
        return
    strays = [
        (block, start, width)
        for block in blocks(text)
        if block.kind is not Kind.RULE
        for start, width in emphasis(text[block.body : block.end]).strays
    ]
    starred = any(block.kind is Kind.PARAGRAPH and start == 0 for block, start, _ in strays)
    for block, start, width in strays:
        at = block.body + start
        if not (starred and (start == 0 or text[at - 1].isalnum() or text[at - 1] in _STOPS)):
            yield at, width


def _zone(text: str, row: tuple[Block, ...], place: int, here: _Here, *, ruled: bool) -> Iterator[Foot]:
    """Give the notes that begin with block `place`, one below the other, until a paragraph is none."""
    first = place
    if place < len(row) and place > ruled:
        body = row[place - 1 - ruled]
        here = here._replace(cut=_unfinished(text[body.start : body.end]))
    while place < len(row) and row[place].kind is Kind.PARAGRAPH:
        block = row[place]
        foot = _labelled(text, block, here, ruled=ruled, follows=place > first)
        if foot is None and (place > first or ruled or _parts_a_sentence(text, row, place)):
            foot = _unlabelled(text, block, here, ruled=ruled, first=place == first and ruled)
        if foot is None:
            return
        following = row[place + 1] if place + 1 < len(row) else None
        for part in _parts(text, foot, here.waiting, following):
            yield part
            here = here._replace(number=part.number + 1, run=part.run, headed=False)
        place += 1


def _labelled(text: str, block: Block, here: _Here, *, ruled: bool, follows: bool) -> Foot | None:
    label = _LABEL.match(text, block.start, block.end)
    if not label:
        return None
    read = label[1]
    later = (int(mark) for mark in here.waiting if mark.isdigit() and int(mark) > here.number)
    for number in (here.number, 1, *later):
        anew = number == 1 and here.number > 1
        if not reads_as(read, number) or (anew and not here.headed):
            continue
        if not ruled and (here.listed == number - 1 > 0 or _comes_later(text, block, number)):
            continue
        waits = any(reads_as(mark, number) for mark in here.waiting)
        hangs = read == str(number) and bool(glued(text, number, here.page, block.start))
        sure = read == str(number) and here.listed != number - 1 and not _comes_later(text, block, number)
        misread = follows and not read.isdigit() and not read.isalpha()
        if waits or hangs or (ruled and (sure or misread)):
            return Foot(block.start, label.end(), block.end, number, read, here.run + anew)
    return None


def _unlabelled(text: str, block: Block, here: _Here, *, ruled: bool, first: bool) -> Foot | None:
    """Take a paragraph without a label for a note whose label was lost, or for the rest of the note before."""
    lower = text[block.start : block.start + 1].islower()
    if text[block.start : block.end].isdigit():
        return None  # a folio
    if first and here.open and lower:
        return Foot(block.start, block.start, block.end, here.number - 1, "", here.run, rest=True)
    if _comes_later(text, block, here.number):
        return None
    waits = any(reads_as(mark, here.number) for mark in here.waiting)
    if (waits or (ruled and glued(text, here.number, here.page, block.start))) and not (lower and here.cut):
        return Foot(block.start, block.start, block.end, here.number, "", here.run)
    return None


def _parts_a_sentence(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether a paragraph stands between the halves of a sentence."""
    if place == 0 or place + 1 == len(row) or {row[place - 1].kind, row[place + 1].kind} != {Kind.PARAGRAPH}:
        return False
    before, after = row[place - 1], row[place + 1]
    broken = text[before.end - 1] == "-" or text[before.end - 1].isalpha()
    return broken and text[after.start].islower() and not text[row[place].start].islower()


def _parts(text: str, foot: Foot, waiting: tuple[str, ...], following: Block | None) -> Iterator[Foot]:
    """Part a paragraph that holds several notes, where the next number stands after a stop and its reference waits."""
    number = foot.number + 1
    label = _LABEL.match(text, following.start, following.end) if following else None
    inner = None
    if str(number) in waiting and not (label and reads_as(label[1], number)):
        inner = re.compile(_INNER % number).search(text, foot.body, foot.end)
    if inner is None:
        yield foot
        return
    yield foot._replace(end=inner.start())
    rest = Foot(inner.start(1), inner.end(), foot.end, number, str(number), foot.run)
    yield from _parts(text, rest, waiting, following)


def _comes_later(text: str, block: Block, number: int) -> bool:
    """Tell whether the next rule stands above a note with this very number, so that the block here has it by chance."""
    later = _RULED.search(text, block.end)
    return later is not None and later[1] == str(number)


def _unfinished(text: str) -> bool:
    return not re.search(r"[.!?…][”’\"')\]*_]*\Z", text)


_ORDINAL = re.compile(r"(?:st|nd|rd|th|d|e|er|re|o|a|r|s|t|me|lle|ème|ter)", re.IGNORECASE)
_STOPS = ".,;:!?”’)]"
RAISED = re.compile(r"<sup>\s*([^<\s,;]{1,4})\s*</sup>")

_LABEL = re.compile(r"([0-9IlOoSZzBbgiAQ|]{1,3})(?:\.[ ]?(?=\S)|[ ](?=[^\Wa-z_]|[“\"*‘(]))")
_RULED = re.compile(r"^-{3,}\n\n([0-9]{1,3})\.? ", re.MULTILINE)
_GLUED = r"(?<![0-9][.,])(?<=[^\W\d_]|[.,;:!?”’\"')\]*])%d(?=[\s,.;:)*—–-]|\Z)(?![.,]\d)"
_INNER = r"(?<=[.!?”’\"')*\]])[ ](%d)\.?[ ](?=[^\Wa-z_]|[“\"*‘(])"
# What OCR takes each figure for.
_TAKEN_FOR = {signs[0]: signs for signs in ("0OoQ", "1lIi|!7", "2Zz", "38", "4A", "5Ss", "6bG", "71?", "8B3", "9gq")}
