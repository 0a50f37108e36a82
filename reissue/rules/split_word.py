"""Words in two parts, with a space between them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reissue.hyphens import is_common, rests
from reissue.lexicon import as_listed, book_words, language, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import times
from reissue.rule import Keeps, rule
from reissue.vocabulary import by_words, holding, side_by_side, words_edition


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
    rare = _rare(text, spoken)
    for start, left, right in side_by_side(text, {run for run in holding(text, rare) if _may_be_part(run, rare)}):
        if not (left[-1:].isalnum() and right[:1].isalnum()):
            continue  # as mostly
        ends, begins = _ENDS.search(left), _BEGINS.match(right)
        if ends and begins and (begins[0].islower() or (ends[0].isupper() and begins[0].isupper())):
            parts = ends[0].lower(), begins[0].lower()
            word = "".join(parts)
            known = word.isalpha() and (whole.get(word, 0) >= _OFTEN or is_common(word, spoken))
            if known and not rare.isdisjoint(parts):
                yield Parts(word, min(parts, key=lambda part: zipf(part, spoken)), start + len(left))


def _may_be_part(run: str, rare: frozenset[str]) -> bool:
    ends, begins = _ENDS.search(run), _BEGINS.match(run)
    first = ends is not None and ends[0].lower() in rare
    return first or (begins is not None and begins[0].lower() in rare and (begins[0].islower() or begins[0].isupper()))


@by_words
def _rare(text: str, spoken: str) -> frozenset[str]:
    """Give the words of a text that are hardly words; of many, those that can be a part of one."""
    whole = book_words(text)
    rare = frozenset(word for word in whole if len(word) > 1 and zipf(word, spoken) < _HARDLY)
    return _halves(rare, whole, spoken) if whole.total() > _LARGE else rare


def _halves(rare: frozenset[str], whole: Counter[str], spoken: str) -> frozenset[str]:
    """Give those of the rare words with which a known word begins or ends, if the book has the rest of it too.

    Of words with letters that English has not, nobody can tell.
    """
    there = whole.keys() | {as_listed(word, spoken) for word in whole if not word.isascii()}
    halves = {word for word in rare if not (word.isascii() and there.isdisjoint(rests(word, spoken)))}
    for word, number in whole.items():
        if number >= _OFTEN and not is_common(word, spoken):
            for at in range(2, len(word) - 1):
                if word[:at] in whole and word[at:] in whole:
                    halves |= rare & {word[:at], word[at:]}
    return frozenset(halves)


_OFTEN, _HARDLY = 2, 3.0
_LARGE = 50_000  # words; in fewer it takes longer to learn what common words begin and end with
_ENDS, _BEGINS = re.compile(r"(?<![-\w'’.])[^\W\d_]{2,}\Z"), re.compile(r"[^\W\d_]{2,}(?![-\w'’])")
