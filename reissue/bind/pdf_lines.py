"""Paragraphs broken into lines as a whole, so that no line is loose for the sake of the one above it.

The method is that of D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981). It knows lengths alone, and refuses more than two hyphens in a row and lines that are too full.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Stop(NamedTuple):
    """A place where a line may end; lengths from the beginning of the paragraph, as if it were one line.

    `end` is where a line ends that is broken here, with its hyphen; `start` where the next one begins. `spaces` is how
    much of that length is spaces before the end, `spaces_after` before the next line. `cost` is how much the place is
    shunned, and `hyphen` tells whether a hyphen will stand there.
    """

    end: float
    start: float
    spaces: float
    spaces_after: float
    cost: float = 0
    hyphen: bool = False


def fit(stops: Sequence[Stop], measure: float, indent: float, loosest: float, above: int = 1) -> list[int] | None:
    """Choose the stops at which a paragraph's lines end, by number; the last of `stops` is its end.

    Each line but the last is filled to the measure: its spaces grow by no more than `loosest` times their width, and
    shrink by less than a third; the letters take up a little of it, as `spread` says. The first line begins `indent`
    further in. None if it cannot be done.

    A short last line does not part the hyphens above it from those below it. So many lines `above` the first are
    therefore taken to end in hyphens; and before the last line stands one, or two, only where it cannot be helped.
    """
    closer = _CLOSER * measure + _EXACT
    active = [_Node(-1, above, 0.0, -indent, 0.0, None)]
    for number, stop in enumerate(stops[:-1]):
        end, spaces = stop.end, stop.spaces
        if measure - end + active[0].start < -_SHRINK * (spaces - active[0].spaces) - closer:
            active = [node for node in active if measure - end + node[3] >= -_SHRINK * (spaces - node[4]) - closer]
            if not active:
                return None
        # Most stops are too near to the beginning of every line that may end there.
        if measure - end + active[0].start <= loosest * (spaces - active[0].spaces) + _WIDER * measure + _EXACT:
            active += _reached(active, number, stop, measure, loosest)
    return _closed(active, stops[-1], len(stops) - 1, measure, indent)


def spread(gap: float, spaces: float, measure: float) -> float:
    """Say how much of a line's gap goes between its letters; the rest goes into its spaces, or comes out of them.

    `spaces` is the width of these together as they are by nature. Letters are spread by so little that nobody sees it.
    """
    if gap > 0:
        return min(gap * _WIDER * measure / (_STRETCH * spaces + _WIDER * measure), _WIDER * measure)
    return gap * _CLOSER * measure / (_SHRINK * spaces + _CLOSER * measure)


class _Node(NamedTuple):
    """A stop that can be reached: with which run of hyphens, with which demerits, and from which stop before."""

    number: int
    run: int
    demerits: float
    start: float
    spaces: float
    before: "_Node | None"


def _reached(active: Sequence[_Node], number: int, stop: Stop, measure: float, loosest: float) -> list[_Node]:
    """Find the best way to a stop, for each run of hyphens with which it can be reached."""
    end, start, spaces, after, cost, hyphen = stop
    wider, closer = _WIDER * measure, _CLOSER * measure
    best: list[_Node | None] = [None] * (_HYPHENS + 1)
    for node in active:
        _, run, demerits, begin, spaces_before, _ = node
        gap, room = measure - end + begin, spaces - spaces_before
        run = run + 1 if hyphen else 0
        if run > _HYPHENS or gap > loosest * room + wider + _EXACT:
            continue
        if gap < 0:
            ratio = gap / (_SHRINK * room + closer)
        else:
            ratio = gap / (_STRETCH * room + wider)
            if ratio > 1:
                ratio = (gap - wider) / (_STRETCH * room) if room else _NO_SPACE
        demerits += (1 + 100 * abs(ratio) ** 3 + cost) ** 2 + (_SECOND_HYPHEN if run > 1 else 0.0)
        other = best[run]
        if other is None or demerits < other[2]:
            best[run] = _Node(number, run, demerits, start, after, node)
    return [node for node in best if node]


def _closed(active: Sequence[_Node], stop: Stop, number: int, measure: float, indent: float) -> list[int] | None:
    """Choose the way on which the last line comes out best: not shorter than an indent, not behind a hyphen."""
    found: _Node | None = None
    for node in active:
        gap, room = measure - stop.end + node.start, stop.spaces - node.spaces
        ratio = min(gap / (_SHRINK * room + _CLOSER * measure), 0.0)
        if ratio < -1:
            continue
        demerits = node.demerits + (1 + 100 * abs(ratio) ** 3) ** 2
        demerits += _SHORT_LAST if measure - gap < max(indent, _SHORTEST * measure) else 0.0
        demerits += _HYPHEN_BEFORE_LAST * node.run if node.before else 0.0
        if found is None or demerits < found.demerits:
            found = _Node(number, 0, demerits, 0.0, 0.0, node)
    return [*_back(found)][::-1] if found else None


def _back(node: _Node) -> Iterator[int]:
    while node.before:
        yield node.number
        node = node.before


_STRETCH, _SHRINK = 0.5, 0.3  # of a space
_WIDER, _CLOSER = 0.02, 0.008  # of the measure
_NO_SPACE = 10.0
_EXACT = 0.001
_HYPHENS = 2
_SECOND_HYPHEN = 20_000.0
_HYPHEN_BEFORE_LAST = 1_000_000.0
_SHORT_LAST = 4_000_000.0
_SHORTEST = 0.05  # of the measure
