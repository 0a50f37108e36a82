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
        for found in _LIKE.finditer(text, block.body, block.end):
            if not found["first"] or (block.kind is not Kind.HEADING and _begins(text, found.start(), block.body)):
                at = found.start("stop") if found["stop"] else found.start()
                yield Edit(at, at, ("\\",), "a printed character, no markup")
        words = text[block.body : block.end]
        for start, _ in emphasis(words).strays if "*" in words or "_" in words else ():
            yield Edit(block.body + start, block.body + start, ("\\",), "a printed character, no markup")


def _begins(text: str, at: int, body: int) -> bool:
    """Tell whether a line of the block begins at `at`, past its margin."""
    line = max(text.rfind("\n", 0, at) + 1, body)
    return not text[line:at].strip("> ")


_MARGIN = re.compile(r"(?<=\n)[ \t]+(?=\S)|(?<!\n)\A[ \t]+")
# A number or sign at the beginning of a line, which would make a list, a heading or a quotation of it; elsewhere a
# backtick, or a
# backslash that escapes nothing; a tilde or asterisk run is dealt with as emphasis.
_LIKE = re.compile(
    r"(?P<first>(?:[0-9]{1,9}(?P<stop>[.)])|[-+>#|:~%]{1,6})(?=\s))"
    r"|(?<!\\)`"
    r"|\\(?![\\`*_{}\[\]()#+\-.!<>|\"'$^~\n])"
)
