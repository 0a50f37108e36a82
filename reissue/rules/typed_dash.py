"""Dashes as a typewriter makes them."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=1)
def typed_dash(manuscript: Manuscript) -> Iterator[Edit]:
    """A dash is two hyphens, as no printer sets it."""
    text = manuscript.text
    for found in _DASH.finditer(text):
        years = text[found.start() - 1 : found.start()].isdigit() and text[found.end() : found.end() + 1].isdigit()
        dash = "\N{EN DASH}" if years else "\N{EM DASH}" * (len(found.group()) // 2)
        yield Edit(*found.span(), (dash,))


# Not in an address, a table's rule or a comment.
_DASH = re.compile(
    r"--(?:(?<=[^\s|:<!/-]--)|(?<=\s--)(?=-*\s)|(?<=\n--)(?=-*[A-Z])|(?<=\n> --)(?=-*[A-Z]))(?:--)?(?![-|:>])(?!\S*://)"
)
