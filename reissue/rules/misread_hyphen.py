"""Hyphens at the ends of lines that were read as full stops."""

import re
from collections.abc import Iterator

from reissue.hyphens import breaks_at_stop
from reissue.lexicon import book_words, language
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.vocabulary import words_edition


@rule(Keeps.LETTERS, reach=0, told=(words_edition, language))
def misread_hyphen(manuscript: Manuscript) -> Iterator[Edit]:
    """The hyphen of a word that was broken at the end of a line was read as a full stop."""
    text = manuscript.text
    whole, spoken = book_words(text), language(text)
    for found in _STOPPED.finditer(text) if spoken else ():
        if not found["right"].islower():
            continue
        left = _LEFT.search(text, max(0, found.start() - _LONGEST), found.start())
        if left and left.group().islower() and breaks_at_stop(left.group(), found["right"], spoken):
            word = left.group() + found["right"]
            sure = whole[word] > 0 and whole[found["right"]] == 1
            why = f"{word} is a word, {found['right']} is none: the stop is a hyphen, misread"
            yield Edit(found.start(), found.start() + 2, (), why, sure=sure)


_LONGEST = 30  # letters of the first half of a word
_STOPPED = re.compile(r"\. (?![A-Z])(?P<right>[^\W\d_]{2,})(?![\w'’.-])")
_LEFT = re.compile(r"(?<![\w'’.-])[^\W\d_]{2,}\Z")
