"""The table of contents of the print: its entries, told by their form.

It knows no contents without the numbers of pages.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.search import begins
from reissue.view import view


class Entry(NamedTuple):
    """An entry of the contents: text[start:end], the words of its title, the folio of its page."""

    start: int
    end: int
    title: str
    folio: str


class Contents(NamedTuple):
    """Contents of the print: text[start:end] with their title, and their entries."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@view
def printed_contents(text: str) -> tuple[Contents, ...]:
    """Give the tables of contents of a text: those that have a title and below it three entries or more."""
    if not begins(_HINT, text, ("Contents", "contents", "CONTENTS")):
        return ()
    row, found = blocks(text), list[Contents]()
    for number, block in enumerate(row):
        if block.kind in _TITLED and _TITLE.fullmatch(text, block.body, block.end):
            end, entries = _entries(text, row, number + 1)
            if len(entries) >= _LEAST:
                start = row[number - 1].end if number else 0
                stop = row[end - 1].end if number or end == len(row) else row[end].start
                found.append(Contents(start, stop, tuple(entries)))
    return tuple(found)


def _entries(text: str, row: Sequence[Block], number: int) -> tuple[int, list[Entry]]:
    """Read the entries below the title; give the number of the first block that has none, and the entries."""
    found = list[Entry]()
    while number < len(row) and row[number].kind in (Kind.PARAGRAPH, Kind.PAGE):
        block, done, own = row[number], row[number].body, list[Entry]()
        for entry in _ENTRY.finditer(text, block.body, block.end):
            if not text[done : entry.start()].strip():
                own.append(Entry(entry.start("title"), entry.end(), entry["title"], entry["folio"].lower()))
                done = entry.end()
        if block.kind is Kind.PARAGRAPH and (not own or text[done : block.end].strip()):
            break
        found += own
        number += 1
    while number and row[number - 1].kind is Kind.PAGE:
        number -= 1
    return number, found


_LEAST = 3
_TITLED = (Kind.HEADING, Kind.PARAGRAPH)
_HINT = re.compile(r"[Cc](?:ontents|ONTENTS)\b(?=[*_.: ]*$)", re.MULTILINE)
_TITLE = re.compile(r"[*_ ]*(?:table of )?contents[*_.: ]*", re.IGNORECASE)
_ENTRY = re.compile(
    r"[ \n|*_-]*(?P<title>[^\W_][^\n|]{0,150}?)[ .…·*_|-]*[ .…|\n*_]"
    r"(?P<folio>[0-9]{1,4}|[ivxl]{1,7})(?![^\W_])[*_ |]*(?=\n|\Z|[A-Z0-9])"
)
