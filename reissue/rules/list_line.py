"""Lists whose items stand in lines of their own."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def list_line(manuscript: Manuscript) -> Iterator[Edit]:
    """The items of a list stand in lines that would run together into one paragraph."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH and _ITEM.match(text, block.start):
            for found in _END.finditer(text, block.start, block.end):
                if _ITEM.match(text, found.end()):
                    yield Edit(*found.span(), ("\\\n",))


_ITEM = re.compile(r"(?:\\?[-+*•] |[0-9]{1,3}\\?[.)] |\([0-9a-z]{1,3}\) )")
_END = re.compile(r"(?<!\\)\n")
