"""Where the table of contents of the print and the headings of the text differ.

What may be no more than a misreading is told apart: it is no difference of the print.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.contents import Contents, Entry
from reissue.manuscript import Manuscript
from reissue.notes import reads_as
from reissue.pagination import Begun, begun
from reissue.works import alike


class Difference(NamedTuple):
    """Where the contents and the headings differ: text[start:end] is an entry or a heading, `why` says how.

    What may be no more than a misreading, or the loss of a heading's marks, is not `sure` to be one of the print.
    """

    start: int
    end: int
    why: str
    sure: bool = True


def differences(manuscript: Manuscript, contents: Contents) -> list[Difference]:
    """Find where entries and headings differ; sure ones only where half of the entries are headings, on their pages.

    A heading as high as those of the entries is missing in the contents if it stands behind the first of them, and
    nothing before the text is called so.
    """
    text, entries = manuscript.text, contents.entries
    headings = [block for block in blocks(text) if block.kind is Kind.HEADING and block.start >= contents.end]
    named = _named(text, headings)
    known = {entry: place for entry in entries if (place := _heading(entry, named)) >= 0}
    missed = [entry for entry in entries if entry not in known]
    trusted = len(known) * 2 >= len(entries)
    found = list(_without_heading(text[contents.end :], missed, named, trusted=trusted))
    found += _elsewhere(manuscript, known, trusted=trusted)
    unnamed = list(_unnamed(text, headings, frozenset(known.values())))
    names = [name for entry in missed for name in _names(entry.title)[-1:]][:_MOST]
    for heading, called in unnamed if len(unnamed) * 2 <= len(known) else ():
        sure = not any(_is_near(name, other) for name in called for other in names)
        found.append(Difference(heading.body, heading.end, "the contents do not name this heading", sure))
    return sorted(found)


def _without_heading(
    text: str, missed: Sequence[Entry], named: Mapping[str, int], *, trusted: bool
) -> Iterator[Difference]:
    """Give the entries that are no headings; what stands in a line of its own may be one that has lost its marks."""
    lines: dict[int, set[str]] = {}
    for line in text.split("\n") if trusted and missed else ():
        if len(line) < _LINE:
            lines.setdefault(len(words := _WORD.findall(line.lower())), set()).add(" ".join(words))
    for number, entry in enumerate(missed):
        names = _names(entry.title)
        sure = trusted and number < _MOST and not _stands(names, lines, named)
        why = "the contents name it, but no heading of the text is called so"
        yield Difference(entry.start, entry.end, why, sure)


def _stands(names: Sequence[str], lines: Mapping[int, Collection[str]], named: Collection[str]) -> bool:
    """Tell whether a line of the text may be what an entry names, or a heading much like it."""
    if any(_is_near(name, other) for name in names[-1:] for other in named):
        return True
    pairs = ((name, line) for name in names for line in lines.get(len(name.split()), ()))
    return any(name == line or _is_misread(name, line) for name, line in pairs)


def _elsewhere(manuscript: Manuscript, known: Mapping[Entry, int], *, trusted: bool) -> Iterator[Difference]:
    """Give the entries whose headings stand on another page than they say."""
    text, pages = manuscript.text, begun(manuscript)
    borne = [(entry, folio) for entry, place in known.items() if (folio := _folio(text, pages, place))]
    trusted = trusted and sum(entry.folio == folio for entry, folio in borne) * 2 >= len(borne)
    for entry, folio in borne:
        if entry.folio != folio:
            misread = folio.isdecimal() and reads_as(entry.folio, int(folio))
            why = f"the contents say that it stands on page {entry.folio}, but it stands on {folio}"
            yield Difference(entry.start, entry.end, why, trusted and not misread)


def _unnamed(text: str, headings: Sequence[Block], known: Collection[int]) -> Iterator[tuple[Block, list[str]]]:
    """Find headings, with their names, as high as the highest that the contents name, and named nowhere above the text.

    One that stands directly above a heading that they name is its number; one that stands twice is a running head.
    """
    highest = min((heading.level for heading in headings if heading.start in known), default=0)
    first = min(known, default=0)
    above = f" {_plain(text[: headings[0].start])} " if headings else ""
    called = [_names(text[heading.body : heading.end]) for heading in headings]
    times = Counter(names[0] for names in called if names)
    for number, (heading, names) in enumerate(zip(headings, called, strict=True)):
        below = headings[number + 1] if number + 1 < len(headings) else None
        is_number = below and below.start in known and not text[heading.end : below.start].strip()
        if heading.start in known or heading.start < first or heading.level != highest or is_number or not names:
            continue
        if times[names[0]] == 1 and not any(f" {name} " in above for name in names):
            yield heading, names


def _named(text: str, headings: Sequence[Block]) -> Mapping[str, int]:
    """Give where the headings stand by their words, the first of the alike; two together by the words of both."""
    named = dict[str, int]()
    for block in reversed(headings):
        named |= dict.fromkeys(_names(text[block.body : block.end]), block.start)
    for first, second in pairwise(headings):
        both = f"{text[first.body : first.end]} {text[second.body : second.end]}"
        named = dict.fromkeys(_names(both), first.start) | named
    return named


def _heading(entry: Entry, named: Mapping[str, int]) -> int:
    """Give where the heading stands that an entry names, but for what OCR confuses in a word; -1 if there is none."""
    names = _names(entry.title)
    for name in names:
        if name in named:
            return named[name]
    return next((place for name, place in named.items() if names and _is_misread(names[-1], name)), -1)


def _is_misread(name: str, other: str) -> bool:
    """Tell whether two names are one but for what OCR confuses, and a letter in one or two words of a long name."""
    words, others = name.split(), other.split()
    if len(words) != len(others) or len(name) < _LONG:
        return False
    wrong = 0
    for word, meant in zip(words, others, strict=True):
        if word == meant:
            continue
        if _NUMERAL.fullmatch(word) or _NUMERAL.fullmatch(meant):
            return False
        if not alike(word, meant):
            wrong += 1
            if len(word) != len(meant) or sum(map(str.__ne__, word, meant)) > 1:
                return False
    return wrong * _LONG * 2 <= len(name)


def _is_near(name: str, other: str) -> bool:
    return len(name) >= _LONG <= len(other) and SequenceMatcher(None, name, other).ratio() >= _ALIKE


def _folio(text: str, pages: Sequence[Begun], place: int) -> str:
    """Give the folio of the page on which a heading stands; "" if it is not known."""
    at = bisect_right(pages, text.find("\n", place), key=itemgetter(0)) - 1
    return pages[at].folio if at >= 0 else ""


def _names(title: str) -> list[str]:
    """Give the words of a title by which it is known: all of them, and those behind its number."""
    words = _WORD.findall(title.lower())
    short = words[1:] if words[:1] and words[0] in _NAMED else words
    short = short[1:] if short[:1] and _NUMERAL.fullmatch(short[0]) else short
    return [" ".join(found) for found in (words, short) if found]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


_MOST, _LINE = 30, 200  # entries that are compared with each heading, characters of a line that may be one
_LONG, _ALIKE = 6, 0.8  # characters of a title that can be misread, twice as many for each word; what share must agree
_WORD = re.compile(r"[^\W_]+")
_NAMED = ("chapter", "part", "book", "section", "appendix", "lecture")
_NUMERAL = re.compile(r"[0-9]{1,3}|[ivxlc]+")
