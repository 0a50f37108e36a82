"""Paragraphs that go on in small letters below one that ends with a stop, and the stops that end nothing.

It tells what is seen there; what was printed it does not know.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reissue.blocks import Block, Kind, bare, blocks
from reissue.view import view


class Misfit(NamedTuple):
    """A paragraph that ends with a stop, and one that begins in small letters below it, or upon the next page."""

    above: Block
    below: Block
    turned: bool


@view
def misfits(text: str) -> tuple[Misfit, ...]:
    """Give the misfits of a text; none where paragraphs open in small letters by habit, as the entries of an index."""
    found = list(_found(text))
    within = sum(not misfit.turned for misfit in found)
    return () if within > _FEW and within * _SELDOM > len(blocks(text)) else tuple(found)


def is_abbreviated(first: str, *, lower: bool) -> bool:
    """Tell whether the stop at the end of `first` is an abbreviation's; of some only if small letters follow."""
    return bool(_TITLE.search(first) or (lower and _SHORT.search(first)))


def _found(text: str) -> Iterator[Misfit]:
    row = [block for block in blocks(text) if block.kind not in (Kind.NOTE, Kind.RULE, Kind.PAGE)]
    for above, below in pairwise(row):
        if not above.kind is below.kind is Kind.PARAGRAPH or not _LOW.match(text, below.start, below.end):
            continue
        long = min(above.end - above.start, below.end - below.start) >= _LINE
        first = bare(text[max(above.start, above.end - _REACH) : above.end])
        if long and _STOPPED.search(first) and not is_abbreviated(first, lower=True):
            yield Misfit(above, below, text.find("\f", above.end, below.start) >= 0)


_LINE, _REACH = 50, 60
_FEW, _SELDOM = 3, 50  # so many are a habit, if each fiftieth block is one
_STOPPED = re.compile(r"[^\W\d_]['’]?[^\W\d_]\.\Z")
_LOW = re.compile(r"[*_]*(?:[ayà](?= )|[^\W\d_A-ZÀ-Ý][^\W\d_]+(?:[*_]*[ ,;]|(?<=....)\. ))")
_TITLE = re.compile(
    r"\b(?:M|Mr|Mrs|Messrs|Mme|Mlle|Dr|St|Prof|Gen|Col|Capt|Lieut|Lt|Sergt|Rev|Hon|Sir|Bros|No|Nos|Vol|vol|vols|pp|p|cf|viz)\.\Z"
)
_SHORT = re.compile(
    r"(?:&c|\b(?:[A-Z]|etc|i\. ?e|e\. ?g|eds?|trans|chap|art|sec|fol|Co|Inc|Ltd|Jr|Sr|A\.D|B\.C|a\.m|p\.m|op|loc|cit"
    r"|ibid))\.\Z"
)
