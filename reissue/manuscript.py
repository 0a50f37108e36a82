"""The text under repair: a row of pieces, each kept from the source or added by a named rule.

Only `mend` can change it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from reissue.source import Place, Source


class Piece(NamedTuple):
    """A run of text and the offset in the source of its first character; for added text, that of what it replaced."""

    text: str
    at: int
    rule: str = ""  # the rule that added it; empty for the printer's own text


class Edit(NamedTuple):
    """Put `new` in place of text[start:end]; a slice in `new` keeps that stretch, and must lie within the edit."""

    start: int
    end: int
    new: tuple[str | slice, ...]
    why: str = ""
    sure: bool = True  # an unsure edit is put to the editor, never applied


class Batch(NamedTuple):
    """Whose edits are made together: a rule's, in one pass over all rules."""

    rule: str
    turn: int = 1


class Change(NamedTuple):
    """One line of the ledger: an edit as it was made. `start` counts in the text that its rule found.

    `new` is the edit's own, but its slices count from the beginning of `before`, so that the change stands alone.
    """

    rule: str
    place: Place
    start: int
    before: str
    new: tuple[str | slice, ...]
    why: str
    turn: int = 1  # which time the rules were gone through

    @property
    def after(self) -> str:
        """The text that stands there now."""
        return "".join([part if isinstance(part, str) else self.before[part] for part in self.new])


@dataclass(frozen=True)
class Manuscript:
    """The pieces in reading order. `text` is what they read as; offsets everywhere count in it."""

    source: Source
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """What the pieces read as."""
        return "".join(map(_TEXT, self.pieces))

    @cached_property
    def starts(self) -> list[int]:
        """Where in `text` each piece begins."""
        return [0, *accumulate(map(len, map(_TEXT, self.pieces)))][:-1]

    def at(self, offset: int) -> int:
        """Give the offset in the source of the character at `offset`; past the end, that of the last character."""
        if not self.pieces:
            return 0
        number = max(0, min(bisect_right(self.starts, offset) - 1, len(self.pieces) - 1))
        piece = self.pieces[number]
        return piece.at if piece.rule else piece.at + min(offset - self.starts[number], len(piece.text))

    def place(self, offset: int) -> Place:
        """Give page, line and column of the character at `offset` in the source."""
        return self.source.place(self.at(offset))

    def between(self, start: int, end: int) -> list[Piece]:
        """Give the pieces of text[start:end], the first and the last cut to it."""
        if start >= end or start >= len(self.text):
            return []
        starts = self.starts
        first = bisect_right(starts, start) - 1
        last = bisect_left(starts, end, first)
        piece, cut = self.pieces[first], start - starts[first]
        if last == first + 1:  # as mostly
            return [
                Piece(piece.text[cut : end - starts[first]], piece.at if piece.rule else piece.at + cut, piece.rule)
            ]
        found = list(self.pieces[first:last])
        piece = found[-1]
        found[-1] = Piece(piece.text[: end - starts[last - 1]], piece.at, piece.rule)
        piece = found[0]
        found[0] = Piece(piece.text[cut:], piece.at if piece.rule else piece.at + cut, piece.rule)
        return found


def begin(source: Source) -> Manuscript:
    """Take the whole source as one kept piece."""
    return Manuscript(source, (Piece(source.text, 0),))


def mend(manuscript: Manuscript, edits: Iterable[Edit], batch: Batch) -> tuple[Manuscript, list[Change]]:
    """Apply the edits of one rule, all found in the same text; give the new manuscript and its lines for the ledger.

    Raises ValueError, a fault of the rule, where edits overlap or keep what lies outside of them.
    """
    text, pieces, changes, done = manuscript.text, list[Piece](), list[Change](), 0
    between, at_place, turn, rule = manuscript.between, manuscript.source.place, batch.turn, batch.rule
    old, starts = manuscript.pieces or (Piece("", 0),), manuscript.starts or [0]
    number, size, make = (
        0,
        len(text),
        tuple.__new__,
    )  # the piece in which `done` lies; without a step of Python for each new one
    for edit in sorted(edits, key=_SPAN):
        start, end, new, why, _ = edit
        added = len(new) == 1 and new[0].__class__ is str
        if not (added and done <= start <= end <= size):  # which it mostly is
            _check(edit, done, size, rule)
        here = bisect_right(starts, start, number) - 1
        words, first, whose = old[here]
        at = first if whose else first + min(start - starts[here], len(words))
        if start > done and (here == number or (here == number + 1 and start == starts[here])):  # as mostly, in one
            words, first, whose = old[number]
            cut = done - starts[number]
            kept = make(Piece, (words[cut : start - starts[number]], first if whose else first + cut, whose))
            if whose or not pieces or pieces[-1][2]:
                pieces.append(kept)
            else:
                _append(pieces, (kept,))
        elif start > done:
            _append(pieces, between(done, start))
        if not added:
            new = _set(pieces, manuscript, edit, at, rule)
        elif new[0]:
            pieces.append(make(Piece, (new[0], at, rule)))
        changes.append(make(Change, (rule, at_place(at), start, text[start:end], new, why, turn)))
        done, number = end, bisect_right(starts, end, here) - 1
    _append(pieces, between(done, size))
    return Manuscript(manuscript.source, tuple(pieces)), changes


