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
    printed = Counter(match.group().lower() for match in found if not _is_turned(manuscript, match))
    whole, english = book_words(text), is_english(text)
    for match in found:
        left, right = match[1].lower(), match[2].lower()
        turned = _is_turned(manuscript, match)
        closed, hyphened = whole[left + right], printed[match.group().lower()]
        proper = english and (match[1].isupper() or match[2][0].isupper())
        hyphen = Edit(match.end(1), match.start(2), ())
        closes: bool | None = False
        if closed > (hyphened if turned else _FAR * hyphened) or (closed and not (whole[left] and whole[right])):
            yield hyphen._replace(why=f"the book has {left}{right} {closed} times, {left}-{right} {hyphened} times")
        elif turned and hyphened:
            continue
        elif turned and not english:
            closes = not (whole[left] and whole[right])
        elif english and not proper:
            closes = _closes_at_the_turn(left, right) if turned else _closes_in_line(left, right)
        if closes:
            yield hyphen._replace(why=f"{left}{right} is a word, {left} and {right} are not both")
        elif closes is None:
            yield hyphen._replace(why=f"broken at the page's end: {left}{right} or {left}-{right}?", sure=False)


def _closes_at_the_turn(left: str, right: str) -> bool | None:
    """Decide a word that the page's end broke, where most hyphens are the compositor's; None if it cannot be known."""
    known = zipf(left + right)
    if known >= _COMMON:
        return True
    if zipf(right) < _RARE or zipf(left) < _RARE or right in _PARTS["ending"]:
        return True
    if left in _PARTS["prefix"] or known < _UNKNOWN:
        return False
    return None


def _closes_in_line(left: str, right: str) -> bool:
    """Decide a hyphen within a line, where nearly all are printed: it goes only if one half is no word by itself."""
    if (
        zipf(left + right) < (_KNOWN if left in _PARTS["syllable"] or right in _PARTS["ending"] else _COMMON)
        or left in _PARTS["prefix"]
    ):
        return False
    return right in _PARTS["ending"] or left in _PARTS["syllable"] or min(zipf(left), zipf(right)) < _NO_WORD


def _is_turned(manuscript: Manuscript, match: re.Match[str]) -> bool:
    """Tell whether the halves come from two lines or pages: then the hyphen may be the compositor's."""
    return manuscript.at(match.start(2)) - manuscript.at(match.end(1)) > 1


_FAR = 2
_COMMON, _KNOWN, _RARE, _UNKNOWN, _NO_WORD = 3.0, 2.4, 2.2, 2.0, 2.6  # on the Zipf scale
_HYPHENED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})-([^\W\d_]{2,})(?![\w-])")
# Prefixes that a printer sets with a hyphen; syllables and endings that are neither words nor such prefixes.
_PARTS = {
    kind: frozenset(parts.split())
    for kind, parts in (line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text().splitlines())
}
