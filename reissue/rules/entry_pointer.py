"""Words that send the reader from one entry of the index to another."""

from collections.abc import Iterator

from reissue.index_entries import entry_pointers, index_printed
from reissue.manuscript import Edit, Manuscript
from reissue.pointers import linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0, told=(index_printed,), concerned=lambda _: False)  # it finds nothing but in the index
def entry_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The index says *see* or *see also*, and the reader has to look for the entry.

    A link leads to the paragraph that begins with the entry's head, if there is one.
    """
    yield from linked(manuscript.text, entry_pointers(manuscript.text))
