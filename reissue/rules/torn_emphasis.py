"""Emphasis torn in two, mostly by the end of a page."""

from collections.abc import Iterator
from itertools import pairwise

from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def torn_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """Two stretches of the same emphasis stand side by side with only a space between them."""
    text = manuscript.text
    for found in emphasised(text) if "* *" in text else ():
        for left, right in pairwise(found.spans):
            if left.width == right.width and text[left.end : right.start] == " ":
                yield Edit(left.inner.stop, right.inner.start, (" ",))
