"""Double quotation marks in two parts."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import LEFT_DOUBLE, LEFT_SINGLE, RIGHT_DOUBLE, RIGHT_SINGLE
from reissue.rule import Keeps, rule
from reissue.search import holds
from reissue.usage import ENGLISH, usage


@rule(Keeps.ORDER, reach=0, told=(usage,))
def split_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """A double quotation mark was read as two single ones."""
    text = manuscript.text
    if not any(holds(text, pair) for pair in _PAIRS) or usage(text) != ENGLISH:
        return
    for block in blocks(text):
        if block.kind is Kind.FENCE or not any(text.find(pair, block.body, block.end) >= 0 for pair in _PAIRS):
            continue
        quoted = False  # a double quotation is open, and no single one within it
        for found in _MARK.finditer(text, block.body, block.end):
            opens, closes = found["opens"] is not None, found["closes"] is not None
            if opens or (closes and quoted):
                sign = '"' if found.group() == "''" else LEFT_DOUBLE if opens else RIGHT_DOUBLE
                yield Edit(*found.span(), (sign,))
                quoted = opens
            elif found.group() == LEFT_SINGLE:
                quoted = False
            elif not closes:
                quoted = found.group() == LEFT_DOUBLE or (found.group() == '"' and not quoted)


_PAIRS = (LEFT_SINGLE * 2, RIGHT_SINGLE * 2, "''")
# Two that open stand before a word; two that close are sure where a quotation is open, else one may be an apostrophe.
_MARK = re.compile(
    rf"[“”\"]|(?P<opens>(?:{LEFT_SINGLE}{LEFT_SINGLE}|'')(?<![^\s(\[—–-]..)(?=\w))"
    rf"|(?P<closes>(?:{RIGHT_SINGLE}{RIGHT_SINGLE}|'')(?!['’”\"\w]))|{LEFT_SINGLE}"
)
