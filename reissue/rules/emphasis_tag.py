"""Emphasis and small capitals that an engine wrote as HTML."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.tags import SMALL_CAPITALS, pairs


@rule(Keeps.LETTERS)
def emphasis_tag(manuscript: Manuscript) -> Iterator[Edit]:
    """Italics, bold type or small capitals stand between HTML tags, which a reader would see as such.

    Small capitals are set again where all else is done, so that no other rule finds their marks in its way.
    """
    text, made = manuscript.text, dict[int, tuple[int, str]]()  # by its end, where a pair begins and its mark
    for opening, closing in pairs(text):
        inner = text[opening.end() : closing.start()]
        mark = _MARKS.get(opening["name"].lower(), "") if inner.strip() else ""
        if mark:
            if text.endswith("*", 0, opening.start()) or "*" in inner or opening.start() in made:
                continue  # its asterisks would run into others
            within = made.get(closing.start())
            if _EMPHASIS.search(inner) and not (within and within[0] == opening.end() and within[1] != mark):
                continue
            made[closing.end()] = opening.start(), mark
        # A space just within the tags belongs outside, if there is none already.
        type_ends = bool(mark) or opening["name"].lower() in SMALL_CAPITALS
        first, last = (side == " " and type_ends for side in (inner[:1], inner[-1:]))
        before = " " * (first and not text.endswith(" ", 0, opening.start()))
        after = " " * (last and not text.startswith(" ", closing.end()))
        yield Edit(opening.start(), opening.end() + first, (before + mark,))
        yield Edit(closing.start() - last, closing.end(), (mark + after,))


_EMPHASIS = re.compile(r"</?(?:i|em|b|strong)>", re.IGNORECASE)
_MARKS = {"i": "*", "em": "*", "b": "**", "strong": "**"}
