"""Ligatures that are characters of their own."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def ligature(manuscript: Manuscript) -> Iterator[Edit]:
    """The printer's ligatures were read as characters of their own, which nobody can search for."""
    for found in re.finditer("[ﬀ-ﬆ]", manuscript.text):
        yield Edit(*found.span(), (_LETTERS[found.group()],))


_LETTERS = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
