"""A run of notes, as far as it has been followed, and what the numbers round a paragraph tell of it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from reissue.blocks import Block, Kind
from reissue.labels import INNER, LINE_LABEL
from reissue.measure import measure
from reissue.notes import RAISED, hanging_figures, within
from reissue.numerals import COUNTED


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


class Here(NamedTuple):
    """How far the walk has come: the number that comes next, where the page began, and what may stand in the way."""

    number: int = 1
    run: int = 1
    page: int = 0
    text: str = ""  # where figures may hang on words
    fallen: bool = False  # references are likely to have lost their superscript, and labels to be lost
    below_rules: Sequence[tuple[int, str]] = ()  # the numbers of the paragraphs below rules, with the rules' places
    headed: bool = False  # a heading has come since the last note, so that the numbers may begin anew
    listed: tuple[int, bool] = (0, False)  # the last number of a numbered paragraph that is no note; has it a stop?
    open: bool = False  # the last note has no stop at its end
    waiting: Collection[str] = ()  # the references that have been read since the page began, each once
    cut: bool = False  # the text above the notes breaks off
    ruled: bool = False  # a rule stands above the notes
    foot: bool = False  # nothing but notes stands between here and the end of the page
    above: tuple[str, ...] | None = None  # of them, those read before a heading; None if there was none
    first: int = 1  # the number that was to come first of the notes on the page
    taken: frozenset[str] = frozenset()  # the labels of the notes that stand above on the page
    proven: bool = False  # the text has notes: one has been found whose reference waits
    unproven: list[int] | None = None  # where it mattered that they were not proven

    def after(self, note: Foot) -> int:
        """Give the number that comes after a note; after one out of order, the one that would have come."""
        return note.number + 1 if note.run != self.run else max(self.number, note.number + 1)

    def is_proven(self, place: int) -> bool:
        """Tell whether the text is known to have notes, and write down where it mattered that it is not."""
        if not self.proven and self.unproven is not None:
            self.unproven.append(place)
        return self.proven

    def begins_anew(self, label: str) -> bool:
        """Tell whether a label stands in a row that began anew: below a heading 1 is called, and the label itself.

        There are as many references there as the number says, so that it is no later one of which the next is misread.
        """
        if self.above is None or not self.page or (self.taken and label == str(self.number)):
            return False
        since = [mark for mark in self.waiting if mark not in self.above]
        return "1" in since and label in since and 1 <= int(label) <= len(since)

    def hangs(self, number: int, start: int, end: int) -> bool:
        """Tell whether the figures of a number hang on a word between two places."""
        return bool(within(hanging_figures(self.text).get(str(number), ()), start, end))

    def calls(self, label: re.Match[str], unit: Block) -> bool:
        """Tell whether a label is the next number, raised or with a reference to it on the page."""
        waits = label["raised"] or str(self.number) in self.waiting or self.hangs(self.number, self.page, unit.start)
        return label["label"] == str(self.number) and bool(waits or self.ruled or self.foot)

    def comes_later(self, unit: Block, number: int) -> bool:
        """Tell whether the next rule stands above a note with this very number, so that the unit has it by chance."""
        place = bisect_left(self.below_rules, (unit.end, ""))
        return place < len(self.below_rules) and self.below_rules[place][1] == str(number)


def passed(text: str, unit: Block, label: re.Match[str] | None, here: Here, *, alone: bool) -> Here:
    """Note what a unit that is no note tells of those that follow; `alone`, if it alone stands at a page's foot."""
    if unit.kind is Kind.HEADING:
        return here._replace(headed=True, listed=(0, False), above=tuple(here.waiting))
    if unit.kind is not Kind.PARAGRAPH:
        return here
    if label and label["label"].isdigit() and not (label["raised"] or alone):
        return here._replace(listed=(int(label["label"]), "." in label.group()))
    if _is_headed(text, unit):
        return here._replace(headed=True, above=tuple(here.waiting))
    return here


def stands_before(text: str, unit: Block, label: re.Match[str], here: Here) -> bool:
    """Tell whether a note without its reference stands before others in their order, one of which has its own.

    Their labels have no stop, as those of lists have.
    """
    if "." in label.group() or not here.is_proven(unit.start):
        return False
    after, place = here.number + 1, unit.end
    for found in LINE_LABEL.finditer(text, unit.end, unit.end + _FAR):
        if found["label"] == str(after) and "." not in found.group():
            raised = any(mark[1] == str(after) for mark in RAISED.finditer(text, place, found.start()))
            if raised or here.hangs(after, place, found.start()):
                return True
            after, place = after + 1, found.end()
    return False


def begins_late(text: str, unit: Block, here: Here, label: re.Match[str]) -> bool:
    """Tell whether this may be the first note of a text that begins in the middle of a row: the next number follows."""
    if here.proven or here.number > 1 or int(label["label"]) == here.number:
        return False
    following = str(int(label["label"]) + 1)
    below = (found["label"] for found in LINE_LABEL.finditer(text, unit.end, unit.end + PAGE))
    inside = (found["label"] or found["raised"] for found in INNER.finditer(text, label.end(), unit.end))
    late = bool(label["raised"]) or following in below or following in inside
    return late and not here.is_proven(unit.start)


def is_passed_over(text: str, foot: Foot, number: int, here: Here) -> bool:
    """Tell whether the next label at the beginning of a line is the next but one."""
    below = (found["label"] for found in LINE_LABEL.finditer(text, foot.end, foot.end + _FAR))
    near = next((label for label in below if label in (str(number), str(number + 1))), "")
    return near == str(number + 1) and here.is_proven(foot.start)


def is_letter(text: str, foot: Foot) -> bool:
    """Tell whether all that leads to a single note is a figure within a word, which may be a letter, misread."""
    if text[: foot.start].rstrip().endswith("---") or RAISED.search(text) or measure(text):
        return False
    hanging = within(hanging_figures(text).get(str(foot.number), ()), 0, foot.start)
    return all(text[at - 1].isalpha() for at in hanging)


def until_heading(text: str, start: int) -> int:
    """Give how far the text goes on in the same chapter, and no farther than a page: beyond, the numbers begin anew."""
    heading = _OPENS.search(text, start, start + PAGE)
    return heading.start() if heading else start + PAGE


PAGE = 6000
"""Characters that a page may have, notes and all."""


def _is_headed(text: str, unit: Block) -> bool:
    """Tell whether a paragraph is a chapter's name and number, or its number alone, in a line of its own."""
    short = unit.end - unit.start <= _HEADING and "A" <= text[unit.start] <= "Z"
    return short and _HEADED.fullmatch(text, unit.start, unit.end) is not None


_FAR = 20_000
_HEAD = (
    r"(?:CHAPTER|Chapter|APPENDIX|Appendix|BOOK|PART) [^\n]{1,60}"
    rf"|(?:(?:{'|'.join((*COUNTED, *map(str.title, COUNTED)))}) )?(?:[IVXLC]{{1,7}}|(?<= )[0-9]{{1,3}})\.?"
    # or a title in capitals, in a line or two
    r"|(?=[^\n]{0,60}[A-Z]{3})(?:[A-Z][^\na-z0-9]{3,60}[^\na-z0-9.,;:!]\n?){1,2}"
)
_HEADED = re.compile(_HEAD)
_HEADING = 140  # characters; none of them is longer
_OPENS = re.compile(rf"\n\n(?:#{{1,6}} |(?:{_HEAD})\n)")
