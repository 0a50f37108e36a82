"""References as the OCR wrote them: raised figures that point to nothing."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import RAISED, mark, openings, pages, within
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def raised_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A reference to a note is a raised figure that leads nowhere."""
    text = manuscript.text
    raised = list(RAISED.finditer(text))
    notes = _Notes(text, raised)
    for found in raised:
        label = notes.meant(found)
        if label and _UNIT.search(text, max(0, found.start() - _REACH), found.start()):
            continue
        held = text[found.start() - 1 : found.start()] == "(" and text[found.end() : found.end() + 1] == ")"
        start, end = found.start() - held, found.end() + held  # the brackets of a reference in the printer's own form
        start -= text[start - 1 : start] == " "
        if label:
            yield Edit(start, end, ("[^", *_run(label), slice(*found.span(1)), "]"))


class _Notes:
    """The notes of a text by their marks, and where chapters and references part them."""

    def __init__(self, text: str, raised: list[re.Match[str]]) -> None:
        self._text, self._near, self._turn = text, pages(text), 0
        self._openings = openings(text)
        self._by_mark: dict[str, list[Block]] = defaultdict(list)
        self._calls: dict[str, list[int]] = defaultdict(list)
        row = [block for block in blocks(text) if block.kind is Kind.NOTE]
        for block in row:
            self._by_mark[mark(block.label)].append(block)
        for found in raised:
            self._calls[found[1]].append(found.start())
        self._scattered = len({bisect_right(self._openings, block.start) for block in row}) > 1

    def meant(self, found: re.Match[str]) -> str:
        """Give the label of the note that a reference means, asked for in the order of the text; "" if there is none.

        It is one of the notes among which it stands, or of those that come next, else the nearest below, else the
        nearest above. Where a chapter begins in between, it is none above, none behind other notes, and none that
        another reference calls from that chapter. What is raised in a table leads to no note above it: there, as in an
        index, the last figure of a number may be.
        """
        at = found.start()
        while self._turn < len(self._near) and self._near[self._turn].end <= at:
            self._turn += 1
        near = self._near[self._turn].notes if self._turn < len(self._near) else ()
        for note in near:
            if note.start < at and mark(note.label) == found[1]:
                return note.label
        own = self._by_mark.get(found[1], [])
        below = bisect_right([note.start for note in own], at)
        for note in own[below : below + 1]:
            begins = self._openings[max(0, bisect_right(self._openings, note.start) - 1) :][:1]
            apart = bool(begins) and begins[0] > at
            called = apart and bool(within(self._calls[found[1]], begins[0], note.start))
            if not called and not (apart and self._scattered and note not in near):
                return note.label
        in_table = self._text.startswith("|", self._text.rfind("\n", 0, at) + 1)
        for note in own[:below][-1:]:
            if not in_table and not within(self._openings, note.start, at):
                return note.label
        return ""


_REACH = 12
_UNIT = re.compile(r"(?:(?<=[0-9] )|(?<=[0-9]))(?:mm|cm|dm|km|m|ft|in|yd|yds|x)\Z")


def _run(label: str) -> tuple[str, ...]:
    run, hyphen, _ = label.rpartition("-")
    return (run + hyphen,) if hyphen else ()
