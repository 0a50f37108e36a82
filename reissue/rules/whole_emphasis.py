"""Paragraphs that are emphasised from end to end."""

from collections.abc import Iterator

from reissue.blocks import PROSE, bare
from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def whole_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """A whole paragraph is in bold or italics: it may be the printer's emphasis or the OCR's."""
    text = manuscript.text
    for block, spans, _ in emphasised(text):
        if block.kind not in PROSE or len(spans) != 1 or block.end - block.body <= _LINE:
            continue
        span = spans[0]
        if span.start == block.body and bare(text[span.end : block.end]) == "":
            style = "italics" if span.width == 1 else "bold"
            why = f"the whole paragraph is in {style}: kept so, but was it printed so?"
            yield Edit(span.start, span.end, (span.inner,), why, sure=False)


_LINE = 50
