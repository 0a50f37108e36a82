"""Stops with no space after them."""

import re
from collections.abc import Iterator

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.vocabulary import found_in_runs, word_before, words_edition


@rule(Keeps.ORDER, reach=0, told=(words_edition,))
def missing_space(manuscript: Manuscript) -> Iterator[Edit]:
    """A stop has lost the space that parts it from the next word, and the text has the words on both sides elsewhere.

    Words that all know need not stand elsewhere. An address on the web, and an abbreviation with a stop in it, have no
    space.
    """
    text = manuscript.text
    known = is_english(text)
    for found in found_in_runs(text, _CLOSED):
        at = found.start()
        left = word_before(text, at)
        run = text[text.rfind(" ", 0, at) + 1 : _RUN.match(text, at).end()]  # type: ignore[union-attr]
        capital = found[1][0].isupper() or text[at] != "."
        if left and capital and not _ADDRESS.search(run):
            whole, pair = book_words(text), (left.group().lower(), found[1].lower())
            if min(whole[word] for word in pair) >= _OFTEN or (known and min(map(zipf, pair)) >= _FAMILIAR):
                yield Edit(at + 1, at + 1, (" ",))


_OFTEN, _FAMILIAR = 2, 3.0  # times, and on the Zipf scale
_CLOSED = re.compile(r"[.,;:!?](?<=[^\W\d_]{2}.)(?=([^\W\d_]{2,}))")
_RUN = re.compile(r"\S*")
_ADDRESS = re.compile(r"[/@\\#\[\]<>|]|www|\.\w+\.")
