"""Verse of which each line is a paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def parted_verse(manuscript: Manuscript) -> Iterator[Edit]:
    """Each line of a poem stands as a paragraph of its own.

    The lines begin with capitals, run on below each other, and rhyme, or are one quotation from the first to the last:
    four of them, or two that a colon brings in.
    """
    text = manuscript.text
    run = list[Block]()
    for block in blocks(text):
        line = block.kind is Kind.PARAGRAPH and block.end - block.start <= _LONGEST
        if line and _LINE.fullmatch(text, block.start, block.end) and not (run and text[block.start] in _OPENING):
            run.append(block)
            if text[run[0].start] in _OPENING and text[block.end - 1] in _CLOSING and text[block.end - 2] in _ENDING:
                yield from _stanza(text, run)
                run = []
            continue
        yield from _stanza(text, run)
        run = [block] if line and _LINE.fullmatch(text, block.start, block.end) else []
    yield from _stanza(text, run)


def _stanza(text: str, run: Sequence[Block]) -> Iterator[Edit]:
    lines = [text[block.start : block.end] for block in run]
    led = len(lines) >= _COUPLET and text[max(0, run[0].start - _LEAD) : run[0].start].rstrip(" \n—-").endswith(":")
    if len(lines) < (_COUPLET if led else _FEW) or sum(line.endswith((".", "!", "?")) for line in lines) * 2 > len(
        lines
    ):
        return
    quoted = (
        lines[0][0] in _OPENING and lines[-1][-1] in _CLOSING and not any(line[-1] in _CLOSING for line in lines[:-1])
    )
    if quoted or (len(lines) >= _FEW and _rhymes(lines) * 2 >= len(lines)):
        for line, after in pairwise(run):
            yield Edit(line.end, after.start, ("\\\n",))


def _rhymes(lines: Sequence[str]) -> int:
    """Count the lines that end like one of the two above or below: with the same letters, but not the same word."""
    ends = [found.group().lower() if (found := _END.search(line)) else "" for line in lines]
    return sum(
        any(
            end[-_SOUND:] == other[-_SOUND:] and end != other
            for other in (*ends[max(0, at - 2) : at], *ends[at + 1 : at + 3])
        )
        for at, end in enumerate(ends)
    )


_FEW, _COUPLET, _LONGEST, _SOUND = 4, 2, 64, 2
_LEAD = 6  # characters
_OPENING, _CLOSING, _ENDING = "“‘\"'", "”’\"'", ".!?"
# A capital, and at least three words, of which most are in small letters: no list of names, no title.
_LINE = re.compile(
    r"[“‘\"']?[A-Z][a-z’']*(?:[ ,;:!—-]+(?:[a-z’']+|I|O|[A-Z][a-z’']+(?![ ,;]+[A-Z]))){2,12} ?[.,;:!?—”’\"']{0,3}"
)
_END = re.compile(r"[a-z]+(?=[^a-z]*\Z)", re.IGNORECASE)
