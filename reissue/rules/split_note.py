"""Notes that ran over to the foot of the next page."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks, seam
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS)
def split_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The page's foot was full, and the end of its last note stands at the foot of the next page, below a rule."""
    text = manuscript.text
    row = blocks(text)
    last = None
    for before, block, rest in zip(row, row[1:], row[2:], strict=False):
        if before.kind is Kind.NOTE:
            last = before
        if block.kind is Kind.RULE and rest.kind is Kind.PARAGRAPH and last and text[last.end - 1] not in _STOPS:
            # The rule goes; what lay between the halves of the note follows the whole of it.
            new = (seam(text, last.end), slice(rest.start, rest.end), slice(last.end, before.end))
            sure = text[rest.start].islower() or text[last.end - 1] == "-"
            yield Edit(last.end, rest.end, new, "" if sure else "does the note above go on here?", sure=sure)
            last = None


_STOPS = ".!?…”’\"')*"
