"""Letters and figures that stand raised in print and are no reference to a note."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def raised_letter(manuscript: Manuscript) -> Iterator[Edit]:
    """The end of an ordinal or an abbreviation stands raised, or something that is no figure of a note."""
    text = manuscript.text
    for found in _RAISED.finditer(text):
        raised = slice(*found.span(1))
        yield Edit(*found.span(), ("^", raised, "^") if found[1] and not _SPACE.search(found[1]) else (raised,))


_RAISED = re.compile(r"<sup>([^<>\n]*)</sup>")
_SPACE = re.compile(r"[\s^]")
