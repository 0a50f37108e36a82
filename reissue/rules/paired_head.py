"""The heads of old pages that stand in two parts: what stays throughout the book, and what changes with the page."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


class _Line(NamedTuple):
    """A short block at the top of a page: its words without a bracketed part that is open at one end."""

    block: Block
    words: str
    side: bool  # a bracket opens in it that does not close, or closes that did not open, as in a dictionary's heads


@rule(Keeps.NOTHING)
def paired_head(manuscript: Manuscript) -> Iterator[Edit]:
    """The title of the book and the subject of the page stand at the page's top, one below the other or abreast."""
    text = manuscript.text
    tops = list(_tops(text))
    often = max(_FEW, len(tops) // _SHARE)
    titles = Counter(words for lines in tops for words in {line.words for line in lines})
    sided = sum(any(line.side for line in lines) for lines in tops) >= often
    known = {words for words, count in titles.items() if words and count >= often}
    for lines in tops:
        for line in _head(text, lines, known, sided=sided) or _parting(text, lines):
            head = text[line.block.start : line.block.end]
            end = line.block.end
            while text[end : end + 1] == "\n":
                end += 1
            yield Edit(line.block.start, end, (), f"the running head {head!r}")


def _head(text: str, lines: list[_Line], titles: set[str], *, sided: bool) -> list[_Line]:
    """Give the lines of a page's head, if it is in two parts; a title alone is for the rule of the running head."""
    first, second = (*lines, None)[:2] if lines else (None, None)
    if first is None:
        return []
    only_side = first.side and not first.words
    if first.words in titles:
        below = second is not None and second.side and not second.words
        return lines if below else lines[:1] if first.side else []
    if second is not None and second.words in titles:
        above = _ABOVE.fullmatch(text, first.block.start, first.block.end)
        return lines if only_side or above else []
    return lines[:1] if only_side and sided else []


def _parting(text: str, lines: list[_Line]) -> list[_Line]:
    """Give the first line if a bracket is open in it at one end and it parts the halves of a sentence."""
    if not lines or not lines[0].side:
        return []
    start, end = lines[0].block.start, lines[0].block.end
    above, below = text[max(0, start - _EDGE) : start].rstrip("\n\f"), text[end : end + _EDGE].lstrip("\n*_")
    return lines[:1] if (above[-1:].isalnum() or above[-1:] in ",;") and below[:1].islower() else []


def _tops(text: str) -> Iterator[list[_Line]]:
    """Give for each page but the first its first two blocks, as far as they are short and in one line."""
    row = blocks(text)
    for number, block in enumerate(row):
        if block.kind is Kind.PAGE and number + 1 < len(row) and row[number + 1].kind is not Kind.PAGE:
            lines = list[_Line]()
            for below in row[number + 1 : number + 3]:
                short = below.end - below.start <= _LONGEST and "\n" not in text[below.start : below.end]
                if below.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not short:
                    break
                lines.append(_line(text, below))
            yield lines


def _line(text: str, block: Block) -> _Line:
    line = text[block.body : block.end].strip("* ")
    side = _OPENS.search(line) or _CLOSES.match(line)
    rest = line[: side.start()] + line[side.end() :] if side else line
    return _Line(block, " ".join(_WORD.findall(rest)), side is not None)


_FEW, _SHARE = 4, 4  # what stands on so many pages, and on a quarter of them, belongs to no text
_LONGEST, _EDGE = 90, 8
_OPENS, _CLOSES = re.compile(r"\[[^\[\]]*\]?\Z"), re.compile(r"[^\[\]]*\](?=\W*(?:\w|\Z))")
_WORD = re.compile(r"\w+")
# A folio, or words that begin with a capital and have no stop.
_ABOVE = re.compile(r"[#*\[( ]*(?:[0-9]{1,4}|[ivxlIVXL]+|[A-Z\u00c0-\u00de][^\n]{1,58}[^\n.,;:!?-])[*\])]*")
