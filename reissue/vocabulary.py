"""The words of a text: how often each stands in it, and where those stand that are asked for.

A book has few words beside the number of places where they stand. So whoever has a doubt about words looks at each
word once, and then only at the places of those that are doubtful. It knows words by their letters, and decides nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, compress, count


@lru_cache(maxsize=2)  # a text, and the beginning of it that tells its language
def runs(text: str) -> Counter[str]:
    """Count the runs of a text, each a word with the signs that hang on it: what stands between spaces."""
    counted = Counter[str]()
    for _, stretch in _stretches(text):
        counted.update(stretch)
    return counted


def counted_words(text: str) -> Counter[str]:
    """Count the unhyphened words of a text, in lower case."""
    found = Counter[str]()
    for run, times in runs(text).items():
        small = run.lower()
        for token in (small,) if small.isalpha() else _TOKEN.findall(small):
            if token is small or WORD.fullmatch(token):
                found[token] += times
    return found


def places(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Give where those runs begin that are wanted, in the order of the text, each with the run."""
    for low, stretch in _stretches(text) if wanted else ():
        ends = list(accumulate(map(len, stretch), initial=low))
        for number in compress(count(), map(wanted.__contains__, stretch)):
            yield ends[number] + number, stretch[number]


def holding(
    text: str, words: AbstractSet[str], word: re.Pattern[str], shape: Callable[[str], str] = str
) -> AbstractSet[str]:
    """Give the runs of a text that hold one of some words, as the pattern finds them; `shape` may make them small."""
    return {run for run in runs(text) if not words.isdisjoint(word.findall(shape(run)))} if words else frozenset()


def words_at(text: str, words: AbstractSet[str]) -> Iterator[re.Match[str]]:
    """Give the places of some words, which are in lower case, in the order of the text; parts of words are none."""
    for start, run in places(text, holding(text, words, WORD, str.lower)):
        for found in WORD.finditer(text, start, start + len(run)):
            if found.group().lower() in words:
                yield found


def word_before(text: str, end: int) -> re.Match[str] | None:
    """Give the word, or the part of one, that ends at `end`."""
    low = max(text.rfind(" ", max(0, end - _LONGEST), end) + 1, end - _LONGEST, 0)
    return _LAST.search(text, low, end)


def _stretches(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the runs of a text a stretch at a time, so that no more of them lie in memory; and where each begins."""
    low = 0
    while low < len(text):
        high = text.find(" ", low + _STRETCH)
        high = len(text) if high < 0 else high
        yield low, text[low:high].replace("\n", " ").split(" ")
        low = high + 1


WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+\Z")
_STRETCH, _LONGEST = 200_000, 60  # characters; letters of a word
_TOKEN = re.compile(r"[-\w]+")
