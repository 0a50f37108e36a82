"""Headings that the OCR took for paragraphs."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from reissue.blocks import Block, Kind, bare, blocks
from reissue.figures import figures
from reissue.manuscript import Edit, Manuscript
from reissue.numerals import COUNTED, of_roman
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def plain_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A heading in capitals, or one that says so, stands as a paragraph of its own, plain or in bold."""
    text = manuscript.text
    row = blocks(text)
    printed = [text[block.body : block.end] for block in row if block.kind is Kind.HEADING]
    custom = sum(heading.isupper() for heading in printed) * 2 >= len(printed)
    heads = False  # the block before is a heading, or is made one here
    lines = {block.start: found for block in row if (found := _in_capitals(text, block))}
    sections, speakers = _sections(text, row) | _above_titles(text, row, lines if custom else {}), _speakers(lines)
    sections |= frozenset() if _MARKED.search(manuscript.source.in_lines) else _titled(text, row)
    pictures = figures(text)
    for number, block in enumerate(row):
        if block.start in sections or _heads_errata(text, row, number):
            heads = True
            yield Edit(block.start, block.end, ("## ", slice(block.start, block.end)))
            continue
        found, headed = lines.get(block.start), heads
        heads = block.kind is Kind.HEADING
        capitals = (
            found and custom and found["words"].removesuffix(", &c").isupper() and not _NAME.fullmatch(found["words"])
        )
        if found and capitals and found["words"] in speakers:
            continue
        if found and capitals and found["stop"] and not _heads_text(text, row, number):
            continue
        counted = found and _NUMBERED.fullmatch(found["words"]) and _follows_capitals(text, row, number)
        short = block.end - block.start <= _SAID
        found = found if capitals else _SAYS_SO.fullmatch(text, block.start, block.end) if short else None
        if not found or (not counted and (block.start in pictures or (not headed and _follows_cut(text, row, number)))):
            continue
        sure = capitals or _SECTION.match(found["words"])
        if sure or (block.kind is Kind.PARAGRAPH and _heads_text(text, row, number)):
            heads = True
            yield Edit(block.start, block.end, ("## ", slice(found.start("words"), found.end("stop"))))


def _sections(text: str, row: tuple[Block, ...]) -> frozenset[int]:
    """Find the Roman numerals that stand alone above a paragraph, two or more in a row, or I below a heading."""
    found, last, run = list[int](), 0, list[int]()
    for number, block in enumerate(row):
        short = block.kind is Kind.PARAGRAPH and block.end - block.start <= _NUMERALS
        numeral = _ROMAN.fullmatch(text, block.start, block.end) if short else None
        if not numeral:
            continue
        headed = number > 0 and (row[number - 1].kind is Kind.HEADING or _follows_capitals(text, row, number))
        cut = not headed and _follows_cut(text, row, number)
        if cut or not _heads_text(text, row, number):
            continue
        value = of_roman(numeral[1].lower())
        if value == 1:
            run = []
        if value in (last + 1, 1) or not last:
            run.append(block.start)
            found += run if value == last + 1 > 1 or (value == 1 and headed) else []
            last = value
    return frozenset(found)


