"""Printed characters that Markdown would take for markup."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def markup_like(manuscript: Manuscript) -> Iterator[Edit]:
    """A printed character would be taken for markup: a paragraph's number, an asterisk that emphasises nothing."""
    text = manuscript.text
    for block in blocks(text):
        if block.kind in (Kind.RULE, Kind.FENCE):
            continue
        for found in _MARGIN.finditer(text, block.body, block.end) if block.kind is not Kind.NOTE else ():
            yield Edit(*found.span(), ())
        for found in _FIRST.finditer(text, block.body, block.end) if block.kind is not Kind.HEADING else ():
            yield _escaped(found.start("stop") if found["stop"] else found.start("sign"))
        raised = {found.end() - 1 for found in _RAISED.finditer(text, block.body, block.end)}
        for found in _INNER.finditer(text, block.body, block.end):
            if found.start() not in raised:
                yield _escaped(found.start())
        if block.kind is Kind.HEADING and (closing := _CLOSING.search(text, block.body, block.end)):
            yield _escaped(closing.start())
        words = text[block.body : block.end]
        for start, _ in emphasis(words).strays if "*" in words or "_" in words else ():
            yield _escaped(block.body + start)


def _escaped(at: int) -> Edit:
    return Edit(at, at, ("\\",), "a printed character, no markup")


_MARGIN = re.compile(r"(?<=\n)[ \t]+(?=\S)|(?<!\n)\A[ \t]+")
# At the beginning of a line a number or sign that would make a list, a heading or a quotation of it.
_FIRST = re.compile(
    r"(?:(?<=\n)|(?<=\n> )|(?<=\]: )|\A|\A> )(?:[0-9]{1,9}(?P<stop>[.)])|(?P<sign>[-+>#:~%]{1,6}))(?=\s)"
)
# Elsewhere a backtick, a caret that raises nothing, what would be an entity, a backslash that escapes nothing.
_INNER = re.compile(r"`(?<!\\`)|(?<![\\\[])\^(?![^\s^]+\^)|&(?=#?\w{1,32};)(?<!\\&)|\\(?![!-/:-@\[-`{-~\n])(?<!\\\\)")
_RAISED = re.compile(r"(?<!\[)\^[^\s^]+\^")
_CLOSING = re.compile(r"(?<= )#+\Z")
