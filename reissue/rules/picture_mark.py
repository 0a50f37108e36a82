"""Marks of pictures, which are no text of the print."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import holds

MARK = re.compile(
    r"(?:\\?<!-- image -->|!\\?\[(?:\]\((?:_page_[0-9]+_\w+|images/[0-9a-f]{64})\.(?:jpe?g|png)"
    r"|(img-[0-9]+\.\w+)\]\(\1|[^\]\n]*\]\(page_[0-9]+_[0-9]+_[0-9]+_[0-9]+\.png)\)"
    r"|!\\?\[\]\([^()\n]*\.pdf-[0-9]+-[0-9]+\.(?:png|jpe?g)\)"
    r"|\*\*==> picture \[[^\]\n]*\] intentionally omitted \\?<==\*\*)(?:[ \n]+|\Z)"
)
"""What an engine writes where a picture stands."""


@rule(Keeps.NOTHING, reach=1)
def picture_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """A mark of the engine's stands where the print has a picture, with the name of a file that is not there.

    Only a mark that an engine makes: a picture to which somebody gave words stays, for they may be its caption.
    """
    text = manuscript.text
    row, before = blocks(text) if any(holds(text, sign) for sign in _SIGNS) else (), 0
    for number, block in enumerate(row):
        there = block.kind is not Kind.PARAGRAPH or manuscript.source.has_picture(text, block.start)
        mark = None if there else MARK.match(text, block.start, block.end)
        why = f"a picture stood here, which is not in the text: {mark[0].strip()}" if mark else ""
        if mark and mark.end() < block.end:
            yield Edit(*mark.span(), (), why)
        elif mark and before:
            yield Edit(before, block.end, (), why)
        elif mark:
            yield Edit(block.start, row[number + 1].start if number + 1 < len(row) else block.end, (), why)
            continue
        before = block.end


_SIGNS = ("<!-- image", "](_page_", "](images/", "](img-", "](page_", ".pdf-", "==> picture")
