"""The record as an edition can show it: each change and each question beside its paragraph, made from the ledger alone.

A change is on the ledger with its place in the source; the pieces of the manuscript know where in the finished text
that place is now, even if it was moved. What is gone from the text is shown where the text goes on.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from reissue.address import opening
from reissue.blocks import Kind, blocks
from reissue.capitals import CLOSED
from reissue.changed import Mark
from reissue.folios import numbering
from reissue.manuscript import Change, Manuscript
from reissue.repair import Query
from reissue.source import Place


def record(manuscript: Manuscript, changes: Sequence[Change], queries: Sequence[Query]) -> tuple[Mark, ...]:
    """Give the marks of a manuscript in the order of its text."""
    text, folio = manuscript.text, numbering(manuscript.source)
    row = blocks(text)
    standing, starts = _standing(manuscript), [block.start for block in row]
    openings = dict[int, str]()
    found = list[tuple[int, Mark]]()
    shown: list[Change | Query] = [*changes, *queries]
    for made in shown:
        offset = standing(made.place)
        number = max(0, bisect_right(starts, offset) - 1)
        note = row[number].label if row and row[number].kind is Kind.NOTE else ""
        if number not in openings:
            openings[number] = opening(_plain(text[row[number].body : row[number].end])) if row and not note else ""
        before, after = _shown(*_among(text, offset, made))
        asked, page = isinstance(made, Query), folio(made.place)
        found.append((offset, Mark(made.rule, page, before, after, made.why, asked, note, openings[number])))
    return tuple(mark for _, mark in sorted(found, key=lambda one: one[0]))


def _standing(manuscript: Manuscript) -> Callable[[Place], int]:
    """Give what finds where in the finished text a place of the source stands, or what follows it."""
    source = manuscript.source
    kept = [(piece, start) for piece, start in zip(manuscript.pieces, manuscript.starts, strict=True) if not piece.rule]
    kept.sort(key=lambda one: one[0].at)
    begins = [piece.at for piece, _ in kept]

    def standing(place: Place) -> int:
        at = source.line(place.line, place.file)[0] + place.column - 1
        number = bisect_right(begins, at) - 1
        if number >= 0 and at < begins[number] + len(kept[number][0].text):
            return kept[number][1] + at - begins[number]
        number = min(number + 1, len(kept) - 1)
        return kept[number][1] if kept else 0

    return standing


def _plain(text: str) -> str:
    """Take the marks of Markdown off a paragraph, as far as they hold letters."""
    return _MARKUP.sub("", text)


def _among(text: str, offset: int, made: Change | Query) -> tuple[str, str]:
    """Give both sides of a change of a few characters among the words where it stands, else as they are."""
    before, after = made.before, made.after
    if max(len(before), len(after)) > _FEW or "\n" in before + after:
        return before, after
    stands = before if isinstance(made, Query) else after
    starts = (start for start in (offset - len(stands), offset) if start >= 0 and text.startswith(stands, start))
    start = next(starts, -1)
    if start < 0:
        return before, after
    left = text[max(0, start - _BESIDE) : start].rpartition("\n")[2]
    right = text[start + len(stands) : start + len(stands) + _BESIDE].partition("\n")[0]
    left = left.partition(" ")[2] if len(left) == _BESIDE else left
    right = right.rpartition(" ")[0] if len(right) == _BESIDE else right
    return f"{left}{before}{right}", f"{left}{after}{right}"


def _shown(before: str, after: str) -> tuple[str, str]:
    """Give what is shown of a change: where both sides begin or end alike at length, only the words that differ."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    low, high = max(0, start - _BESIDE), max(0, end - _BESIDE)
    return _cut(before, low, len(before) - high), _cut(after, low, len(after) - high)


def _cut(text: str, low: int, high: int) -> str:
    """Cut a text to a stretch and that to a length that can be shown, the ends of lines seen as such."""
    shown = ("…" if low else "") + text[low:high] + ("…" if high < len(text) else "")
    if len(shown) > _LONGEST:
        shown = f"{shown[: _LONGEST // 2]} … {shown[-_LONGEST // 2 :]}"
    return shown.replace("\n", "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}")


_MARKUP = re.compile(rf"\[\^[^\]\n]+\]|\]\([^()\n]*\)|{CLOSED}|</?[a-z]+>|<!-- -->")
_FEW = 8
_BESIDE = 16  # characters of what did not change, on either side
_LONGEST = 160
