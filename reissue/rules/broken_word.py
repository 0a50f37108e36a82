"""Words broken at the end of a line or page."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS)
def broken_word(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that was broken at the end of a line keeps its hyphen in the middle of one."""
    text = manuscript.text
    found = list(_HYPHENED.finditer(text))
    if not found:
        return
    printed = Counter((match[1] + match[3]).lower() for match in found if not _is_turned(manuscript, match))
    whole, english = book_words(text), is_english(text)
    for match in found:
        left, right = match[1].lower(), match[3].lower()
        turned = _is_turned(manuscript, match)
        if not _may_close(text, match, turned=turned, known=english or whole[left + right] > 0):
            continue
        closed, hyphened = whole[left + right], printed[left + right]
        closes, why = None, f"the book has {left}{right} {closed} times, {left}-{right} {hyphened} times"
        if closed > (hyphened if turned else _FAR * hyphened) or (closed and not (whole[left] and whole[right])):
            closes = True
        elif turned and hyphened and not match["space"]:
            closes = False
        else:
            why = f"{left}{right} is a word, {left} and {right} are not both"
            closes = _closes(match, turned=turned, halves=bool(whole[left] and whole[right]), english=english)
        if closes is None:
            why = f"broken at the line's end: {left}{right} or {left}-{right}?"
        if closes is not False:
            yield Edit(match.end(1), match.start(3), (), why, sure=closes is True)


def _may_close(text: str, match: re.Match[str], *, turned: bool, known: bool) -> bool:
    """Leave alone the first of two words with one ending, as in pre- and postwar, and a hyphen among others."""
    if match["space"]:
        return known and match[3] not in _SUSPENDED
    among = text[match.start(1) - 1 : match.start(1)] == "-" or text[match.end(3) : match.end(3) + 1] == "-"
    return turned or not among


def _closes(match: re.Match[str], *, turned: bool, halves: bool, english: bool) -> bool | None:
    """Decide by the language at large, where the book's own words say nothing; None if it cannot be known."""
    if not english:
        return turned and not halves
    if match[1].isupper() or match[3][0].isupper():
        return False
    left, right = match[1].lower(), match[3].lower()
    return _closes_at_the_turn(left, right) if turned else _closes_in_line(left, right)


def _closes_at_the_turn(left: str, right: str) -> bool | None:
    """Decide a word that a line's end broke, where most hyphens are the compositor's; None if it cannot be known."""
    known, rarer = zipf(left + right), min(zipf(left), zipf(right))
    if known >= _COMMON or (known >= _HEARD and (rarer < _RARE or right in _PARTS["ending"])):
        return True
    if rarer < _NO_WORD:
        return True
    return False if left in _PARTS["prefix"] or known < _HEARD else None


def _closes_in_line(left: str, right: str) -> bool:
    """Decide a hyphen within a line, where nearly all are printed: it goes only if one half is no word by itself.

    Halves that are words can be told from those of a printed compound by being much rarer than the whole.
    """
    known, rarer = zipf(left + right), min(zipf(left), zipf(right))
    if known >= _HEARD and rarer < _NO_WORD:
        return True
    if known < _KNOWN or left in _PARTS["prefix"]:
        return False
    return right in _PARTS["ending"] or left in _PARTS["syllable"] or (known > _COMMON and known - rarer > _MUCH)


def _is_turned(manuscript: Manuscript, match: re.Match[str]) -> bool:
    """Tell whether the halves come from two lines or pages: then the hyphen may be the compositor's."""
    space = len(match["space"])
    return manuscript.at(match.start(3)) - manuscript.at(match.end(1)) > 1 + space


_FAR = 2
# On the Zipf scale: words in common use, known, heard of, rare, and what is no word.
_COMMON, _KNOWN, _HEARD, _RARE, _NO_WORD = 2.6, 2.4, 1.5, 2.6, 1.3
_MUCH = 0.7
_HYPHENED = re.compile(r"(?<![\w'’])([^\W\d_]{2,})-(?P<space> ?)([^\W\d_]{2,})(?!\w)")
_SUSPENDED = frozenset({"and", "or", "nor", "to", "und", "oder", "et", "ou", "y", "o"})
# Prefixes that a printer sets with a hyphen; syllables and endings that are neither words nor such prefixes.
_PARTS = {
    kind: frozenset(parts.split())
    for kind, parts in (line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text().splitlines())
}
