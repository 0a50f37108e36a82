"""The manuscript seen as headings, paragraphs, quotations, notes and rules: views with spans, which change nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reissue.capitals import CLOSED
from reissue.manuscript import Change
from reissue.view import known, learn, view


class Kind(Enum):
    """What a block is, by the marks that it bears in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"  # one paragraph of a block quotation
    NOTE = "note"  # a lifted note with all its paragraphs
    RULE = "rule"  # a line of hyphens: at a page's foot it stands above the notes
    PAGE = "page"  # a form feed in a line of its own: here a page of print ends
    FENCE = "fence"  # the line that keeps two block quotations apart


class Block(NamedTuple):
    """One block: text[start:end] with its marks, text[body:end] without; `level` is a heading's, `label` a note's."""

    kind: Kind
    start: int
    body: int
    end: int
    level: int = 0
    label: str = ""


PROSE = (Kind.PARAGRAPH, Kind.QUOTATION)
FENCE = "<!-- -->"
PAGE = "\f"


@view
def blocks(text: str) -> tuple[Block, ...]:
    """Give the blocks of `text` in order. Blank lines part them; in a quotation, a line `>` does."""
    row, make = list[Block](), tuple.__new__  # without a step of Python for each paragraph
    for match in _BLOCK.finditer(text):
        start, end = match.span()
        plain = text[start] not in _SIGNS
        row.append(make(Block, (_PARAGRAPH, start, start, end, 0, "")) if plain else _block(text, start, end))
    return tuple(row)


def keep_blocks(before: str, after: str, changes: Sequence[Change]) -> None:
    """Learn the blocks of a text that has changed: they are made out anew round the changes alone, if these are few."""
    row = known(blocks, before)
    if row and len(changes) * _FEW <= len(row):
        learn(blocks, after, tuple(_kept(row, after, changes)))


def prose(text: str) -> tuple[Block, ...]:
    """Give the blocks that are read as running text: paragraphs and quotations, without headings, notes and rules."""
    return tuple(block for block in blocks(text) if block.kind in PROSE)


@view
def page_ends(text: str) -> tuple[int, ...]:
    """Give the places in the row of the blocks at which a page of print ends."""
    return tuple(place for place, block in enumerate(blocks(text)) if block.kind is Kind.PAGE) if PAGE in text else ()


def bare(text: str) -> str:
    """Take emphasis marks and note references off both ends of a paragraph, to see how its words begin and end."""
    if text[-1:].isspace() or text.endswith(_LAST):
        end = max(0, len(text) - _REACH)
        text = text[:end] + _without_trailing(text[end:])
    leading = _LEADING.match(text)
    return text[leading.end() :] if leading else text


@view
def numbered_headings(text: str) -> frozenset[int]:
    """Give the offsets of the paragraphs that are the number of the heading below them: 1, or the next in the row."""
    found, last, row = list[int](), 0, blocks(text)
    for block, after in pairwise(row):
        number = _NUMBER.match(text, block.body, block.end)
        if block.kind is Kind.HEADING and number:
            last = int(number[1])
        elif number and number.end() == block.end and _leads(block, after) and int(number[1]) in (1, last + 1):
            found.append(block.start)
            last = int(number[1])
    return frozenset(found)


def seam(text: str, end: int) -> str:
    """Give what belongs between a stretch cut at `end` and its other half: nothing after a hyphen or closed-up dash."""
    last, before = text[end - 1 : end], text[end - 2 : end - 1]
    return "" if last in _DASHES and before and not before.isspace() else " "


