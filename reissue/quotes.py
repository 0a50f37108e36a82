"""Quotation marks and apostrophes of a paragraph, read in order: which open, which close, which are neither.

For straight ones too.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.capitals import CLOSED
from reissue.search import beginnings
from reissue.view import view_of_book


class Mark(NamedTuple):
    """A mark as printed at text[at]: `sign` is the curly one that belongs there. A doubtful one says why in `doubt`."""

    at: int
    sign: str
    doubt: str = ""


LEFT_DOUBLE, RIGHT_DOUBLE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
LEFT_SINGLE, RIGHT_SINGLE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all paragraphs stay as they are
def marks(text: str) -> tuple[Mark, ...]:
    """Read the marks of one paragraph.

    Curly marks are believed, straight ones are set by their neighbours, then by what is open.
    """
    return tuple(_marks(text))


def _marks(text: str) -> Iterator[Mark]:
    double = single = False
    last, make = (-1, ""), tuple.__new__  # without a step of Python for each mark
    for found in _MARK.finditer(text):
        at, sign = found.start(), found.group()
        before, after, doubt = "", "", ""
        if single or sign in _STRAIGHT:  # what stands beside the others tells nothing
            before, after = _neighbours(text, at)
            if before == text[last[0]] and text[last[0] + 1 : at].strip("*_ ") == "" and last[1]:
                before = last[1]  # the mark just before it, as it was read
        if sign == '"':
            sign, doubt = _double(before, after, open_=double)
        elif sign == "'":
            sign, doubt = _single(text, at, before, after, open_=single)
        if sign == LEFT_DOUBLE:
            double, single = True, False
        elif sign == RIGHT_DOUBLE:
            double = False
        elif sign == LEFT_SINGLE:
            single = True
        elif single and not (before.isalnum() and after.isalnum()):
            single = False
        last = (at, sign)
        yield make(Mark, (at, sign, doubt))


def is_quotation(text: str) -> bool:
    """Tell whether a paragraph is one quotation: it opens with a double mark that closes at its end, or not in it.

    What the quotation is taken from may follow in brackets.
    """
    depth, first = 0, _FIRST_MARK.match(text)
    for mark in marks(text) if first else ():
        depth += {LEFT_DOUBLE: 1, RIGHT_DOUBLE: -1}.get(mark.sign, 0)
        if depth <= 0 and mark.sign == RIGHT_DOUBLE:
            rest = _without_markup(text, mark.at + 1).replace("*", "")
            return not _WORD_AFTER.search(rest) or bool(_SOURCE.fullmatch(rest))
    return first is not None


def is_open(text: str) -> bool:
    """Tell whether the paragraph's last double mark opens: a quotation that goes on in the next paragraph."""
    return end_open(marks(text))


def end_open(printed: Iterable[Mark]) -> bool:
    """Tell the same by the marks of a paragraph."""
    signs = [mark.sign for mark in printed if mark.sign in (LEFT_DOUBLE, RIGHT_DOUBLE)]
    return signs[-1:] == [LEFT_DOUBLE]


