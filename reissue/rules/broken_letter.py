"""Letters that fell into parts."""

import re
from collections.abc import Iterator

from reissue.lexicon import is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.vocabulary import led_by


@rule(Keeps.NOTHING, reach=0, told=(is_english,))
def broken_letter(manuscript: Manuscript) -> Iterator[Edit]:
    """A w whose last stroke was read as a letter of its own stands apart from the rest of its word.

    With the w, and without that letter, the rest must be a familiar word.
    """
    text = manuscript.text
    found = list(led_by(text, frozenset("w"), _BROKEN))
    if not found or not is_english(text):
        return
    for place in found:
        word = place[1] + place[2]
        if zipf(word) >= _FAMILIAR and zipf(place[2]) < zipf(word):
            yield Edit(place.end(1), place.start(2), (), f"the last stroke of the w of {word}, read as a letter")


_FAMILIAR = 3.4  # on the Zipf scale
_BROKEN = re.compile(r"([wW])(?<![\w’'-].) [rTtfv] ([a-z]{2,})(?!\w)")
