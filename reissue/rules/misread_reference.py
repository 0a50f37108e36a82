"""References to notes that the OCR misread."""

from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.notes import RAISED, is_ordinal, mark, pages, reads_as
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def misread_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A raised reference has a number that no note of its page has, and one of them has no reference."""
    text = manuscript.text
    for page in pages(text):
        raised = list(RAISED.finditer(text, page.start, page.end))
        missed = [mark(note.label) for note in page.notes if all(found[1] != mark(note.label) for found in raised)]
        strays = [
            found
            for found in raised
            if all(found[1] != mark(note.label) for note in page.notes)
            and not is_ordinal(text, found.start(), found[1])
        ]
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
