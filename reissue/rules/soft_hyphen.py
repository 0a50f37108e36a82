"""Hyphens that say where a word may be broken."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.LETTERS, reach=0)
def soft_hyphen(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that was broken at the end of a line keeps a soft hyphen, or the sign that an engine writes for one."""
    for found in beginnings(_SOFT, manuscript.text, "\N{SOFT HYPHEN}\N{NOT SIGN}"):
        yield Edit(*found.span(), ())


_SOFT = re.compile(
    r"[\N{SOFT HYPHEN}\N{NOT SIGN}]"
    r"(?:(?<=\N{SOFT HYPHEN})\N{SOFT HYPHEN}*|(?<=[^\W\d_]\N{NOT SIGN})(?=[^\W\d_]))"
)
