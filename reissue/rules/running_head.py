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
    heads = Counter(_bare(head) for _, head in tops)
    for block, head in tops:
        folio = _FOLIO.match(head) or _FOLIO_LAST.search(head)
        words = _bare(head)
        again = heads[words] >= (_TWICE if folio else _OFTEN)
        if len(head) <= _LONGEST and words and (again or (folio and words.isupper())):
            end = block.start + len(head)
            gap = 0 if end == block.end else 1
            yield Edit(block.start, _past(text, end + gap if gap else end), (), f"the running head {head!r}")


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


def _bare(head: str) -> str:
    """Give the words of a head without its folio, in capitals."""
    head = head.strip("#* ")
    return (
        " ".join(_LETTERS.findall(_FOLIO_LAST.sub("", _FOLIO.sub("", head)).strip())).upper()
        if not head.islower()
        else ""
    )


_TWICE, _OFTEN, _LONGEST = 2, 3, 90
_FOLIO = re.compile(r"[#* ]*(?=[OlI]*[0-9])[0-9OlI]{1,4}[ .*]+(?=\D)")
_FOLIO_LAST = re.compile(r"[ .]+(?=[OlI]*[0-9])[0-9OlI]{1,4}\**\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
