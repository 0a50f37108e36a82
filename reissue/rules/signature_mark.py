"""What the printer set at the foot of a page for the binder: signatures of the gatherings, and catchwords."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, bare, blocks
from reissue.labels import LABEL
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def signature_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The letter of a gathering, the year in its first line, or a catchword stands at the foot of a page."""
    text = manuscript.text
    row = blocks(text)
    for number in range(1, len(row) - 1):
        block, after = row[number], row[number + 1]
        if block.kind is not Kind.PARAGRAPH or block.end - block.start > _LONGEST:
            continue
        mark, ends = text[block.start : block.end], after.kind is Kind.PAGE
        after = row[number + 2] if ends and number + 2 < len(row) else after
        cut = after.kind is Kind.PARAGRAPH and _is_cut(text, row, number, after)
        if _SIGNATURE.fullmatch(mark) and (cut or (ends and _SURE.fullmatch(mark))):
            yield Edit(row[number - 1].end, block.end, (), f"{mark} is the printer's mark of a gathering")
        elif cut and _CATCHWORD.fullmatch(mark) and _is_caught(mark, bare(text[after.start : after.end])):
            yield Edit(row[number - 1].end, block.end, (), f"{mark} is a catchword: the next page begins with it")


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


_LONGEST = 30
_SURE = re.compile(r"[A-Z][a-z]{0,2} ?[2-9]|[2-9] ?[A-Z][a-z]{0,2}(?: ?[2-9])?|M(?:D|CM|DC)[CLXVI]{2,}\.?")
_SIGNATURE = re.compile(
    r"(?:(?:M(?:D|CM|DC)[CLXVI]*|VOL\.? [IVXLC]+)\.?[ ,]*)?(?:[2-9]? ?[A-Z][a-z]{0,2}(?: ?[2-9])?)?(?<=[\w.])"
)
_CATCHWORD = re.compile(r"[^\W\d_]+(?:[ '’][^\W\d_]+){0,2}[-,.]?")
