"""The ends of the old pages, when all that was cut by them is whole again."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=1)
def page_end(manuscript: Manuscript) -> Iterator[Edit]:
    """A mark of a page's end stands between whole paragraphs."""
    text = manuscript.text
    for found in re.finditer(r"\s*\f\s*", text) if "\f" in text else ():
        first, last = found.start() == 0, found.end() == len(text)
        yield Edit(*found.span(), ("\n" if last else "" if first else "\n\n",))
