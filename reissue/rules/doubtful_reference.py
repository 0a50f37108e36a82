"""Raised signs of which it is not plain whether they are references."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import hanging_figures, is_ordinal, within
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.NOTHING)
def doubtful_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """Something stands raised that is neither the figure of a note nor the end of an ordinal.

    Where references follow each other, with their superscripts or without, and the text has no note at all, that is
    asked once, on the word before the first of them: if the editor lets that word stand, he has been told.
    """
    text = manuscript.text
    raised = [found for found in _RAISED.finditer(text) if not is_ordinal(text, found.start(), found[1])]
    noted = any(block.kind is Kind.NOTE for block in blocks(text))
    bereft = [] if noted else _in_row(raised)
    known = {found.start() for found in bereft}
    row = [(found.start(), found[1]) for found in bereft] or ([] if noted else _hanging(text))
    if len(row) >= _SEVERAL:
        (start, first), (_, last) = row[0], row[-1]
        said = f"{len(row)} references, {first} to {last}, lead to notes, and the file holds none of its notes"
        word = _WORD.search(text, max(0, start - _REACH), start)
        span = slice(*word.span()) if word else slice(start, start + len(first))
        yield Edit(span.start, span.stop, (span,), f"{said}: {_LEFT_OUT}", sure=False)
    for found in raised:
        if found.start() not in known:
            lost = f"there is no note {found[1]}: is its text lost, or is this no reference?"
            why = lost if found[1].isdigit() else f"is {found[1]} a reference to a note, misread?"
            yield Edit(*found.span(), (), why, sure=False)
    for found in beginnings(_SIGN, text, _SIGNS):
        why = f"there is no note {found.group()} on its page: is its text lost, or is this no reference?"
        yield Edit(*found.span(), (), why, sure=False)


def _in_row(raised: list[re.Match[str]]) -> list[re.Match[str]]:
    """Give the figures that stand in a row, or begin one, if they are several."""
    figures = [found for found in raised if found[1].isdecimal() and len(found[1]) <= _LONGEST]
    numbers = [-_NEAR, *(int(found[1]) for found in figures), -_NEAR]
    row = [
        found
        for found, before, own, after in zip(figures, numbers, numbers[1:], numbers[2:], strict=False)
        if own == 1 or 0 < own - before <= _NEAR or 0 < after - own <= _NEAR
    ]
    return row if len(row) >= _SEVERAL else []


def _hanging(text: str) -> list[tuple[int, str]]:
    """Give the figures that hang on words and count from 1 through the text, each where it follows the one before."""
    places, row, at = hanging_figures(text), list[tuple[int, str]](), 0
    while True:
        figures = str(len(row) + 1)
        found = (start for start in within(places.get(figures, ()), at, len(text)) if _on_word(text, start))
        start = next(found, -1)
        if start < 0:
            return row
        row.append((start, figures))
        at = start + 1


def _on_word(text: str, at: int) -> bool:
    """Tell whether a word ends here, with its stops; not an opening mark of quotation alone, as before an item."""
    return bool(_ENDING.search(text, max(0, at - _STOPS), at))


_RAISED = re.compile(r"\^(?<![\\[]\^)([^\s^,;]+)\^")
_SIGNS = "†‡‖"
_SIGN = re.compile(rf"[{_SIGNS}](?<=[^\W\d_][^-])(?=[\s.,;:!?”’)])|[{_SIGNS}](?<=[^\W\d_][.,;:!?”’)].)(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?=[^\w\n]*\Z)")
_ENDING = re.compile(r"[^\W\d_][^\w\s]*\Z")
_NEAR, _SEVERAL, _LONGEST, _REACH, _STOPS = 3, 3, 3, 80, 4
_LEFT_OUT = (
    "did the engine leave them out? Give a file of it that has them, as MinerU's content_list.json has, "
    "while its Markdown has not"
)
