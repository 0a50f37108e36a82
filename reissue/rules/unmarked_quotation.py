"""Block quotations that lie flat and have no quotation marks."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from reissue.blocks import PROSE, Block, Kind, bare, blocks
from reissue.letters import end_of_letter, is_entry
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.view import view
from reissue.voice import is_impersonal, is_past, is_present, leads_up, narrates, speaks_of_self


@rule(Keeps.ORDER)
def unmarked_quotation(manuscript: Manuscript) -> Iterator[Edit]:
    """A block quotation without marks lies flat below the paragraph that leads up to it with a colon."""
    text = manuscript.text
    row = [block for block in blocks(text) if block.kind not in (Kind.NOTE, Kind.RULE)]
    place = 1
    while place < len(row):
        parts = _quotation(text, row, place) if row[place - 1].kind is Kind.PARAGRAPH else []
        why = "the paragraph before leads up to it"
        below = row[place + len(parts)] if parts and place + len(parts) < len(row) else None
        heads = below is not None and below.kind is Kind.QUOTATION and not text[parts[-1].end : below.start].strip()
        sure = len(parts) > 1 or heads or any(part.end - part.start > _LONG for part in parts)
        for number, part in enumerate(parts):
            beside = number > 0 and not text[parts[number - 1].end : part.start].strip()
            start, mark = (parts[number - 1].end, "\n>\n> ") if beside else (part.start, "> ")
            yield Edit(start, part.start, (mark,), why, sure=sure)
        if below and heads:
            yield Edit(parts[-1].end, below.body, ("\n>\n> ",), why)
        place += max(1, len(parts))


def _quotation(text: str, row: Sequence[Block], place: int) -> list[Block]:
    """Give the paragraphs of the quotation at `place`: one, and those that must belong to it."""
    lead, block = row[place - 1], row[place]
    if block.kind is not Kind.PARAGRAPH or not leads_up(text, lead):
        return []
    words = text[block.start : block.end]
    words = bare(words) if _EMPHASISED.fullmatch(words) or is_entry(text, block) else words
    if not words[:1].isupper() or words.isupper() or _COUNTED.match(words):
        return []
    if _STORY.search(text, max(lead.start, lead.end - _LONG), lead.end) or _TALE.match(words):
        return []  # it is told, not quoted, and goes on for as long as it lasts
    first, last = place, 0
    end = max(_signed(text, row, first), _cited(text, row, first))
    while (place := place + 1) < len(row) and row[place].kind is Kind.PARAGRAPH:
        item = _ITEM.match(text, row[place].start)
        counted = item is not None and _follows(int(item[1]), last, text, row[place - 1])
        beside = _is_alike(text, row[first], row[place])
        if place >= end and not (counted if item else beside or _goes_on(text, row, place)):
            break
        last = int(item[1]) if item and counted else last
    return list(row[first:place])


def _signed(text: str, row: Sequence[Block], first: int) -> int:
    """Give the place behind the signature, if what is quoted is a letter; 0 if not.

    What stands between quotes nobody and leads up to nothing else; a list of names is no letter.
    """
    end = end_of_letter(text, row, first)
    within = row[first:end]
    told = any("“" in text[block.start : block.end] or leads_up(text, block) for block in within)
    long = any(block.end - block.start > _LONG for block in within)
    return end if long and not told and len(within) <= _MANY else 0


def _cited(text: str, row: Sequence[Block], first: int) -> int:
    """Give the place behind the paragraph that bears the reference to the quotation's source; 0 if none is found.

    In a book whose paragraphs seldom end with a reference, those that do so one below the other have each their own;
    and several paragraphs that are all short for this book have one, behind the last.
    """
    often, usual = _measured(text)
    if often > _SELDOM:
        return 0
    at = first
    while (
        at < len(row) and row[at].kind is Kind.PARAGRAPH and _REFERENCE.search(text, row[at].end - _REACH, row[at].end)
    ):
        at += 1
    if at > first:
        return at
    while at < min(len(row), first + _MANY) and row[at].kind is Kind.PARAGRAPH and row[at].end - row[at].start < usual:
        if at > first and _POINTS_BACK.match(text, row[at].start):
            return 0
        if _REFERENCE.search(text, row[at].end - _REACH, row[at].end):
            return at + 1 if at - first >= _SEVERAL else 0
        at += 1
    return 0


@view
def _measured(text: str) -> tuple[float, float]:
    """Give which share of the paragraphs ends with a reference, and how long half of them are at least."""
    long = [block for block in blocks(text) if block.kind in PROSE and block.end - block.body > _LONG]
    ends = sum(_REFERENCE.search(text, block.end - _REACH, block.end) is not None for block in long)
    return ends / max(1, len(long)), median([block.end - block.body for block in long] or [0])


def _follows(number: int, last: int, text: str, before: Block) -> bool:
    """Tell whether a numbered paragraph is the next of the row that the quotation counts, or begins one."""
    return number == last + 1 if last else number == 1 and text[before.end - 1] == ":"


def _is_alike(text: str, first: Block, block: Block) -> bool:
    """Tell whether a paragraph begins as the quotation does: with a date, or with the same words, as clauses do."""
    words = _FIRST_WORDS.match(text, first.start, first.end)
    same = words is not None and len(words.group()) > _SAME and text.startswith(words.group(), block.start)
    return same or (is_entry(text, first) and is_entry(text, block))


def _goes_on(text: str, row: Sequence[Block], place: int) -> bool:
    """Tell whether the quotation goes on.

    It does after a colon, its title or its salutation, in a row of lines that are short for the book, in the present
    tense where the book narrates in the past, where both paragraphs say I and the author does not, and in a paragraph
    that the engine took for emphasised, as it does with what is set apart. What points back to it is the author's.
    """
    before, block = row[place - 1], row[place]
    if text[block.start] in "“\"‘'" or text[block.start].islower():
        return False
    title = before.end - before.start <= _TITLE and text[before.end - 1] not in ".?”’\"')]"
    leads = title or text[before.end - 1] == ":"
    if leads or _POINTS_BACK.match(text, block.start):
        return leads
    speaks = is_impersonal(text) and speaks_of_self(text, before) and speaks_of_self(text, block)
    if speaks or (_EMPHASISED.fullmatch(text, block.start, block.end) and block.end - block.start > _LONG):
        return True
    if narrates(text) and (is_present(text, block) or _are_items(text, row[place : place + _SEVERAL])):
        return True
    if _ITEM.match(text, before.start) or leads_up(text, block) or _measured(text)[1] < 2 * _SHORT:
        return False
    short = [each.kind is Kind.PARAGRAPH and each.end - each.start <= _SHORT for each in row[place - 1 : place + 2]]
    return short == [True, True, True]


def _are_items(text: str, row: Sequence[Block]) -> bool:
    """Tell whether several paragraphs in a row are short and tell nothing, as the items of a list."""
    short = all(each.kind is Kind.PARAGRAPH and each.end - each.start <= _SHORT for each in row)
    return short and len(row) == _SEVERAL and not any(is_past(text, each) for each in row)


_LONG, _TITLE, _SHORT, _REACH = 100, 60, 110, 24
_SEVERAL, _MANY = 3, 12  # paragraphs
_SAME = 12  # letters in the first words: "It is the" begins many a paragraph
_SELDOM = 0.2
_REFERENCE = re.compile(r"\[\^[^\]\s]+\][”’\"']?\Z")
_EMPHASISED = re.compile(r"([*_]{1,3})[^*_]+\1(?:\[\^[^\]\s]+\])*")
_POINTS_BACK = re.compile(r"(?:That|This|These|Those|Such) (?:is|are|was|were)\b")
_FIRST_WORDS = re.compile(r"(?:[^\W\d_]+,? ){3}")
_ITEM = re.compile(r"\(?([0-9]{1,2})\\?[.)] ")
_STORY = re.compile(r"\b(?:story|tale|legend|folklore|fable|myth)\b[^.!?:]{0,60}:[ \N{EN DASH}\N{EM DASH}-]*\Z")
_TALE = re.compile(
    r"(?:[^.,;:!?“”]{0,40}\b)?[Tt]here (?:once )?(?:lived|dwelt|was once|was an?\b|were two|were three)"
    r"|Once upon a time\b|[^.;:!?“”]{0,60}\bonce upon a time\b"
)
_COUNTED = re.compile(r"(?:First|Firstly|In the first place|One|[A-Z][.)]|[IVX]+[.)])\b")
