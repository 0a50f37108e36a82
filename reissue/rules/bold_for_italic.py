"""Words in bold that the book prints in italics."""

from collections.abc import Iterator

from reissue.blocks import Kind
from reissue.emphasis import Emphasised, emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def bold_for_italic(manuscript: Manuscript) -> Iterator[Edit]:
    """Words stand in bold that are in italics elsewhere in the book; but the heads of entries are set in bold."""
    text = manuscript.text
    if "**" not in text:
        return
    read = [found for found in emphasised(text) if found.block.kind is not Kind.HEADING]
    spans = [span for found in read for span in found.spans]
    italic = {text[span.inner].strip(" .,;:") for span in spans if span.width == 1}
    heads = {found.spans[0].start: text[found.spans[0].inner].strip(" .,;:") for found in read if _is_head(text, found)}
    entries = sum(head not in italic for head in heads.values()) >= _CUSTOM
    for span in spans:
        if span.width == _BOLD and text[span.inner].strip(" .,;:") in italic and not (entries and span.start in heads):
            yield Edit(span.start, span.end, ("*", span.inner, "*"), "in italics elsewhere in the book")


def _is_head(text: str, found: Emphasised) -> bool:
    """Tell whether a paragraph begins with words in bold, as an entry of a dictionary does with its head."""
    if not found.spans or found.spans[0].width != _BOLD:
        return False
    first = found.spans[0]
    return first.end < found.block.end and not text[found.block.body : first.start].strip()


_BOLD = 2
_CUSTOM = 3  # so many paragraphs that begin with words in bold which are nowhere in italics
