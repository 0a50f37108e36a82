"""The long s of the old types, read as an f."""

import re
from collections.abc import Iterator
from itertools import product

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def misread_long_s(manuscript: Manuscript) -> Iterator[Edit]:
    """The printer's long s was read as an f throughout the book, so that it is full of words that are none."""
    text = manuscript.text
    words = book_words(text)
    if sum(words[word] > 0 for word in _TELLING) < _FEW or not is_english(text):
        return
    meant = {word: _meant(word) for word in words if "f" in word[:-1]}
    misread = {word: other for word, other in meant.items() if other}
    often, rightly = sum(words[word] for word in misread), sum(words[other] for other in misread.values())
    if len(misread) < _KINDS or often < _MANY or often < rightly:
        return
    why = f"the long s was read as f: {often} words of the book are none with f, and words with s"
    for found in _WORD.finditer(text):
        if other := misread.get(found.group().lower()):
            for at, letter in enumerate(other, found.start()):
                if letter != text[at].lower():
                    yield Edit(at, at + 1, (letter,), why)


def _meant(word: str) -> str:
    """Give the one word that stood there with a long s for some f, or "" if it is a word as it was read.

    The last letter of a word is never a long s.
    """
    places = [at for at, letter in enumerate(word[:-1]) if letter == "f"]
    if len(places) > _LONGEST:
        return ""
    read, forms = zipf(word), list[tuple[float, str]]()
    for letters in product("fs", repeat=len(places)):
        form = list(word)
        for at, letter in zip(places, letters, strict=True):
            form[at] = letter
        if "s" in letters:
            forms.append((zipf("".join(form)), "".join(form)))
    (first, best), (second, _) = sorted([*forms, (0.0, "")], reverse=True)[:2]
    if first < _COMMON or first - second < _CLEAR or first - read < _MUCH:
        return ""
    return best if read < _HEARD or first >= _COMMONEST else ""


# On the Zipf scale: words hardly heard of, common ones, the commonest, and how far words must be from each other.
_HEARD, _COMMON, _COMMONEST, _CLEAR, _MUCH = 2.4, 3.0, 6.0, 1.5, 2.5
_FEW, _KINDS, _MANY, _LONGEST = 3, 10, 20, 4
_TELLING = (
    *("fuch", "fome", "fhould", "fhall", "himfelf", "itfelf", "themfelves", "moft", "muft", "firft", "thefe", "thofe"),
    *("alfo", "becaufe", "fince", "faid", "fhe", "ufe", "cafe", "laft", "fays", "fubject", "reafon", "againft"),
)
_WORD = re.compile(r"[^\W\d_]+")
