"""The table of contents of the print, whose page numbers are those of another edition."""

from collections.abc import Iterator

from reissue import contents
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.unlisted import differences


@rule(Keeps.NOTHING)
def printed_contents(manuscript: Manuscript) -> Iterator[Edit]:
    """The contents of the print stand before a text for which the edition makes its own.

    They go if each entry is a heading of the text and each of its chief headings an entry. One that is not, or that
    names another page than the heading's, is put to the editor, and the contents stay.
    """
    for found in contents.printed_contents(manuscript.text):
        if differ := differences(manuscript, found):
            yield from (Edit(start, end, (slice(start, end),), why, sure=False) for start, end, why, _ in differ)
        else:
            why = "the edition makes its own contents, and each of these entries is a heading"
            yield Edit(found.start, found.end, (), why)
