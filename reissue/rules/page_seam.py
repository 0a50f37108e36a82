"""Pages that an engine joined with nothing but the end of a line."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import measure
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_seam(manuscript: Manuscript) -> Iterator[Edit]:
    """Two paragraphs, each in one long line, stand in lines one below the other, as where two pages were joined.

    Or the heading at the top of a page stands so below the last line of the page before.
    """
    text = manuscript.text
    if measure(text):
        return
    row = blocks(text)
    for block, below in zip_longest(row, row[1:]):
        first = text.find("\n", block.start, block.end) if block.kind is Kind.PARAGRAPH else -1
        if first < 0 or text[block.start] == text[first - 1] == "|":  # of a table
            continue
        for end in _END.finditer(text, block.start, block.end):
            before = end.start() - text.rfind("\n", 0, end.start())
            after = (text.find("\n", end.end(), block.end) % (block.end + 1)) - end.end()
            heads = end.end() + after == block.end and _heads(text, end.start(), block, below)
            if max(before, after) > _LONG or heads:
                yield Edit(*end.span(), ("\n\n",))


def _heads(text: str, seam: int, block: Block, below: Block | None) -> bool:
    """Tell whether the last line of a paragraph is a heading in capitals or a preface's, and heads what stands below.

    Above it a sentence in small letters has ended; below it is the rest of the heading, or a paragraph.
    """
    if below is None or below.kind not in (Kind.PARAGRAPH, Kind.HEADING):
        return False
    above = text[text.rfind("\n", block.start, seam) + 1 or block.start : seam]
    opens = text[below.body].isupper() and below.end - below.start > _LONG
    rest = text[below.body : below.end].isupper() and below.end - below.start <= _LONG
    sentence = not above.isupper() and not above[:-1].isdecimal()
    line = _SAYS_SO.fullmatch(text, seam + 1, block.end) or (
        _CAPITALS.fullmatch(text, seam + 1, block.end) if sentence else None
    )
    return line is not None and above.endswith(".") and (opens or rest)


_LONG = 110  # characters; no page of print has lines so long
_SAYS_SO = re.compile(
    r"(?:PREFACE|INTRODUCTION|FOREWORD|CONTENTS|APPENDIX|ADVERTISEMENT|POSTSCRIPT"
    r"|Preface|Introduction|Foreword|Contents|Appendix|Advertisement|Postscript)[.:]?"
)
# Two words or more, no name of somebody who signs, and no date or place.
_CAPITALS = re.compile(r"(?!(?:[A-Z]\. ?)+[A-Z-]+\.?\Z)(?=[^\n]* )[A-Z][A-Z '’-]{3,60}(?:, &c)?[.:]?")
_END = re.compile(r"\n(?<![\\\n]\n)(?!\n)")
