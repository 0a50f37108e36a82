"""The words of a text: how often each stands in it, and where those stand that are asked for.

A book has few words beside the number of places where they stand. So whoever has a doubt about words looks at each
word once, and then only at the places of those that are doubtful. It knows words by their letters, and decides nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, wraps
from itertools import chain
from sys import intern
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from reissue.view import book_of

More = ParamSpec("More")
Told = TypeVar("Told")


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
    return _tokens(_counted(map(_runs, text.split("\n"))))


def places(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Give where those runs begin that are wanted, in the order of the text, each with the run."""
    parted, low = _vocabulary(text).parted if wanted else {}, 0
    for line in text.split("\n") if wanted else ():
        row = parted.get(line) or _runs(line)
        if not wanted.isdisjoint(row):
            at = low
            for run in row:
                if run in wanted:
                    yield at, run
                at += len(run) + 1
        low += len(line) + 1


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


def by_words(make: Callable[Concatenate[str, More], Told]) -> Callable[Concatenate[str, More], Told]:
    """Make a function that asks a text for nothing but its words be asked once, as long as all stand as often."""

    @wraps(make)
    def told(text: str, *more: More.args, **named: More.kwargs) -> Told:
        kept, question = _vocabulary(text).told, (make, more, *named.items())
        if question not in kept:
            kept[question] = make(text, *more, **named)
        return kept[question]  # type: ignore[return-value]

    return told  # type: ignore[return-value]


class _Vocabulary(NamedTuple):
    """The runs and the words of a text, counted, and in which runs each word stands, or stood before a change.

    Its lines are counted too, and each is parted into its runs, or "" between two spaces. With each change of the words
    comes another edition, and what they told is forgotten.
    """

    text: str
    lines: Counter[str]
    parted: Mapping[str, Sequence[str]]
    runs: Counter[str]
    words: Counter[str]
    holders: dict[str, list[str]]
    edition: int
    told: dict[object, object]


@lru_cache(maxsize=1)
def _last() -> list[_Vocabulary]:
    """Keep what was counted last: from one rule to the next, most lines stay as they are."""
    return [_nothing()]


def _nothing() -> _Vocabulary:
    return _Vocabulary("", Counter(), {}, Counter(), Counter(), defaultdict(list), 0, {})


def _vocabulary(text: str) -> _Vocabulary:
    """Count what a text has that the last one had not, and the other way round, if they are much the same.

    Of a part that is read for its book, those of the book are given.
    """
    last, text = _last(), book_of(text)
    if last[0].text != text:
        lines = Counter(text.split("\n"))
        if sum(map(len, last[0].lines - lines)) > len(text) // 3:
            last[0] = _nothing()._replace(edition=last[0].edition)
        last[0] = _changed(last[0], text, lines)
    return last[0]


def _changed(last: _Vocabulary, text: str, lines: Counter[str]) -> _Vocabulary:
    parted = {line: last.parted.get(line) or _runs(line) for line in lines}
    less = _counted(last.parted[line] for line in (last.lines - lines).elements())
    more = _counted(parted[line] for line in (lines - last.lines).elements())
    gone, come = less - more, more - less
    counted, words, edition, told = last.runs.copy(), last.words, last.edition, last.told
    for run in come.keys() - counted.keys():
        small = run.lower()
        word = small.strip(_STOPS)
        for held in (word,) if word.isalpha() else set(WORD.findall(small)):
            last.holders[held].append(run)
    less, more = _tokens(gone), _tokens(come)
    if less != more:
        words, edition, told = words.copy(), edition + 1, {}
        _put(words, less, more)
    _put(counted, gone, come)
    return _Vocabulary(text, lines, parted, counted, words, last.holders, edition, told)


def _put(counter: Counter[str], less: Counter[str], more: Counter[str]) -> None:
    counter.update(more)
    for item, times in less.items():
        counter[item] -= times
        if not counter[item]:
            del counter[item]


def _runs(line: str) -> list[str]:
    """Part a line into its runs; a book has few beside the places where they stand, and each is kept once."""
    return list(map(intern, line.split(" ")))


def _counted(parted: Iterable[Sequence[str]]) -> Counter[str]:
    counted = Counter(chain.from_iterable(parted))
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


WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+\Z")
_LONGEST = 60  # letters of a word
_STOPS = ".,;:!?\"'()[]*“”‘’"  # what mostly hangs on a word, and has no letters
_TOKEN = re.compile(r"[-\w]+")
