"""What OCR engines write where a page ends."""

import re
from collections.abc import Iterator

from reissue.blocks import PAGE
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.source import PAGE_MARK


@rule(Keeps.NOTHING)
def page_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The engine's own mark stands where a page ends, or a form feed that is not in a line of its own."""
    text = manuscript.text
    for found in _MARK.finditer(text):
        new = f"\n\n{PAGE}\n\n" if found.start() else f"{PAGE}\n\n"
        if found.group() != new:
            yield Edit(*found.span(), (new,), "a page ends here")


_MARK = re.compile(rf"(?:(?<=\S)[ \t\n]+|\A[ \t\n]*){PAGE_MARK}[ \t\n]*")
