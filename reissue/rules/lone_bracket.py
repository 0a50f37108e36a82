"""Brackets that have lost their partners."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import places


@rule(Keeps.NOTHING, reach=6)
def lone_bracket(manuscript: Manuscript) -> Iterator[Edit]:
    """A bracket in the middle of a paragraph closes what nothing has opened, or opens what nothing closes.

    It may be a speck, or what is left of a running head; so it is asked. The number of an item, a formula and what is
    bracketed over several paragraphs are left alone.
    """
    text = manuscript.text
    signs, here = [*places(text, "()[]"), len(text) + 1], 0
    lone = list[
        tuple[int, int, bool]
    ]()  # with the place of its paragraph; whether it begins or ends that, or may stand beyond
    for number, block in enumerate(blocks(text) if len(signs) > 1 else ()):
        if signs[here] >= block.end:
            continue
        here = bisect_left(signs, block.end, here)
        uneven = any(text.count(a, block.body, block.end) != text.count(b, block.body, block.end) for a, b in _PAIRS)
        if uneven and block.kind in _KINDS and not _OTHER.search(text, block.body, block.end):
            low, cut = text[block.body].islower(), not _STOP.search(text, block.end - 3, block.end)
            edges = (block.body, block.end - 1)
            lone += (
                (number, at, at in edges or (cut if text[at] in _CLOSED_BY else low))
                for at in _unpaired(text, block.body, block.end)
            )
    paired = set[int]()
    for (above, first, _), (below, second, _) in pairwise(lone):
        paired |= {first, second} if below - above <= _NEAR else set()
    for _, at, edge in lone:
        if at not in paired and not edge:
            what = "opens what nothing closes" if text[at] in _CLOSED_BY else "closes what nothing has opened"
            yield Edit(at, at + 1, (), f"this bracket {what}: is it a speck, or is its partner lost?", sure=False)


def _unpaired(text: str, start: int, end: int) -> Iterator[int]:
    """Give where the brackets of a paragraph stand that have no partner in it."""
    opened = list[int]()
    for found in _BRACKET.finditer(text, start, end):
        at = found.start("sign")
        if at < 0:
            continue
        sign = text[at]
        if sign in _CLOSED_BY:
            opened.append(at)
        elif opened and _CLOSED_BY[text[opened[-1]]] == sign:
            opened.pop()
        elif not _ITEM.search(text, max(start, at - _LONGEST), at):
            yield at
    yield from opened


_KINDS = (Kind.PARAGRAPH, Kind.QUOTATION, Kind.NOTE)
_CLOSED_BY = {"(": ")", "[": "]"}
_PAIRS = tuple(_CLOSED_BY.items())
_NEAR, _LONGEST = 6, 6  # paragraphs, characters
# A reference to a note, a link's address and what is escaped are passed over.
_BRACKET = re.compile(r"\[\^[^\]\n]*\]|\]\([^()\n]*\)|\\.|(?P<sign>[()\[\]])")
_OTHER = re.compile(r"\$|^(?:> ?)*\||\]\(|^ {4}|\\\n", re.MULTILINE)
_STOP = re.compile(r"[.!?][\W_]*\Z")
_ITEM = re.compile(r"(?:^|[\s(“\"‘'])(?:[0-9]{1,3}|[A-Za-z]|[ivxl]{1,5})\Z", re.MULTILINE)
