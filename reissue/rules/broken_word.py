"""Words broken at the end of a line or page."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reissue.hyphens import (
    breaks_a_name,
    closes_at_the_turn,
    closes_in_line,
    is_common,
    is_compound,
    is_ending,
    is_half,
    is_one,
    joins_unheard,
    opens_a_clause,
)
from reissue.lexicon import book_words, language
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


class Halves(NamedTuple):
    """Two halves of a word with a hyphen between them at text[hyphen], and sometimes a space after it.

    The hyphen may be a soft one or the sign that an engine writes for one, which says that the compositor set it.
    """

    left: str
    hyphen: int
    space: str
    right: str
    turned: bool  # the halves come from two lines or pages: then the hyphen may be the compositor's
    soft: bool
    among: bool  # it stands among other hyphens

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


class Evidence(NamedTuple):
    """What the book tells: its whole words, its words with a hyphen, its language, and if its lines were joined so.

    `broken` tells if hyphens within its lines break words as often as they may join two.
    """

    whole: Counter[str]
    printed: Counter[str]
    spoken: str
    kept: bool
    broken: bool


@rule(Keeps.LETTERS)
def broken_word(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that was broken at the end of a line keeps its hyphen in the middle of one."""
    text = manuscript.text
    found = list(_hyphened(manuscript))
    if not found:
        return
    printed = Counter((word.left + word.right).lower() for word in found if not word.turned and not word.space)
    spoken = language(text)
    whole = book_words(text)
    evidence = Evidence(whole, printed, spoken, _keeps_line_ends(found, spoken), _breaks_in_line(found, whole))
    for word in found:
        if not _may_close(word, evidence):
            continue
        closes, why = _decided(word, evidence)
        if closes or (closes is None and word.soft):
            yield Edit(word.hyphen, word.resumes, (), why)
        elif closes is None:
            why = f"broken at the line's end: {word.left}{word.right} or {word.left}-{word.right}?"
            yield Edit(word.hyphen, word.resumes, (), why, sure=False)
        elif word.soft:
            yield Edit(word.hyphen, word.resumes, ("-",))
        elif word.space and (printed[(word.left + word.right).lower()] or not opens_a_clause(word.right)):
            yield Edit(word.hyphen + 1, word.resumes, ())


def _decided(word: Halves, evidence: Evidence) -> tuple[bool | None, str]:
    """Decide by the book's own words, and by the language at large where they say nothing; and say why."""
    left, right = word.left.lower(), word.right.lower()
    closed, hyphened = evidence.whole[left + right], evidence.printed[left + right]
    halves = evidence.whole[left] > 0 and evidence.whole[right] > 0
    turned = word.turned or word.space != ""
    if not turned and _is_printed(left, right, closed, hyphened, evidence):
        return False, ""
    rival = hyphened if turned or evidence.broken else _FAR * hyphened
    often = closed > rival or (closed >= hyphened and closed and not halves)
    if often and word.right[0].isupper() == word.left.isupper():
        return True, f"the book has {left}{right} {closed} times, {left}-{right} {hyphened} times"
    if turned and hyphened:
        return False, ""
    at_turn = turned or (evidence.kept and not word.among and (closed > 0 or hyphened <= _FAR))
    if word.among and at_turn and is_half(left) and is_half(right) and not is_one(left, right):
        return False, ""  # father-in-law, man-of-war
    closes = _closes(word, halves=halves, spoken=evidence.spoken, at_turn=at_turn)
    return closes, f"{left}{right} is a word, {left} and {right} are not both"


def _is_printed(left: str, right: str, closed: int, hyphened: int, evidence: Evidence) -> bool:
    """Tell a hyphen within a line that the printer set: it joins two words, or the book has it there again and again.

    What was one word elsewhere may have lost its hyphen there with the end of a line.
    """
    if evidence.kept or evidence.broken:
        return False
    if is_compound(left, right):
        return hyphened > 1 or closed < _OFTEN
    return hyphened >= max(2, closed / _FAR) and not is_common(left + right, "en")


def _breaks_in_line(found: Sequence[Halves], whole: Mapping[str, int]) -> bool:
    """Tell a text in which the hyphens that break words are left within the lines, and not those alone that join two.

    Those that join two are counted where the language or the book also has them as one word.
    """
    pairs = [(word.left.lower(), word.right.lower()) for word in found if not word.turned and not word.space]
    closing = [pair for pair in pairs if whole["".join(pair)] or closes_in_line(*pair)]
    compounds = sum(is_compound(*pair) for pair in closing)
    broken = sum(closes_in_line(*pair) and not is_compound(*pair) for pair in closing)
    return broken > 0 and broken >= compounds


