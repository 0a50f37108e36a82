"""What a book says of the changes of its text: the emendations that it lists, and the marks of the record."""

from typing import NamedTuple


class Emendation(NamedTuple):
    """A change of the text that the book owns to: on what page of print, what stood there, what stands now, and why."""

    folio: str
    before: str
    after: str
    why: str


class Mark(NamedTuple):
    """A place of the record: what a rule changed on a page of print, or `asked` about, and why.

    It stands in the note of a label, if `note` names one, else in the paragraph that begins with the letters `opening`.
    """

    rule: str
    folio: str
    before: str
    after: str
    why: str
    asked: bool
    note: str
    opening: str
