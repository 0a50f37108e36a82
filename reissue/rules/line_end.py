"""Line ends as other systems write them."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def line_end(manuscript: Manuscript) -> Iterator[Edit]:
    """A line ends in a carriage return, alone or with a line feed."""
    for found in re.finditer(r"\r\n?", manuscript.text):
        yield Edit(*found.span(), ("\n",))
