"""References that stand inside the emphasis of the words before them."""

import re
from collections.abc import Iterator

from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def swallowed_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis runs on over the reference to a note that follows it."""
    text = manuscript.text
    for span in (span for found in emphasised(text) for span in found.spans):
        last = _LAST.search(text, span.inner.start, span.inner.stop)
        if last:
            reference = slice(*last.span(1))
            if last.start() == span.inner.start:
                yield Edit(span.start, span.end, (reference,))  # nothing else is emphasised
            else:
                yield Edit(last.start(), span.end, (slice(span.inner.stop, span.end), reference))


_LAST = re.compile(r"\s*((?:\[\^[^\]\s]+\])+)\s*\Z")
