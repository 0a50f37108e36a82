"""Pointers: words of the print that lead the reader to another place of the book, as links of the manuscript.

A link is `[words](#target)`. It adds no word, and takes none.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.capitals import CLOSES, OPENS, SMALL, plain
from reissue.contents import printed_contents
from reissue.emphasis import emphasised
from reissue.manuscript import Edit
from reissue.view import view


class Pointer(NamedTuple):
    """What points: text[start:end], of which kind, to which targets, and how they were found.

    One target is sure unless the editor is to be `asked`; several are all that can be meant; none is outside of the
    edition, or in the same note.
    """

    kind: str
    start: int
    end: int
    targets: tuple[str, ...]
    how: str
    asked: bool = False


class Link(NamedTuple):
    """A link that stands in the manuscript: text[start:end] with its brackets, text[inner] its words."""

    start: int
    inner: slice
    end: int
    target: str


def note_address(label: str) -> str:
    """Give the target by which links lead to a note."""
    return "note-" + re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"x{ord(sign[0]):x}", label)


@view
def notes_by_address(text: str) -> dict[str, str]:
    """Give the labels of the notes by their addresses; a label that stands twice has none."""
    labels = Counter(block.label for block in blocks(text) if block.kind is Kind.NOTE)
    return {note_address(label): label for label, count in labels.items() if count == 1}


@view
def links(text: str) -> tuple[Link, ...]:
    """Give the links of a text that lead to places in it, in order."""
    if "](#" not in text:
        return ()
    return tuple(
        Link(found.start(), slice(found.start() + 1, found.end("words")), found.end(), found["target"])
        for found in _LINK.finditer(text)
    )


def in_prose(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[Block, re.Match[str]]]:
    """Give what was found in the words of a paragraph or a note, each with its block; what stands elsewhere is none.

    The entries of the contents of the print are no words of it.
    """
    row, starts = _read(text)
    for match in found:
        block = row[bisect_right(starts, match.start()) - 1] if row else None
        if block and block.body <= match.start() < match.end() <= block.end:
            yield block, match


@view
def headings(text: str) -> tuple[tuple[int, str], ...]:
    """Give the headings of a text in order, each with its level."""
    return tuple((block.level, text[block.body : block.end]) for block in blocks(text) if block.kind is Kind.HEADING)


@view
def contents_printed(text: str) -> tuple[str, ...]:
    """Give the contents of the print, as they stand."""
    return tuple(text[contents.start : contents.end] for contents in printed_contents(text))


def stand_unlinked(text: str, found: Iterable[re.Match[str]]) -> bool:
    """Tell whether anything that was found stands in no link."""
    return any(
        not any(link.start <= match.start() and match.end() <= link.end for link in _near(links(text), match.start()))
        for match in found
    )


def led_up(text: str, block: Block, at: int, reach: int) -> str:
    """Give the words of a block that lead up to a place, `reach` of their characters, without the marks of links."""
    led = _LINK.sub(lambda link: link["words"], text[max(block.body, at - reach - _ADDRESS) : at])
    return led[-reach:]


def is_quoted(text: str, block: Block, at: int) -> bool:
    """Tell whether a quotation that began in a block is still open at a place in it."""
    return text.count("“", block.start, at) > text.count("”", block.start, at)


def whole(text: str, pointer: Pointer) -> Pointer:
    """Widen a pointer over the mark that opens the small capitals with which it begins, if they end within it."""
    start, end = pointer.start, pointer.end
    small = _SMALL.match(text, start - len(OPENS)) if text.find(CLOSES, start, end) >= 0 else None
    return pointer._replace(start=small.start()) if small and small.end() <= end else pointer


def linked(text: str, pointers: Iterable[Pointer]) -> Iterator[Edit]:
    """Propose the links of the pointers whose one target is sure, and ask about those that can lead to several."""
    pointers = (whole(text, pointer) for pointer in pointers)
    standing = links(text)
    spans = [span for found in emphasised(text) for span in found.spans]
    done = place = 0
    for pointer in sorted(pointers, key=lambda pointer: pointer.start):
        start, end = pointer.start, pointer.end
        while place < len(spans) and spans[place].end <= start:
            place += 1
        crossed = any(
            span.start < start < span.end < end or start < span.start < end < span.end
            for span in spans[place : place + _NEAR]
        )
        asked = pointer.targets or pointer.asked
        if start < done or not asked or crossed or _UNLINKABLE.search(plain(text[start:end])):
            continue
        if any(link.start < end and start < link.end for link in _near(standing, start)):
            continue
        done = end
        if len(pointer.targets) == 1 and not pointer.asked:
            yield Edit(start, end, ("[", slice(start, end), f"](#{pointer.targets[0]})"), pointer.how)
        else:
            yield Edit(start, end, (slice(start, end),), pointer.how, sure=False)


@view
def _read(text: str) -> tuple[Sequence[Block], Sequence[int]]:
    """Give the paragraphs and notes that are no contents of the print, and where each begins."""
    contents = printed_contents(text)
    row = [
        block
        for block in blocks(text)
        if block.kind in (Kind.PARAGRAPH, Kind.NOTE) and not any(c.start <= block.start < c.end for c in contents)
    ]
    return row, [block.start for block in row]


def _near(standing: tuple[Link, ...], start: int) -> tuple[Link, ...]:
    low, high = 0, len(standing)
    while low < high:
        middle = (low + high) // 2
        if standing[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return standing[low : low + 1]


_ADDRESS = 120  # characters that the marks of links may take before a place
_NEAR = 8  # spans of emphasis that one pointer may touch
_SMALL = re.compile(SMALL)
_LINK = re.compile(rf"\[(?<!\\\[)(?P<words>(?:[^\[\]\n]|{SMALL})+)\]\(#(?P<target>[A-Za-z][\w.-]*)\)")
_UNLINKABLE = re.compile(r"[\[\]<>\n`]")
