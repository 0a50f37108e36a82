"""What the printer set at the foot of a page for the binder: signatures of the gatherings, and catchwords."""

import re
from collections import Counter
from collections.abc import Iterator

from reissue.blocks import Block, Kind, bare, blocks, page_ends
from reissue.labels import LABEL
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def signature_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The letter of a gathering, the year in its first line, or a catchword stands at the foot of a page."""
    text = manuscript.text
    row = blocks(text)
    found = {edit.end: edit for edit in (*_years(text), *_initialled(text, row), *_last_lines(text, row))}
    yield from found.values()
    for number in range(1, len(row) - 1):
        block, after = row[number], row[number + 1]
        if block.kind is not Kind.PARAGRAPH or block.end - block.start > _LONGEST or block.end in found:
            continue
        mark, ends = text[block.start : block.end], after.kind is Kind.PAGE
        after = _below_head(text, row, number + 2) if ends and number + 2 < len(row) else after
        cut = after.kind is Kind.PARAGRAPH and _is_cut(text, row, number, after)
        if (cut and ends and _FRONT.fullmatch(mark)) or (
            _SIGNATURE.fullmatch(mark) and (cut or (ends and _SURE.fullmatch(mark)))
        ):
            yield Edit(row[number - 1].end, block.end, (), f"{mark} is the printer's mark of a gathering")
        elif cut and _CATCHWORD.fullmatch(mark) and _is_caught(mark, bare(text[after.start : after.end])):
            yield Edit(row[number - 1].end, block.end, (), f"{mark} is a catchword: the next page begins with it")


def _years(text: str) -> Iterator[Edit]:
    """Find the year of a volume in Roman figures, which stands again and again in a line of its own."""
    lines = list(_YEAR.finditer(text))
    often = Counter(line[1] for line in lines)
    for line in lines:
        if often[line[1]] >= _OFTEN:
            alone = text.startswith("\n", line.end() + 1) and text.startswith("\n", line.start() - 1)
            span = (line.start() - 1, line.end()) if alone else (line.start() + 1, line.end() + 1)
            yield Edit(*span, (), f"{line.group().strip()} is the volume's year, which the printer set below the page")


def _initialled(text: str, row: tuple[Block, ...]) -> Iterator[Edit]:
    """Find the signatures that bear the initials of the book's title, with the marks that stand below them.

    The same initials stand at the foot of two pages or more, each time with the page's number or the gathering's.
    """
    marks = list[tuple[int, int, re.Match[str]]]()
    for number in range(1, len(row)):
        block = row[number]
        if block.end - block.start > _LONGEST or block.kind is not Kind.PARAGRAPH:
            continue
        if found := _INITIALS.fullmatch(text, block.start, block.end):
            last = number
            while last + 1 < len(row) and _BELOW.fullmatch(text, row[last + 1].start, row[last + 1].end):
                last += 1
            if last + 1 < len(row) and row[last + 1].kind is Kind.PAGE:
                marks.append((number, last, found))
    often = Counter(found[1] for _, _, found in marks)
    for number, last, found in marks:
        if often[found[1]] > 1:
            why = f"{found.group()} is the printer's mark of a gathering"
            yield Edit(row[number - 1].end, row[last].end, (), why)


def _last_lines(text: str, row: tuple[Block, ...]) -> Iterator[Edit]:
    """Find the marks that are the last line of a page which stands in lines."""
    for place in page_ends(text):
        block = row[max(0, place - 1)]
        at = text.rfind("\n", block.body, block.end)
        if at > 0 and block.end - at <= _LONGEST and _SURE.fullmatch(text, at + 1, block.end):
            yield Edit(at, block.end, (), f"{text[at + 1 : block.end]} is the printer's mark of a gathering")


def _below_head(text: str, row: tuple[Block, ...], place: int) -> Block:
    """Give the first block of a page below its folio and its head, which are short, and figures or capitals."""
    last = min(place + 2, len(row) - 1)
    while place < last and row[place].kind is Kind.PARAGRAPH and _is_head(text[row[place].start : row[place].end]):
        place += 1
    return row[place]


def _is_head(words: str) -> bool:
    return len(words) <= _LONGEST and (words.isdecimal() or words.isupper())


def _is_cut(text: str, row: tuple[Block, ...], number: int, after: Block) -> bool:
    """Tell whether the paragraph above, and above the notes of the page, breaks off, and goes on in `after`."""
    number -= 1
    apart = (Kind.NOTE, Kind.RULE)
    while number and (row[number].kind in apart or LABEL.match(text, row[number].start, row[number].end)):
        number -= 1
    above = bare(text[row[number].start : row[number].end])
    breaks_off = row[number].kind is Kind.PARAGRAPH and (above[-1:].isalnum() or above[-1:] in "-,;")
    return breaks_off and bare(text[after.start : after.end])[:1].islower()


def _is_caught(mark: str, after: str) -> bool:
    """Tell whether a page begins with the catchword of the one before, or with the word that it is the beginning of."""
    word = mark.rstrip("-., ")
    return after.startswith(word) and (mark.endswith("-") or not after[len(word) : len(word) + 1].isalnum())


_LONGEST, _OFTEN = 30, 3
_YEAR = re.compile(r"\n(M[DCLXVI]{3,10})\.?(?=\n)")
_INITIALS = re.compile(r"((?:[A-Z]\. ?){2,4})(?:[0-9]{1,3}|[ivxl]{1,6})(?: ?[A-Z]{1,2}\\?\*?)?")
_BELOW = re.compile(r"[0-9]{0,3}[A-Z][0-9]{0,4}\\?\*?")  # a gathering's letter, or the number of the printer's order
_SURE = re.compile(r"[A-Z][a-z]{0,2} ?[2-9]|[2-9] ?[A-Z][a-z]{0,2}(?: ?[2-9])?|M(?:D|CM|DC)[CLXVI]{2,}\.?")
_SIGNATURE = re.compile(
    r"(?:(?:M(?:D|CM|DC)[CLXVI]*|VOL\.? [IVXLC]+)\.?[ ,]*)?(?:[2-9]? ?[A-Z][a-z]{0,2}(?: ?[2-9])?)?(?<=[\w.])"
)
_FRONT = re.compile(r"[b-z] ?[2-9]?")  # what stands before the first chapter has small letters
_CATCHWORD = re.compile(r"[^\W\d_]+(?:[ '’][^\W\d_]+){0,2}[-,.]?")
