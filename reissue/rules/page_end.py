"""The ends of the old pages, when all that was cut by them is whole again."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=1)
def page_end(manuscript: Manuscript) -> Iterator[Edit]:
    """A mark of a page's end stands between whole paragraphs."""
    text = manuscript.text
    at = text.find("\f")
    while at >= 0:
        start, end = at, at + 1
        while start and text[start - 1].isspace():
            start -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        yield Edit(start, end, ("\n" if end == len(text) else "\n\n" if start else "",))
        at = text.find("\f", end)
