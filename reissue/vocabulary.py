"""The words of a text: how often each stands in it, and where those stand that are asked for.

A book has few words beside the number of places where they stand. So whoever has a doubt about words looks at each
word once, and then only at the places of those that are doubtful. It knows words by their letters, and decides nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, wraps
from itertools import accumulate, chain, compress, count
from sys import intern
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from reissue.view import book_of, view

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
    for low, parts, own in _standing(text, wanted):
        for at, number in own:
            yield low + at, parts[number]


def side_by_side(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, str, str]]:
    """Give the runs with a space between them of which one is wanted, in order, each two with where the first begins.

    Between two sentences, none is looked for.
    """
    for low, parts, own in _standing(text, wanted):
        done = -1
        for at, number in own:
            if number > 0 and number - 1 != done:
                yield low + at - 1 - len(parts[number - 1]), parts[number - 1], parts[number]
            if number + 1 < len(parts):
                yield low + at, parts[number], parts[number + 1]
            done = number


def holding(text: str, words: AbstractSet[str]) -> AbstractSet[str]:
    """Give the runs of a text, and a few of none, that hold one of some words, which are in lower case."""
    holders = _vocabulary(text).holders
    return frozenset().union(*[holders[word] for word in words if word in holders])


def words_at(text: str, words: AbstractSet[str]) -> Iterator[re.Match[str]]:
    """Give the places of some words, which are in lower case, in the order of the text; parts of words are none."""
    holders, match = holding(text, words), WORD.match
    inner = {run: [found.start() for found in WORD.finditer(run) if found.group().lower() in words] for run in holders}
    for start, run in places(text, holders):
        for at in inner[run]:
            yield match(text, start + at)  # type: ignore[misc]


def found_in_runs(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Give all that a pattern finds in a text, in order; it must look for nothing beyond the run in which it finds."""
    if book_of(text) is not text:
        yield from pattern.finditer(text)
        return
    row = _run_by_run(text)
    found = [match.start() for match in pattern.finditer(row)]
    for start, run in places(text, {row[row.rfind("\n", 0, at + 1) + 1 : row.find("\n", at)] for at in found}):
        yield from pattern.finditer(text, start, start + len(run))


@view
def _run_by_run(text: str) -> str:
    """Give the runs of a text one below the other; a search takes less long in all of them than in each."""
    return "\n".join(["", *runs(text), ""])


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
    """The lines of a text counted, and its sentences, each parted into its runs, or "" between two spaces.

    Its runs and words are counted too. `standing` gives the sentences in which each run stands, `holders` the runs in
    which each word does; they, and the sentences, are also those that stood there before a change. With each change of
    the words comes another edition, and what they told is forgotten.
    """

    text: str
    lines: Counter[str]
    parted: dict[str, Sequence[str]]
    runs: Counter[str]
    words: Counter[str]
    standing: dict[str, list[str]]
    holders: dict[str, list[str]]
    edition: int
    told: dict[object, object]


@lru_cache(maxsize=1)
def _last() -> list[_Vocabulary]:
    """Keep what was counted last: from one rule to the next, most lines and sentences stay as they are."""
    return [_nothing()]


def _nothing() -> _Vocabulary:
    return _Vocabulary("", Counter(), {}, Counter(), Counter(), defaultdict(list), defaultdict(list), 0, {})


def _vocabulary(text: str) -> _Vocabulary:
    """Count what a text has that the last one had not, and the other way round, if they are much the same.

    Of a part that is read for its book, those of the book are given.
    """
    last, text = _last(), book_of(text)
    if last[0].text != text:
        lines = Counter(_lines(text))
        gone, come = _sentences_of(_beyond(last[0].lines, lines)), _sentences_of(_beyond(lines, last[0].lines))
        gone, come = _beyond(gone, come), _beyond(come, gone)
        if sum(map(len, gone)) > len(text) // 3:
            last[0], gone, come = _nothing()._replace(edition=last[0].edition), Counter(), _sentences_of(lines)
        last[0] = _changed(last[0], gone, come)._replace(text=text, lines=lines)
    return last[0]


@view
def _lines(text: str) -> Sequence[str]:
    return text.split("\n")


@view
def _row(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Give the sentences of a text in order, and how many characters stand in those before each."""
    row = list(chain.from_iterable(map(_sentences, _lines(text))))
    return row, [0, *accumulate(map(len, row))]


def _standing(text: str, wanted: AbstractSet[str]) -> Iterator[tuple[int, Sequence[str], Sequence[tuple[int, int]]]]:
    """Give each sentence in which wanted runs stand: where it begins, its runs, and where in it they are, and which."""
    if not wanted:
        return
    seen, (row, sizes) = _vocabulary(text), _row(text)
    there = set[str](row if seen.text != text else ())  # as where a part of the book is cut out
    if seen.text == text:
        there.update(*[seen.standing[run] for run in wanted if run in seen.standing])
    own = {
        sentence: (parts, list(_within(parts, wanted)))
        for sentence in there
        if not wanted.isdisjoint(parts := seen.parted.get(sentence) or _runs(sentence))
    }
    for number in compress(count(), map(own.__contains__, row)):  # without a step of Python for each sentence
        yield sizes[number] + number, *own[row[number]]


def _within(parts: Sequence[str], wanted: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """Give where those runs of a sentence begin that are wanted, and which of its runs each is."""
    at = done = 0
    for number in [number for number, run in enumerate(parts) if run in wanted]:
        at += sum(map(len, parts[done:number])) + number - done
        done = number
        yield at, number


def _sentences_of(lines: Counter[str]) -> Counter[str]:
    """Count the sentences of counted lines."""
    return _parts(lines, _sentences)


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all lines stay as they are
def _sentences(line: str) -> Sequence[str]:
    """Part a line at the ends of its sentences, where one character stands between two of its parts."""
    return line.replace(". ", ".\n").split("\n")


def _beyond(some: Counter[str], others: Counter[str]) -> Counter[str]:
    """Give what is counted more often in some than in others, as their difference would in three times as long."""
    return Counter({item: times - others.get(item, 0) for item, times in some.items() if times > others.get(item, 0)})


def _changed(last: _Vocabulary, gone: Counter[str], come: Counter[str]) -> _Vocabulary:
    """Count the runs and words anew when some sentences have gone, and others have come."""
    parted, standing, holders = last.parted, last.standing, last.holders
    for sentence in come:
        if sentence not in parted:
            parted[sentence] = parts = _runs(sentence)
            for run in parts:
                standing[run].append(sentence)
    old, new = _counted(parted, gone), _counted(parted, come)
    old, new = _beyond(old, new), _beyond(new, old)
    counted, words, edition, told = last.runs.copy(), last.words, last.edition, last.told
    for run in new:
        if run not in counted:
            small = run.lower()
            word = small.strip(_STOPS)
            for held in (word,) if word.isalpha() else set(WORD.findall(small)):
                holders[held].append(run)
    less, more = _tokens(old), _tokens(new)
    if less != more:
        words, edition, told = words.copy(), edition + 1, {}
        _put(words, less, more)
    _put(counted, old, new)
    return last._replace(runs=counted, words=words, edition=edition, told=told)


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
    counted = _parts(sentences, parted.__getitem__)
    del counted[""]
    return counted


def _parts(counted: Counter[str], part: Callable[[str], Sequence[str]]) -> Counter[str]:
    """Count the parts of what is counted; what stands there again and again, as a running line, is parted but once."""
    parts = Counter(chain.from_iterable(map(part, counted)))
    for item, times in counted.items():
        if times > 1:
            for one in part(item):
                parts[one] += times - 1
    return parts


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
