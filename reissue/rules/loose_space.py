"""Spaces and blank lines that no reader sees and every later rule would trip over."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import places


@rule(Keeps.ORDER, reach=1)
def loose_space(manuscript: Manuscript) -> Iterator[Edit]:
    """Spaces stand at a line's end or doubled in it, or blank lines stand doubled or at either end of the text."""
    text = manuscript.text
    for found in _loose(text):
        new = _INSTEAD[found.lastgroup or ""]
        if found.end() == len(text):
            new = "\n"
        if found.group() != new:
            yield Edit(*found.span(), (new,))
    if text and not text[-1].isspace():
        yield Edit(len(text), len(text), ("\n",))


def _loose(text: str) -> Iterator[re.Match[str]]:
    """Give the loose spaces, and among them some that are none."""
    end, done = len(text.rstrip(" \t\n")), 0
    if top := _LOOSE.match(text):
        yield top
        done = top.end()
    breaks = (found.start() for found in _BREAK.finditer(text))
    for at in sorted([*places(text, _SOME), *breaks]):
        if done <= at < end and (found := _LOOSE.match(text, at)):
            yield found
            done = found.end()
    yield from _LOOSE.finditer(text, max(done, end))


# Two spaces and a line end within a paragraph are how Markdown breaks a line of verse. The first character is taken
# before anything is asked, and a single space between two words goes no further than the second question.
_LOOSE = re.compile(
    r"[ \t\n](?:(?<=\A[ \t\n])|(?=[ \t\n]|\Z))(?:"
    r"(?P<top>(?<=\A[ \t\n])\s*)"
    r"|(?P<gap>(?:(?<=\n)|[ \t]*\n)(?:[ \t]*\n)+)"
    r"|(?P<verse>(?<=\S ) +\n)"
    r"|(?P<end>(?<=\n)\Z|(?<=[ \t])[ \t]*(?:\n|\Z))"
    r"|(?P<wide>(?<=\S[ \t])[ \t]+(?=\S)))"
)
# With one of these each loose space within the text begins, and nothing else is changed.
_SOME = ("  ", " \t", " \n", "\t")
_BREAK = re.compile(r"\n(?=[ \t]|\n[ \t\n])")
_INSTEAD = {"top": "", "gap": "\n\n", "verse": "\\\n", "end": "\n", "wide": " "}
