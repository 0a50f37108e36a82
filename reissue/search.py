"""A search through a whole text for what begins with one of a few signs or words.

One sign after the other is looked for many times as fast as any of several at once, and only where one stands is the
pattern tried. It finds what the pattern finds, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple


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
    found = list[int]()
    for sign in signs:
        found += _places(text, sign)
    return sorted(found)


def holds(text: str, sign: str) -> bool:
    """Tell whether a sign stands in a text."""
    return next(_places(text, sign), -1) >= 0


def changed(old: str, new: str, spans: Iterable[tuple[int, int]]) -> None:
    """Learn that a text has become another, in which it has changed at some spans alone.

    What it lacked need be looked for there alone, unless much of it has changed.
    """
    last, stretches, size = _last(), list[str](), 0
    for start, end in spans:
        stretches.append(new[max(0, start - _LONGEST) : end + _LONGEST])
        size += len(stretches[-1])
    if last[0].text is old and size * _SHARE < len(new):
        last[0] = last[0]._replace(text=new, changed=[*last[0].changed, "\N{NULL}".join(stretches)])
    else:
        last[0] = _Searched(new, [], {})


class _Searched(NamedTuple):
    """A text with the stretches in which it has changed; `lacking` are the signs that it lacks.

    Each was looked for in so many of the stretches, after it had not been found in the whole.
    """

    text: str
    changed: list[str]
    lacking: dict[str, int]


@lru_cache(maxsize=1)
def _last() -> list[_Searched]:
    """Keep the text under repair: most of what one rule looked for in vain another has not put there."""
    return [_Searched("", [], {})]


def _places(text: str, sign: str) -> Iterator[int]:
    last = _last()[0]
    if last.text is text and last.lacking:
        since = last.lacking.get(sign)
        if since is not None and not any(sign in stretch for stretch in last.changed[since:]):
            last.lacking[sign] = len(last.changed)
            return
    found = _found(text, sign)
    first = next(found, -1)
    if first >= 0:
        yield first
        yield from found
    elif last.text is text and len(sign) <= _LONGEST:
        last.lacking[sign] = len(last.changed)


def _found(text: str, sign: str) -> Iterator[int]:
    """Find a sign by the rarest of its letters, for one is found, or missed, many times as fast as several in a row."""
    rarest = max(sign, key=_RARE.find)
    if len(sign) > 1 and rarest in _RARE:
        within = sign.index(rarest)
        at = text.find(rarest, within)
        while at >= 0:
            here = text.startswith(sign, at - within)
            if here:
                yield at - within
            at = text.find(rarest, at + (len(sign) if here else 1))
        return
    at = text.find(sign) if len(sign) == 1 or all(letter in text for letter in sign) else -1
    while at >= 0:
        yield at
        at = text.find(sign, at + len(sign))


_LONGEST = 20  # letters of a sign that is remembered, and one
_SHARE = 4  # of the text; where more of it has changed, it is searched as fast in full
_RARE = "-_()*[]<>”;:#=xXG&?!^\\{}$~|\t"  # what mostly is rarer than letters and spaces, and of that the rarest last
