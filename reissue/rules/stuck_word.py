"""Two words without the space between them."""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reissue.lexicon import book_words, language, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import times
from reissue.rule import Keeps, rule
from reissue.vocabulary import WORD, by_words, found_in_runs, word_before, words_at


class Pair(NamedTuple):
    """The two words, as the text has them but for the capital that begins a sentence."""

    left: str
    right: str


@rule(Keeps.LETTERS)
def stuck_word(manuscript: Manuscript) -> Iterator[Edit]:
    """Two words stand without a space between them, and together they are no word."""
    text = manuscript.text
    spoken = language(text)
    found = list(_stuck(text, spoken)) if spoken else []
    apart = _apart(text, {pair for _, pair in found})
    for start, pair in found:
        often = apart[Pair(*map(str.lower, pair))]
        why = f"{''.join(pair)} is no word; the book has {' '.join(pair)} {times(often)}"
        if often or min(map(len, pair)) >= _PLAIN:
            at = start + len(pair.left)
            yield Edit(at, at, (" ",), why, sure=often >= _OFTEN)


def _stuck(text: str, spoken: str) -> Iterator[tuple[int, Pair]]:
    """Find the words that stand in the text once, are known nowhere, and are two that it has; with where they begin."""
    whole, (seldom, small) = book_words(text), _seldom(text, spoken)
    for found in words_at(text, small.keys()):
        if found.group()[1:].islower():
            at = len(small[found.group().lower()].left)
            yield found.start(), Pair(found.group()[:at], found.group()[at:])
    for capital in found_in_runs(text, _CAPITAL):
        left, right = word_before(text, capital.start()), WORD.match(text, capital.start())
        if left and right and left.group()[1:].islower() and right.group()[1:].islower():
            known = all(whole[part.group().lower()] >= _OFTEN for part in (left, right))
            if known and (left.group() + right.group()).lower() in seldom and left.group() not in _NAMES:
                yield left.start(), Pair(left.group(), right.group())


@by_words
def _seldom(text: str, spoken: str) -> tuple[AbstractSet[str], dict[str, Pair]]:
    """Give the words that the text has once and that are known nowhere, and those of them that are two."""
    whole = book_words(text)
    seldom = {word for word, count in whole.items() if len(word) >= _LONG and count < _OFTEN and not zipf(word, spoken)}
    little = {word for word, count in whole.items() if count >= _OFTEN and zipf(word, spoken) >= _LITTLE}
    return seldom, {word: pair for word in seldom if (pair := _parted(word, whole, little, spoken))}


def _parted(word: str, whole: Counter[str], little: AbstractSet[str], spoken: str) -> Pair | None:
    """Part a word in small letters in the one way that leaves two known ones, one of them among the commonest."""
    found = list[Pair]()
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        other = right if left in little else left if right in little else ""
        if whole.get(other, 0) >= _OFTEN and zipf(other, spoken) >= _COMMON:
            found.append(Pair(left, right))
    return found[0] if len(found) == 1 else None


def _apart(text: str, pairs: set[Pair]) -> Counter[Pair]:
    """Count how often each pair stands in the text with its space."""
    wanted, found = {Pair(*map(str.lower, pair)) for pair in pairs}, Counter[Pair]()
    by_right = dict[str, set[str]]()
    for pair in wanted:
        by_right.setdefault(pair.right, set()).add(pair.left)
    for word in words_at(text, by_right.keys()):
        before = _BEFORE.search(text, max(0, word.start() - _REACH), word.start())
        if before and (pair := Pair(before[1].lower(), word.group().lower())) in wanted:
            found[pair] += 1
    return found


_NAMES = frozenset(("Mac", "Mc", "De", "Di", "Du", "Fitz", "La", "Le", "San", "Van", "Von"))  # MacArthur, DeWitt
_OFTEN, _LONG, _PLAIN, _REACH = 2, 5, 3, 40
_COMMON, _LITTLE = 3.5, 6.0  # a word that many know; one of the forty commonest
_CAPITAL = re.compile(r"[A-Z](?<=[a-z].)(?=[a-z])")
_BEFORE = re.compile(r"([^\W\d_]+)[ \n]\Z")
