"""The labels that notes bear at the feet of pages, and the stretches of text that begin with one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Block, Kind, blocks
from reissue.view import view


@view
def units(text: str) -> tuple[Block, ...]:
    """Give the blocks, and of a paragraph in lines each stretch that begins like a note."""
    return tuple(_units(text))


@view
def unit_labels(text: str) -> tuple[re.Match[str] | None, ...]:
    """Give the label of each unit; None for most."""
    match, signs = LABEL.match, _SIGNS
    return tuple([match(text, unit[1], unit[3]) if text[unit[1]] in signs else None for unit in units(text)])


@view
def closings(text: str) -> tuple[bool, ...]:
    """Tell of each unit whether from here to the end of the page every unit but a folio is labelled, or is the first.

    The last page ends with the text. Where no page's end shows, none is at a page's foot.
    """
    row, labels = units(text), unit_labels(text)
    closing, closes = list[bool](), any(unit.kind is Kind.PAGE for unit in row)
    for unit, label in zip(reversed(row), reversed(labels), strict=True):
        closing.append(closes)
        noted = closes and unit.kind is Kind.PARAGRAPH
        closes = unit.kind is Kind.PAGE or (noted and bool(label or text[unit.start : unit.end].isdigit()))
    return tuple(reversed(closing))


def listed(text: str, at: int) -> int:
    """Give where the line begins, if only a list's sign stands before `at` in it; else -1."""
    start = text.rfind("\n", 0, at) + 1
    return start if text[start:at] in ("", "- ", "* ") else -1


def unfinished(text: str) -> bool:
    """Tell whether words have no stop at their end."""
    return not text.rstrip(_CLOSING).endswith(_STOPS)


def parts_a_sentence(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether a paragraph stands between the halves of a sentence."""
    if place == 0 or place + 1 == len(row):
        return False
    before, after = row[place - 1], row[place + 1]
    if before.kind is not Kind.PARAGRAPH or after.kind is not Kind.PARAGRAPH:
        return False
    return breaks_within(text, before) and text[after.start].islower() and not text[row[place].start].islower()


def breaks_within(text: str, block: Block) -> bool:
    """Tell whether a paragraph ends within a clause or a word."""
    return text[block.end - 1] == "-" or text[block.end - 1].isalpha()


def are_items(text: str, start: int, end: int, many: int) -> bool:
    """Tell whether numbered paragraphs are a list that a rule parts from the text above, where nothing leads to them.

    They are several, each with a stop at its number and at its end, and cite nothing; and a paragraph follows them.
    """
    items = text[start:end].split("\n\n")
    below = text[end : end + _NEXT].lstrip("\n")
    return (
        len(items) == many > 1
        and all(_ITEM.fullmatch(item) and not _CITES.search(item) for item in items)
        and below[:1].isalpha()
        and below[:1].isupper()
    )


def _units(text: str) -> Iterator[Block]:
    for block in blocks(text):
        if block.kind is not Kind.PARAGRAPH or text.find("\n", block.start, block.end) < 0:
            yield block
            continue
        lines = _LINE.finditer(text, block.start, block.end)
        starts = [block.start, *(line.end() for line in lines if LABEL.match(text, line.end()))]
        for start, end in pairwise([*starts, block.end]):
            stop = block.start + len(text[block.start : end].rstrip("\\\n")) if end < block.end else end
            yield block if len(starts) == 1 else Block(Kind.PARAGRAPH, start, start, stop)


# A label begins a line: raised, or with a stop, or before a word that begins as notes do. A list's sign before it is
# the engine's. The bar of a table is no 1.
LABEL = re.compile(
    r"(?!\|[^\n]*\|(?:\n|\Z))"
    r"(?:[-*] (?=<sup>|[0-9]{1,3} ))?(?:(?P<raised><sup>\s*))?(?P<label>[0-9IlOoSZzBbgiAQ|]{1,3})"
    r"(?(raised)\s*</sup>[ ]?(?=\S)|(?:\.[ ]?(?=\S)|[ ](?=[^\Wa-z_]|[“\"*_‘(])))"
)
"""A label at the beginning of a line: `raised` or not, and what was read as `label`."""
LINE_LABEL = re.compile(r"^(?:[-*] )?(?:<sup>)?(?P<label>[0-9]+)(?:</sup>|\.)? ", re.MULTILINE)
"""A label in figures at the beginning of any line."""
INNER = re.compile(
    r"(?<=[.!?”’\"')*_\]])[ ](?:<sup>(?P<raised>[0-9]+)</sup>[ ]|(?P<label>[0-9]+)\.?[ ](?=[^\W\da-z_]|[“\"*_‘(]))"
)
"""A label in the middle of a line, after a stop: there a note begins that ran together with the one before."""

_SIGNS = frozenset("-*<0123456789IlOoSZzBbgiAQ|")  # with one of these a label begins
_LINE = re.compile(r"\n")
_NEXT = 8  # characters
_ITEM = re.compile(r"[0-9]{1,2}\. [A-Z][^\n]{20,}[.;!?]")
_CITES = re.compile(
    r"(?:\b(?:pp?|vols?|ibid|op|cit|chap|ed|cf|fol|note|loc)\.|[*_“\"]|[0-9]{2}|\b[Ss]ee\b)", re.IGNORECASE
)
_STOPS = (".", "!", "?", "…")
_CLOSING = "”’\"')]*_"
