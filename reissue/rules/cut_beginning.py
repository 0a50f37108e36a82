"""Texts whose first page is not the first of the book."""

import re
from collections.abc import Iterator

from reissue.blocks import PROSE, Kind, blocks
from reissue.figures import figures
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def cut_beginning(manuscript: Manuscript) -> Iterator[Edit]:
    """The text begins in mid-sentence, with no heading above it: what stood before is not in the file."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.HEADING:
            return
        if block.kind in PROSE and block.start not in figures(text):
            words = _BEGINNING.match(text, block.body, block.end)
            if words and words["word"].islower() and block.end - block.body >= _LINE:
                span = slice(*words.span("word"))
                why = "the text begins in mid-sentence: is a page lost, or is this an extract?"
                yield Edit(span.start, span.stop, (span,), why, sure=False)
            return


_LINE = 50
_BEGINNING = re.compile(r"[*_]*(?P<word>[^\W\d_]{2,})(?=[ ,;:])")
