"""Typewriter quotation marks and apostrophes among printed ones."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import UNENDED, begins_singly, is_singly_quoted
from reissue.rule import Keeps, rule
from reissue.usage import read, usage


@rule(Keeps.ORDER, reach=0, told=(usage, is_singly_quoted))
def straight_quote(manuscript: Manuscript) -> Iterator[Edit]:
    """Quotation marks and apostrophes are straight, as no printer sets them."""
    text = manuscript.text
    if '"' not in text and "'" not in text:
        return
    used, singly = usage(text), is_singly_quoted(text)
    for block in blocks(text):
        if block.kind is Kind.FENCE or not _straight(text, block.start, block.end):
            continue
        for mark in read(text[block.body : block.end], used):
            at = block.body + mark.at
            if text[at] not in "\"'" or not (mark.doubt or text[at] != mark.sign):
                continue
            if mark.sign == used.double[0] and used.space:
                yield Edit(at, at + 1 + text.startswith(_SPACES, at + 1), (mark.sign, used.space))
            elif mark.sign == used.double[1] and used.space:
                spaced = text.endswith(_SPACES, block.body, at) and text[at - 2] != '"'
                yield Edit(at - spaced, at + 1, (used.space, mark.sign), mark.doubt, sure=not mark.doubt)
            else:
                sure = not mark.doubt or (singly and mark.doubt == UNENDED and begins_singly(text, at))
                yield Edit(at, at + 1, (mark.sign,), "" if sure else mark.doubt, sure=sure)


def _straight(text: str, start: int, end: int) -> bool:
    return text.find('"', start, end) >= 0 or text.find("'", start, end) >= 0


_SPACES = (
    " ",
    "\N{NO-BREAK SPACE}",
    "\N{NARROW NO-BREAK SPACE}",
)  # an engine may have read the space within French marks