def is_spoken(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a speech: it opens with a short one, and says at most who speaks it after that."""
    return block.kind is Kind.PARAGRAPH and bool(_SPEAKS.match(text, block.start, block.end))


@view_of_book
def is_dialogue(text: str) -> bool:
    """Tell whether people talk in this book, as in a novel, where a paragraph of speech is no block quotation."""
    paragraphs = [block for block in blocks(text) if block.kind is Kind.PARAGRAPH]
    return sum(is_spoken(text, block) for block in paragraphs) > max(_SPEECHES, _TALK * len(paragraphs))


@view_of_book
def is_singly_quoted(text: str) -> bool:
    """Tell whether the book sets its quotations in single marks, as many British printers do."""
    singly = sum(1 for _ in beginnings(_SINGLY, text, "'‘"))
    return singly > _SPEECHES and singly > _FAR * sum(1 for _ in beginnings(_DOUBLY, text, '"“'))


def begins_singly(text: str, at: int) -> bool:
    """Tell whether a straight mark begins a quotation where they are set in single ones: it could hardly be else.

    It stands before a capital, at the beginning of a paragraph or behind a stop that leads to speech.
    """
    return bool(_LEADS.search(text, max(0, at - 2), at)) and bool(_CAPITAL.match(text, at + 1))


def balance(text: str) -> int:
    """Give how many double marks of the paragraph open beyond those that close."""
    return sum({LEFT_DOUBLE: 1, RIGHT_DOUBLE: -1}.get(mark.sign, 0) for mark in marks(text))


def _neighbours(text: str, at: int) -> tuple[str, str]:
    """Give the characters beside a mark, past emphasis and note references; a space at either end of the paragraph."""
    left, right = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
    if left in _ENDS:
        left = _MARKUP_BEFORE.sub("", text[max(0, at - _REACH) : at])[-1:] or " "
    if right in _BEGINNINGS:
        right = _without_markup(text, at + 1)[:1] or " "
    return left, right


def _without_markup(text: str, start: int) -> str:
    """Give what stands behind the markup at `start`."""
    found = _MARKUP_AFTER.match(text, start)
    return text[found.end() if found else start :]


def _double(before: str, after: str, *, open_: bool) -> tuple[str, str]:
    opens, closes = before in _OPENERS, after in _CLOSERS
    if before.isdigit() and (not open_ or after in " \n"):
        return '"' if not open_ else RIGHT_DOUBLE, "is it a quotation mark, or the sign for inches or seconds?"
    if opens and not closes:
        return LEFT_DOUBLE, ""
    if closes and not opens:
        return RIGHT_DOUBLE, ""
    return RIGHT_DOUBLE if open_ else LEFT_DOUBLE, ""


def _single(text: str, at: int, before: str, after: str, *, open_: bool) -> tuple[str, str]:
    if before.isdigit() and not after.isalpha() and not open_:
        return "'", "is it an apostrophe, or the sign for feet or minutes?"
    if before.isalnum() or before in ".,;:!?…" or (before in '”"’' and after in _CLOSERS):
        return RIGHT_SINGLE, ""  # an apostrophe, or the end of a quotation: the same sign
    elision = _ELISION.match(text, at)
    closing = _LATER_CLOSE.search(text, at + 1)
    if closing and not open_ and before + after == "  " and _SPACED.match(text, at + 1):
        return LEFT_SINGLE, ""  # the thin space within the mark was read as one between words
    if elision and text[elision.end() : elision.end() + 1] not in "'’":
        return RIGHT_SINGLE, _ELIDED if closing and not open_ else ""
    if not elision and before in _OPENERS and after not in _CLOSERS:
        return LEFT_SINGLE, "" if closing else UNENDED
    return RIGHT_SINGLE, ""


_SPEECHES, _TALK = 8, 0.15  # how many of the paragraphs, and which share of them
_SPEAKS = re.compile(
    r"[“\"][^”\"]{1,160}[”\"](?:\Z|[ \n](?:he|she|I|they|we|said|asked|cried|replied|answered|[A-Z][a-z]+ "
    r"(?:said|asked|cried)))"
)
_ELIDED = "an apostrophe for letters left out, or the beginning of a quotation?"
UNENDED = "a quotation that begins here does not end in this paragraph; or is it an apostrophe?"
_REACH = 24
_FAR = 2
_SINGLY = re.compile(r"['‘](?<![^\s(—]['‘])[*_]?[A-Z]")
_DOUBLY = re.compile(r"[\"“](?<![^\s(—][\"“])[*_]?[A-Z]")
_LEADS = re.compile(r"(?:\A|\n|[:,.—] ?)\Z")
_CAPITAL = re.compile(r"[*_]{0,2}[A-Z]")
_SPACED = re.compile(r" [*_]{0,2}[A-Z]")
_FIRST_MARK = re.compile(r"[*_\[]{0,3}[\"“]")
_SOURCE = re.compile(r"\s*\([^()\n]{3,120}\)[.,]?(?:\[\^[^\]\s]+\])?\s*")
_WORD_AFTER = re.compile(r"[^\W_]")
_MARK = re.compile(r"[\"'“”‘’]")
_STRAIGHT = "\"'"
_MARKUP_BEFORE = re.compile(rf"(?:\[\^[^\]\s]+\]|<sup>[^<]*</sup>|{CLOSED}|(?<!\\)[*_]+)+\Z")
_ENDS, _BEGINNINGS = "]>*_}", "[<*_]"  # of markup
_MARKUP_AFTER = re.compile(rf"(?:\[\^[^\]\s]+\]|<sup>[^<]*</sup>|{CLOSED}|[*_]+)+")
_OPENERS = set(" \n\t([{\N{EM DASH}\N{EN DASH}-/“‘\N{NO-BREAK SPACE}>")
_CLOSERS = set(" \n\t)]}.,;:!?…\N{EM DASH}\N{EN DASH}-/”’\"'\N{NO-BREAK SPACE}\\")
# Words that begin with an apostrophe, and years without their century.
_ELISION = re.compile(
    r"'(?:tis|twas|twere|twill|twould|em|til|cause|bout|neath|gainst|round|n|[0-9]{2}s?)\b", re.IGNORECASE
)
# A single mark that can only close: after a stop or before one, at the end of a word.
_LATER_CLOSE = re.compile(r"(?<=[\w.,;:!?…)*])['’](?![\w])")
