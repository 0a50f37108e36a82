"""How a paragraph speaks: in the past tense, as most books narrate, or in the present, as the letters in them do."""

import re
from collections.abc import Iterator
from itertools import islice

from reissue.blocks import PROSE, Block, blocks
from reissue.view import view


@view
def narrates(text: str) -> bool:
    """Tell whether a book narrates in the past tense, so that a paragraph in the present is another's.

    Only such paragraphs are looked at as stand far below those that lead up to a quotation, and quote nobody.
    """
    present = [is_present(text, block) for block in islice(_apart(text, _FAR), _SAMPLE)]
    return len(present) >= _ENOUGH and sum(present) <= len(present) * _SELDOM


@view
def is_impersonal(text: str) -> bool:
    """Tell whether the author hardly ever speaks of himself, so that a paragraph which does is another's."""
    own = [speaks_of_self(text, block) for block in islice(_apart(text, _NEAR, _NEAR), _SAMPLE)]
    return len(own) >= _ENOUGH // 2 and sum(own) <= len(own) * _HARDLY


def speaks_of_self(text: str, block: Block) -> bool:
    """Tell whether a paragraph says I and me, more than once and not only in what it quotes."""
    return len(_SELF.findall(_QUOTED.sub("", text[block.body : block.end]))) > 1


def leads_up(text: str, block: Block) -> bool:
    """Tell whether a paragraph leads up to a quotation or a list: with a colon, or a verb of saying and a comma."""
    if block.kind not in PROSE or text[block.end - 1] not in _LAST:
        return False
    low = max(block.start, block.end - _REACH)
    return bool(_LEAD.search(text, low, block.end) or _SAYS.search(text, low, block.end))


def is_present(text: str, block: Block) -> bool:
    """Tell whether a paragraph speaks in the present tense or of the future, or to somebody, and not of the past."""
    words = _WORD.findall(_QUOTED.sub("", text[block.body : block.end]))
    present = sum(word.lower() in _PRESENT for word in words)
    return present >= _FEW and present >= 2 * sum(map(_is_past, words))


def is_past(text: str, block: Block) -> bool:
    """Tell whether a paragraph has any verb that can be told to be in the past tense."""
    return any(map(_is_past, _WORD.findall(text, block.body, block.end)))


def _apart(text: str, far: int, since: int = 0) -> Iterator[Block]:
    """Give the paragraphs of some length that stand more than so `far` below any that leads up to a quotation.

    The text begins so far below one as `since`.
    """
    for block in blocks(text):
        since = 0 if leads_up(text, block) else since + (block.kind in PROSE)
        if since > far and block.kind in PROSE and block.end - block.body > _LONG:
            yield block


def _is_past(word: str) -> bool:
    return word in _PAST or (word.endswith("ed") and _PARTICIPLE.fullmatch(word) is not None)


_LONG, _REACH, _FAR, _FEW = 100, 80, 8, 3
_NEAR, _HARDLY = 3, 0.1  # paragraphs below one that leads up; and the share of them in which the author says I
_ENOUGH, _SAMPLE, _SELDOM = 20, 300, 0.05  # paragraphs; and the share of them that may be in the present
_LAST = frozenset(":, ]-\N{EN DASH}\N{EM DASH}")
_LEAD = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*(?:\[\^[^\]\s]+\])?\Z")
_SAYS = re.compile(
    r"\b(?:says?|said|writes?|wrote|adds?|added|observes?|observed|remarks?|remarked|continues?|continued|cries|cried"
    r"|exclaims|exclaimed|sings|sang|declares?|declared|replies|replied|tells us|told us|thus|as follows)\b"
    r"(?: [^\W\d_]+){0,6},[ ]?[-\N{EN DASH}\N{EM DASH}]*(?:\[\^[^\]\s]+\])?\Z"
)
_QUOTED = re.compile(r"“[^”]*”?")
_SELF = re.compile(r"\b(?:I(?![.,])|me|my|mine|myself)\b")
_WORD = re.compile(r"\w+")
_PRESENT = frozenset("is are am has have does do will shall must can cannot may let you your".split())  # noqa: SIM905
_PAST = frozenset(
    "was were had did could would said came went took made gave stood began saw found knew thought told left felt "  # noqa: SIM905
    "brought became kept got".split()
)
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
