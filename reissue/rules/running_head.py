"""The heads and folios of the old pages."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reissue.blocks import Block, Kind, bare, blocks, page_ends
from reissue.figures import figures
from reissue.manuscript import Edit, Manuscript
from reissue.numerals import COUNTED
from reissue.rule import Keeps, rule
from reissue.view import view


@rule(Keeps.NOTHING)
def running_head(manuscript: Manuscript) -> Iterator[Edit]:
    """The running head of a page stands in the text, mostly with its folio."""
    text = manuscript.text
    foliated = frozenset(_foliated(text))
    for block in foliated:
        head = text[block.start : block.end]
        yield Edit(block.start, _past(text, block.end), (), f"the running head {head!r}")
    for block in _titled(text):
        if block not in foliated:
            head = text[block.start : block.end]
            yield Edit(block.start, _past(text, block.end), (), f"{head!r} is the title, and parts a sentence")
    tops = [top for top in _tops(text) if top.block not in foliated]
    heads = Counter(top.words for top in tops)
    heads.update(_words(text[block.start : block.end])[0] for block in foliated)
    titles = frozenset(_titles(text, tops))
    for block, head, parts, words, folio in tops:
        again = heads[words] >= (_TWICE if folio else _OFTEN) and block not in titles and not _speaks(head)
        if block in titles and block.kind is Kind.PARAGRAPH and heads[words] >= _OFTEN:
            yield Edit(block.start, block.start, ("## ",), "the pages that follow bear it for their head")
            continue
        if words and len(head) <= _LONGEST and (again or ((folio or parts) and words.isupper())):
            end = block.start + len(head)
            yield Edit(block.start, _past(text, end), (), f"the running head {head!r}")


class _Top(NamedTuple):
    """The first line of a page, and whether it parts the halves of a sentence; its words, and if it has a folio too."""

    block: Block
    head: str
    parts: bool
    words: str
    folio: bool


def _tops(text: str) -> Iterator[_Top]:
    """Give the first block of each page but the first, and its first line; or two, if one of them is a folio.

    It may part the halves of a sentence below a folio of its own block. The first line of a table is not a head,
    however often it comes. On the first page, which mostly has the title, only a line with a folio may be one.
    """
    row = blocks(text)
    for first in [block for block in row[:_SECOND] if block.kind is not Kind.PAGE][:1]:
        opening = _TOP.match(text, first.start, first.end)
        head = opening.group() if opening else ""
        words, folio = _words(head)
        if folio and first.kind is Kind.PARAGRAPH:
            yield _Top(first, head, parts=False, words=words, folio=folio)
    near = {place + below for place in page_ends(text) for below in (1, 2)}
    for number in sorted(near.intersection(range(_SECOND, len(row)))):
        block = row[number]
        if text[block.start] == "|" or block.kind not in (Kind.PARAGRAPH, Kind.HEADING):
            continue
        below_folio = text[row[number - 1].start : row[number - 1].end].isdecimal()
        page = number - 2 if below_folio else number - 1
        if page > 0 and row[page].kind is Kind.PAGE:
            top = _TOP.match(text, block.start, block.end)
            whole = top is not None and top.end() == block.end
            parts = whole and _breaks_off(text, row, page) and _runs_on(text, row, number + 1)
            if parts or not below_folio:
                head = top.group() if top else ""
                yield _Top(block, head, parts, *_words(head))


def _titled(text: str) -> Iterator[Block]:
    """Give the lines between the halves of a sentence, where no page's end shows, that repeat words of the title.

    The title is the first paragraph of the text, or a heading. A catchword may stand before its words.
    """
    row = blocks(text) if not page_ends(text) else ()
    for above, block, below in zip(row, row[1:], row[2:], strict=False):
        if block.end - block.start > _LONGEST or not above.kind is block.kind is below.kind is Kind.PARAGRAPH:
            continue
        words = _WORD.findall(text[block.start : block.end].lower())
        broken = above.end - above.start > _LONGEST and bare(text[above.start : above.end])[-1:] in _OPEN
        if len(words) <= _TITLE or not broken or not bare(text[below.start : below.end])[:1].islower():
            continue
        caught = text[below.start : below.end].lower().startswith(words[0])
        sayings = [words, words[1:]] if caught else [words]
        if any(f" {' '.join(said)} " in title for said in sayings for title in _title_words(text)):
            yield block


@view
def _title_words(text: str) -> tuple[str, ...]:
    """Give the words of the first paragraph, and of the headings, with a space between and on either side."""
    return tuple(
        f" {' '.join(_WORD.findall(text[block.body : block.end].lower()))} "
        for place, block in enumerate(blocks(text))
        if not place or block.kind is Kind.HEADING
    )


def _titles(text: str, tops: list[_Top]) -> Iterator[Block]:
    """Give the heads that may be the title of a chapter, which its later pages bear for their head.

    That is the first with its words, without a folio: a heading, or a line above a new paragraph that stands below the
    end of one, and not on the first pages of the text or next to the page on which a chapter begins. A heading is none
    that shortens the one above it, as the head of the page does that follows on a title.
    """
    row = blocks(text) if tops else ()
    place = {block.start: number for number, block in enumerate(row)}
    pages = page_ends(text)
    headings = [number for number, block in enumerate(row) if block.kind is Kind.HEADING]
    seen, last = set[str](), 0
    for block, head, parts, words, folio in tops:
        number = place[block.start]
        page = bisect_left(pages, number)
        first = words not in seen and not folio
        seen.add(words)
        begins = len(head) == block.end - block.start and not parts and not _runs_on(text, row, number + 1)
        closed = page > 0 and _is_closed(text, row, pages[page - 1])
        above = headings[max(0, bisect_left(headings, number) - 1) :][:1]
        if above and _words(text[row[above[0]].start : row[above[0]].end])[0].startswith(f"{words} "):
            continue
        if first and (block.kind is Kind.HEADING or (begins and closed and page >= _OPENED and page > last + 1)):
            last = page
            yield block


def _is_closed(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether the last paragraph above a page's end, and above its notes, has come to its stop."""
    while place and row[place - 1].kind in (Kind.NOTE, Kind.RULE, Kind.PAGE):
        place -= 1
    above = row[place - 1]
    return place == 0 or text[above.start : above.end].rstrip("*_”’\"')]").endswith((".", "!", "?", "…"))


