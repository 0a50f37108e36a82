"""Emphasis that begins and does not end."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasis
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def unclosed_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """An emphasis mark has lost its partner, so that nothing says where the emphasis ends."""
    text = manuscript.text
    if "*" not in text:
        return
    known: set[str] | None = None
    for block in blocks(text):
        words = text[block.body : block.end]
        for start, width in emphasis(words).strays if block.kind is not Kind.RULE and "*" in words else ():
            known = _emphasised(text) if known is None else known
            at, mark = block.body + start, words[start : start + width]
            end = _end_of_known(words, start + width, known)
            if end is not None:
                yield Edit(
                    block.body + end,
                    block.body + end,
                    (mark,),
                    f"{words[start + width : end]!r} is emphasised elsewhere in the book",
                )
            elif title := _TITLE.match(words, start + width):
                yield Edit(
                    block.body + title.end(),
                    block.body + title.end(),
                    (mark,),
                    "the title of a book ends where its page is named",
                )
            else:
                yield Edit(at, at + width, (), "a mark without a partner emphasises nothing")
                yield Edit(
                    at, at + width, (), "emphasis begins or ends here; where its other end stood is lost", sure=False
                )


def _emphasised(text: str) -> set[str]:
    found = set[str]()
    for block in blocks(text):
        words = text[block.body : block.end]
        if block.kind is not Kind.RULE and "*" in words:
            found |= {words[span.inner].strip(" .,;:") for span in emphasis(words).spans}
    return found


def _end_of_known(words: str, start: int, known: set[str]) -> int | None:
    """Find where the longest emphasised phrase of the book that stands at `start` ends."""
    ends = [space.start() for space in _END_OF_WORD.finditer(words, start, start + _LONGEST)]
    return next((end for end in reversed(ends) if words[start:end] in known), None)


_LONGEST = 120
_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)")
# Words that mostly begin with capitals, up to a comma or bracket before a page, a volume, a chapter or a year.
_TITLE = re.compile(r"[A-Z“][^*,.;:()\n]{2,90}(?=,? \(?(?:pp?|vols?|Vols?|chaps?|ch|[0-9]{4})\b)")
