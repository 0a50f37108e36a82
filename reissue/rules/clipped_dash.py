"""Dashes at the end of a speech that was broken off."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.quotes import LEFT_DOUBLE, RIGHT_DOUBLE
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.ORDER)
def clipped_dash(manuscript: Manuscript) -> Iterator[Edit]:
    """A speech breaks off in a hyphen, where the printer set a dash.

    It must be a sentence of some words: a single one with a hyphen is a prefix that is spoken of.
    """
    text = manuscript.text
    for found in beginnings(_HYPHEN, text, ("-" + RIGHT_DOUBLE,)):
        at = found.start()
        low = max(text.rfind("\n\n", 0, at), at - _LONGEST, 0)
        opened = text.rfind(LEFT_DOUBLE, low, at)
        speech = text[opened + 1 : at]
        if opened >= 0 and RIGHT_DOUBLE not in speech and speech[:1].isupper() and speech.count(" ") >= _WORDS:
            yield Edit(at, at + 1, ("\N{EM DASH}",))


_LONGEST, _WORDS = 4000, 3
_HYPHEN = re.compile(rf"-(?<=[^\W\d_]-)(?={RIGHT_DOUBLE})")
