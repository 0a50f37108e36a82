"""How common a word is: in this book, and in English at large; and what language a text is in.

It knows words, and decides nothing.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from math import log10
from operator import itemgetter

from reissue.view import view_of_book
from reissue.vocabulary import counted_words, sampled_words


@view_of_book
def book_words(text: str) -> Counter[str]:
    """Count the unhyphened words of a text, in lower case."""
    return counted_words(text)


def is_english(text: str) -> bool:
    """Tell whether a text is English, by the share of its commonest words."""
    return language(text) == "en"


@view_of_book
def language(text: str) -> str:
    """Give the language of a text, `en`, `fr`, `de` or `es`, by the share of its commonest words; "" if it is none."""
    return _language(text[:_SAMPLE])


@cache
def zipf(word: str, spoken: str = "en") -> float:
    """Give how common a word is on the Zipf scale: 7 for `the`, 3 for one in a million, 0 for an unknown one.

    The figures are wordfreq's (R. Speer, 2022), which are frozen, so that the same word always has the same one.
    """
    return _frequency(word.lower(), spoken)


@cache
def rests(word: str, spoken: str, least: float) -> tuple[str, ...]:
    """Give what the words that are so common on the Zipf scale have besides another with which they begin or end.

    Both have two letters or more.
    """
    words, backwards = _commoner(spoken, least)
    return (*_behind(words, word), *[rest[::-1] for rest in _behind(backwards, word[::-1])])


def as_listed(word: str, spoken: str) -> str:
    """Give a word as it is spelt where it is told how common it is."""
    return (word.replace("æ", "ae").replace("œ", "oe") if spoken == "en" else word).casefold()


@lru_cache(maxsize=1)
def _language(text: str) -> str:
    total, *shares = map(sum, zip(*map(_shares, text.split("\n\n")), strict=True))
    most, (spoken, (least, _)) = max(zip(shares, _COMMON.items(), strict=True), key=itemgetter(0))
    return spoken if most > least * total else ""


@lru_cache(maxsize=10_000)  # from one rule to the next, most paragraphs stay as they are
def _shares(paragraph: str) -> tuple[int, ...]:
    """Count the words of a paragraph, and how many of them are common ones of each language."""
    sample = sampled_words(paragraph)
    return sample.total(), *(sum(sample[word] for word in common) for _, common in _COMMON.values())


def _frequency(word: str, spoken: str) -> float:
    if word.isascii() and word.isalpha():  # as wordfreq would say, after it has looked for the parts of the word
        share = _listed(spoken).get(word)
        return round(log10(share) + _BILLION, 2) if share else 0.0
    from wordfreq import zipf_frequency  # noqa: PLC0415 -- see below

    return zipf_frequency(as_listed(word, spoken), spoken)


@cache
def _listed(spoken: str) -> Mapping[str, float]:
    """Give the words of a language with the share that each has, the commonest first."""
    # The lists take a while to load, and most texts never ask.
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    return get_frequency_dict(spoken, "best")


@cache
def _commoner(spoken: str, least: float) -> tuple[list[str], list[str]]:
    """Give the words of a language that are as common, in their order, and written backwards in theirs."""
    share = 10 ** (least - _BILLION - _ROUNDED)
    words = [word for word, _ in takewhile(lambda entry: entry[1] >= share, _listed(spoken).items())]
    return sorted(words), sorted(word[::-1] for word in words)


def _behind(words: Sequence[str], part: str) -> Iterator[str]:
    """Give what those of the words in order that begin with a part have behind it."""
    at, size = bisect_left(words, part), len(part)
    while at < len(words) and words[at].startswith(part):
        if len(words[at]) > size + 1:
            yield words[at][size:]
        at += 1


_SAMPLE = 100_000
_BILLION, _ROUNDED = 9, 0.01
# Some of the commonest words of each language, and the share that they must have of a text.
_COMMON = {
    "en": (0.15, frozenset(["the", "of", "and", "to", "in", "is", "that", "was", "it", "with", "as", "for"])),
    "fr": (0.08, frozenset(["le", "les", "et", "des", "du", "qui", "dans", "une", "est", "pas", "il", "au"])),
    "de": (0.08, frozenset(["der", "die", "und", "das", "ist", "nicht", "den", "zu", "ein", "von", "mit", "sich"])),
    "es": (0.08, frozenset(["el", "los", "las", "y", "una", "por", "con", "del", "se", "su", "como", "es"])),
}