def _heads_errata(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether a line says that it heads the printer's errors, and the first of them stands below with its page."""
    short = row[number].kind is Kind.PARAGRAPH and row[number].end - row[number].start <= _SAID
    below = row[number + 1] if short and number + 1 < len(row) else None
    said = below and _ERRATA.fullmatch(text, row[number].start, row[number].end)
    return below is not None and bool(said and _ERROR.match(text, below.start, below.end))


def _above_titles(text: str, row: tuple[Block, ...], lines: Mapping[int, re.Match[str]]) -> frozenset[int]:
    """Find the Roman numerals that stand each above a title: a heading, or a line in capitals that heads text."""
    found = list[int]()
    for number, (block, below) in enumerate(pairwise(row)):
        short = block.kind is Kind.PARAGRAPH and block.end - block.start <= _NUMERALS
        if not short or not _ROMAN.fullmatch(text, block.start, block.end):
            continue
        line = lines.get(below.start)
        title = line and line["words"].isupper() and not line["stop"] and _heads_text(text, row, number + 1)
        if title and not _follows_cut(text, row, number):
            found.append(block.start)
    return frozenset(found)


def _titled(text: str, row: tuple[Block, ...]) -> frozenset[int]:
    """Find the titles with a number, each above a paragraph, in a row from 1, where the engine marks no headings."""
    found, run, last = list[int](), list[int](), 0
    for number, block in enumerate(row):
        title = _TITLED.fullmatch(text, block.start, block.end) if block.kind is Kind.PARAGRAPH else None
        if not title or not _heads_text(text, row, number) or _follows_cut(text, row, number):
            continue
        value = int(title[1])
        if value == 1 or value > last + _TWO:
            found += run if len(run) >= _TWO else []
            run = []
        run += [block.start] if value == 1 or run else []
        last = value
    return frozenset(found + (run if len(run) >= _TWO else []))


def _in_capitals(text: str, block: Block) -> re.Match[str] | None:
    """Give the words of a paragraph that may be in capitals, being a line or two."""
    short = block.kind is Kind.PARAGRAPH and block.end - block.start <= _LINES
    return _CAPITALS.fullmatch(text, block.start, block.end) if short else None


def _speakers(lines: Mapping[int, re.Match[str]]) -> frozenset[str]:
    """Give the lines in capitals that come again and again, page after page, as the names of a play's persons do."""
    places = dict[str, list[int]]()
    for start, found in lines.items():
        places.setdefault(found["words"], []).append(start)
    return frozenset(
        words for words, at in places.items() if len(at) >= _OFTEN and at[-1] - at[0] < (len(at) - 1) * _NEAR
    )


def _follows_cut(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether the paragraph before breaks off, so that these are the rest of its sentence or an inscription."""
    above = text[row[number - 1].start : row[number - 1].end] if number else ""
    if (number > 1 and above.isdecimal()) or _ROMAN.fullmatch(above):
        number -= 1  # the number of a section or a chapter, above its title
    before = row[number - 1] if number else None
    last = text[before.end - 1] if before and before.kind is Kind.PARAGRAPH else "."
    return last.isalnum() or last in ":,"


def _follows_capitals(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether the line before is in capitals, as the book's title is that stands above its first chapter."""
    before = row[number - 1]
    return before.kind is Kind.PARAGRAPH and text[before.start : before.end].isupper()


def _heads_text(text: str, row: tuple[Block, ...], number: int) -> bool:
    """Tell whether a paragraph of some length begins below, which is no such line itself."""
    if number + 1 < len(row) and _ROMAN.fullmatch(text, row[number + 1].start, row[number + 1].end):
        number += 1  # the number of the first section
    below = row[number + 1] if number + 1 < len(row) else None
    if below is None or below.kind is not Kind.PARAGRAPH or below.end - below.start < _LONG:
        return False
    first = bare(text[below.start : below.end])[:1]
    return first.isupper() or first in "“\"‘'"


_LONG, _OFTEN, _NEAR = 120, 3, 4000
_LINES = 98  # characters of a line or two, with its stop and marks, as below
_NUMERALS, _SAID = 6, 130  # as long as a Roman numeral with its stop, and a line that says what it heads
_TWO = 2
_ERRATA = re.compile(r"(?:ERRATA|CORRIGENDA|ADDENDA(?: (?:ET|AND|&) CORRIGENDA)?|Errata|Corrigenda)[.:]?")
_ERROR = re.compile(r"(?:In )?(?:[Pp]age|PAGE|[Pp]\.|[Ll]ine) ?[0-9IVXivx]")
_MARKED = re.compile(r"^#{1,6} ", re.MULTILINE)
_TITLED = re.compile(r"([0-9]{1,2})\. [A-Z“\"][^\n.]{2,68}[\w”\")]")
_ROMAN = re.compile(r"([IVX]{1,5})\.?")
_NUMBERED = re.compile(rf"(?:{'|'.join(COUNTED)}|BOOK|PART|SECTION|ACT)\.? (?:[0-9]{{1,3}}|[IVXLC]{{1,7}})")
_NAME = re.compile(r"(?:[A-Z]\.\s?)+[A-Z-]+")
# At least one word of three letters, no more than a line or two; with a stop at the end only above a paragraph.
_CAPITALS = re.compile(
    r"(?P<mark>\*{0,3})(?P<words>(?=[^\n]*[^\W\d_]{3})(?![|“\"‘'])[^\n*]{3,90}[^\n*.,;:!])(?P<stop>\.?)(?P=mark)"
)
_NUMERAL = r"(?:[0-9]{1,3}|[IVXLC]{1,7}|the (?:First|Second|Third|Fourth|Fifth|Sixth|Last))\b"
_SECTION = re.compile(r"§[^a-z]+\Z")  # with its title in capitals, it needs nothing below to be known
# A section with its sign or its word and number, or what books have before and after their chapters.
_SAYS_SO = re.compile(
    rf"(?P<mark>\*{{0,3}})(?P<words>(?:§\.? ?{_NUMERAL}\.? [^\n*.]{{3,60}}"
    rf"|(?:{'|'.join(map(str.title, COUNTED))}|Section|Book|Part|Appendix) {_NUMERAL}(?:[.:,]? [^\n*.]{{3,60}})?"
    r"|(?:Postscript|Preface|Introduction|Conclusion|Appendix|Advertisement|Foreword|Afterword|Supplement|Epilogue)"
    r"(?:[,.] (?:[0-9]{1,2} )?(?:[A-Z][a-z.]{2,9} )?[0-9]{4})?))(?P<stop>\.?)(?P=mark)"
)
