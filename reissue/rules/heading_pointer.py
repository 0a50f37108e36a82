"""Words that send the reader to a heading of the book by its own words."""

from collections.abc import Iterator

from reissue.headed import heading_pointers, sends_to_a_heading
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import contents_printed, headings, linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0, told=(headings, contents_printed), concerned=sends_to_a_heading)
def heading_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text sends the reader to what stands above or below by its title, and the reader has to look for it.

    A link leads to the heading, if there is but one of these words on that side.
    """
    yield from linked(manuscript.text, heading_pointers(manuscript.text))
