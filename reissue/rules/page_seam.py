"""Pages that an engine joined with nothing but the end of a line."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import measure
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_seam(manuscript: Manuscript) -> Iterator[Edit]:
    """Two paragraphs, each in one long line, stand in lines one below the other, as where two pages were joined."""
    text = manuscript.text
    if measure(text):
        return
    for block in blocks(text):
        table = text[block.start] == "|" and text[text.find("\n", block.start, block.end) - 1] == "|"
        if block.kind is not Kind.PARAGRAPH or table:
            continue
        for end in _END.finditer(text, block.start, block.end):
            before = end.start() - text.rfind("\n", 0, end.start())
            after = (text.find("\n", end.end(), block.end) % (block.end + 1)) - end.end()
            if max(before, after) > _LONG:
                yield Edit(*end.span(), ("\n\n",))


_LONG = 110  # characters; no page of print has lines so long
_END = re.compile(r"\n(?<![\\\n]\n)(?!\n)")
