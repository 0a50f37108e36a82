"""The chapters that a book will most likely want set anew, so that they can be set while it is still being repaired.

Whether the book comes to be so is told by the book alone: what was set in vain is not printed.
"""

from collections.abc import Mapping, Sequence

from reissue.bind import Styles
from reissue.bind.pdf import chapters_of, house_of
from reissue.bind.pdf_forme import Copy
from reissue.bind.pdf_standing import unset
from reissue.edition import Edition
from reissue.renumbering import renumbered
from reissue.reread import reread


def copies_to_set(
    markdown: str, pages: Sequence[tuple[int, str]], edition: Edition, pictures: Mapping[str, bytes], styles: Styles
) -> list[Copy]:
    """Give the copies of the chapters of a text that do not stand yet; none where much of the book is to be set."""
    book = renumbered(reread(markdown, edition, pages, pictures))
    left = unset(house_of(book, styles), chapters_of(book))
    return left if len(left) <= _FEW else []


_FEW = 3
