"""The long s of the old types."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def long_s(manuscript: Manuscript) -> Iterator[Edit]:
    """The printer's long s stands as a character of its own, which nobody can search for."""
    text = manuscript.text
    at = text.find(_LONG_S)
    while at >= 0:
        yield Edit(at, at + 1, ("s",))
        at = text.find(_LONG_S, at + 1)


_LONG_S = "\N{LATIN SMALL LETTER LONG S}"
