"""The emphasis of a paragraph: which asterisks and underscores open, which close, which do neither."""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.view import view


class Span(NamedTuple):
    """Emphasised words: text[start:end] with the marks, `width` of them on either side (1 italic, 2 bold, 3 both)."""

    start: int
    end: int
    width: int

    @property
    def inner(self) -> slice:
        """The words without their marks."""
        return slice(self.start + self.width, self.end - self.width)


class Emphasis(NamedTuple):
    """The spans of a paragraph in order, and the marks that have lost their partners, as (start, width)."""

    spans: tuple[Span, ...]
    strays: tuple[tuple[int, int], ...]


class Emphasised(NamedTuple):
    """A block with marks of emphasis in it; the offsets of spans and strays count in the whole text."""

    block: Block
    spans: tuple[Span, ...]
    strays: tuple[tuple[int, int], ...]


@view
def emphasised(text: str) -> tuple[Emphasised, ...]:
    """Give the blocks of a text that have marks of emphasis, in order, with these marks; rules have none."""
    found, past, make = list[Emphasised](), len(text), tuple.__new__  # without a step of Python for each span
    star = line = -1  # the first asterisk and underscore not above a block; past the end if there is none
    for block in blocks(text):
        kind, _, base, end, *_ = block
        if star < base and (star := text.find("*", base)) < 0:
            star = past
        if line < base and (line := text.find("_", base)) < 0:
            line = past
        if star == line == past:
            break
        if (star < end or line < end) and kind is not Kind.RULE:
            spans, strays = emphasis(text[base:end])
            here = [make(Span, (base + start, base + stop, width)) for start, stop, width in spans]
            found.append(Emphasised(block, tuple(here), tuple([(base + start, width) for start, width in strays])))
    return tuple(found)


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all paragraphs stay as they are
def emphasis(text: str) -> Emphasis:
    """Pair the marks of one paragraph.

    Marks of one width are paired in turn. Those are left over without which the others stand best: an opening mark
    before a word, a closing one after.
    """
    labels = [found.span() for found in _LABEL.finditer(text)] if "[^" in text or "](" in text else []
    runs = [
        (found.start(), len(found.group()), found.group()[0])
        for found in _MARKS.finditer(text)
        if _is_mark(text, found) and not (labels and _is_within(labels, found.start()))
    ]
    spans, strays = list[Span](), list[tuple[int, int]]()
    for kind in dict.fromkeys((width, sign) for _, width, sign in runs):
        places = [start for start, width, sign in runs if (width, sign) == kind]
        pairs, alone = _paired(text, places, kind[0])
        spans += [Span(a, b + kind[0], kind[0]) for a, b in pairs]
        strays += [(place, kind[0]) for place in alone]
    return Emphasis(tuple(sorted(spans)), tuple(sorted(strays)))


def _is_mark(text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before.isalnum() and after.isalnum() and (found.group()[0] == "_" or before.isdigit() or after.isdigit()):
        return False
    return not ((before.isspace() or not before) and (after.isspace() or not after))


def _is_within(labels: list[tuple[int, int]], place: int) -> bool:
    number = bisect_left(labels, (place, 0)) - 1
    return number >= 0 and place < labels[number][1]


def _paired(text: str, places: list[int], width: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Pair neighbouring marks so that their faults, and the marks left over, are fewest.

    Two marks are left over rather than paired where both begin words and a sentence or more would lie between them.
    """
    best: list[tuple[float, int]] = [(0, 0), (_ALONE, 0)]
    for after, (a, b) in enumerate(pairwise(places), 2):
        faults, held = _faults(text, a, b, width)
        pair, alone = best[after - 2], best[after - 1]
        best.append(min((pair[0] + faults, pair[1] + held), (alone[0] + _ALONE, alone[1])))
    pairs, strays, at = list[tuple[int, int]](), list[int](), len(places)
    while at:
        if best[at] == (best[at - 1][0] + _ALONE, best[at - 1][1]):
            strays.append(places[at - 1])
            at -= 1
        else:
            pairs.append((places[at - 2], places[at - 1]))
            at -= 2
    return pairs, strays


def _faults(text: str, a: int, b: int, width: int) -> tuple[int, int]:
    """Count the marks of a pair on the wrong side of a space, and a pair that holds a great deal; and what it holds."""
    faults = text[a + width : a + width + 1].isspace() + text[b - 1 : b].isspace()
    faults += text[a - 1 : a].isalnum() + text[b + width : b + width + 1].isalnum()
    sentence = faults and _SENTENCE.search(text, a, b - 1) and _SMALL.search(text, a, b)
    return faults + (b - a > _LONG or bool(sentence)), b - a


_LONG = 160
_ALONE = 1.25  # faults: a pair has three before its two marks stand better alone
_SENTENCE = re.compile(r"[^\W\d_]{3}[.;?!] ")
_SMALL = re.compile(r"\b[a-z]{3}")  # without a word in small letters, the stops are those of a title cut short
# The label of a note, and where a link or a figure leads: a mark in either is none of emphasis.
_LABEL = re.compile(r"\[\^[^\]\s]*[*_][^\]\s]*\]|\]\([^()\s]*[*_][^()\s]*\)")
_MARKS = re.compile(r"[*_](?<![\\*_].)(?:(?<=\*)\*{0,2}|(?<=_)_{0,2})(?![*_])")
