"""A search through a whole text for what begins with one of a few signs or words.

One sign after the other is looked for many times as fast as any of several at once, and only where one stands is the
pattern tried. It finds what the pattern finds, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator


def beginnings(pattern: re.Pattern[str], text: str, signs: Iterable[str]) -> Iterator[re.Match[str]]:
    """Give all that a pattern finds in a text, in order; whatever it finds must begin with one of the signs.

    Of a sign that may begin within itself, as `---` does in a row of hyphens, no place within another is tried.
    """
    done = 0
    for at in places(text, signs):
        if at >= done and (found := pattern.match(text, at)):
            yield found
            done = found.end()


def begins(pattern: re.Pattern[str], text: str, signs: Iterable[str]) -> bool:
    """Tell whether a pattern finds anything in a text, which must begin with one of the signs."""
    return any(pattern.match(text, at) for sign in signs for at in _places(text, sign))


def places(text: str, signs: Iterable[str]) -> list[int]:
    """Give where the signs stand in a text, in order."""
    return sorted(at for sign in signs for at in _places(text, sign))


def _places(text: str, sign: str) -> Iterator[int]:
    rarest = max(sign, key=_RARE.find)
    if len(sign) > 1 and rarest in _RARE:  # one character is found many times as fast as several in a row
        within = sign.index(rarest)
        at = text.find(rarest, within)
        while at >= 0:
            here = text.startswith(sign, at - within)
            if here:
                yield at - within
            at = text.find(rarest, at + (len(sign) if here else 1))
        return
    at = text.find(sign) if all(letter in text for letter in sign) else -1
    while at >= 0:
        yield at
        at = text.find(sign, at + len(sign))


_RARE = "-*[<”;:#=xXG&?!^\\{}$~|"  # what mostly is rarer than letters and spaces, and of that the rarest last
