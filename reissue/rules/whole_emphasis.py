"""Paragraphs that are emphasised from end to end."""

from collections.abc import Iterator

from reissue.blocks import bare, prose
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def whole_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """A whole paragraph is in bold or italics: it may be the printer's emphasis or the OCR's."""
    text = manuscript.text
    for block in prose(text):
        words = text[block.body : block.end]
        spans = emphasis(words).spans if words[:1] in "*_" else ()
        if len(spans) == 1 and spans[0].start == 0 and bare(words[spans[0].end :]) == "" and len(words) > _LINE:
            span, base = spans[0], block.body
            new = (slice(base + span.inner.start, base + span.inner.stop),)
            style = "italics" if span.width == 1 else "bold"
            yield Edit(
                base,
                base + span.end,
                new,
                f"the whole paragraph is in {style}: kept so, but was it printed so?",
                sure=False,
            )


_LINE = 50
