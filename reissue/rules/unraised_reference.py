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
            found = within(hanging_figures(text).get(figures, ()), low, high)
            for start in found:
                end = start + len(figures)
                why = f"{figures} hangs on a word where the reference to note {figures} must stand"
                after = (f"[^{note.label[: -len(figures)]}", slice(start, end), "]")
                yield Edit(start, end, after, why, sure=len(found) == 1)
            spaced = [] if found else _spaced(text, figures, low, high)
            among = [] if found or spaced else _among_words(text, figures, low, high)
            if len(spaced or among) == 1:
                start, end = (spaced or among)[0].span()
                where = "after a stop" if spaced else "among words, and counts nothing,"
                why = f"{figures} stands {where} where the reference to note {figures} must stand"
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


def _among_words(text: str, figures: str, low: int, high: int) -> list[re.Match[str]]:
    """Find the figures of a note that stand alone in mid-sentence, if they do so once, and count and number nothing."""
    found = [each for each in _STANDING.finditer(text, low, high) if each.group().strip() == figures]
    if len(found) != 1 or _COUNTS.match(text, found[0].end()):
        return []
    return [] if _NUMBERED.search(text, max(low, found[0].start() - _REACH), found[0].start()) else found


# A word of some length before it, perhaps with a comma, a word in small letters behind.
_STANDING = re.compile(r" [0-9](?:(?<=[^\W\d_]{3} .)|(?<=[^\W\d_]{3}, .))[0-9]{0,2}(?=[ \n][a-z])")
_COUNTS = re.compile(
    r"[ \n](?:[a-z’'-]{3,}s|feet|foot|men|women|children|people|per|o’clock|to|or|lb|oz|inch|mile|year|hundred|thousand"
    r"|million|dozen|score|cent|p\.|a\.)(?![a-z])"
)
_NUMBERED = re.compile(
    r"\b(?:about|above|after|among|and|are|before|being|below|between|but|each|every|for|from|full|had|has|have|into"
    r"|like|made|more|near|nearly|next|only|or|other|over|some|such|than|that|the|their|then|these|those|till|times"
    r"|under|until|upon|was|were|with|within|parts?|chapters?|books?|acts?|scenes?|sections?|articles?|volumes?"
    r"|numbers?|plates?|figures?|tables?|maps?|pages?|lines?|verses?|psalms?|cantos?|notes?|class|types?|groups?|cases?"
    r"|examples?|rules?|laws?|forms?|columns?|steps?|points?|items?|days?|rooms?|lots?|equals?|minus|plus"
    r"|january|february|march|april|may|june|july|august|september|october|november|december),?\Z",
    re.IGNORECASE,
)
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
