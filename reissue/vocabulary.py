"""The words of a text: how often each stands in it, and where those stand that are asked for.

A book has few words beside the number of places where they stand. So whoever has a doubt about words looks at each
word once, and then only at the places of those that are doubtful. It knows words by their letters, and decides nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    return _tokens(Counter(text.replace("\n", " ").split(" ")))


def places(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str]]:
    """Give where those runs begin that are wanted, in the order of the text, each with the run."""
    if not wanted:
        return
    seen, low = _vocabulary(text), 0
    there = set[str]().union(*[seen.standing[run] for run in wanted if run in seen.standing])
    for sentence in seen.row if seen.text == text else _sentences(text):
        if sentence in there or sentence not in seen.parted:  # as where a part of the book is cut out
            parts, at, done = seen.parted.get(sentence) or _runs(sentence), low, 0
            for number in [number for number, run in enumerate(parts) if run in wanted]:
                at += sum(map(len, parts[done:number])) + number - done
                done = number
                yield at, parts[number]
        low += len(sentence) + 1


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


def found_in_runs(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give all that a pattern finds in a text, in order; it must look for nothing beyond the run in which it finds."""
    for start, run in places(text, {run for run in runs(text) if pattern.search(run)}):
        yield from pattern.finditer(text, start, start + len(run))


def led_by(text: str, words: AbstractSet[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give all that a pattern finds in a text, in order; whatever it finds must begin with one of some words."""
    done = 0
    for word in words_at(text, words):
        if word.start() >= done and (found := pattern.match(text, word.start())):
            yield found
            done = found.end()


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
    """The sentences of a text in order and counted, and each parted into its runs, or "" between two spaces.

    Its runs and words are counted too. `standing` gives the sentences in which each run stands, `holders` the runs in
    which each word does, and those in which they stood before a change. With each change of the words comes another
    edition, and what they told is forgotten.
    """

    text: str
    row: Sequence[str]
    sentences: Counter[str]
    parted: Mapping[str, Sequence[str]]
    runs: Counter[str]
    words: Counter[str]
    standing: dict[str, list[str]]
    holders: dict[str, list[str]]
    edition: int
    told: dict[object, object]


@lru_cache(maxsize=1)
def _last() -> list[_Vocabulary]:
    """Keep what was counted last: from one rule to the next, most sentences stay as they are."""
    return [_nothing()]


def _nothing() -> _Vocabulary:
    return _Vocabulary("", (), Counter(), {}, Counter(), Counter(), defaultdict(list), defaultdict(list), 0, {})


def _vocabulary(text: str) -> _Vocabulary:
    """Count what a text has that the last one had not, and the other way round, if they are much the same.

    Of a part that is read for its book, those of the book are given.
    """
    last, text = _last(), book_of(text)
    if last[0].text != text:
        row = _sentences(text)
        sentences = Counter(row)
        gone = _beyond(last[0].sentences, sentences)
        if sum(map(len, gone)) > len(text) // 3:
            last[0], gone = _nothing()._replace(edition=last[0].edition), Counter()
        last[0] = _changed(last[0], _counted(last[0].parted, gone), text, row, sentences)
    return last[0]


def _sentences(text: str) -> list[str]:
    """Part a text at the ends of lines and sentences, where one character stands between two of its parts."""
    return text.replace(". ", ".\n").split("\n")


def _beyond(some: Counter[str], others: Counter[str]) -> Counter[str]:
    """Give what is counted more often in some than in others, as their difference would in three times as long."""
    return Counter({item: times - others.get(item, 0) for item, times in some.items() if times > others.get(item, 0)})


def _changed(
    last: _Vocabulary, gone: Counter[str], text: str, row: Sequence[str], sentences: Counter[str]
) -> _Vocabulary:
    parted = {sentence: last.parted.get(sentence) or _runs(sentence) for sentence in sentences}
    standing, holders = last.standing, last.holders
    for sentence in parted.keys() - last.parted.keys():
        for run in parted[sentence]:
            standing[run].append(sentence)
    come = _counted(parted, _beyond(sentences, last.sentences))
    gone, come = _beyond(gone, come), _beyond(come, gone)
    counted, words, edition, told = last.runs.copy(), last.words, last.edition, last.told
    for run in come.keys() - counted.keys():
        small = run.lower()
        word = small.strip(_STOPS)
        for held in (word,) if word.isalpha() else set(WORD.findall(small)):
            holders[held].append(run)
    less, more = _tokens(gone), _tokens(come)
    if less != more:
        words, edition, told = words.copy(), edition + 1, {}
        _put(words, less, more)
    _put(counted, gone, come)
    return _Vocabulary(text, row, sentences, parted, counted, words, standing, holders, edition, told)


def _put(counter: Counter[str], less: Counter[str], more: Counter[str]) -> None:
    counter.update(more)
    for item, times in less.items():
        counter[item] -= times
        if not counter[item]:
            del counter[item]


def _runs(sentence: str) -> list[str]:
    """Part a sentence into its runs; a book has few beside the places where they stand, and each is kept once."""
    return list(map(intern, sentence.split(" ")))


def _counted(parted: Mapping[str, Sequence[str]], sentences: Counter[str]) -> Counter[str]:
    """Count the runs of sentences."""
    counted = Counter(chain.from_iterable(map(parted.__getitem__, sentences.elements())))
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
