"""Where two rows of words or letters differ, in time proportional to their length while the differences are few."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

MOST = 40  # differences looked for; what comes after the last of them counts as one more


class Difference(NamedTuple):
    """In place of a[start:end] the other row has b[other_start:other_end]; either may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


def differences(a: Sequence[str], b: Sequence[str], run: int) -> list[Difference]:
    """Give the differences of two rows (both tuples of words or both str), in order.

    What both rows begin and end with is set aside; from each difference on, the rows are brought together again at the
    nearest stretch of `run` items that both have, looked for in windows that grow fourfold. This is anchoring by common
    n-grams, not the shortest edit script: differences closer together than `run` items are given as one.
    """
    size = min(len(a), len(b))
    ending = _common(a[::-1], b[::-1], 0, 0) if a != b else size
    end, other_end = len(a) - ending, len(b) - ending
    at, other = 0, 0
    found = list[Difference]()
    while True:
        same = min(_common(a, b, at, other), end - at, other_end - other)
        at, other = at + same, other + same
        if at == end and other == other_end:
            return found
        together, other_together = end, other_end
        if len(found) < MOST:
            together, other_together = _meet(a, b, (at, end), (other, other_end), run)
        found.append(Difference(at, together, other, other_together))
        at, other = together, other_together


def counterpart(found: Sequence[Difference], at: int) -> int | None:
    """Lead from an offset in the first row to the same item in the other; None if it is one of those that differ."""
    shift = 0
    for difference in found:
        if at < difference.start:
            break
        if at < difference.end:
            return None
        shift = difference.other_end - difference.end
    return at + shift


def slid(difference: Difference, a: Sequence[str], b: Sequence[str], edges: Collection[int]) -> Difference:
    """Move a pure loss or addition to one of the `edges` of the first row, where it would give the same other row."""
    start, end, other_start, other_end = difference
    if (start < end) == (other_start < other_end) or start in edges:
        return difference
    row, first, last = (a, start, end) if start < end else (b, other_start, other_end)
    left = right = 0
    while first > left and row[first - left - 1] == row[last - left - 1]:
        left += 1
        if start - left in edges:
            return Difference(*(place - left for place in difference))
    while last + right < len(row) and row[first + right] == row[last + right]:
        right += 1
        if start + right in edges:
            return Difference(*(place + right for place in difference))
    return difference


class Alignment:
    """Two texts of words laid side by side: leads from an offset in the other to the same place in the first."""

    def __init__(self, text: str, other: str) -> None:
        """Compare the words of two texts that have one space between two words."""
        self.words, self.other_words = (tuple(row.split(" ")) if row else () for row in (text, other))
        self.differences = [] if text == other else differences(self.words, self.other_words, _RUN)
        self._returning = [Difference(d.other_start, d.other_end, d.start, d.end) for d in self.differences]
        self._starts = _starts(self.words) if self.differences else []
        self._other_starts = _starts(self.other_words) if self.differences else []

    def offset(self, other: int) -> int | None:
        """Give the offset in the first text of an offset in the other; None where the words themselves differ."""
        if not self.differences:
            return other
        word = max(bisect_right(self._other_starts, other) - 1, 0)
        own = counterpart(self._returning, word)
        if own is None or own >= len(self._starts):
            return None
        return self._starts[own] + other - self._other_starts[word]

    def disturbed(self, offset: int, *, other: bool) -> bool:
        """Tell whether an offset in the first text, or in the other, lies in or beside words that differ."""
        starts = self._other_starts if other else self._starts
        word = max(bisect_right(starts, offset) - 1, 0)
        bounds = ((d.other_start, d.other_end) if other else (d.start, d.end) for d in self.differences)
        return any(start - 1 <= word <= end for start, end in bounds)


def _common(a: Sequence[str], b: Sequence[str], at: int, other: int) -> int:
    """Count the items that the two rows share from the two places on, a block at a time."""
    begun, size = at, _BLOCK
    while size:
        if at + size <= len(a) and other + size <= len(b) and a[at : at + size] == b[other : other + size]:
            at, other = at + size, other + size
        else:
            size //= 4
    return at - begun


def _meet(
    a: Sequence[str], b: Sequence[str], within: tuple[int, int], other_within: tuple[int, int], run: int
) -> tuple[int, int]:
    """Find the nearest places from which the two rows go together again for `run` items; the ends if there are none."""
    (at, end), (other, other_end) = within, other_within
    window = _WINDOW
    while True:
        grams = dict[Sequence[str], int]()
        for place in range(at, min(at + window, end - run + 1)):
            grams.setdefault(a[place : place + run], place)
        best = _FAR, end, other_end
        for place in range(other, min(other + window, other_end - run + 1)):
            if place - other >= best[0]:
                break
            if (met := grams.get(b[place : place + run])) is not None:
                best = min(best, (met - at + place - other, met, place))
        together, other_together = best[1:]
        if best[0] < _FAR:
            while together > at and other_together > other and a[together - 1] == b[other_together - 1]:
                together, other_together = together - 1, other_together - 1
            return together, other_together
        if window >= max(end - at, other_end - other) or window >= _WIDEST:
            return end, other_end
        window *= 4


def _starts(words: Sequence[str]) -> list[int]:
    starts, at = list[int](), 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts


_RUN = 4  # words that must go together before the rows count as together again
_BLOCK = 4096
_WINDOW = 64
_WIDEST = 1 << 18
_FAR = 1 << 62
