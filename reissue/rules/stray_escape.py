"""Backslashes and escaped marks that the OCR engine dropped into the text."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.notes import STOPS
from reissue.rule import Keeps, rule
from reissue.search import begins


@rule(Keeps.ORDER)
def stray_escape(manuscript: Manuscript) -> Iterator[Edit]:
    """A word is followed by an escaped mark that points to no note and was never printed."""
    text = manuscript.text
    if begins(_SYMBOL_NOTE, text, ("\\*",)):
        return  # an escaped asterisk may then be a note's reference
    for found in _STRAY.finditer(text):
        before = text[found.start() - 1 : found.start()]
        if before.isalnum() or before in STOPS:
            yield Edit(*found.span(), ())


# At the end of a word and before a space: nothing that is set in type stands there like this.
_STRAY = re.compile(r"\\[*_\\-](?= )")
_SYMBOL_NOTE = re.compile(r"^\\\* ?[^\s*]", re.MULTILINE)
