"""Paragraphs that are emphasised from end to end."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reissue.blocks import PROSE, Block, Kind, bare, blocks
from reissue.emphasis import Span, emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def whole_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """A whole paragraph is in bold or italics: it may be the printer's emphasis or the OCR's."""
    text = manuscript.text
    whole = list(_whole(text))
    widths = {block.start: span.width for block, span in whole}
    lone = _lone(text, [block for block, _ in whole], widths) if whole else frozenset()
    for block, span in whole:
        if block.start in lone:
            why = "one paragraph of a block quotation, the others of which are in roman type"
            yield Edit(span.start, span.end, (span.inner,), why)
        else:
            style = "italics" if span.width == 1 else "bold"
            why = f"the whole paragraph is in {style}: kept so, but was it printed so?"
            yield Edit(span.start, span.end, (span.inner,), why, sure=False)


def _whole(text: str) -> Iterator[tuple[Block, Span]]:
    for block, spans, _ in emphasised(text):
        if block.kind not in PROSE or len(spans) != 1 or block.end - block.body <= _LINE:
            continue
        if spans[0].start == block.body and bare(text[spans[0].end : block.end]) == "":
            yield block, spans[0]


def _lone(text: str, whole: Sequence[Block], widths: Mapping[int, int]) -> frozenset[int]:
    """Give where those begin that are no custom of the printer's: one among the paragraphs of a roman quotation.

    A quotation emphasised as a whole, an inscription perhaps, may have been printed so; and so may a stanza, two
    paragraphs of one style in a row, or any where they are not few.
    """
    starts, row = {block.start for block in whole}, blocks(text)
    long = [block for block in row if _is_long(block)]
    lone = {block.start for block in whole if _is_long(block) and "\n" not in text[block.start : block.end]}
    if len(lone) * _FEW > len(long):
        return frozenset()
    beside, within = set[int](), set[int]()
    for above, below in pairwise(row):
        if above.kind is below.kind is Kind.QUOTATION:
            roman = {above.start, below.start} - starts
            if not roman and widths.get(above.start) == widths.get(below.start):
                beside |= {above.start, below.start}
            elif not roman:
                within |= {above.start, below.start}
            elif _is_long(above) and _is_long(below):
                within |= {above.start, below.start} - roman
    return frozenset((lone & within) - beside)


def _is_long(block: Block) -> bool:
    return block.kind is Kind.QUOTATION and block.end - block.body > _LONG


_LINE, _LONG = 50, 80
_FEW = 4  # of so many long paragraphs in quotations, one at most
