"""How common a word is: in this book, and in English at large. It knows words, and decides nothing."""

import re
from collections import Counter
from functools import cache, lru_cache


@lru_cache(maxsize=2)
def book_words(text: str) -> Counter[str]:
    """Count the unhyphened words of a text, in lower case."""
    counted = Counter(_TOKEN.findall(text.lower()))
    return Counter({token: times for token, times in counted.items() if _WORD.fullmatch(token)})


@lru_cache(maxsize=2)
def is_english(text: str) -> bool:
    """Tell whether a text is English, by the share of its commonest words."""
    sample = _WORD.findall(text[:_SAMPLE].lower())
    return sum(word in _COMMON for word in sample) > _SHARE * len(sample)


def zipf(word: str) -> float:
    """Give how common an English word is on the Zipf scale: 7 for `the`, 3 for one in a million, 0 for an unknown one.

    The figures are wordfreq's (R. Speer, 2022), which are frozen, so that the same word always has the same one.
    """
    return _frequency(word.lower())


@cache
def _frequency(word: str) -> float:
    from wordfreq import zipf_frequency  # noqa: PLC0415 -- its lists take a while to load, and most texts never ask

    return zipf_frequency(word, "en")


_WORD = re.compile(r"(?<![-\w])[^\W\d_]+(?![-\w])")
_TOKEN = re.compile(r"[-\w]+")
_SAMPLE, _SHARE = 100_000, 0.15
_COMMON = frozenset({"the", "of", "and", "to", "in", "is", "that", "was", "it", "with", "as", "for"})
