"""Words in two parts, with a space between them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reissue.hyphens import is_common, is_part
from reissue.lexicon import book_words, goes_on, language, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import times
from reissue.rule import Keeps, rule
from reissue.vocabulary import word_before, words_at, words_edition


class Parts(NamedTuple):
    """Two parts that would be one word without the space at text[space], and the one that is none, or is rarer."""

    word: str
    rarer: str
    space: int


@rule(Keeps.LETTERS, reach=0, told=(words_edition, language))
def split_word(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that was broken at the end of a line has lost its hyphen, and stands in two parts."""
    text = manuscript.text
    whole, spoken = book_words(text), language(text)
    if not spoken:
        return
    found = list(_parts(text, whole, spoken))
    here = Counter(parts.rarer for parts in found)
    for word, rarer, space in found:
        # The book alone can make it sure: it has the word again and again, and its part nowhere else.
        sure = whole[word] >= _OFTEN and whole[rarer] == here[rarer]
        why = f"the book has {word} {times(whole[word])}" if whole[word] else f"{word} is a word"
        yield Edit(space, space + 1, (), f"{why}; {rarer} is hardly one", sure=sure)


def _parts(text: str, whole: Counter[str], spoken: str) -> Iterator[Parts]:
    """Find two words side by side of which one is hardly a word, and which together are one that is known."""
    rare = frozenset(word for word in whole if zipf(word, spoken) < _HARDLY)
    rare = _halves(rare, whole, spoken) if len(text) > _LARGE else rare
    for found in _pairs(text, rare):
        parts = found["left"].lower(), found["right"].lower()
        if found["right"].islower() or (found["left"].isupper() and found["right"].isupper()):
            word = "".join(parts)
            if word.isalpha() and (whole.get(word, 0) >= _OFTEN or is_common(word, spoken)):
                yield Parts(word, min(parts, key=lambda part: zipf(part, spoken)), found.end() - 1)


def _halves(rare: frozenset[str], whole: Counter[str], spoken: str) -> frozenset[str]:
    """Give those of the rare words with which a known word begins or ends."""
    known = sorted(word for word, number in whole.items() if number >= _OFTEN)
    backwards = sorted(word[::-1] for word in known)
    return frozenset(
        word for word in rare if goes_on(known, word) or goes_on(backwards, word[::-1]) or is_part(word, spoken)
    )


def _pairs(text: str, rare: frozenset[str]) -> Iterator[re.Match[str]]:
    """Give the pairs of words with a space between them of which one is rare."""
    done = -1
    for word in words_at(text, rare):
        start, end = word.span()
        ends = word.group().islower() or word.group().isupper()  # the second part of a word has no capital of its own
        before = word_before(text, start - 1) if ends and text[start - 1 : start] == " " else None
        for left in (before.start() if before else -1, start if text.startswith(" ", end) else -1):
            if left > done and (pair := _PAIR.match(text, left)):
                yield pair
                done = left


_OFTEN, _HARDLY = 2, 3.0
_LARGE = 300_000  # characters; in fewer it takes longer to learn what common words begin and end with
_PAIR = re.compile(r"(?<![-\w'’.])(?P<left>[^\W\d_]{2,}) (?=(?P<right>[^\W\d_]{2,})(?![-\w'’]))")
