"""The foot of a page: notes in a type that is clearly smaller than the text's."""

import re
from collections.abc import Iterable, Sequence
from statistics import median

from reissue.engines.page import Line, Paragraph

Parts = Sequence[Paragraph | str]


def body_size(lines: Iterable[Line]) -> float:
    """Give the size of the text's type: the largest that a fair share of the book is set in; 0 if nothing tells."""
    weights: dict[float, int] = {}
    for line in lines:
        size = line.size or line.height
        weights[size] = weights.get(size, 0) + line.length
    total = sum(weights.values())
    for size in sorted(weights, reverse=True):
        if size and sum(weight for other, weight in weights.items() if size * _NEAR <= other <= size) >= total * _FAIR:
            return size
    return 0


def split_foot(parts: Parts, size: float, *, running: bool) -> tuple[Parts, Parts, bool]:
    """Part a page's text from the notes below it; tell whether the last note breaks off.

    Notes are in smaller type than `size` down to the end of the page, but for its folio; text of the common size stands
    above them, and the first has a label, unless a note is `running` on from the page before.
    """
    end = len(parts)
    while end and _is_folio(parts[end - 1]):
        end -= 1
    start = end
    while start and _is_small(parts[start - 1], size):
        start -= 1
    text = parts[:start]
    if not any(isinstance(part, Paragraph) and not _is_folio(part) for part in text):
        return parts, (), False
    labelled = [place for place in range(start, end) if _is_labelled(parts[place])]
    if not running and labelled:
        start = labelled[0]
    elif not running or start == end:
        return parts, (), False
    last = parts[end - 1]
    return parts[:start], parts[start:], isinstance(last, Paragraph) and not _STOP.search(last.words[-1])


def _is_small(part: Paragraph | str, size: float) -> bool:
    if isinstance(part, str):
        return False
    own = median(line.size or line.height for line in part.lines)
    return 0 < own <= size * _SMALL


def _is_labelled(part: Paragraph | str) -> bool:
    return isinstance(part, Paragraph) and bool(_LABEL.match(part.words[0]))


def _is_folio(part: Paragraph | str) -> bool:
    """Tell whether this is what stands below the notes: a folio, a signature."""
    return isinstance(part, Paragraph) and len(part.lines) == 1 and part.lines[0].length <= _FOLIO


_NEAR, _FAIR, _SMALL = 0.9, 0.25, 0.9
_FOLIO = 6
_LABEL = re.compile(r"<sup>|[0-9]{1,3}[.)]? ?\S|[*\N{DAGGER}\N{DOUBLE DAGGER}\N{SECTION SIGN}\N{PILCROW SIGN}]")
_STOP = re.compile(r"[.!?:…\])][”’\"'*_]*\Z")
