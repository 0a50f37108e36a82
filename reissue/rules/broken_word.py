"""Words broken at the end of a line or page."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


class Halves(NamedTuple):
    """Two halves of a word with a hyphen between them at text[hyphen], and sometimes a space after it."""

    left: str
    hyphen: int
    space: str
    right: str
    turned: bool  # the halves come from two lines or pages: then the hyphen may be the compositor's

    @property
    def start(self) -> int:
        """Where the word begins."""
        return self.hyphen - len(self.left)

    @property
    def resumes(self) -> int:
        """Where its other half begins."""
        return self.hyphen + 1 + len(self.space)

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.resumes + len(self.right)


@rule(Keeps.LETTERS)
def broken_word(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that was broken at the end of a line keeps its hyphen in the middle of one."""
    text = manuscript.text
    found = list(_hyphened(manuscript))
    if not found:
        return
    printed = Counter((word.left + word.right).lower() for word in found if not word.turned)
    whole, english = book_words(text), is_english(text)
    for word in found:
        left, right, turned = word.left.lower(), word.right.lower(), word.turned
        if not _may_close(text, word, known=english or whole[left + right] > 0):
            continue
        closed, hyphened = whole[left + right], printed[left + right]
        closes, why = None, f"the book has {left}{right} {closed} times, {left}-{right} {hyphened} times"
        if closed > (hyphened if turned else _FAR * hyphened) or (closed and not (whole[left] and whole[right])):
            closes = True
        elif turned and hyphened and not word.space:
            closes = False
        else:
            why = f"{left}{right} is a word, {left} and {right} are not both"
            closes = _closes(word, halves=bool(whole[left] and whole[right]), english=english)
        if closes is None:
            why = f"broken at the line's end: {left}{right} or {left}-{right}?"
        if closes is not False:
            yield Edit(word.hyphen, word.resumes, (), why, sure=closes is True)


def _hyphened(manuscript: Manuscript) -> Iterator[Halves]:
    text = manuscript.text
    for found in _HYPHEN.finditer(text):
        left = _LEFT.search(text, found.start() - min(found.start(), _LONGEST), found.start())
        if left:
            at, space = found.start(), found["space"]
            turned = manuscript.at(found.start("right")) - manuscript.at(at) > 1 + len(space)
            yield Halves(left.group(), at, space, found["right"], turned)


def _may_close(text: str, word: Halves, *, known: bool) -> bool:
    """Leave alone the first of two words with one ending, as in pre- and postwar, and a hyphen among others.

    Among others it may still stand in the midst of what is no word but whole.
    """
    if word.space:
        return known and word.right not in _SUSPENDED
    among = text[word.start - 1 : word.start] == "-" or text[word.end : word.end + 1] == "-"
    ending = len(word.right) >= _PLAIN and word.right in _PARTS["ending"]
    return word.turned or not among or ending or min(zipf(word.left), zipf(word.right)) < _RARE


def _closes(word: Halves, *, halves: bool, english: bool) -> bool | None:
    """Decide by the language at large, where the book's own words say nothing; None if it cannot be known."""
    if not english:
        return word.turned and not halves
    if word.left.isupper() or word.right[0].isupper():
        return False
    left, right = word.left.lower(), word.right.lower()
    return _closes_at_the_turn(left, right) if word.turned or word.space else _closes_in_line(left, right)


def _closes_at_the_turn(left: str, right: str) -> bool | None:
    """Decide a word that a line's end broke, where most hyphens are the compositor's; None if it cannot be known."""
    known, rarer = zipf(left + right), min(zipf(left), zipf(right))
    if known >= _COMMON or (known >= _HEARD and (rarer < _RARE or right in _PARTS["ending"])):
        return True
    if rarer < _NO_WORD or (right in _PARTS["ending"] and len(right) >= _PLAIN):
        return True
    return False if left in _PARTS["prefix"] or known < _HEARD else None


def _closes_in_line(left: str, right: str) -> bool:
    """Decide a hyphen within a line, where nearly all are printed: it goes only if one half is no word by itself.

    Halves that are words can be told from those of a printed compound by being much rarer than the whole.
    """
    known, rarer, other = zipf(left + right), *sorted((zipf(left), zipf(right)))
    if rarer < _NO_WORD and known >= (_HEARD if other >= _NO_WORD else _SEEN):
        return True
    if known < _HEARD:
        return False
    if left in _PARTS["prefix"]:
        return known > _COMMON and known - zipf(right) > _FAR_MORE
    if known < _KNOWN:
        return right in _PARTS["ending"] and rarer < _RARE
    return right in _PARTS["ending"] or left in _PARTS["syllable"] or (known > _COMMON and known - rarer > _MUCH)


_FAR = 2
# On the Zipf scale: words in common use, known, heard of, seen, rare, and what is no word.
_COMMON, _KNOWN, _HEARD, _SEEN, _RARE, _NO_WORD = 2.6, 2.4, 1.5, 1.0, 2.6, 1.3
_MUCH, _FAR_MORE = 0.4, 1
_PLAIN = 4  # letters of an ending that cannot be mistaken for a word
_LONGEST = 60  # letters of a word
_HYPHEN = re.compile(r"-(?<=[^\W\d_]{2}-)(?P<space> ?)(?P<right>[^\W\d_]{2,})(?!\w)")
_LEFT = re.compile(r"(?<![\w'’])[^\W\d_]{2,}\Z")
_SUSPENDED = frozenset({"and", "or", "nor", "to", "und", "oder", "et", "ou", "y", "o"})
# Prefixes that a printer sets with a hyphen; syllables and endings that are neither words nor such prefixes.
_PARTS = {
    kind: frozenset(parts.split())
    for kind, parts in (line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text().splitlines())
}
