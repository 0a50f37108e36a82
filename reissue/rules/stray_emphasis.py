"""Emphasis marks that emphasise nothing."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.notes import stray_marks
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS)
def stray_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """An emphasis mark without a partner was left in the text, where nobody printed it."""
    for start, width, _ in stray_marks(manuscript.text):
        yield Edit(start, start + width, ())
