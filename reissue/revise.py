"""What has changed in a text since a rule was last asked, as a short text of its own: the revise of the printers.

Their reader reads again the lines that were corrected, and those beside them, and no more. A rule that looks no further
than a few paragraphs finds there whatever it would find anew in the whole book. Where much of a book has changed, there
is no revise of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Change, Manuscript, Piece
from reissue.view import view


def revise(manuscript: Manuscript, batches: Sequence[Sequence[Change]], reach: int) -> Manuscript | None:
    """Give the blocks of a manuscript that its last batches of changes have touched, and those within reach of them.

    Reach counts blocks of text on either side; what stands between them comes with them. None if it were too much.
    """
    text = manuscript.text
    most = len(text) // _SHARE
    if sum(map(len, batches)) * _BLOCK * (1 + reach) > most:
        return None
    spans = list(_within_reach(text, _touched(batches), reach))
    if sum(end - start for start, end in spans) > most:
        return None
    pieces = list[Piece]()
    for start, end in spans:
        pieces += manuscript.between(start, end)
        if end < len(text):
            pieces.append(Piece("\n" if end == spans[-1][1] else "\n\n", manuscript.at(end), "revise"))
    return Manuscript(manuscript.source, tuple(pieces))


def seams(changes: Sequence[Change]) -> Iterator[tuple[int, int]]:
    """Give the spans of a text in which one batch of changes has put what did not stand so before.

    Of what was moved, these are the places where it begins and ends.
    """
    gained = 0
    for change in changes:
        at = start = change.start + gained
        for part in change.new:
            end = at + (len(part) if isinstance(part, str) else part.stop - part.start)
            yield (at, end) if isinstance(part, str) else (at, at)
            at = end
        yield at, at
        gained += at - start - len(change.before)


@view
def _edges(text: str) -> tuple[list[int], list[int]]:
    """Give where the blocks of a text begin and end; what stands outside of all comes with the first and the last."""
    row = blocks(text)
    starts, ends = [block.start for block in row], [block.end for block in row]
    return [0] * bool(row) + starts[1:], ends[:-1] + [len(text)] * bool(row)


def _touched(batches: Sequence[Sequence[Change]]) -> list[tuple[int, int]]:
    """Give the spans of the text as it is now that some batches have changed, in order; each is known to the first.

    What lay within a change is wherever the change lies now.
    """
    spans = list[tuple[int, int]]()
    for changes in batches:
        starts, ends, own, gained = list[int](), list[int](), list[tuple[int, int]](), 0
        for change in changes:
            start, end = change.start, change.start + len(change.before)
            starts.append(start)
            ends.append(end)
            start, gained = start + gained, gained + len(change.after) - len(change.before)
            own.append((start, end + gained))
        moved = set(own)
        for start, end in spans:
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
            low, high = own[first] if first >= 0 else (start, start), own[last] if last >= 0 else (end, end)
            past = first >= 0 and start > ends[first], last >= 0 and end > ends[last]
            moved.add(
                (
                    low[1] + start - ends[first] if past[0] else low[0],
                    high[1] + end - ends[last] if past[1] else high[1],
                )
            )
        spans = sorted(moved)
    return spans


def _within_reach(text: str, touched: Sequence[tuple[int, int]], reach: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of the text that hold what was touched with its surroundings; those that meet are one."""
    row, (starts, ends) = blocks(text), _edges(text)
    low, high = len(row), -1
    for start, end in touched if row else ():
        first = _outward(row, max(0, bisect_right(starts, start) - 1), -1, reach)
        last = _outward(row, min(len(row) - 1, bisect_left(ends, end)), 1, reach)
        if first > high + 1 and high >= 0:
            yield starts[low], ends[high]
            low, high = first, -1
        low, high = min(low, first), max(high, last)
    if high >= 0:
        yield starts[low], ends[high]


def _outward(row: Sequence[Block], place: int, step: int, reach: int) -> int:
    """Go on from a block until so many blocks of text have been passed."""
    while reach and 0 <= place + step < len(row):
        place += step
        reach -= row[place].kind not in _BETWEEN
    return place


_SHARE = 4  # of the text; where more of it has changed, it is read again as fast in full
_BLOCK = 300  # characters that a change takes with it, at the least
_BETWEEN = (Kind.NOTE, Kind.RULE, Kind.PAGE, Kind.FENCE)
