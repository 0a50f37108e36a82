"""How common a word is: in this book, and in English at large; and what language a text is in.

It knows words, and decides nothing.
"""

from collections import Counter
from functools import cache, lru_cache

from reissue.vocabulary import counted_words, sampled_words


@lru_cache(maxsize=1)
def book_words(text: str) -> Counter[str]:
    """Count the unhyphened words of a text, in lower case."""
    return counted_words(text)


def is_english(text: str) -> bool:
    """Tell whether a text is English, by the share of its commonest words."""
    return language(text) == "en"


@lru_cache(maxsize=1)
def language(text: str) -> str:
    """Give the language of a text, `en`, `fr`, `de` or `es`, by the share of its commonest words; "" if it is none."""
    return _language(text[:_SAMPLE])


def zipf(word: str, spoken: str = "en") -> float:
    """Give how common a word is on the Zipf scale: 7 for `the`, 3 for one in a million, 0 for an unknown one.

    The figures are wordfreq's (R. Speer, 2022), which are frozen, so that the same word always has the same one.
    """
    return _frequency(word.lower(), spoken)


@lru_cache(maxsize=1)
def _language(text: str) -> str:
    sample = sampled_words(text)
    shares = {spoken: sum(sample[word] for word in common) for spoken, (_, common) in _COMMON.items()}
    most = max(shares, key=lambda spoken: shares[spoken])
    return most if shares[most] > _COMMON[most][0] * sample.total() else ""


@cache
def _frequency(word: str, spoken: str) -> float:
    # Its lists take a while to load, and most texts never ask.
    from wordfreq import get_frequency_dict, zipf_frequency  # noqa: PLC0415

    if word.isascii() and word.isalpha() and word not in get_frequency_dict(spoken, "best"):
        return 0.0  # as it would say itself, after it has looked for the parts of the word
    return zipf_frequency(word.replace("æ", "ae").replace("œ", "oe") if spoken == "en" else word, spoken)


_SAMPLE = 100_000
# Some of the commonest words of each language, and the share that they must have of a text.
_COMMON = {
    "en": (0.15, frozenset(["the", "of", "and", "to", "in", "is", "that", "was", "it", "with", "as", "for"])),
    "fr": (0.08, frozenset(["le", "les", "et", "des", "du", "qui", "dans", "une", "est", "pas", "il", "au"])),
    "de": (0.08, frozenset(["der", "die", "und", "das", "ist", "nicht", "den", "zu", "ein", "von", "mit", "sich"])),
    "es": (0.08, frozenset(["el", "los", "las", "y", "una", "por", "con", "del", "se", "su", "como", "es"])),
}
