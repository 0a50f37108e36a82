"""Whether a hyphen parts the halves of a compound or of a broken word, as far as the language at large can tell.

It knows words and not the book, whose own words go first.
"""

import re
from functools import lru_cache
from pathlib import Path

from reissue import lexicon
from reissue.lexicon import zipf


def closes_at_the_turn(left: str, right: str, spoken: str, *, halves: bool) -> bool | None:
    """Decide a word that a line's end broke, where most hyphens are the compositor's; None if it cannot be known.

    Both halves are in small letters; `halves` tells if the book has both as words by themselves. `spoken` is the
    language of the text, which may be none that we know.
    """
    known, rarer = zipf(left + right, spoken), min(zipf(left, spoken), zipf(right, spoken))
    if known >= _SURE:
        return True
    if spoken != "en":
        return _closes_abroad(known, rarer, spoken)
    ends = is_ending(right) and (len(right) >= _PLAIN or known >= _HEARD or zipf(left) < _RARE)
    if ends or (known >= _SEEN and _doubles(left, right)):
        return True  # an ending, on what is no word by itself
    if left in _PARTS["compounding"] and zipf(right) >= _RARE:
        return (True if left in _PARTS["closing"] else None) if known >= _COMMON else False
    if known >= _COMMON:
        # A word that is common now may have been a compound when both its halves are.
        joining = left in _PARTS["closing"] or right in _PARTS["closing"]
        return None if halves and rarer >= _WORDS and not joining and known < _FAMILIAR else True
    return _closes_rarely(left, known, rarer)


def _closes_rarely(left: str, known: float, rarer: float) -> bool | None:
    """Decide what would be no common word of English if it were one."""
    if known < _SEEN and left in _PARTS["compounding"] and zipf(left) >= _EVERYDAY:
        return False  # half a measure, of which nobody has heard either
    if _is_syllable(left) or rarer < _NO_WORD:
        return True
    if known >= _HEARD:
        return True if rarer < _RARE or left in _PARTS["closing"] else None
    return None if rarer < _RARE or left in _PARTS["prefix"] else False


def _closes_abroad(known: float, rarer: float, spoken: str) -> bool | None:
    """Decide in another language, of whose prefixes and endings nothing is known here."""
    if known >= _COMMON or (spoken and rarer < _NO_WORD):
        return True
    return True if spoken == "de" else None  # Germans close their compounds


@lru_cache(maxsize=10_000)  # it is asked of the same halves again
def closes_in_line(left: str, right: str) -> bool:
    """Decide a hyphen within a line of English, where nearly all are printed.

    It goes only if one half is no word by itself, or the first is the first syllable of a common word. Other halves
    that are words can be told from those of a printed compound by being much rarer than the whole.
    """
    known, rarer, other = zipf(left + right), *sorted((zipf(left), zipf(right)))
    if rarer < _NO_WORD and known >= (_HEARD if rarer and other >= _NO_WORD else _SEEN):
        return True
    if known < _HEARD or _opens(left, right, known) or _doubles(left, right):
        return known >= _SEEN and (known >= _HEARD or _doubles(left, right))
    if left in _PARTS["prefix"]:
        return known > _COMMON and known - zipf(right) > _FAR_MORE
    if known < _KNOWN:
        return is_ending(right) and rarer < _RARE
    return is_ending(right) or _is_syllable(left) or (known > _COMMON and known - rarer > _MUCH)


@lru_cache(maxsize=10_000)
def is_compound(left: str, right: str) -> bool:
    """Tell two words of English, of which neither is a syllable, an ending, or a prefix that joins without a hyphen.

    Nor are they the halves of a word that is much commoner than one of them, and commoner than the first.
    """
    known, first, rarer = zipf(left + right), zipf(left), min(zipf(left), zipf(right))
    joins = _is_syllable(left) or (left in _PARTS["closing"] and left not in _PARTS["prefix"])
    joins = joins or _opens(left, right, known) or _doubles(left, right)
    one = known > max(_COMMON, first) and known - rarer > _MUCH
    return rarer >= _RARE and not joins and not is_ending(right) and not one


def breaks_a_name(left: str, right: str, spoken: str) -> bool:
    """Tell whether a line's end broke a name: a compound that begins with one has a word for its other half."""
    return spoken == "en" and zipf(right) < _WORDS and (zipf(left) < _RARE or zipf(left + right) >= _HEARD)


