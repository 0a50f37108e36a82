"""How a paragraph speaks: in the past tense, as most books narrate, or in the present, as the letters in them do."""

import re

from reissue.blocks import PROSE, Block, Kind, blocks
from reissue.view import view


@view
def narrates(text: str) -> bool:
    """Tell whether a book narrates in the past tense, so that a paragraph in the present is another's.

    Only such paragraphs are looked at as stand far below those that lead up to a quotation, and quote nobody.
    """
    told = present = 0
    since = 0
    for block in blocks(text):
        since = 0 if leads_up(text, block) else since + (block.kind in PROSE)
        if since > _FAR and block.kind in PROSE and block.end - block.body > _LONG:
            told += 1
            present += is_present(text, block)
    return told >= _ENOUGH and present <= told * _SELDOM


def leads_up(text: str, block: Block) -> bool:
    """Tell whether a paragraph ends with a colon, and so leads up to a quotation or a list."""
    low = max(block.start, block.end - _REACH)
    return block.kind is Kind.PARAGRAPH and _LEAD.search(text, low, block.end) is not None


def is_present(text: str, block: Block) -> bool:
    """Tell whether a paragraph speaks in the present tense or of the future, or to somebody, and not of the past."""
    words = _QUOTED.sub("", text[block.body : block.end])
    return len(_PRESENT.findall(words)) >= max(_FEW, 2 * len(_PAST.findall(words)))


def is_past(text: str, block: Block) -> bool:
    """Tell whether a paragraph has any verb that can be told to be in the past tense."""
    return _PAST.search(text, block.body, block.end) is not None


_LONG, _REACH, _FAR, _ENOUGH, _SELDOM, _FEW = 100, 40, 8, 20, 0.05, 3
_LEAD = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*(?:\[\^[^\]\s]+\])?\Z")
_QUOTED = re.compile(r"“[^”]*”?")
_PRESENT = re.compile(r"\b(?:is|are|am|has|have|does|do|will|shall|must|can|cannot|may|let|you|your)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|were|had|did|could|would|said|came|went|took|made|gave|stood|began|saw|found|knew|thought|told|left|felt"
    r"|brought|became|kept|got|[a-z]{2,}ed)\b"
)
