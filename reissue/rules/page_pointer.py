"""Words and figures that send the reader to another page of the book by its number."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.page_numbers import page_pointers
from reissue.pointers import linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text or its index sends the reader to a page of print, whose number no edition but that one has.

    A link leads to the place where the page begins, if a folio tells.
    """
    yield from linked(manuscript.text, page_pointers(manuscript))
