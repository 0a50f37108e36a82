"""Figures read within words, and a capital I within a word; letters read within numbers and for them."""

import re
from collections.abc import Iterator
from itertools import product

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings
from reissue.vocabulary import found_in_runs


@rule(Keeps.NOTHING)
def misread_figure(manuscript: Manuscript) -> Iterator[Edit]:
    """A figure or a capital I stands in a word for a letter like it, or a letter in a number for a figure."""
    text, done = manuscript.text, 0
    for found in beginnings(_IN_WORD, text, "01I"):
        if found.start() < done:
            continue
        before = _BEFORE.search(text, max(0, found.start() - _LONGEST), found.start())
        start = before.start() if before else found.start()
        after = _AFTER.match(text, found.start())
        done = after.end() if after else found.end()
        word = text[start:done]
        if not _is_joined(text, start, done) and (meant := _meant(word, text)):
            yield Edit(start, done, (meant,), f"{meant} is a word, and {word} is none")
    for found in found_in_runs(text, _NUMBER):
        if not _is_joined(text, *found.span()) and _is_number(found.group()):
            yield Edit(*found.span(), (found.group().translate(_FIGURES),), "a letter in the middle of a number")
    for found in found_in_runs(text, _ORDINAL) if is_english(text) else ():
        if not _is_joined(text, *found.span()) and (day := _ordinal(text, found)):
            yield Edit(*found.span("number"), (day,), f"{found.group()} is no word, and stands where a number does")


def _meant(word: str, text: str) -> str:
    """Give the one word that was printed, if the book has it or English commonly does; "" if there is none."""
    doubtful = sum(letter in _LETTERS for letter in word)
    if len(word) < _SHORT or doubtful > _FEW:
        return ""
    forms = {"".join(form) for form in product(*(_LETTERS.get(letter, letter) for letter in word))}
    words, english = book_words(text), is_english(text)
    known = [form for form in forms if words[form.lower()] >= _OFTEN or (english and zipf(form) >= _COMMON)]
    if len(known) != 1:
        return ""
    rest = word[1:] if word[0] in "01" else ""
    if rest and (words[rest.lower()] or zipf(rest) > zipf(known[0]) - _MUCH):
        return ""  # a reference or a number run together with the next word
    return known[0]


def _is_number(word: str) -> bool:
    """Tell whether a number was misread: a year, thousands, or a letter with figures on both sides; never pounds."""
    if not any(letter in word for letter in "lIO"):
        return False
    if _YEAR.fullmatch(word) or _INNER.fullmatch(word):
        return True
    return word[-1] not in "lI" and bool(_THOUSANDS.fullmatch(word.translate(_FIGURES)))


def _ordinal(text: str, found: re.Match[str]) -> str:
    """Give the number of an ordinal of which letters were read for figures; "" if it has none, or may be a word.

    Where all of them are letters, it must be a day of a month or a century, by the words on both sides.
    """
    number = found["number"].translate(_ONES)
    last = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    if number == found["number"] or number[0] == "0" or found["ends"] != last:
        return ""
    if not any(sign.isdecimal() for sign in found["number"]):
        dated = _THE.search(text, max(0, found.start() - _SHORT - 1), found.start()) and _OF.match(text, found.end())
        return number if dated and int(number) <= _DAYS else ""
    return number


def _is_joined(text: str, start: int, end: int) -> bool:
    """Tell whether signs on either side make it a part of something longer: a name, a formula, an address."""
    return bool(_JOINED.match(text, end) or _JOINS.search(text, max(0, start - 2), start))


_LONGEST, _SHORT, _OFTEN, _FEW = 40, 3, 2, 4
_COMMON, _MUCH = 4.0, 2.0  # on the Zipf scale
_LETTERS = {"1": "li", "0": "o", "I": "l"}
_FIGURES = str.maketrans("lIO", "110")
# A figure or a capital I between small letters, or a figure before three of them.
_IN_WORD = re.compile(r"[01I](?:(?<=[a-z].)(?=[a-z])|(?<=[\s“‘(][01])(?=[a-z]{3}))")
_BEFORE = re.compile(r"[A-Za-z01]+\Z")
_AFTER = re.compile(r"[A-Za-z01]+")
_NUMBER = re.compile(r"[0-9lI](?<![\w.,].)(?:(?<=[lI])|(?=[0-9,]*[lIO]))[0-9lIO,]*[0-9O]")
_YEAR = re.compile(r"[lI][5-9][0-9]{2}")
_INNER = re.compile(r"[0-9]+(?:[lIO][0-9]+)+|[0-9]+O{2,}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
# Numbers and ordinals of figures alone, which are most of them, are passed over.
_ORDINAL = re.compile(
    r"(?P<number>[rlIiOoSs0-9](?<!\w.)(?:(?<=[a-zA-Z])|(?![0-9]{0,2}(?:st|nd|rd|th)(?!\w)))[rlIiOoSs0-9]{0,2})"
    r"(?P<ends>st|nd|rd|th)(?!\w)"
)
_ONES = str.maketrans("rlIiOoSs", "11110055")
_DAYS = 31
_THE = re.compile(r"\b[Tt]he \Z")
_OF = re.compile(
    r" (?:of|inst|ult|century|day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_JOINED = re.compile(r"[\w@/\\_#=+*^-]|[.:]\w")
_JOINS = re.compile(r"(?:[\w@/\\_#=+*^-]|\w[.:])\Z")
