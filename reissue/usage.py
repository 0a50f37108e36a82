"""Which quotation marks a text sets: its printer's, or where all of them were read as straight ones, its language's.

It reads the marks of any usage as if they were English, so that what opens and what closes is found in one way.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reissue.lexicon import language
from reissue.quotes import LEFT_DOUBLE, LEFT_SINGLE, RIGHT_DOUBLE, RIGHT_SINGLE, Mark, marks
from reissue.view import view_of_book


class Usage(NamedTuple):
    """What opens and closes a quotation, and one within it; `space` is set on the inner side of the double marks."""

    double: str
    single: str
    space: str = ""


ENGLISH = Usage(LEFT_DOUBLE + RIGHT_DOUBLE, LEFT_SINGLE + RIGHT_SINGLE)
LOW = Usage("„“", "\N{SINGLE LOW-9 QUOTATION MARK}‘")
OUTWARD = Usage("«»", ENGLISH.single)
INWARD = Usage("»«", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")


@view_of_book
def usage(text: str) -> Usage:
    """Give the usage of a text: that of its printed marks, else that of its language.

    An English book that quotes from others prints a few of their marks, so that there they must be the rule.
    """
    spoken = language(text)
    printed = _printed(text, spoken)
    most = max(printed, key=lambda kind: printed[kind])
    straight = text.count('"')
    if spoken in _USAGES:
        chosen = most if printed[most] else _USAGES[spoken]
    else:
        chosen = most if printed[most] > straight and not printed[ENGLISH] else ENGLISH
    return chosen._replace(space=_space(text, spoken)) if chosen == OUTWARD else chosen


def read(text: str, used: Usage) -> Iterator[Mark]:
    """Read the marks of one paragraph, as `marks` does, but each with the sign of this usage."""
    if used == ENGLISH:
        yield from marks(text)
        return
    single = False
    for mark in marks(as_english(text, used)):
        sign = {LEFT_DOUBLE: used.double[0], RIGHT_DOUBLE: used.double[1], LEFT_SINGLE: used.single[0]}.get(
            mark.sign, mark.sign
        )
        if mark.sign == LEFT_SINGLE:
            single = True
        elif mark.sign == RIGHT_SINGLE and single and not text[mark.at + 1 : mark.at + 2].isalnum():
            sign, single = used.single[1], False
        yield Mark(mark.at, sign if text[mark.at] in "\"'" else text[mark.at], mark.doubt)


def as_english(text: str, used: Usage) -> str:
    """Put the English mark for each printed one, so that every character keeps its place."""
    return text if used == ENGLISH else text.translate(_TABLES[used.double])


def _printed(text: str, spoken: str) -> dict[Usage, int]:
    """Count the opening marks of each usage, as far as they can be told from the closing ones of another."""
    low, closing = text.count(LOW.double[0]), text.count(RIGHT_DOUBLE)
    if spoken == "de" and not closing:
        low = max(low, text.count(LEFT_DOUBLE))  # where an engine read only the closing mark as it was printed
    angles = "«" in text
    inward = len(_INWARD.findall(text)) if angles else 0
    outward = text.count("«") - inward if angles else 0
    return {ENGLISH: closing, LOW: low, OUTWARD: max(outward, 0), INWARD: inward}


def _space(text: str, spoken: str) -> str:
    """Give the space within angle marks: as most of them have it, else as the language does."""
    spaced, closed = len(_SPACED.findall(text)), len(_CLOSED.findall(text))
    if spaced == closed:
        return "\N{NO-BREAK SPACE}" if spoken == "fr" else ""
    narrow = "\N{NARROW NO-BREAK SPACE}"
    return "" if closed > spaced else narrow if f"«{narrow}" in text else "\N{NO-BREAK SPACE}"


_USAGES = {"fr": OUTWARD, "de": LOW, "es": OUTWARD}
_TABLES = {
    used.double: str.maketrans(used.double + used.single, ENGLISH.double + ENGLISH.single)
    for used in (LOW, OUTWARD, INWARD)
}
_INWARD = re.compile(r"»(?<![^\s(\[—–]»)[*_]*\w")
_SPACED = re.compile(r"«[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_CLOSED = re.compile(r"«[*_]*\w")