def _hyphened(manuscript: Manuscript) -> Iterator[Halves]:
    text, pieces, starts, number = manuscript.text, manuscript.pieces, manuscript.starts, 0
    for found in beginnings(_HYPHEN, text, ("-", *_SOFT)):
        low = found.start() - min(found.start(), _LONGEST)
        left = _LEFT.search(text, max(low, text.rfind(" ", low, found.start()) + 1), found.start())
        half = left.group().translate(_FIGURES) if left else ""
        spoken = language(text) if left and half != left.group() else ""
        if left and (half == left.group() or (spoken and is_common(half + found["right"], spoken))):
            at, space = found.start(), found["space"]
            soft = text[at] in _SOFT
            beside = text[max(0, at - len(half) - 1)], text[found.end() : found.end() + 1]
            if soft and not _SOFT.isdisjoint(beside):
                continue  # every place is marked where the word may be broken
            number, right = bisect_right(starts, at, number) - 1, found.start("right")
            apart = pieces[number].rule or right >= starts[number] + len(pieces[number].text)  # seldom
            turned = soft or (bool(apart) and manuscript.at(right) - manuscript.at(at) > 1 + len(space))
            yield Halves(half, at, space, found["right"], turned, soft, "-" in beside)


def _keeps_line_ends(found: Sequence[Halves], spoken: str) -> bool:
    """Tell a text whose lines were joined with the compositor's hyphens left in.

    Without its hyphen, one compound in ten is a word in common use; of broken words nearly all are.
    """
    inner = [word for word in found if not word.turned and not word.space and word.right.islower()]
    if len(inner) < _MANY or not spoken:
        return False
    return sum(is_common((word.left + word.right).lower(), spoken) for word in inner) * 2 > len(inner)


def _may_close(word: Halves, evidence: Evidence) -> bool:
    """Leave alone the first of two words with one ending, as in pre- and postwar, and a hyphen among others.

    Among others it may still stand in the midst of what is no word but whole.
    """
    if word.space:
        both = (word.left + word.right).lower()
        known = evidence.spoken == "en" or evidence.whole[both] + evidence.printed[both] > 0
        known = known or (evidence.spoken != "" and is_common(both, evidence.spoken))
        return known and (word.right not in _SUSPENDED or not is_half(word.left))
    one = len(word.right) >= _PLAIN and is_ending(word.right)
    one = one or (evidence.broken and is_one(word.left.lower(), word.right))
    return word.turned or not word.among or one or not (is_half(word.left) and is_half(word.right))


def _closes(word: Halves, *, halves: bool, spoken: str, at_turn: bool) -> bool | None:
    """Decide by the language at large, where the book's own words say nothing; None if it cannot be known."""
    if word.right[0].isupper() != word.left.isupper():
        return False
    left, right = word.left.lower(), word.right.lower()
    if not at_turn:
        return spoken == "en" and word.right.islower() and closes_in_line(left, right)
    if not spoken:
        return None if halves else True
    closes = closes_at_the_turn(left, right, spoken, halves=halves)
    if closes is None and word.left.istitle():
        return True if breaks_a_name(left, right, spoken) else None
    return False if closes is None and spoken == "en" and joins_unheard(left, right) else closes


_FAR, _OFTEN, _MANY = 2, 4, 12
_SOFT = frozenset("\N{SOFT HYPHEN}\N{NOT SIGN}")
_PLAIN = 4  # letters of an ending that cannot be mistaken for a word
_LONGEST = 60  # letters of a word
_HYPHEN = re.compile(r"[-\N{SOFT HYPHEN}\N{NOT SIGN}](?<=[^\W\d_][^\W_2-9].)(?P<space> ?)(?P<right>[^\W\d_]{2,})(?!\w)")
_LEFT = re.compile(r"(?<![\w'’])[^\W\d_](?:[^\W\d_]|[01](?![01]))+\Z")
_FIGURES = str.maketrans("01", "ol")  # misread; another rule puts the letter there once the word is whole
_SUSPENDED = frozenset({"and", "or", "nor", "to", "und", "oder", "et", "ou", "y", "o"})
