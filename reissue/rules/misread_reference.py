"""References to notes that the OCR misread."""

import re
from collections.abc import Iterator, Sequence

from reissue.blocks import Block
from reissue.manuscript import Edit, Manuscript
from reissue.notes import RAISED, Page, hanging_figures, is_ordinal, mark, pages, reads_as, within
from reissue.rule import Keeps, rule
from reissue.search import begins


@rule(Keeps.NOTHING)
def misread_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A raised reference has a number that no note of its page has, or is a sign that nobody prints after a word.

    One note of the page has no reference.
    """
    text = manuscript.text
    signed = begins(_SIGN, text, _SIGNS)
    for page in pages(text):
        raised = list(RAISED.finditer(text, page.start, page.end))
        called, marks = {found[1] for found in raised}, [mark(note.label) for note in page.notes]
        missed = [own for own in marks if own not in called]
        strays = [found for found in raised if found[1] not in marks and not is_ordinal(text, found.start(), found[1])]
        for found in strays:
            fit = [number for number in missed if number.isdigit() and reads_as(found[1], int(number))]
            if not fit and len(missed) == len(strays) == 1 and not found[1].isdigit():
                fit = missed[:]
            if fit:
                missed.remove(fit[0])
                yield Edit(
                    *found.span(1),
                    (fit[0],),
                    f"{found[1]} is {fit[0]} misread: the page's note {fit[0]} has no other reference",
                )
        if signed:
            yield from _sign(text, page, [note for note in page.notes if mark(note.label) not in called])


def _sign(text: str, page: Page, missed: Sequence[Block]) -> Iterator[Edit]:
    """Find the one sign on a page that was misread for the one reference that is missing."""
    hanging = hanging_figures(text)
    lost = [
        note
        for note in missed
        if text.find(f"[^{note.label}]", page.start, page.end) < 0
        and not within(hanging.get(mark(note.label), ()), page.start, page.end)
    ]
    signs = list(_SIGN.finditer(text, page.start, page.end)) if len(lost) == 1 else []
    if len(signs) == 1:
        sign, label = signs[0].group(), lost[0].label
        why = f"{sign} is {mark(label)} misread: the page's note {mark(label)} has no other reference"
        yield Edit(*signs[0].span(), (f"[^{label}]",), why)


# On a word, a stop or a quotation's mark, and not on a figure, which may have a percentage or degrees.
_SIGNS = "®©™°%§¤¢¥~¦¬"
_SIGN = re.compile(rf"[{_SIGNS}](?<=[^\W\d_].|[.,;:!?”’\"')].)(?<![0-9][.,”’\"')].)(?=[\s]|\Z)")
