"""Raised signs of which it is not plain whether they are references."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import is_ordinal
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def doubtful_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """Something stands raised that is neither the figure of a note nor the end of an ordinal.

    Where references follow each other and the text has no note at all, that is asked once, on the word before the first
    of them: if the editor lets that word stand, he has been told.
    """
    text = manuscript.text
    raised = [found for found in _RAISED.finditer(text) if not is_ordinal(text, found.start(), found[1])]
    bereft = _bereft(text, raised) if raised else []
    if bereft:
        first, last = bereft[0], bereft[-1]
        row = f"{len(bereft)} references, {first[1]} to {last[1]}, lead to notes, and the file holds none of its notes"
        word = _WORD.search(text, max(0, first.start() - _REACH), first.start()) or first
        yield Edit(*word.span(), (slice(*word.span()),), f"{row}: {_LEFT_OUT}", sure=False)
    known = {found.start() for found in bereft}
    for found in raised:
        if found.start() not in known:
            lost = f"there is no note {found[1]}: is its text lost, or is this no reference?"
            why = lost if found[1].isdigit() else f"is {found[1]} a reference to a note, misread?"
            yield Edit(*found.span(), (), why, sure=False)


def _bereft(text: str, raised: list[re.Match[str]]) -> list[re.Match[str]]:
    """Give the figures that stand in a row, or begin one, if they are several and the text has no note."""
    figures = [found for found in raised if found[1].isdecimal() and len(found[1]) <= _LONGEST]
    numbers = [-_NEAR, *(int(found[1]) for found in figures), -_NEAR]
    row = [
        found
        for found, before, own, after in zip(figures, numbers, numbers[1:], numbers[2:], strict=False)
        if own == 1 or 0 < own - before <= _NEAR or 0 < after - own <= _NEAR
    ]
    return row if len(row) >= _SEVERAL and not any(block.kind is Kind.NOTE for block in blocks(text)) else []


_RAISED = re.compile(r"\^(?<![\\[]\^)([^\s^,;]+)\^")
_WORD = re.compile(r"[^\W\d_]+(?=[^\w\n]*\Z)")
_NEAR, _SEVERAL, _LONGEST, _REACH = 3, 3, 3, 80
_LEFT_OUT = (
    "did the engine leave them out? Give a file of it that has them, as MinerU's content_list.json has, "
    "while its Markdown has not"
)
