"""Raised signs of which it is not plain whether they are references."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.notes import is_ordinal
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def doubtful_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """Something stands raised that is neither the figure of a note nor the end of an ordinal."""
    text = manuscript.text
    for found in _RAISED.finditer(text):
        if not is_ordinal(text, found.start(), found[1]):
            lost = f"there is no note {found[1]}: is its text lost, or is this no reference?"
            why = lost if found[1].isdigit() else f"is {found[1]} a reference to a note, misread?"
            yield Edit(*found.span(), (), why, sure=False)


_RAISED = re.compile(r"\^(?<![\\[]\^)([^\s^,;]+)\^")
