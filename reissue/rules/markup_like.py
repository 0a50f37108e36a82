"""Printed characters that Markdown would take for markup."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import places


@rule(Keeps.ORDER, reach=1)
def markup_like(manuscript: Manuscript) -> Iterator[Edit]:
    """A printed character would be taken for markup: a paragraph's number, an asterisk that emphasises nothing."""
    text = manuscript.text
    signs = places(text, _SIGNS)
    for block in blocks(text):
        if block.kind in (Kind.RULE, Kind.FENCE):
            continue
        lined = text.find("\n", block.start, block.end) >= 0
        if lined or text[block.start] in " \t" or text[block.body : block.body + 1] in _LIST:
            yield from _at_margin(text, block, lined=lined)
        if signs and bisect_left(signs, block.body) < bisect_left(signs, block.end):
            raised = {found.end() - 1 for found in _RAISED.finditer(text, block.body, block.end)}
            for found in _INNER.finditer(text, block.body, block.end):
                if found.start() not in raised:
                    yield _escaped(found.start())
        if block.kind is Kind.HEADING and (closing := _CLOSING.search(text, block.body, block.end)):
            yield _escaped(closing.start())
    for start, _ in (stray for found in emphasised(text) for stray in found.strays):
        yield _escaped(start)


def _at_margin(text: str, block: Block, *, lined: bool) -> Iterator[Edit]:
    """Escape what stands first in the lines of a block, and close up what is set in; most have but one line."""
    if block.kind is not Kind.NOTE and (lined or text[block.start] in " \t"):
        for found in _MARGIN.finditer(text, max(0, block.start - 1), block.end):
            yield Edit(*found.span(1), ())
    if block.kind is not Kind.HEADING and (lined or text[block.body : block.body + 1] in _LIST):
        for found in _first(text, block):
            yield _escaped(found.start("stop") if found["stop"] else found.start("sign"))


def _first(text: str, block: Block) -> Iterator[re.Match[str]]:
    """Give what stands at the beginning of each line and would make a list, a heading or a quotation of it."""
    margin = "> " if block.kind is Kind.QUOTATION else "    " if block.kind is Kind.NOTE else ""
    starts = [block.body, *(line.end() for line in _LINE.finditer(text, block.body, block.end))]
    for start in starts:
        inner = start + len(margin) if start > block.body and text.startswith(margin, start) else start
        if found := _FIRST.match(text, inner, block.end):
            yield found


def _escaped(at: int) -> Edit:
    return Edit(at, at, ("\\",), "a printed character, no markup")


_SIGNS, _LIST = "`^&\\", "0123456789*-+>#:~%"  # with one of these an inner sign begins, and one in a line's beginning
_MARGIN = re.compile(r"\n([ \t]+)(?=\S)")
_LINE = re.compile(r"\n\n*")  # with a literal first
_FIRST = re.compile(r"(?:[0-9]{1,9}(?P<stop>[.)])|(?P<sign>\*|[-+>#:~%]{1,6}))(?=\s|\Z)")
# Elsewhere a backtick, a caret that raises nothing, what would be an entity, a backslash that escapes nothing.
_INNER = re.compile(r"`(?<!\\`)|\^(?<![\\\[]\^)(?![^\s^]+\^)|&(?=#?\w{1,32};)(?<!\\&)|\\(?![!-/:-@\[-`{-~\n])(?<!\\\\)")
_RAISED = re.compile(r"\^(?<!\[\^)[^\s^]+\^")
_CLOSING = re.compile(r"(?<= )#+\Z")