def _kept(row: Sequence[Block], text: str, changes: Sequence[Change]) -> list[Block]:
    """Give the blocks of a text that has come of another by some changes, in order; `row` are those that it had.

    What a change can reach begins a block or two before it, and ends where a block begins that began one before.
    """
    found, starts = list[Block](), [block.start for block in row]
    done = shift = last = number = (
        0  # how many blocks are done, how far the next have moved, where the last change ends
    )
    while number < len(changes):
        first, change = max(done, bisect_right(starts, changes[number].start) - 1 - _REACHED), number
        found += _shifted(row[done:first], shift)
        done = len(row)
        for match in _BLOCK.finditer(text, starts[first] + shift if found or first else 0):
            start, end = match.span()
            while number < len(changes) and changes[number].start + shift <= start:
                old, new = changes[number].before, changes[number].after
                last = changes[number].start + shift + len(new)
                shift, number = shift + len(new) - len(old), number + 1
            place = bisect_left(starts, start - shift) if number > change and last <= start else len(row)
            if place < len(row) and starts[place] == start - shift:
                done = place
                break
            found.append(_block(text, start, end))
        else:
            number = len(changes)
    return found + _shifted(row[done:], shift)


def _shifted(row: Sequence[Block], by: int) -> list[Block]:
    """Give blocks that have moved."""
    make = tuple.__new__
    moved = ((kind, start + by, body + by, end + by, level, label) for kind, start, body, end, level, label in row)
    return [make(Block, each) for each in moved] if by else [*row]


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all paragraphs end as they did
def _without_trailing(end: str) -> str:
    return _TRAILING.sub("", end)


def _leads(block: Block, after: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and after.kind is Kind.HEADING


def _block(text: str, start: int, end: int) -> Block:
    """Make out what a block is."""
    sign = text[start]
    if sign == "#" and (heading := _HEADING.match(text, start, end)):
        return Block(Kind.HEADING, start, heading.end(), end, level=len(heading.group(1)))
    if sign == "[" and (note := _NOTE.match(text, start, end)):
        return Block(Kind.NOTE, start, note.end(), end, label=note.group(1))
    if sign == ">" and (quotation := _QUOTATION.match(text, start, end)):
        return Block(Kind.QUOTATION, start, quotation.end(), end)
    ruled = sign in "-*_" and _RULE.fullmatch(text, start, end)
    kind = Kind.RULE if ruled else _ALONE.get(text[start:end], _PARAGRAPH)
    return Block(kind, start, start if kind is _PARAGRAPH else end, end)


# A note takes its indented paragraphs with it; any other block ends at a blank line or at a line that is only `>`.
_BLOCK = re.compile(
    r"^\[\^[^\]\n]+\]:[^\n]*(?:\n+ {4}[^\n]+|\n(?!\n)[^\n]+)*"
    r"|^(?!\n|>?[ \t]*$)[^\n]+(?:\n(?!\n|>?[ \t]*(?:\n|\Z))[^\n]+)*",
    re.MULTILINE,
)
_DASHES = "-\N{SOFT HYPHEN}\N{NOT SIGN}\N{EN DASH}\N{EM DASH}"
_SIGNS = frozenset(f"#[>-*_<{PAGE}")  # one of these begins whatever is no paragraph
_PARAGRAPH, _ALONE = Kind.PARAGRAPH, {PAGE: Kind.PAGE, FENCE: Kind.FENCE}
_HEADING = re.compile(r"(#{1,6}) +")
_NUMBER = re.compile(r"\**([0-9]{1,3})\b\.?\**")
_NOTE = re.compile(r"\[\^([^\]\n]+)\]: *")
_QUOTATION = re.compile(r"> ?")
_RULE = re.compile(r"(?:-{3,}|(?:\* *){3,}|_{3,})\s*")
_REFERENCE = r"(?: ?<sup>[^<]{1,5}</sup>|\[\^[^\]]+\])"
_FEW, _REACHED = 16, 2
_REACH = 60  # no more marks and references than this stand at the end of a paragraph
_TRAILING = re.compile(rf"(?:[*_\s]|(?<!\\)\\$|{_REFERENCE}|{CLOSED})+\Z")
_LAST = ("*", "_", "\\", ">", "]", "}")  # one of these ends a mark or a reference
_SOFT = "\N{SOFT HYPHEN}"
_LEADING = re.compile(rf"(?:[*_\s{_SOFT}]|\[(?=[^\[\]]+{CLOSED}))+")
