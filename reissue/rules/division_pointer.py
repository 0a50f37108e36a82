"""Words that send the reader to another chapter, section, part or appendix of the book."""

from collections.abc import Iterator

from reissue.divisions import division_pointers
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def division_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text sends the reader to another chapter by its number, and the reader has to look for it.

    A link leads to its heading, if the edition has it.
    """
    yield from linked(manuscript.text, division_pointers(manuscript.text))
