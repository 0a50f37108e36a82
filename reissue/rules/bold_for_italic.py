"""Words in bold that the book prints in italics."""

from collections.abc import Iterator

from reissue.blocks import Kind
from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def bold_for_italic(manuscript: Manuscript) -> Iterator[Edit]:
    """Words stand in bold that are in italics elsewhere in the book."""
    text = manuscript.text
    if "**" not in text:
        return
    spans = [span for found in emphasised(text) if found.block.kind is not Kind.HEADING for span in found.spans]
    italic = {text[span.inner].strip(" .,;:") for span in spans if span.width == 1}
    for span in spans:
        if span.width == _BOLD and text[span.inner].strip(" .,;:") in italic:
            yield Edit(span.start, span.end, ("*", span.inner, "*"), "in italics elsewhere in the book")


_BOLD = 2
