"""Notes that cite a work in brief, because a note before them gives it in full."""

from collections.abc import Iterator

from reissue.citing import brief_citations
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def short_citation(manuscript: Manuscript) -> Iterator[Edit]:
    """A note gives a work by its author, by a part of its title or by *ibid.*, and the reader has to look for the rest.

    A link leads to the note that gives the work in full.
    """
    yield from linked(manuscript.text, brief_citations(manuscript.text))
