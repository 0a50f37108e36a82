"""Spaces within quotation marks."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.quotes import LEFT_SINGLE, RIGHT_SINGLE
from reissue.rule import Keeps, rule
from reissue.search import holds
from reissue.usage import ENGLISH, usage


@rule(Keeps.ORDER, reach=0, told=(usage,))
def spaced_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """A space parts the mark that opens a quotation from its first word, or the one that closes it from its last."""
    text = manuscript.text
    if not any(holds(text, sign) for sign in ("“ ", "‘ ", " ”", " ’)")) or usage(text) != ENGLISH:
        return
    for found in _BRACKETED.finditer(text):
        if text[found.start() + 1] != LEFT_SINGLE or not text[found.start(1)].isupper():  # else it is found below
            yield Edit(found.start() + 1, found.start(1), (LEFT_SINGLE,))
        yield Edit(found.end(1), found.end() - 1, (RIGHT_SINGLE,))
    for found in _OPENS.finditer(text):
        yield Edit(found.end() - 1, found.end(), ())
    for found in _CLOSES.finditer(text):
        begin = text.rfind("\n\n", 0, found.start()) + 1
        if text.count("“", begin, found.start()) > text.count("”", begin, found.start()):
            yield Edit(found.start(), found.start() + 1, ())


# The other side tells which mark it is: in German the first of these closes, and stands close to the word before it.
_OPENS = re.compile(r"(?:“ (?<![^\s(\[—–]“ )(?=[\w‘’])|‘ (?<![^\s(\[—–]‘ )(?=[*_]{0,2}[A-Z]))")
_BRACKETED = re.compile(r"\([‘’'] (\w(?:[^‘’'“”()\n]{0,60}[\w.,!?])?) [’']\)")  # within brackets, it is a pair
_CLOSES = re.compile(r" ”(?<=[\w.,;:!?’] ”)(?=[\s.,;:!?)\]—–]|\Z)")
