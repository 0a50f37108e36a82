"""Emphasis that an engine wrote with underscores."""

from collections.abc import Iterator

from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def underscored(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis is marked with underscores in one book and with asterisks in the next, and nothing sees both alike."""
    text = manuscript.text
    for found in emphasised(text) if "_" in text else ():
        for span in found.spans:
            if text[span.start] == "_":
                for start, end in ((span.start, span.inner.start), (span.inner.stop, span.end)):
                    yield Edit(start, end, ("*" * span.width,))
