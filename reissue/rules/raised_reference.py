"""References as the OCR wrote them: raised figures that point to nothing."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import RAISED, mark, pages
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def raised_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A reference to a note is a raised figure that leads nowhere."""
    text = manuscript.text
    notes = [block for block in blocks(text) if block.kind is Kind.NOTE]
    closing = list(pages(text))
    turn = 0
    for found in RAISED.finditer(text):
        while turn < len(closing) and closing[turn].end <= found.start():
            turn += 1
        near = closing[turn].notes if turn < len(closing) else ()
        label = next((note.label for note in near if mark(note.label) == found[1]), "")
        label = label or next((n.label for n in notes if n.start > found.start() and mark(n.label) == found[1]), "")
        label = label or next(
            (n.label for n in reversed(notes) if n.start < found.start() and mark(n.label) == found[1]), ""
        )
        if label and _UNIT.search(text, max(0, found.start() - _REACH), found.start()):
            continue
        start = found.start() - (text[found.start() - 1 : found.start()] == " ")
        if label:
            yield Edit(start, found.end(), ("[^", *_run(label), slice(*found.span(1)), "]"))


_REACH = 12
_UNIT = re.compile(r"(?:(?<=[0-9] )|(?<=[0-9]))(?:mm|cm|dm|km|m|ft|in|yd|yds|x)\Z")


def _run(label: str) -> tuple[str, ...]:
    run, hyphen, _ = label.rpartition("-")
    return (run + hyphen,) if hyphen else ()