def remake(manuscript: Manuscript, changes: Sequence[Change]) -> Manuscript:
    """Make again the changes that one rule made in this manuscript."""
    edits = []
    for change in changes:
        new = tuple(_moved(part, change.start) if isinstance(part, slice) else part for part in change.new)
        edits.append(Edit(change.start, change.start + len(change.before), new, change.why))
        if manuscript.text[edits[-1].start : edits[-1].end] != change.before:
            message = f"the ledger does not fit this source: {change.rule} at {change.place} found another text there"
            raise ValueError(message)
    return mend(manuscript, edits, Batch(changes[0].rule, changes[0].turn))[0]


def unmake(text: str, changes: Sequence[Change]) -> str:
    """Take back from `text` the changes that one rule made."""
    parts, done, shift = [], 0, 0
    for change in changes:
        start = change.start + shift
        if text[start : start + len(change.after)] != change.after:
            message = (
                f"the ledger does not fit this text: what {change.rule} wrote at {change.place} does not stand there"
            )
            raise ValueError(message)
        parts += [text[done:start], change.before]
        done = start + len(change.after)
        shift += len(change.after) - len(change.before)
    return "".join([*parts, text[done:]])


def _set(pieces: list[Piece], manuscript: Manuscript, edit: Edit, at: int, rule: str) -> tuple[str | slice, ...]:
    """Put what an edit puts there behind other pieces; give it as its change tells it."""
    start, told, between, make = edit.start, list[str | slice](), manuscript.between, tuple.__new__
    for part in _parts(edit.new):
        if isinstance(part, slice):
            _append(pieces, between(part.start, part.stop))
            told.append(slice(part.start - start, part.stop - start))
        else:
            told.append(part)
            if part:
                pieces.append(make(Piece, (part, at, rule)))
    return tuple(told) or ("",)


def _append(pieces: list[Piece], more: Sequence[Piece]) -> None:
    """Put pieces that stood side by side in a manuscript behind others."""
    first, last = more[0] if more else None, pieces[-1] if pieces else None
    if first and last and not last.rule and not first.rule and last.at + len(last.text) == first.at:
        pieces[-1] = Piece(last.text + first.text, last.at)  # two stretches of print that belong together again
        pieces += more[1:]
    elif first and first.text:
        pieces += more


def _check(edit: Edit, done: int, end: int, rule: str) -> None:
    start, stop, new = edit[:3]
    kept = [part for part in new if isinstance(part, slice)]
    if any(part.start is None or part.stop is None or part.step not in (None, 1) for part in kept):
        message = f"the rule {rule} keeps a stretch that has no beginning, no end or gaps, at {edit.start}-{edit.end}"
        raise ValueError(message)
    if not done <= start <= stop <= end:
        message = (
            f"the rule {rule} proposes an edit at {edit.start}–{edit.end} that overlaps another or leaves the text"
        )
    elif any(not start <= part.start <= part.stop <= stop for part in kept):
        message = f"the rule {rule} keeps text outside its edit at {edit.start}–{edit.end}"
    else:
        return
    raise ValueError(message)


def _parts(new: tuple[str | slice, ...]) -> tuple[str | slice, ...]:
    """Give the parts of what an edit puts there, with added texts that stand side by side as one."""
    parts = list[str | slice]()
    for part in new:
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return tuple(parts)


def _moved(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)


_TEXT = itemgetter(0)  # of a piece, without a step of Python for each
_SPAN = itemgetter(0, 1)  # of an edit
