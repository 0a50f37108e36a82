"""The margin that an engine left of its lines."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def left_margin(manuscript: Manuscript) -> Iterator[Edit]:
    """Nearly every line begins with a space or a few, which set nothing in and keep the lines apart."""
    text = manuscript.text
    margins = list(_MARGIN.finditer(text))
    if margins and len(margins) > _MOST * sum(1 for _ in _LINE.finditer(text)):
        for margin in margins:
            yield Edit(*margin.span(1), ())


_MOST = 0.6
_LINE = re.compile(r"\n(?=.*\S)")
_MARGIN = re.compile(r"\n( {1,3})(?=\S)")
