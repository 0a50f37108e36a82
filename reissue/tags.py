"""The tags of HTML that an engine wrote into a text, in pairs; which of them mean small capitals."""

import re
from collections.abc import Iterator

Pair = tuple[re.Match[str], re.Match[str]]


def pairs(text: str) -> Iterator[Pair]:
    """Pair the tags of type of each paragraph, the inner before the outer; what is crossed or left over is no pair.

    Each has a `name`, in any case of letters, and `more`, which for all but spans in small capitals is empty.
    """
    open_, last = list[re.Match[str]](), 0
    for tag in _TAG.finditer(text) if "</" in text else ():
        if "\n\n" in text[last : tag.start()]:
            open_.clear()
        last = tag.end()
        if not tag["closes"]:
            open_.append(tag)
        elif open_ and open_[-1]["name"].lower() == tag["name"].lower():
            opening = open_.pop()
            if not opening["more"] or _STYLE.fullmatch(opening["more"]):
                yield opening, tag
        else:
            open_.clear()


def in_small_capitals(text: str) -> Iterator[Pair]:
    """Give the pairs between which words are set in small capitals."""
    if _HINT.search(text):
        yield from (pair for pair in pairs(text) if pair[0]["name"].lower() in SMALL_CAPITALS)


SMALL_CAPITALS = ("sc", "smallcap", "smallcaps", "small-cap", "small-caps", "span")
"""The names of tags that set small capitals; of spans, only those whose style or class says so are among the pairs."""

# Only the bare tags: with an attribute it may be anything. Every span is seen, so that each has its own end.
_TAG = re.compile(
    r"<(?<!\\<)(?P<closes>/)?(?P<name>(?:i|em|b|strong|u|sc|small-?caps?)(?=>)|span(?=[\s>]))(?P<more>[^<>\n]*)>",
    re.IGNORECASE,
)
_HINT = re.compile(r"</s(?:c|mall-?caps?|pan)>", re.IGNORECASE)
_STYLE = re.compile(
    r"""\s+(?:style\s*=\s*["'](?:[^"']*[;\s])?font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps\s*(?:;[^"']*)?["']"""
    r"""|class\s*=\s*["'](?:[^"']*\s)?(?:small-?caps?|smcap|sc)(?:\s[^"']*)?["'])\s*""",
    re.IGNORECASE,
)
