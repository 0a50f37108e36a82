"""Words that send the reader to a figure, a plate, a table or a map of the book."""

from collections.abc import Iterator

from reissue.captions import caption_pointers, captions, sends_to_a_caption
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import contents_printed, linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0, told=(captions, contents_printed), concerned=sends_to_a_caption)
def caption_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text sends the reader to a figure or a table by its number, and the reader has to look for it.

    A link leads to the caption that has the number, if there is one.
    """
    yield from linked(manuscript.text, caption_pointers(manuscript.text))
