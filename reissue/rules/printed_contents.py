"""The table of contents of the print, whose page numbers are those of another edition."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.pagination import begun
from reissue.rule import Keeps, rule
from reissue.search import begins


@rule(Keeps.NOTHING)
def printed_contents(manuscript: Manuscript) -> Iterator[Edit]:
    """The contents of the print stand before a text for which the edition makes its own.

    They go if each entry is a heading of the text. One that is not, or that names another page than the heading's, is
    put to the editor, and the contents stay.
    """
    text = manuscript.text
    if not begins(_HINT, text, ("Contents", "contents", "CONTENTS")):
        return
    row = blocks(text)
    for number, block in enumerate(row):
        if not (block.kind in _TITLED and _TITLE.fullmatch(text, block.body, block.end)):
            continue
        end, entries = _entries(text, row, number + 1)
        if len(entries) < _LEAST:
            continue
        doubts = list(_differences(manuscript, entries, row[end:]))
        yield from doubts
        if not doubts:
            start = row[number - 1].end if number else 0
            stop = row[end - 1].end if number else row[end].start
            yield Edit(start, stop, (), "the edition makes its own contents, and each of these entries is a heading")


class _Entry(NamedTuple):
    """An entry of the contents: text[start:end], the words of its title, the folio of its page."""

    start: int
    end: int
    title: str
    folio: str


def _entries(text: str, row: Sequence[Block], number: int) -> tuple[int, list[_Entry]]:
    """Read the entries below the title; give the number of the first block that has none, and the entries."""
    found = list[_Entry]()
    while number < len(row) and row[number].kind in (Kind.PARAGRAPH, Kind.PAGE):
        block, done, own = row[number], row[number].body, list[_Entry]()
        for entry in _ENTRY.finditer(text, block.body, block.end):
            if not text[done : entry.start()].strip():
                own.append(_Entry(entry.start("title"), entry.end(), entry["title"], entry["folio"].lower()))
                done = entry.end()
        if block.kind is Kind.PARAGRAPH and (not own or text[done : block.end].strip()):
            break
        found += own
        number += 1
    while number and row[number - 1].kind is Kind.PAGE:
        number -= 1
    return number, found


def _differences(manuscript: Manuscript, entries: Sequence[_Entry], rest: Sequence[Block]) -> Iterator[Edit]:
    text, pages = manuscript.text, begun(manuscript)
    headings = [block for block in rest if block.kind is Kind.HEADING]
    named = dict[str, int]()
    for block in reversed(headings):
        named |= dict.fromkeys(_names(text[block.body : block.end]), block.start)
    for first, second in pairwise(headings):
        both = f"{text[first.body : first.end]} {text[second.body : second.end]}"
        named = dict.fromkeys(_names(both), first.start) | named
    for entry in entries:
        place = next((named[name] for name in _names(entry.title) if name in named), -1)
        if place < 0:
            yield _doubt(entry, "the contents name it, but no heading of the text is called so")
            continue
        at = bisect_right(pages, text.find("\n", place), key=itemgetter(0)) - 1
        folio = pages[at].folio if at >= 0 else entry.folio
        if folio != entry.folio:
            yield _doubt(entry, f"the contents say that it stands on page {entry.folio}, but it stands on {folio}")


def _doubt(entry: _Entry, why: str) -> Edit:
    return Edit(entry.start, entry.end, (slice(entry.start, entry.end),), why, sure=False)


def _names(title: str) -> list[str]:
    """Give the words of a title by which it is known: all of them, and those behind its number."""
    words = _WORD.findall(title.lower())
    short = words[1:] if words[:1] and words[0] in _NAMED else words
    short = short[1:] if short[:1] and _NUMERAL.fullmatch(short[0]) else short
    return [" ".join(found) for found in (words, short) if found]


_LEAST = 3
_TITLED = (Kind.HEADING, Kind.PARAGRAPH)
_HINT = re.compile(r"[Cc](?:ontents|ONTENTS)\b(?=[*_.: ]*$)", re.MULTILINE)
_TITLE = re.compile(r"[*_ ]*(?:table of )?contents[*_.: ]*", re.IGNORECASE)
_ENTRY = re.compile(
    r"[ \n|*_-]*(?P<title>[^\W_][^\n|]{0,150}?)[ .…·*_|-]*[ .…|\n*_]"
    r"(?P<folio>[0-9]{1,4}|[ivxl]{1,7})(?![^\W_])[*_ |]*(?=\n|\Z|[A-Z0-9])"
)
_WORD = re.compile(r"[^\W_]+")
_NAMED = ("chapter", "part", "book", "section", "appendix", "lecture")
_NUMERAL = re.compile(r"[0-9]{1,3}|[ivxlc]+")
