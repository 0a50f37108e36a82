"""The heads and folios of the old pages."""

import re
from collections import Counter
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def running_head(manuscript: Manuscript) -> Iterator[Edit]:
    """The running head of a page stands in the text, mostly with its folio."""
    text = manuscript.text
    tops = list(_tops(text))
    heads = Counter(_words(head) for _, head in tops)
    seen = Counter[str]()
    for block, head in tops:
        words = _words(head)
        seen[words] += 1
        folio = words != _words(head, folio=True)
        again = heads[words] >= (_TWICE if folio else _OFTEN) and (
            folio or seen[words] > 1 or block.kind is Kind.PARAGRAPH
        )
        if words and len(head) <= _LONGEST and (again or (folio and words.isupper())):
            end = block.start + len(head)
            yield Edit(block.start, _past(text, end), (), f"the running head {head!r}")


def _tops(text: str) -> Iterator[tuple[Block, str]]:
    """Give the first block of each page but the first, and its first line."""
    row = blocks(text)
    for number, block in enumerate(row):
        if number > 1 and row[number - 1].kind is Kind.PAGE and block.kind in (Kind.PARAGRAPH, Kind.HEADING):
            yield block, text[block.start : block.end].split("\n", 1)[0]


def _past(text: str, end: int) -> int:
    while text[end : end + 1] == "\n":
        end += 1
    return end


def _words(head: str, *, folio: bool = False) -> str:
    """Give the words of a head as they are printed, without its folio or with it."""
    head = head.strip("#* ")
    return " ".join(_WORD.findall(head if folio else _FOLIO_LAST.sub("", _FOLIO.sub("", head))))


_TWICE, _OFTEN, _LONGEST = 2, 3, 90
_FOLIO = re.compile(r"(?=[OlI]*[0-9])[0-9OlI]{1,4}[ *]+(?=\D)")
_FOLIO_LAST = re.compile(r"[ .*]+(?=[OlI]*[0-9])[0-9OlI]{1,4}\Z")
_WORD = re.compile(r"\w+")
