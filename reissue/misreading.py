"""Words that may have been misread: rare ones that are one confusion of letters away from a word the book has often.

It gathers the evidence, and decides nothing.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from reissue.emphasis import emphasised
from reissue.lexicon import book_words, zipf
from reissue.vocabulary import WORD, by_words, word_before, words_at


class Word(NamedTuple):
    """A word at text[start:end], in lower case as `word`, the words beside it in its sentence, and what they show."""

    word: str
    start: int
    end: int
    before: str  # the word before it, if but a space parts them
    after: str
    plain: bool  # nothing near it tells of dialect, of another language, or of a name or sign
    near: tuple[str, ...]


@by_words
def likenesses(text: str) -> dict[str, tuple[str, ...]]:
    """Give for each rare word of a text the other words of the text that are a misreading away."""
    words = book_words(text)
    found = dict[str, tuple[str, ...]]()
    for word, times in words.items():
        if times <= _RARE and len(word) > 1 and (alike := [form for form in forms(word) if form in words]):
            found[word] = tuple(dict.fromkeys(alike))
    return found


@lru_cache(maxsize=100_000)  # from one change to the next, a book keeps nearly all its words
def forms(word: str) -> tuple[str, ...]:
    """Give what may have been printed where `word` was read, one confusion at a time."""
    return tuple(_forms(word, _CONFUSED))


def rivals(word: str, read: str, text: str) -> Iterator[str]:
    """Give the other words that may have been printed where `read` stands, if they have some weight beside `word`."""
    words = book_words(text)
    for other in _forms(read, _EVER_CONFUSED):
        if other != word and (words[other] * _FAR > words[word] or zipf(other) > zipf(word) - _MUCH):
            yield other


def _forms(word: str, confused: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[str]:
    for at, letter in enumerate(word):
        for read, printed in confused.get(letter, ()):
            if word.startswith(read, at):
                yield word[:at] + printed + word[at + len(read) :]


def places(text: str, wanted: AbstractSet[str]) -> Iterator[Word]:
    """Give each place in the text where one of the wanted words stands that may have been misread."""
    spans = [(span.start, span.end) for block in emphasised(text) for span in block.spans] if wanted else []
    for found in words_at(text, wanted):
        if found.group() in (small := found.group().lower(), small.capitalize()):
            yield _read(text, found, _near(text, *found.span()), spans)


def like(read: str, printed: str) -> str:
    """Give the word that was printed with the capital of the one that was read."""
    return printed.capitalize() if read[:1].isupper() else printed


def pairs_of(text: str, wanted: AbstractSet[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Count how often two words, in lower case, stand side by side, for each wanted pair; no sentence ends in it."""
    words, found = book_words(text), Counter[tuple[str, str]]()
    rarer = {min(pair, key=lambda word: words[word]) for pair in wanted}  # where there are the fewest places to look
    for match in words_at(text, rarer):
        word, start, end = match.group().lower(), *match.span()
        before, after = word_before(text, start - 1) if start else None, WORD.match(text, end + 1)
        if before and (pair := (before.group().lower(), word)) in wanted:
            found[pair] += 1
        if after and (pair := (word, after.group().lower())) in wanted and pair[1] not in rarer:
            found[pair] += 1  # else it is counted where the word after it stands
    return found


def times(number: int) -> str:
    """Say how often."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def few(text: str) -> int:
    """Give how many doubts of one kind an editor should be asked about: a few in a chapter."""
    return 1 + len(text) // _ASKED


def _near(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Give a word with those near it on either side, within its paragraph."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    low, parted = max(low, text.rfind("\n\n", low, start)), text.find("\n\n", end, high)
    before = list(WORD.finditer(text, low, end))[-_NEAR - 1 :]
    return before + list(islice(WORD.finditer(text, end, high if parted < 0 else parted), _NEAR))


def _read(text: str, found: re.Match[str], near: Sequence[re.Match[str]], spans: Sequence[tuple[int, int]]) -> Word:
    """Look at what stands beside and near one word, within its paragraph."""
    start, end = found.span()
    around = text[near[0].start() : near[-1].end()]
    within = bisect_right(spans, (start, end)) - 1
    plain = not (within >= 0 and spans[within][1] > start) and _stands_alone(text, start, end)
    plain = plain and not _ELISION.search(around) and sum(match.group().lower() in _COMMON for match in near) >= _SOME
    before = next((match.group() for match in near if match.end() == start - 1 and text[start - 1] in " \n"), "")
    after = next((match.group() for match in near if match.start() == end + 1 and text[end] in " \n"), "")
    others = tuple(match.group() for match in near if match.start() != start)
    return Word(text[start:end].lower(), start, end, before.lower(), after.lower(), plain, others)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell a word from a part of one, from an abbreviation and from a name in small letters."""
    if _JOINED.match(text, end) or _JOINS.search(text, max(0, start - 3), start):
        return False
    if text[start].islower() and _BROKEN.search(text, max(0, start - 3), start):
        return False
    return not (text.startswith(".", end) and (end - start <= _SHORT or _GOES_ON.match(text, end)))


KNOWN = dict(line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text().splitlines())
"""Misreadings of the commonest words, which have found their way into word lists, and what was printed."""
_ASKED = 50_000
_REACH = 400  # the characters of a few words
_RARE, _NEAR, _SOME, _SHORT, _FAR, _MUCH = 2, 6, 2, 4, 10, 2.5
_JOINED = re.compile(r"-|[’'@/&]\w|[\d_@/\\]|\.\w|\[?\^")
_JOINS = re.compile(r"\w[-’'@/&.]\Z|[-\d_@/\\]\Z")
_BROKEN = re.compile(r"\w[-.]\s\Z")  # in small letters after a stop: the other half of a broken word
_GOES_ON = re.compile(r"\.[,;:]|\. ?[a-z0-9]")
# Letters left out in speech: o', 'em, goin', an'.
_ELISION = re.compile(r"(?<!\w)['’]\w{1,3}\b(?!['’])|(?:\w(?:in)|\b(?:o|an|th|wi|t|d))['’](?!\w)")
_PAIRS, _SELDOM = (
    (
        *("rn/m", "m/rn", "nn/m", "in/m", "ni/m", "rri/m", "iii/m", "cl/d", "d/cl", "li/h", "h/li", "ri/n", "n/ri"),
        *("tl/d", "ii/n", "ii/u", "vv/w", "h/b", "b/h", "e/c", "c/e", "n/u", "u/n", "l/i", "i/l", "l/t", "t/l"),
        *("f/t", "t/f", "v/y", "y/v", "g/q", "q/g"),
    ),
    ("f/s", "a/o", "o/a", "o/e", "e/o", "o/c", "c/o", "s/a", "a/s"),
)
# What was read and what was printed, by the letter with which it was read.
_CONFUSED, _EVER_CONFUSED = (
    {
        pair[0]: [(read, printed) for read, _, printed in (one.partition("/") for one in pairs) if read[0] == pair[0]]
        for pair in pairs
    }
    for pairs in (_PAIRS, _PAIRS + _SELDOM)
)
_COMMON = frozenset(
    "the of and to in is that was it with as for he his on by at from which this be not or had but are have they all "  # noqa: SIM905
    "were their her she you i we a an one there has who would when will no him if what so been more".split()
)
