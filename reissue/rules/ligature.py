"""Ligatures that are characters of their own."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import PLAIN, Keeps, rule


@rule(Keeps.ORDER, reach=0)
def ligature(manuscript: Manuscript) -> Iterator[Edit]:
    """The printer's ligatures were read as characters of their own, which nobody can search for."""
    for found in re.finditer("[ﬀ-ﬆ]", manuscript.text):
        yield Edit(*found.span(), (found.group().translate(PLAIN),))