def _foliated(text: str) -> Iterator[Block]:
    """Give the heads whose folio shows what they are: the pages' folios follow each other, or a sentence runs on below.

    Without pages' ends two heads must follow each other, even folios before the words and odd ones after them.
    """
    row, paged, found = blocks(text), page_ends(text), list[tuple[int, int, Block, bool]]()
    for number, block in enumerate(row):
        if text[block.end - 1] not in _LAST and text[block.start] not in _FIRST:
            continue  # as mostly
        head = _HEAD.fullmatch(text, block.start, block.end) if block.kind is Kind.PARAGRAPH else None
        if head is None or _NUMBERED.fullmatch(text, block.start, block.end):
            continue
        top = not number or row[number - 1].kind is Kind.PAGE
        folio, page = int(head["first"] or head["last"]), bisect_left(paged, number)
        if (top or not (paged or head["words"].startswith(_CAPTIONS))) and head["words"][-1] not in ".,;:":
            runs_on = (top or _breaks_off(text, row, number)) and _runs_on(text, row, number + 1)
            outer = bool(head["first"]) == (folio % 2 == 0)
            found.append((folio, folio - page if paged else outer, block, runs_on))
    rows = Counter(place for _, place, _, _ in found)
    folios = {folio for folio, outer, _, _ in found if outer}
    for folio, place, block, runs_on in found:
        follows = rows[place] > 1 if paged else bool(place and {folio - 1, folio + 1} & folios)
        if runs_on or follows:
            yield block


def _runs_on(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether below a head, and the figure that may stand there, a sentence goes on."""
    while place < len(row) and row[place].start in figures(text):
        place += 1
    return place < len(row) and bare(text[row[place].start : row[place].end])[:1].islower()


def _breaks_off(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether the paragraph above is one of some length that breaks off in mid-sentence, be it a note."""
    above = row[place - 1]
    return (
        above.kind in (Kind.PARAGRAPH, Kind.NOTE)
        and above.end - above.start > _LONGEST
        and (bare(text[above.start : above.end])[-1:].isalnum())
    )


def _speaks(head: str) -> bool:
    """Tell whether a line is a sentence from beginning to end, with hardly a capital, and has the length of one."""
    row = head.split()
    return len(row) >= _SENTENCE and head[-1] in ".!?" and sum(word[0].islower() for word in row) * 2 > len(row)


def _past(text: str, end: int) -> int:
    while text[end : end + 1] == "\n":
        end += 1
    return end


def _words(head: str) -> tuple[str, bool]:
    """Give the words of a head as they are printed, without its folio; and whether it has one."""
    head = head.strip("#* ").replace("\n", " ")
    words = " ".join(_WORD.findall(head))
    if _NUMBERED.fullmatch(head):
        return words, False
    bare = _FOLIO.sub("", head)
    if bare[-1:] in _FIGURES:
        bare = _FOLIO_LAST.sub("", bare)
    rest = words if bare == head else " ".join(_WORD.findall(bare))
    return rest, rest != words


_TWICE, _OFTEN, _LONGEST = 2, 3, 90
_TITLE = 4  # words of a title, no fewer of which tell it
_OPEN = frozenset("abcdefghijklmnopqrstuvwxyz,;-")
_OPENED = 3  # pages, after which a book has shown whether its own title is the head
_NUMBERED = re.compile(
    rf"(?:{'|'.join(COUNTED)}|BOOK|PART|SECTION|ACT|SCENE|APPENDIX|PLATE)\.? (?:[0-9]{{1,3}}|[IVXLC]+)\.?",
    re.IGNORECASE,
)
_SENTENCE = 8  # words
_SECOND = 2  # the place of the first block that may stand on a second page
_FOLIO = re.compile(r"[0-9OlI](?:(?<=[0-9])|(?=[OlI]*[0-9]))[0-9OlI]{0,3}[ *]+(?=\D)")
_FIGURES = frozenset("0123456789OlI")  # and what is read for them
_FOLIO_LAST = re.compile(r"[ .*]+(?=[OlI]*[0-9])[0-9OlI]{1,4}\Z")
_TOP = re.compile(r"(?=[OlI]*[0-9])[0-9OlI]{1,4}\n(?=\D)[^\n]*|[^\n]*(?:\n[0-9]{1,4}(?=\n|\Z))?")
_WORD = re.compile(r"\w+")
_HEAD = re.compile(
    r"\*{0,2}(?:(?P<first>[1-9][0-9]{0,2}) +)?(?P<words>[^\W\d][^\n0-9*]{2,60}?)"
    r"(?(first)| ?(?P<last>[1-9][0-9]{0,2}))\*{0,2}"
)
_FIRST, _LAST = "*123456789", "*0123456789"  # one of these stands first or last
_CAPTIONS = ("Fig", "FIG", "Plate", "PLATE", "Table", "TABLE", "Chap", "CHAP", "Part", "PART", "Book", "BOOK")
