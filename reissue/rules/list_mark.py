"""The marks that an engine sets before the items of a list."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def list_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The engine set a mark before the item of a list that has its number in print.

    Where there is no number, the mark may be the printer's, and stays.
    """
    text = manuscript.text
    if "- " not in text:
        return
    for block in blocks(text):
        if block.kind is Kind.PARAGRAPH and text[block.start] in "-(0123456789N":
            for found in _MARK.finditer(text, block.start, block.end):
                yield Edit(*found.span(), ())


_MARK = re.compile(r"^- +(?=(?:No\. )?[0-9]{1,3}\\?[.)] |\([0-9a-z]{1,3}\) )", re.MULTILINE)
