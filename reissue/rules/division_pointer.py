"""Words that send the reader to another chapter, section, part or appendix of the book."""

from collections.abc import Iterator

from reissue.divisions import division_pointers, sends_to_a_division
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import contents_printed, headings, linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0, told=(headings, contents_printed), concerned=sends_to_a_division)
def division_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text sends the reader to another chapter by its number, and the reader has to look for it.

    A link leads to its heading, if the edition has it.
    """
    yield from linked(manuscript.text, division_pointers(manuscript.text))
