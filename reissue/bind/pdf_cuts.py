"""The places within words where a line may end, and what each costs; each word is looked at once in a type."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reissue.bind.pdf_widths import Divider, Ruler

DASHES = "-\N{EN DASH}\N{EM DASH}"
AT_DASH = 10.0


class Word(NamedTuple):
    """A word: its width, the spaces bound into it, the cost of a line's end before it, and the places inside it.

    These are the number of letters before each, how wide those are with a hyphen and without, the cost, and whether it
    is a hyphen's.
    """

    width: float
    bound: int
    before: float
    inside: tuple[tuple[int, float, float, float, bool], ...]


class Cuts(dict[str, Word]):
    """The words of one type and language."""

    def __init__(self, ruler: Ruler, divider: Divider | None) -> None:
        """Begin with none."""
        super().__init__()
        self._ruler, self._divider = ruler, divider

    def __missing__(self, word: str) -> Word:
        """Measure a word, and find its places."""
        if self._divider is None:
            bound = word.count("\N{NO-BREAK SPACE}")
            inside = () if bound or word.isalpha() or not word else tuple(_dashes(word, self._ruler))
            width = self._ruler[word] if word else 0.0
            made = Word(width, bound, _BEFORE_SIGN if word.startswith(_SIGNS) else 0.0, inside)
        else:
            made = cuts_of(self._ruler, None)[word]
            if not made.bound:
                divided = _divided(word, self._ruler, self._divider, _IN_COMPOUND if made.inside else _DIVIDED)
                made = made._replace(inside=(*made.inside, *divided))
        self[word] = made
        return made


def cuts_of(ruler: Ruler, divider: Divider | None) -> Cuts:
    """Give the words of a ruler's type, to be divided by a divider or not at all; they are kept with the ruler."""
    known: dict[int, Cuts] = vars(ruler).setdefault("known_cuts", {})
    if id(divider) not in known:
        known[id(divider)] = Cuts(ruler, divider)
    return known[id(divider)]


_Places = Iterator[tuple[int, float, float, float, bool]]


def _dashes(word: str, ruler: Ruler) -> _Places:
    """Find the places within a word behind its dashes."""
    for dash in _DASH.finditer(word):
        part = ruler[word[: dash.end()]]
        hyphen = dash.group() == "-"
        yield dash.end(), part, part, _AT_HYPHEN if hyphen else AT_DASH, hyphen


def _divided(word: str, ruler: Ruler, divider: Divider, cost: float) -> _Places:
    """Find the places between its syllables."""
    for syllables in _LETTERS.finditer(word):
        for place in divider[syllables.group()]:
            head = word[: syllables.start() + place]
            own = cost + (_IN_NAME if head[0].isupper() and cost == _DIVIDED else 0.0)
            yield syllables.start() + place, ruler[head + "\N{HYPHEN}"], ruler[head], own, True


_DIVIDED, _IN_NAME, _AT_HYPHEN, _IN_COMPOUND = 600.0, 100.0, 300.0, 1200.0
_BEFORE_SIGN = 1500.0
_SIGNS = (*DASHES, ".", "\N{HORIZONTAL ELLIPSIS}")  # set off by spaces; no line is to begin with one
_DASH = re.compile(r"(?<=\w)[-\N{EN DASH}/](?=[^\W\d])|(?<=\S)\N{EM DASH}(?=[\w“‘(])")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
