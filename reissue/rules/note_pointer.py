"""Words that send the reader to another note of the book by its number."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.note_numbers import note_labels, note_pointers, sends_to_a_note
from reissue.pointers import contents_printed, linked
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0, told=(note_labels, contents_printed), concerned=sends_to_a_note)
def note_pointer(manuscript: Manuscript) -> Iterator[Edit]:
    """The text sends the reader to a note by its number, and the reader has to look for it.

    A link leads to the note of the same chapter that bears the number.
    """
    yield from linked(manuscript.text, note_pointers(manuscript.text))
