"""One pamphlet twice, from the same engine: with the ends of its pages, and joined so that nothing shows them.

Both give the same book. The text is not this repository's: a few words of it stand here.
"""

import os
from difflib import SequenceMatcher
from functools import cache

import pytest

from reissue.blocks import Block, Kind, blocks
from reissue.bootstrap import ROOT
from reissue.repair import repair
from reissue.rule import words
from reissue.source import read_source

REAL = ROOT.parent / "shared" / "real"
SHOWN, JOINED = "pering_1812_wooden_bulwarks.ff.txt", "pering_1812_wooden_bulwarks.md"
pytestmark = pytest.mark.skipif(
    not (REAL / SHOWN).exists() and not os.environ.get("CI"), reason=f"the pamphlet is not in ../shared/real/{SHOWN}"
)

# Where a page with a few short lines ends, nothing tells its end from that of a line: in the first leaves alone.
KNOWN = [
    ["By Richard Pering", "UNIVERSITY OF CALIFORNIA AT LOS ANGELES"],
    ["EX LIBRIS", "Digitized by the Internet Archive"],
]


def test_both_give_the_same_words_in_the_same_order() -> None:
    assert words(text(JOINED)) == words(text(SHOWN))


def test_both_give_the_same_blocks_but_in_the_first_leaves() -> None:
    shown, joined = plain(SHOWN), plain(JOINED)
    changes = SequenceMatcher(None, joined, shown, autojunk=False).get_opcodes()
    parted = [shown[start:end] for tag, _, _, start, end in changes if tag != "equal"]
    assert [len(row) for row in parted] == [len(row) for row in KNOWN]
    for row, beginnings in zip(parted, KNOWN, strict=True):
        assert all(block.startswith(first) for (_, block), first in zip(row, beginnings, strict=True))


def test_both_give_the_same_notes() -> None:
    notes = [[block for kind, block in plain(name) if kind is Kind.NOTE] for name in (SHOWN, JOINED)]
    assert notes[0] == notes[1]
    assert len(notes[0]) == NOTES


NOTES = 11


@cache
def text(name: str) -> str:
    return repair(read_source((REAL / name).read_bytes(), name)).manuscript.text


def plain(name: str) -> list[tuple[Kind, str]]:
    return [(block.kind, inner(text(name), block)) for block in blocks(text(name))]


def inner(whole: str, block: Block) -> str:
    return block.label + whole[block.body : block.end]
