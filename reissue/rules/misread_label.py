"""Labels of notes that the OCR misread or lost."""

from collections.abc import Iterator

from reissue.feet import feet
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def misread_label(manuscript: Manuscript) -> Iterator[Edit]:
    """A note at the page's foot has another label than its place in the row demands, or none."""
    text = manuscript.text
    for foot in feet(text):
        if not foot.rest and foot.label != str(foot.number):
            read = f"{foot.label} is {foot.number} misread" if foot.label else f"the label {foot.number} was lost"
            yield Edit(
                foot.start, foot.body, (f"{foot.number}. ",), f"{read}: a reference with this number waits on the page"
            )
