"""Dashes as a typewriter makes them."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def typed_dash(manuscript: Manuscript) -> Iterator[Edit]:
    """A dash is two hyphens, as no printer sets it."""
    for found in _DASH.finditer(manuscript.text):
        yield Edit(*found.span(), ("\N{EM DASH}" * (len(found.group()) // 2),))


_DASH = re.compile(r"(?<![-|:\s<!])(?:--|----)(?![-|:>])")
