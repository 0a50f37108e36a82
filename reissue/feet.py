"""The notes as the OCR left them, at the foot of a page: found by rule, label and the references on their page."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reissue.blocks import PROSE, Block, Kind
from reissue.labels import INNER, LABEL, LINE_LABEL, at_foot, listed, parts_a_sentence, unfinished, units
from reissue.measure import measure
from reissue.notes import RAISED, hanging_figures, reads_as, within


class Foot(NamedTuple):
    """A note that still stands as a paragraph, or in lines of one: text[start:end]; its words begin at `body`.

    `number` is what its place in the row of notes says; `label`, at `at`, what the OCR read ("" if it lost it); `run`
    counts the rows that begin anew with 1. Of what `rest` marks, the beginning stands at the foot of the page before.
    """

    start: int
    body: int
    end: int
    number: int
    run: int
    label: str = ""
    at: int = 0
    called: bool = True  # a reference to it was found, or a rule stands above it, or its label is raised
    rest: bool = False


class _Here(NamedTuple):
    """How far the walk has come: the number that comes next, where the page began, and what may stand in the way."""

    number: int = 1
    run: int = 1
    page: int = 0
    hanging: Mapping[str, Sequence[int]] = MappingProxyType({})  # the figures that hang on words, with their places
    fallen: bool = False  # references are likely to have lost their superscript, and labels to be lost
    below_rules: Sequence[tuple[int, str]] = ()  # the numbers of the paragraphs below rules, with the rules' places
    headed: bool = False  # a heading has come since the last note, so that the numbers may begin anew
    listed: tuple[int, bool] = (0, False)  # the last number of a numbered paragraph that is no note; has it a stop?
    open: bool = False  # the last note has no stop at its end
    waiting: tuple[str, ...] = ()  # the references that have been read since the page began
    cut: bool = False  # the text above the notes breaks off
    ruled: bool = False  # a rule stands above the notes
    foot: bool = False  # nothing but notes stands between here and the end of the page
    proven: bool = False  # the text has notes: one has been found whose reference waits

    def hangs(self, number: int, start: int, end: int) -> bool:
        """Tell whether the figures of a number hang on a word between two places."""
        return bool(within(self.hanging.get(str(number), ()), start, end))

    def calls(self, label: re.Match[str], unit: Block) -> bool:
        """Tell whether a label is the next number, raised or with a reference to it on the page."""
        waits = label["raised"] or str(self.number) in self.waiting or self.hangs(self.number, self.page, unit.start)
        return label["label"] == str(self.number) and bool(waits or self.ruled or self.foot)

    def comes_later(self, unit: Block, number: int) -> bool:
        """Tell whether the next rule stands above a note with this very number, so that the unit has it by chance."""
        place = bisect_left(self.below_rules, (unit.end, ""))
        return place < len(self.below_rules) and self.below_rules[place][1] == str(number)


REST = "+"  # the label of what is left over of a note, until it is joined to it


@lru_cache(maxsize=4)
def feet(text: str) -> tuple[Foot, ...]:
    """Find the notes that still stand as paragraphs, in order.

    Below a rule a paragraph is a note if its label is the next number, even misread, or if it has none while a
    reference with the next number waits on the page. Where there is no rule it is one only if a reference to its
    number waits, raised or glued to a word, or if it closes a page whose end is marked.
    """
    found = _walk(text)
    found = _walk(text, first=found[0].number) if found else ()
    called = sum(foot.called for foot in found)
    return found if called * _CALLED >= len(found) else ()  # a list that stands at the feet of pages is no row of notes


def _walk(text: str, first: int = 0) -> tuple[Foot, ...]:
    """Go through the text once; `first` is the number of its first note, when that is known."""
    row = units(text)
    paged = any(unit.kind is Kind.PAGE for unit in row)
    labels = {unit.start for unit in row}
    raised = [(found.start(), found[1]) for found in RAISED.finditer(text) if listed(text, found.start()) not in labels]
    hanging, fallen = hanging_figures(text), bool(raised) or measure(text) > 0
    below_rules = [(found.start(), found[1]) for found in _RULED.finditer(text)]
    found, here, place = list[Foot](), _Here(first or 1, 1, 0, hanging, fallen, below_rules, proven=first > 0), 0
    while place < len(row):
        unit = row[place]
        ruled = unit.kind is Kind.RULE
        waiting = raised[bisect_left(raised, (here.page, "")) : bisect_left(raised, (unit.start, ""))]
        here = here._replace(waiting=tuple(mark for _, mark in waiting), ruled=ruled)
        zone = list(_zone(text, row, place + ruled, here, paged=paged))
        if zone:
            found += zone
            last = zone[-1]
            breaks_off = unfinished(text[last.body : last.end])
            here = here._replace(number=last.number + 1, run=last.run, page=last.end, open=breaks_off)
            here = here._replace(headed=False, listed=(0, False))
            while place < len(row) and row[place].start < last.end:
                place += 1
            continue
        # A numbered paragraph alone at a page's foot is rather a note whose reference was lost than an item of a list.
        above = row[place - 1] if place else unit
        alone = place + 1 < len(row) and row[place + 1].kind is Kind.PAGE and not LABEL.match(text, above.start)
        here = _passed(text, unit, here._replace(foot=alone))
        place += 1
    return tuple(found)


def _passed(text: str, unit: Block, here: _Here) -> _Here:
    """Note what a unit that is no note tells of those that follow."""
    label = LABEL.match(text, unit.start, unit.end)
    if unit.kind is Kind.HEADING:
        return here._replace(headed=True, listed=(0, False))
    if unit.kind is Kind.PARAGRAPH and label and label["label"].isdigit() and not (label["raised"] or here.foot):
        return here._replace(listed=(int(label["label"]), "." in label.group()))
    if unit.kind is Kind.PARAGRAPH and _HEADED.fullmatch(text, unit.start, unit.end):
        return here._replace(headed=True)
    return here


def _zone(text: str, row: tuple[Block, ...], place: int, here: _Here, *, paged: bool) -> Iterator[Foot]:
    """Give the notes that begin with unit `place`, one below the other, until a paragraph is none."""
    first = place
    if place < len(row) and place > here.ruled:
        body = row[place - 1 - here.ruled]
        here = here._replace(cut=body.kind is Kind.PARAGRAPH and unfinished(text[body.start : body.end]))
    while place < len(row) and row[place].kind in PROSE:
        unit = row[place]
        here = here._replace(foot=paged and at_foot(text, row, place))
        foot = _labelled(text, unit, here, follows=place > first) or _rest(text, row, place, here, first=place == first)
        follows = place > first or here.ruled or here.foot or parts_a_sentence(text, row, place)
        if foot is None and unit.kind is Kind.PARAGRAPH and follows:
            foot = _unlabelled(text, row, place, here, first=place == first)
        if foot is None:
            return
        after = here._replace(number=foot.number + 1, run=foot.run)
        while place + 1 < len(row) and _is_line(text, row, place + 1, after):
            place += 1  # a line of the note that begins like one: with an initial, or with a year
            foot = foot._replace(end=row[place].end)
        following = row[place + 1] if place + 1 < len(row) else None
        for part in _parts(text, foot, here, following):
            yield part
            breaks_off = unfinished(text[part.body : part.end])
            here = here._replace(number=part.number + 1, run=part.run, headed=False, open=breaks_off)
        place += 1


def _is_line(text: str, row: tuple[Block, ...], place: int, here: _Here) -> bool:
    """Tell whether a unit stands in the block of the note before it, and is no note itself."""
    glued = text.count("\n", row[place - 1].end, row[place].start) == 1
    return glued and _labelled(text, row[place], here, follows=True) is None


def _labelled(text: str, unit: Block, here: _Here, *, follows: bool) -> Foot | None:
    label = LABEL.match(text, unit.start, unit.end)
    if not label:
        return None
    read = label["label"]
    later = [int(mark) for mark in here.waiting if mark.isdigit() and int(mark) > here.number]
    late = read.isdigit() and _begins_late(text, unit, here, label)
    if read.isdigit() and (here.number < int(read) <= here.number + _LOST or late):
        later.append(int(read))
    for number in (here.number, 1, *later):
        anew = number == 1 and here.number > 1
        if not reads_as(read, number) or (anew and not here.headed):
            continue
        exact = read == str(number)
        goes_on = number > 1 and here.listed == (number - 1, "." in label.group()) and not label["raised"]
        if not here.ruled and not follows and (goes_on or here.comes_later(unit, number)):
            continue
        waits = any(reads_as(mark, number) for mark in here.waiting)
        called = here.foot and exact and here.hangs(number, unit.end, unit.end + _PAGE)
        hangs = (exact or here.foot) and here.hangs(number, here.page, unit.start)
        sure = exact and not goes_on and not here.comes_later(unit, number)
        misread = follows and not read.isdigit() and not read.isalpha()
        closes = here.foot and here.fallen and exact and here.proven and not called
        near = number == here.number or anew or late or here.foot or here.ruled
        between = exact and _stands_before(text, unit, label, here._replace(number=number))
        known = waits or (hangs and near) or between
        sign = here.ruled or bool(label["raised"])
        runs = follows and exact and "." not in label.group()
        if known or closes or runs or (exact and label["raised"]) or (here.ruled and (sure or misread)):
            at, called = label.start("label"), known or sign
            return Foot(unit.start, label.end(), unit.end, number, here.run + anew, read, at, called)
    return None


def _stands_before(text: str, unit: Block, label: re.Match[str], here: _Here) -> bool:
    """Tell whether a note without its reference stands before the next note and its reference; labels have no stop."""
    if not here.proven or "." in label.group():
        return False
    after = str(here.number + 1)
    below = LINE_LABEL.finditer(text, unit.end, unit.end + _FAR)
    place = next((found.start() for found in below if found["label"] == after and "." not in found.group()), unit.end)
    raised = any(found[1] == after for found in RAISED.finditer(text, unit.end, place))
    return raised or here.hangs(here.number + 1, unit.end, place)


def _begins_late(text: str, unit: Block, here: _Here, label: re.Match[str]) -> bool:
    """Tell whether this may be the first note of a text that begins in the middle of a row: the next number follows."""
    if here.proven or here.number > 1:
        return False
    following = str(int(label["label"]) + 1)
    below = (found["label"] for found in LINE_LABEL.finditer(text, unit.end, unit.end + _PAGE))
    inside = (found["label"] or found["raised"] for found in INNER.finditer(text, label.end(), unit.end))
    return bool(label["raised"]) or following in below or following in inside


def _rest(text: str, row: tuple[Block, ...], place: int, here: _Here, *, first: bool) -> Foot | None:
    """Take a paragraph without a label for the rest of the note before, which breaks off.

    The first below the text is one if it begins in mid-sentence, or if the next note stands below it and the text
    above breaks off too, or is no quotation but looks like one to the engine.
    """
    unit, top = row[place], place > 0 and row[place - 1].kind is Kind.PAGE
    if not here.open or here.headed or LABEL.match(text, unit.body, unit.end) or text[unit.start : unit.end].isdigit():
        return None
    begins = text[unit.body : unit.body + 1]
    after = place + 1  # or past a last line that stands alone
    after += after < len(row) and text[row[after].start].islower() and row[after].end - row[after].start < _LINE
    label = LABEL.match(text, row[after].start, row[after].end) if after < len(row) else None
    below = label is not None and here.calls(label, row[after])
    if first:
        cut = here.cut and text[row[place - 1 - here.ruled].end - 1] not in ":;"
        quoted = unit.kind is Kind.QUOTATION
        fits = below and (quoted or (cut and not begins.islower()))
        fits = fits or (begins.islower() and not quoted and (here.ruled or (here.foot and not top)))
    else:
        figures = begins.isdigit() and unit.end - unit.start < _LINE
        holds = any(str(here.number) in inner.groups() for inner in INNER.finditer(text, unit.body, unit.end))
        lost = str(here.number) in here.waiting or here.hangs(here.number, here.page, unit.start)
        fits = below or figures or (holds and lost) or (here.foot and (begins.islower() or not lost))
    return Foot(unit.start, unit.body, unit.end, here.number - 1, here.run, rest=True) if fits else None


def _unlabelled(text: str, row: tuple[Block, ...], place: int, here: _Here, *, first: bool) -> Foot | None:
    """Take a paragraph without a label for a note whose label was lost."""
    unit = row[place]
    label = LABEL.match(text, row[place + 1].start, row[place + 1].end) if place + 1 < len(row) else None
    if label and reads_as(label["label"], here.number):
        lost = False  # the note with the next number stands below, label and all
    else:
        lost = (
            not first
            or here.ruled
            or not here.foot
            or (label is not None and reads_as(label["label"], here.number + 1))
        )
    lower = text[unit.start : unit.start + 1].islower()
    own = LABEL.match(text, unit.start, unit.end)
    if (own and reads_as(own["label"], here.number)) or _ESCAPED.match(text, unit.start):
        return None
    if text[unit.start : unit.end].isdigit() or here.comes_later(unit, here.number):
        return None  # a folio, or an ornament stands above it
    waits = any(reads_as(mark, here.number) for mark in here.waiting)
    hangs = here.fallen and (here.ruled or (here.foot and not first))
    hangs = hangs and here.hangs(here.number, here.page, unit.start)
    if lost and (waits or hangs) and not (lower and here.cut):
        return Foot(unit.start, unit.start, unit.end, here.number, here.run)
    return None


def _parts(text: str, foot: Foot, here: _Here, following: Block | None) -> Iterator[Foot]:
    """Part a paragraph that holds several notes, where the next number stands after a stop and its reference waits."""
    number = foot.number + 1
    label = LABEL.match(text, following.start, following.end) if following else None
    inner = None
    if not (label and reads_as(label["label"], number)):
        found = INNER.finditer(text, foot.body, foot.end)
        inner = next((each for each in found if str(number) in each.group("raised", "label")), None)
        waits = str(number) in here.waiting or here.hangs(number, here.page, foot.start)
        if inner and not (inner["raised"] or waits):
            inner = None
    if inner is None:
        yield foot
        return
    yield foot._replace(end=inner.start())
    at = inner.start("raised") if inner["raised"] else inner.start("label")
    rest = Foot(inner.start() + 1, inner.end(), foot.end, number, foot.run, str(number), at)
    yield from _parts(text, rest, here, following)


_PAGE, _FAR, _LOST, _CALLED, _LINE = 6000, 20_000, 3, 3, 60
_ESCAPED = re.compile(r"[0-9]{1,3}\\[.)]")
_HEADED = re.compile(r"(?:CHAPTER|Chapter|APPENDIX|Appendix|BOOK|PART) [^\n]{1,60}")
_RULED = re.compile(r"^-{3,}\n\n([0-9]{1,3})\.? ", re.MULTILINE)
