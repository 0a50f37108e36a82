"""The words of a text: how often each stands in it, and where those stand that are asked for.

A book has few words beside the number of places where they stand. So whoever has a doubt about words looks at each
word once, and then only at the places of those that are doubtful. It knows words by their letters, and decides nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from reissue.view import book_of


def runs(text: str) -> Counter[str]:
    """Count the runs of a text, each a word with the signs that hang on it: what stands between spaces."""
    return _vocabulary(text).runs


def counted_words(text: str) -> Counter[str]:
    """Count the unhyphened words of a text, in lower case."""
    return _vocabulary(text).words


def words_edition(text: str) -> int:
    """Give a number that stays the same from one text to the next as long as all words stand as often as before."""
    return _vocabulary(text).edition


def sampled_words(text: str) -> Counter[str]:
    """Count the same in a short text by itself, such as the beginning of another."""
    return _tokens(_runs(text))


def places(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Give where those runs begin that are wanted, in the order of the text, each with the run."""
    for low, stretch in _stretches(text) if wanted else ():
        at = low
        for run in filter(wanted.__contains__, stretch):
            at = text.index(run, at)
            while not _is_run(text, at, at + len(run)):  # the same letters within another
                at = text.index(run, at + 1)
            yield at, run
            at += len(run)


def holding(text: str, words: AbstractSet[str]) -> AbstractSet[str]:
    """Give the runs of a text, and a few of none, that hold one of some words, which are in lower case."""
    holders = _vocabulary(text).holders
    return frozenset().union(*[holders[word] for word in words if word in holders])


def words_at(text: str, words: AbstractSet[str]) -> Iterator[re.Match[str]]:
    """Give the places of some words, which are in lower case, in the order of the text; parts of words are none."""
    for start, run in places(text, holding(text, words)):
        for found in WORD.finditer(text, start, start + len(run)):
            if found.group().lower() in words:
                yield found


def word_before(text: str, end: int) -> re.Match[str] | None:
    """Give the word, or the part of one, that ends at `end`."""
    low = max(text.rfind(" ", max(0, end - _LONGEST), end) + 1, end - _LONGEST, 0)
    return _LAST.search(text, low, end)


class _Vocabulary(NamedTuple):
    """The runs and the words of a text, counted, and in which runs each word stands, or stood before a change.

    With each change of the words comes another edition.
    """

    text: str
    runs: Counter[str]
    words: Counter[str]
    holders: dict[str, list[str]]
    edition: int = 0


@lru_cache(maxsize=1)
def _last() -> list[_Vocabulary]:
    """Keep what was counted last: from one rule to the next, most sentences stay as they are."""
    return [_Vocabulary("", Counter(), Counter(), defaultdict(list))]


def _vocabulary(text: str) -> _Vocabulary:
    """Count what a text has that the last one had not, and the other way round, if they are much the same.

    Of a part that is read for its book, those of the book are given.
    """
    last, text = _last(), book_of(text)
    if last[0].text != text:
        gone, come = _unlike(last[0].text.split("\n"), text.split("\n"))
        gone, come = _unlike(_sentences(gone), _sentences(come))
        if sum(map(len, gone)) > len(text) // 3:
            edition = last[0].edition
            last[0], gone, come = _Vocabulary("", Counter(), Counter(), defaultdict(list), edition), [], [text]
        less, more = _runs(" ".join(gone)), _runs(" ".join(come))
        last[0] = _changed(last[0], text, less - more, more - less)
    return last[0]


def _unlike(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give what stands in the one row and not in the other, and the other way round, wherever it stands."""
    gone, come = Counter(before), Counter(after)
    return list((gone - come).elements()), list((come - gone).elements())


def _sentences(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).replace(". ", ".\n").split("\n")


def _changed(last: _Vocabulary, text: str, gone: Counter[str], come: Counter[str]) -> _Vocabulary:
    counted, words, edition = last.runs.copy(), last.words, last.edition
    for run in come.keys() - counted.keys():
        small = run.lower()
        word = small.strip(_STOPS)
        for held in (word,) if word.isalpha() else set(WORD.findall(small)):
            last.holders[held].append(run)
    less, more = _tokens(gone), _tokens(come)
    if less != more:
        words, edition = words.copy(), edition + 1
        _put(words, less, more)
    _put(counted, gone, come)
    return _Vocabulary(text, counted, words, last.holders, edition)


def _put(counter: Counter[str], less: Counter[str], more: Counter[str]) -> None:
    counter.update(more)
    for item, times in less.items():
        counter[item] -= times
        if not counter[item]:
            del counter[item]


def _runs(text: str) -> Counter[str]:
    counted = Counter[str]()
    for _, stretch in _stretches(text):
        counted.update(stretch)
    del counted[""]
    return counted


def _tokens(counted: Counter[str]) -> Counter[str]:
    """Count the unhyphened words of runs."""
    words = dict[str, int]()
    for run, times in counted.items():
        small = run.lower()
        word = small.strip(_STOPS)
        if word.isalpha():  # as mostly
            words[word] = words.get(word, 0) + times
            continue
        for token in filter(WORD.fullmatch, _TOKEN.findall(small)):
            words[token] = words.get(token, 0) + times
    return Counter(words)


def _is_run(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1] in " \n") and (end == len(text) or text[end] in " \n")


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
_STOPS = ".,;:!?\"'()[]*“”‘’"  # what mostly hangs on a word, and has no letters
_TOKEN = re.compile(r"[-\w]+")
