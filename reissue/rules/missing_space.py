"""Stops with no space after them."""

import re
from collections.abc import Iterator

from reissue.lexicon import book_words
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.vocabulary import found_in_runs, word_before


@rule(Keeps.ORDER)
def missing_space(manuscript: Manuscript) -> Iterator[Edit]:
    """A stop has lost the space that parts it from the next word, and the text has the words on both sides elsewhere.

    An address on the web, and an abbreviation with a stop in it, have none.
    """
    text = manuscript.text
    for found in found_in_runs(text, _CLOSED):
        at = found.start()
        left = word_before(text, at)
        run = text[text.rfind(" ", 0, at) + 1 : _RUN.match(text, at).end()]  # type: ignore[union-attr]
        capital = found[1][0].isupper() or text[at] != "."
        if left and capital and not _ADDRESS.search(run):
            whole = book_words(text)
            if whole[left.group().lower()] >= _OFTEN and whole[found[1].lower()] >= _OFTEN:
                yield Edit(at + 1, at + 1, (" ",))


_OFTEN = 2
_CLOSED = re.compile(r"[.,;:!?](?<=[^\W\d_]{2}.)(?=([^\W\d_]{2,}))")
_RUN = re.compile(r"\S*")
_ADDRESS = re.compile(r"[/@\\#\[\]<>|]|www|\.\w+\.")
