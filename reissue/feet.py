"""The notes as the OCR left them, at the foot of a page: found by rule, label and the references on their page."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from reissue.blocks import PROSE, Block, Kind, blocks
from reissue.labels import (
    INNER,
    LABEL,
    are_items,
    breaks_within,
    closings,
    listed,
    parts_a_sentence,
    unfinished,
    unit_labels,
    units,
)
from reissue.measure import measure
from reissue.note_run import (
    PAGE,
    Foot,
    Here,
    begins_late,
    is_letter,
    is_passed_over,
    passed,
    stands_before,
    until_heading,
)
from reissue.notes import RAISED, hanging_figures, reads_as
from reissue.search import beginnings
from reissue.view import view

REST = "+"  # the label of what is left over of a note, until it is joined to it


@view
def feet(text: str) -> tuple[Foot, ...]:
    """Find the notes that still stand as paragraphs, in order.

    Below a rule a paragraph is a note if its label is the next number, even misread, or if it has none while a
    reference with the next number waits on the page. Where there is no rule it is one only if a reference to its
    number waits, raised or glued to a word, or if it closes a page whose end is marked.
    """
    unproven = list[int]()
    found = _walk(text, unproven=unproven)
    lifted = next((block for block in blocks(text) if block.kind is Kind.NOTE), None)
    if found and not (lifted and lifted.start < found[0].start):
        first = min(foot.number for foot in found if foot.run == found[0].run)
        found = _walk(text, first) if first > 1 or unproven else found  # else it would find the same again
    found = () if len(found) == 1 and is_letter(text, found[0]) else found
    bereft = bool(found) and not (
        RAISED.search(text) or any(str(foot.number) in hanging_figures(text) for foot in found)
    )
    if bereft and are_items(text, found[0].start, found[-1].end, len(found)):
        return ()
    called = sum(foot.called for foot in found)
    return found if called * _CALLED >= len(found) else ()  # a list that stands at the feet of pages is no row of notes


def _walk(text: str, first: int = 0, unproven: list[int] | None = None) -> tuple[Foot, ...]:
    """Go through the text once; `first` is the number of its first note, when that is known.

    Where it is not, `unproven` takes down at which places that made a difference.
    """
    row, labels, closing = units(text), unit_labels(text), closings(text)
    starts = {unit.start for unit in row}
    raised = [(found.start(), found[1]) for found in RAISED.finditer(text) if listed(text, found.start()) not in starts]
    fallen = bool(raised) or measure(text) > 0
    below_rules = [(found.start(), found[1]) for found in beginnings(_RULED, text, ("---",))]
    found, here, place = list[Foot](), Here(first or 1, 1, 0, text, fallen, below_rules, proven=first > 0), 0
    waiting, read = dict[str, None](), 0
    here = here._replace(waiting=waiting.keys(), unproven=unproven)
    while place < len(row):
        unit = row[place]
        ruled = unit.kind is Kind.RULE
        while read < len(raised) and raised[read][0] < unit.start:
            waiting[raised[read][1]] = None
            read += 1
        here = here._replace(ruled=ruled) if ruled is not here.ruled else here
        if unit.kind is Kind.NOTE:
            here = _lifted(text, unit, here)
            waiting.clear()
            read = bisect_left(raised, (unit.end, ""))
            place += 1
            continue
        top = place + ruled
        # Few paragraphs have anything that speaks for a note, and no others are looked at.
        tells = top < len(row) and (
            ruled or here.open or closing[top] or labels[top] or parts_a_sentence(text, row, top)
        )
        zone = list(_zone(text, row, top, here)) if tells and row[top].kind in PROSE else []
        if zone:
            found += zone
            last = zone[-1]
            breaks_off = unfinished(text[last.body : last.end])
            highest = max(foot.number for foot in zone if foot.run == last.run)
            here = here._replace(number=highest + 1, run=last.run, page=last.end)
            here = here._replace(open=breaks_off, headed=False, listed=(0, False), above=None)
            waiting.clear()
            read = bisect_left(raised, (last.end, ""))
            while place < len(row) and row[place].start < last.end:
                place += 1
            continue
        # A numbered paragraph alone at a page's foot is rather a note whose reference was lost than an item of a list.
        alone = place + 1 < len(row) and row[place + 1].kind is Kind.PAGE and not labels[max(0, place - 1)]
        here = passed(text, unit, labels[place], here, alone=alone)
        place += 1
    return tuple(found)


def _lifted(text: str, unit: Block, here: Here) -> Here:
    """Go on after a note that is lifted already, so that a text whose notes are lifted is walked through as before."""
    run, _, number = unit.label.rpartition("-")
    if not number.isdecimal() or (run and not run.isdecimal()):
        return here._replace(above=None)
    breaks_off = unfinished(text[unit.body : unit.end])
    here = here._replace(number=int(number) + 1, run=int(run or here.run), page=unit.end, proven=True, above=None)
    return here._replace(open=breaks_off, headed=False, listed=(0, False))


def _zone(text: str, row: tuple[Block, ...], place: int, here: Here) -> Iterator[Foot]:
    """Give the notes that begin with unit `place`, one below the other, until a paragraph is none."""
    first, run, cut, closing = place, here.run, here.cut, closings(text)
    if place > here.ruled:
        body = row[place - 1 - here.ruled]
        cut = body.kind is Kind.PARAGRAPH and unfinished(text[body.start : body.end])
    here = here._replace(first=here.number, cut=cut, foot=closing[place])
    while place < len(row) and row[place].kind in PROSE:
        unit, foot = row[place], closing[place]
        here = here._replace(foot=foot) if foot is not here.foot else here
        note = _labelled(text, unit, here, follows=place > first) or _rest(text, row, place, here, first=place == first)
        follows = place > first or here.ruled or here.foot or parts_a_sentence(text, row, place)
        if note is None and unit.kind is Kind.PARAGRAPH and follows:
            note = _unlabelled(text, row, place, here, first=place == first)
        if note is None:
            return
        after = here._replace(number=here.after(note), run=note.run)
        while place + 1 < len(row) and _is_line(text, row, place + 1, after):
            place += 1  # a line of the note that begins like one: with an initial, or with a year
            note = note._replace(end=row[place].end)
        following = row[place + 1] if place + 1 < len(row) else None
        for part in _parts(text, note, here, following):
            yield part
            breaks_off = unfinished(text[part.body : part.end])
            above, top = (here.above, here.first) if part.run == run else (None, 1)
            number, run, taken = here.after(part), part.run, here.taken | {part.label}
            here = here._replace(number=number, run=run, headed=False, open=breaks_off)
            here = here._replace(taken=taken, above=above, first=top)
        place += 1


def _is_line(text: str, row: tuple[Block, ...], place: int, here: Here) -> bool:
    """Tell whether a unit stands in the block of the note before it, and is no note itself."""
    glued = text.count("\n", row[place - 1].end, row[place].start) == 1
    return glued and _labelled(text, row[place], here, follows=True) is None


def _labelled(text: str, unit: Block, here: Here, *, follows: bool) -> Foot | None:
    label = LABEL.match(text, unit.start, unit.end)
    if not label or not any(map(str.isalpha, text[label.end() : unit.end])):
        return None  # a note has words: figures alone are a library's stamp, or a row of a table
    read = label["label"]
    if read.isdecimal() and here.begins_anew(read):
        here = here._replace(number=1, run=here.run + 1)
    later = [int(mark) for mark in here.waiting if mark.isdigit() and int(mark) > here.number]
    late = read.isdigit() and begins_late(text, unit, here, label)
    if read.isdigit() and (here.number < int(read) <= here.number + _LOST or late):
        later.append(int(read))
    if follows and read.isdigit() and here.first <= int(read) < here.number:
        later += [int(read)] if read in here.waiting and read not in here.taken else []  # out of order
    for number, anew in ((here.number, False), (1, here.number > 1), *((number, False) for number in later)):
        if not reads_as(read, number) or (anew and not here.headed):
            continue
        exact = read == str(number)
        goes_on = number > 1 and here.listed == (number - 1, "." in label.group()) and not label["raised"]
        hung = here.foot and exact and here.hangs(number, max(here.page, unit.start - PAGE), unit.start)
        if not here.ruled and not follows and ((goes_on and not hung) or here.comes_later(unit, number)):
            continue
        waits = any(reads_as(mark, number) for mark in here.waiting)
        called = here.foot and exact and here.hangs(number, unit.end, until_heading(text, unit.end))
        hangs = (exact or here.foot) and here.hangs(number, here.page, unit.start)
        sure = exact and not goes_on and not here.comes_later(unit, number)
        misread = follows and not read.isdigit() and not read.isalpha()
        closes = here.foot and here.fallen and exact and not called and here.is_proven(unit.start)
        near = number == here.number or anew or late or here.foot or here.ruled
        known = waits or (hangs and near)
        sign = here.ruled or bool(label["raised"])
        runs = follows and exact and "." not in label.group()
        fits = known or closes or runs or (exact and label["raised"]) or (here.ruled and (sure or misread))
        if fits or (exact and stands_before(text, unit, label, here._replace(number=number))):
            at, called = label.start("label"), known or sign
            return Foot(unit.start, label.end(), unit.end, number, here.run + anew, read, at, called)
    return None


def _rest(text: str, row: tuple[Block, ...], place: int, here: Here, *, first: bool) -> Foot | None:
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


def _unlabelled(text: str, row: tuple[Block, ...], place: int, here: Here, *, first: bool) -> Foot | None:
    """Take a paragraph without a label for a note whose label was lost."""
    unit, top = row[place], row[place - 1 - here.ruled]
    cut = first and here.cut and top.end - top.start > _LINE and breaks_within(text, top)
    parts = cut and not unfinished(text[unit.start : unit.end])
    label = LABEL.match(text, row[place + 1].start, row[place + 1].end) if place + 1 < len(row) else None
    if label and reads_as(label["label"], here.number):
        lost = False  # the note with the next number stands below, label and all
    else:
        above = label is not None and reads_as(label["label"], here.number + 1)
        lost = not first or here.ruled or not here.foot or above or parts
    lower = text[unit.start : unit.start + 1].islower()
    own = LABEL.match(text, unit.start, unit.end)
    if (own and reads_as(own["label"], here.number)) or _ESCAPED.match(text, unit.start):
        return None
    if text[unit.start : unit.end].isdigit() or here.comes_later(unit, here.number):
        return None  # a folio, or an ornament stands above it
    if not first and _BRINGS_IN.search(text, row[place - 1].start, row[place - 1].end):
        return None  # the verse, or the words, that the note above quotes
    if _goes_on_overleaf(text, row, place):
        return None
    waits = any(reads_as(mark, here.number) for mark in here.waiting)
    hangs = here.fallen and (here.ruled or (here.foot and (not first or parts)))
    hangs = hangs and here.hangs(here.number, here.page, unit.start)
    if lost and (waits or hangs) and not (lower and here.cut):
        return Foot(unit.start, unit.start, unit.end, here.number, here.run)
    return None


def _goes_on_overleaf(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether a paragraph is the last of its page's text: it breaks off, the next page goes on in mid-sentence.

    The text above it ends with a stop, so that it is not this that goes on.
    """
    unit, above = row[place], row[place - 1]
    if not unfinished(text[unit.start : unit.end]) or above.kind is not Kind.PARAGRAPH:
        return False
    over = next((at for at in range(place, min(place + _NOTES, len(row) - 1)) if row[at].kind is Kind.PAGE), -1) + 1
    closed = not unfinished(text[above.start : above.end])
    return closed and over > 0 and row[over].kind is Kind.PARAGRAPH and text[row[over].start].islower()


