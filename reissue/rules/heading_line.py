"""Headings of several lines, of which the engine marked the first only."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.ORDER, reach=1)
def heading_line(manuscript: Manuscript) -> Iterator[Edit]:
    """A heading that is all in bold or italics breaks off in its line, and the next lines end what it has opened.

    Where the same marks stand in between, or more than three lines follow, nothing tells that they belong together.
    """
    for found in beginnings(_BROKEN, manuscript.text, ("# *",)):
        for end in _END.finditer(manuscript.text, *found.span("words")):
            yield Edit(*end.span(), (" ",))


_BROKEN = re.compile(
    r"(?<![^#\n])# (?P<marks>\*{1,3})(?P<words>[^\s*][^*\n]*(?:\n(?![#>])[^\s*][^*\n]*){1,3})(?<!\s)(?P=marks)"
    r"[ \t]*(?=\n|\Z)"
)
_END = re.compile(r"[ \t]*\n")
