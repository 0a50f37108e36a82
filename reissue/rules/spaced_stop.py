"""Spaces before the stops of a sentence."""

import re
from collections.abc import Iterator

from reissue.lexicon import is_english
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings, places


@rule(Keeps.ORDER)
def spaced_stop(manuscript: Manuscript) -> Iterator[Edit]:
    """A space parts a stop from the word before it, in an English book that mostly has none there.

    A book that has one everywhere is set so, and French is; nor are ratios and the rows of a table touched.
    """
    text = manuscript.text
    spaced = list(beginnings(_SPACED, text, (" ;", " :", " !", " ?")))
    if not spaced or not is_english(text):
        return
    closed = len(places(text, ("; ", ": ", "! ", "? "))) - len(spaced)
    if len(spaced) > closed * _SELDOM:
        return
    for found in spaced:
        if text[text.rfind("\n", 0, found.start()) + 1] != "|":
            yield Edit(found.start(), found.start() + 1, ())


_SELDOM = 0.5  # of those that are closed up
_SPACED = re.compile(r" (?<=[^\W_] |[)\]*.’”] )[;:!?](?=[\s”’*)—])(?!(?<=[0-9] :) [0-9])")