def _parts(text: str, foot: Foot, here: Here, following: Block | None) -> Iterator[Foot]:
    """Part a paragraph that holds several notes, where the next number stands after a stop and its reference waits."""
    number = foot.number + 1
    label = LABEL.match(text, following.start, following.end) if following else None
    inner = None
    if not (label and reads_as(label["label"], number)):
        figures = str(number)
        found = INNER.finditer(text, foot.body, foot.end) if text.find(figures, foot.body, foot.end) >= 0 else ()
        inner = next((each for each in found if figures in each.group("raised", "label")), None)
        waits = str(number) in here.waiting or here.hangs(number, here.page, foot.start)
        if inner and not (inner["raised"] or waits or is_passed_over(text, foot, number, here)):
            inner = None
    if inner is None:
        yield foot
        return
    yield foot._replace(end=inner.start())
    at = inner.start("raised") if inner["raised"] else inner.start("label")
    rest = Foot(inner.start() + 1, inner.end(), foot.end, number, foot.run, str(number), at)
    yield from _parts(text, rest, here, following)


_LOST, _CALLED, _LINE, _NOTES = 3, 3, 60, 20
_BRINGS_IN = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*\Z")
_ESCAPED = re.compile(r"[0-9]{1,3}\\[.)]")
_RULED = re.compile(r"^-{3,}\n\n([0-9]{1,3})\.? ", re.MULTILINE)
