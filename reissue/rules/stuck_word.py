"""Two words without the space between them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reissue.lexicon import book_words, language, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import times
from reissue.rule import Keeps, rule
from reissue.vocabulary import WORD, holding, places, runs, words_at


class Pair(NamedTuple):
    """The two words, as the text has them but for the capital that begins a sentence."""

    left: str
    right: str


@rule(Keeps.LETTERS)
def stuck_word(manuscript: Manuscript) -> Iterator[Edit]:
    """Two words stand without a space between them, and together they are no word."""
    text = manuscript.text
    spoken = language(text)
    pairs = _pairs(text, spoken) if spoken else {}
    if not pairs:
        return
    apart = _apart(text, set(pairs.values()))
    for start, run in places(text, holding(text, pairs.keys(), WORD)):
        for found in WORD.finditer(text, start, start + len(run)):
            if pair := pairs.get(found.group()):
                at, often = found.start() + len(pair.left), apart[_small(pair)]
                why = f"{found.group()} is no word; the book has {pair.left} {pair.right} {times(often)}"
                if often or min(map(len, pair)) >= _PLAIN:
                    yield Edit(at, at, (" ",), why, sure=often >= _OFTEN)


def _pairs(text: str, spoken: str) -> dict[str, Pair]:
    """Find the words that stand in the text once or twice, are known nowhere, and are two that it has."""
    whole, found = book_words(text), dict[str, Pair]()
    seldom = {word for word, count in whole.items() if len(word) >= _LONG and count < _OFTEN and not zipf(word, spoken)}
    for run in runs(text):
        for word in WORD.findall(run) if len(run) >= _LONG else ():
            if word.lower() in seldom and (pair := _parted(word, whole, spoken)):
                found[word] = pair
    return found


def _parted(word: str, whole: Counter[str], spoken: str) -> Pair | None:
    """Part a word before the only capital in it, or else in the one way that leaves a little word at either side."""
    capitals = [at for at, letter in enumerate(word) if at and letter.isupper()]
    if len(capitals) > 1 or word.startswith(_NAMES):
        return None
    found = list[Pair]()
    for at in capitals or range(2, len(word) - 1):
        left, right = word[:at].lower(), word[at:].lower()
        known = all(whole[part] >= _OFTEN and (capitals or zipf(part, spoken) >= _COMMON) for part in (left, right))
        little = zipf(left, spoken) >= _LITTLE or zipf(right, spoken) >= _LITTLE
        if known and (little or capitals):
            found.append(Pair(word[:at], word[at:]))
    return found[0] if len(found) == 1 else None


def _apart(text: str, pairs: set[Pair]) -> Counter[Pair]:
    """Count how often each pair stands in the text with its space."""
    wanted, found = {_small(pair) for pair in pairs}, Counter[Pair]()
    by_right = dict[str, set[str]]()
    for pair in wanted:
        by_right.setdefault(pair.right, set()).add(pair.left)
    for word in words_at(text, by_right.keys()):
        before = _BEFORE.search(text, max(0, word.start() - _REACH), word.start())
        if before and (pair := Pair(before[1].lower(), word.group().lower())) in wanted:
            found[pair] += 1
    return found


def _small(pair: Pair) -> Pair:
    return Pair(pair.left.lower(), pair.right.lower())


_NAMES = ("Mac", "Mc", "De", "Di", "Du", "Fitz", "La", "Le", "San", "Van", "Von")  # MacArthur, DeWitt
_OFTEN, _LONG, _PLAIN, _REACH = 2, 5, 3, 40
_COMMON, _LITTLE = 3.5, 6.0  # a word that many know; one of the forty commonest
_BEFORE = re.compile(r"([^\W\d_]+)[ \n]\Z")