def joins_unheard(left: str, right: str) -> bool:
    """Tell two words that somebody has heard of, which together would be one that nobody has."""
    halves = min(zipf(left), zipf(right))
    return zipf(left + right) == 0 and halves >= _SOMEWHERE and left not in _PARTS["prefix"]


def breaks_at_stop(left: str, right: str, spoken: str) -> bool:
    """Tell whether a stop stands within a familiar word: what follows it, in small letters, is no word by itself."""
    together = zipf(left + right, spoken) if right.islower() and zipf(right, spoken) < _RARE else 0
    return together >= _FAMILIAR and zipf(left, spoken) + 1 < together


def is_common(word: str, spoken: str) -> bool:
    """Tell a word in common use."""
    return zipf(word, spoken) >= _COMMON


def rests(word: str, spoken: str) -> tuple[str, ...]:
    """Give what words in common use have besides a rarer one, with which they begin or end."""
    return lexicon.rests(word, spoken, _COMMON)


def is_one(left: str, right: str) -> bool:
    """Tell one word of two halves, though other hyphens stand beside it, as in great-grandmother."""
    known = zipf(left + right)
    joins = known >= _COMMON and left in _PARTS["closing"] and len(left) >= _PLAIN
    return joins or known >= _SURE or is_ending(right)


def is_ending(half: str) -> bool:
    """Tell an ending from the second half of a compound."""
    return half in _PARTS["ending"]


def is_half(half: str) -> bool:
    """Tell what may be the half of a compound from what is at best a rare word."""
    return zipf(half) >= _RARE


def opens_a_clause(word: str) -> bool:
    """Tell one of the commonest words, before which a hyphen with a space is sooner a dash."""
    return zipf(word) >= _COMMONEST


def _opens(left: str, right: str, known: float) -> bool:
    """Tell the first syllable of a word from a prefix of the same letters, which a printer may set with a hyphen."""
    parted = (left + right).startswith(_PARTED) or (left == "re" and right[0] in _VOWELS)
    if left not in _PARTS["opening"] or parted:
        return False
    return known >= _SURE or left == "un" or (left == "in" and _LEARNED.search(right) is not None)


def _is_syllable(left: str) -> bool:
    """Tell a syllable that is no word; of two letters, nearly all are none."""
    return left in _PARTS["syllable"] or (len(left) == _TWO and left not in _PARTS["small"])


def _doubles(left: str, right: str) -> bool:
    """Tell a consonant doubled before an ending, and parted from itself, as in stop-ping."""
    return left[-1] == right[0] and right[1:] in _DOUBLING and left[-1] not in _VOWELS and left[-2] in _VOWELS


# On the Zipf scale: words of every day, those that no book breaks at a hyphen of their own, familiar ones, in common
# use, known, heard of, seen; halves that are words by themselves, rare ones, those that somebody has heard of, and what
# is no word.
_EVERYDAY, _SURE, _FAMILIAR, _COMMON, _KNOWN, _HEARD, _SEEN = 5.2, 4.0, 3.4, 2.6, 2.4, 1.5, 1.0
_WORDS, _RARE, _SOMEWHERE, _NO_WORD = 4.0, 2.6, 1.8, 1.3
_MUCH, _FAR_MORE, _COMMONEST = 0.4, 1, 6.4
_PLAIN, _TWO = 4, 2  # letters of an ending that cannot be mistaken for a word, and of most syllables
_VOWELS = frozenset("aeiouy")
_DOUBLING = frozenset({"ed", "er", "ers", "est", "ing", "ings", "ish", "y"})
_LEARNED = re.compile(r".{3}(?:ly|bly|ble|nce|ncy|ity|ion|ive|ous|ant|ent|ate|ite|ct)\Z")
# Prefixes that a printer sets with a hyphen; words and prefixes that he mostly does; those that join without one;
# syllables and endings that are neither words nor prefixes; what is more often the first syllable of a common word than
# a prefix, and how the words begin that are parted there nonetheless; and the words and prefixes of two letters.
_PARTS = {
    kind: frozenset(parts.split())
    for kind, parts in (line.split("\t") for line in Path(__file__).with_suffix(".tsv").read_text().splitlines())
}
_PARTED = tuple(_PARTS["parted"])
