"""Headings of several lines, of which the engine marked the first only."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.ORDER, reach=1)
def heading_line(manuscript: Manuscript) -> Iterator[Edit]:
    """A heading that is all in bold or italics breaks off in its line, and the next lines end what it has opened.

    Where the same marks stand in between, or more than three lines follow, nothing tells that they belong together. Nor
    does it without such marks, but where one short line follows that begins in small letters.
    """
    for found in beginnings(_LOWER, manuscript.text, ("# ",)):
        yield Edit(*found.span("end"), (" ",))
    for found in beginnings(_BROKEN, manuscript.text, ("# *",)):
        for end in _END.finditer(manuscript.text, *found.span("words")):
            yield Edit(*end.span(), (" ",))


_BROKEN = re.compile(
    r"(?<![^#\n])# (?P<marks>\*{1,3})(?P<words>[^\s*][^*\n]*(?:\n(?![#>])[^\s*][^*\n]*){1,3})(?<!\s)(?P=marks)"
    r"[ \t]*(?=\n|\Z)"
)
_LOWER = re.compile(
    r"(?<![^#\n])# (?!\*)[^\n]*[^\W\d_](?P<end>[ \t]*\n)"
    r"(?=[a-z]{2,} [^\n*]{2,60}(?:\n\n|\Z))(?=[^\n]{0,60}(?:\n\n|\Z))"
)
_END = re.compile(r"[ \t]*\n")
