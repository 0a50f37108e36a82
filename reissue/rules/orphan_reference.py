"""References whose notes the OCR lost."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import mark
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def orphan_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A reference leads to a note that stands nowhere in the text."""
    text = manuscript.text
    labels = {block.label for block in blocks(text) if block.kind is Kind.NOTE}
    for found in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text):
        if found[1] not in labels:
            yield Edit(
                *found.span(),
                (),
                f"there is no note {mark(found[1])}: is its text lost, or is this no reference?",
                sure=False,
            )
