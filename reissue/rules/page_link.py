"""Links from page to page that the OCR engine took over from the scan's file."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING, reach=0)
def page_link(manuscript: Manuscript) -> Iterator[Edit]:
    """Words are linked with a page of the scan's file; a figure that hangs on a word is the reference to a note.

    What it was linked with is no proof that a note stands there: that is for the notes' own rules to see.
    """
    text = manuscript.text
    if "page-" not in text:
        return
    for found in _ANCHOR.finditer(text):
        yield Edit(*found.span(), (), "an anchor that the engine set for its links")
    for found in _LINK.finditer(text):
        words = slice(*found.span(1))
        before = text[max(0, found.start() - 1) : found.start()]
        hangs = found[1].isdecimal() and not before.isspace() and before not in ("", ">", "(", "|")
        yield Edit(*found.span(), ("<sup>", words, "</sup>") if hangs else (words,), "a link within the scan's file")


_ANCHOR = re.compile(r'<span id="page-[0-9]+-[0-9]+"></span>')
_LINK = re.compile(r"\[(?<!!\[)(?<!\\\[)([^\[\]\n]+)\]\(#page-[0-9]+-[0-9]+\)")
