"""Emphasis and small capitals that an engine wrote as HTML."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS)
def emphasis_tag(manuscript: Manuscript) -> Iterator[Edit]:
    """Italics, bold type or small capitals stand between HTML tags, which a reader would see as such."""
    text, made = manuscript.text, dict[int, tuple[int, str]]()  # by its end, where a pair begins and its mark
    for opening, closing in _pairs(text) if "</" in text else ():
        inner = text[opening.end() : closing.start()]
        mark = _MARKS[opening["name"]] if inner.strip() else ""
        if mark:
            if text.endswith("*", 0, opening.start()) or "*" in inner or opening.start() in made:
                continue  # its asterisks would run into others
            within = made.get(closing.start())
            if _EMPHASIS.search(inner) and not (within and within[0] == opening.end() and within[1] != mark):
                continue
            made[closing.end()] = opening.start(), mark
        # A space just within the tags belongs outside of the emphasis, if there is none already.
        first, last = (side == " " and bool(mark) for side in (inner[:1], inner[-1:]))
        before = " " * (first and not text.endswith(" ", 0, opening.start()))
        after = " " * (last and not text.startswith(" ", closing.end()))
        yield Edit(opening.start(), opening.end() + first, (before + mark,))
        yield Edit(closing.start() - last, closing.end(), (mark + after,))


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Pair the tags of each paragraph, the inner before the outer; what is crossed or left over is no pair."""
    open_, last = list[re.Match[str]](), 0
    for tag in _TAG.finditer(text):
        if "\n\n" in text[last : tag.start()]:
            open_.clear()
        last = tag.end()
        if not tag["closes"]:
            open_.append(tag)
        elif open_ and open_[-1]["name"] == tag["name"]:
            yield open_.pop(), tag
        else:
            open_.clear()


# Only the bare tags: with an attribute it may be anything.
_TAG = re.compile(r"<(?<!\\<)(?P<closes>/)?(?P<name>i|em|b|strong|u|sc|smallcaps)>")
_EMPHASIS = re.compile(r"</?(?:i|em|b|strong)>")
_MARKS = {"i": "*", "em": "*", "b": "**", "strong": "**", "u": "", "sc": "", "smallcaps": ""}
