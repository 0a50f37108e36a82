"""Ligatures that are characters of their own."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import PLAIN, Keeps, rule
from reissue.search import beginnings


@rule(Keeps.ORDER, reach=0)
def ligature(manuscript: Manuscript) -> Iterator[Edit]:
    """The printer's ligatures were read as characters of their own, which nobody can search for."""
    for found in beginnings(_LIGATURE, manuscript.text, _SIGNS):
        yield Edit(*found.span(), (found.group().translate(PLAIN),))


_SIGNS = "ﬀﬁﬂﬃﬄﬅﬆ"
_LIGATURE = re.compile(f"[{_SIGNS}]")
