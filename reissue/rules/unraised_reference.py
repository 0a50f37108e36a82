"""References that lost their superscript, or are lost altogether."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.notes import hanging_figures, mark, openings, pages, within
from reissue.rule import Keeps, rule


@rule(Keeps.LETTERS)
def unraised_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """A note has no reference on its page, where its figures hang on a word or are missing."""
    text = manuscript.text
    places = {found[1]: found.start() for found in _REFERENCE.finditer(text)}
    hanging = hanging_figures(text)
    chapters, run = openings(text), ""
    for page in pages(text):
        low = page.start
        for number, note in enumerate(page.notes):
            if note.label.rpartition("-")[0] != run:
                run = note.label.rpartition("-")[0]
                low = max(low, *within(chapters, low, page.end)[-1:], low)  # the row begins anew in this chapter
            if note.label in places:
                low = max(low, places[note.label]) if places[note.label] < page.end else low
                continue
            later = (places.get(after.label, -1) for after in page.notes[number + 1 :])
            high = next((place for place in later if low < place < page.end), page.end)
            figures = mark(note.label)
            found = within(hanging.get(figures, ()), low, high)
            for start in found:
                end = start + len(figures)
                why = f"{figures} hangs on a word where the reference to note {figures} must stand"
                after = (f"[^{note.label[: -len(figures)]}", slice(start, end), "]")
                yield Edit(start, end, after, why, sure=len(found) == 1)
            spaced = [] if found else _spaced(text, figures, low, high)
            if len(spaced) == 1:
                start, end = spaced[0].span()
                why = f"{figures} stands after a stop where the reference to note {figures} must stand"
                after = (f"[^{note.label[: -len(figures)]}", slice(end - len(figures), end), "]")
                yield Edit(start, end, after, why)
            elif not found:
                why = f"note {figures} has no reference: it belongs on this page, before this place"
                yield Edit(high, high, (f"[^{note.label}]",), why, sure=False)


def _spaced(text: str, figures: str, low: int, high: int) -> list[re.Match[str]]:
    """Find the figures of a note that stand alone between two sentences, or after a quotation."""
    return [
        found
        for found in _ALONE.finditer(text, low, high)
        if found.group().strip() == figures and not _SHORT.search(text, max(low, found.start() - _REACH), found.start())
    ]


_ALONE = re.compile(
    r" [0-9](?:(?<=[^\W\d_]{2}[.!?] .)|(?<=[.!?,][”’\"'] .))[0-9]{0,2}"
    r"(?=\n|\Z| [A-Z“‘(\"]|(?<=[”’\"'] .) |(?<=[”’\"'] ..) )"
)
_REACH = 12
_SHORT = re.compile(
    r"\b(?:vols?|chaps?|arts?|figs?|nos?|pp|sects?|secs?|fols?|caps?|eds?|ch|bks?|pts?|pls?|app|cf|lib|tom|ser|"
    r"jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.\Z",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
