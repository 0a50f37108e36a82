"""Emphasis that begins and does not end."""

import re
from collections.abc import Iterator

from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.notes import stray_marks
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def unclosed_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """An emphasis mark has lost its partner, so that nothing says where the emphasis ends."""
    text = manuscript.text
    if "*" not in text:
        return
    known: set[str] | None = None
    for at, width, block in stray_marks(text):
        known = _known(text) if known is None else known
        start, stop = at + width, block.end
        end = _end_of_known(text, start, stop, known)
        if end is not None:
            why = f"{text[start:end]!r} is emphasised elsewhere in the book"
            yield Edit(end, end, (text[at:start],), why)
        elif title := _TITLE.match(text, start, stop):
            yield Edit(title.end(), title.end(), (text[at:start],), "the book's title ends where its page is named")
        elif name := _GLOSSED.match(text, start, stop):
            yield Edit(name.end(), name.end(), (text[at:start],), "the name ends where brackets explain it")
        elif bracket := _IN_BRACKETS.match(text, start, stop) if text[at - 1 : at] == "(" else None:
            yield Edit(bracket.end(), bracket.end(), (text[at:start],), "all that stands in the brackets")
        else:
            why = "emphasis begins or ends here; where its other end stood is lost"
            yield Edit(at, start, (), why, sure=False)


def _known(text: str) -> set[str]:
    return {text[span.inner].strip(" .,;:") for found in emphasised(text) for span in found.spans}


def _end_of_known(text: str, start: int, stop: int, known: set[str]) -> int | None:
    """Find where the longest emphasised phrase of the book that stands at `start` ends."""
    ends = [word.start() for word in _END_OF_WORD.finditer(text, start, min(stop, start + _LONGEST))]
    return next((end for end in reversed(ends) if text[start:end] in known), None)


_LONGEST = 120
_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)")
# Words with capitals, and small ones between them, up to a bracket.
_CAPITAL = r"[A-Z][\w’'-]*"
_SMALL = r"(?:of|the|and|in|on|for|to|an?|de|du|des|la|le|les|et|von|der|die|das|und|di|del|della|e|y|el)"
_GLOSSED = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_SMALL})){{0,7}}(?<=\w)(?= \((?!see\b))")
_IN_BRACKETS = re.compile(r"[^*_,.;:()\[\]\n]{2,60}(?=\))")
# Words that mostly begin with capitals, up to a comma or bracket before a page, a volume, a chapter or a year.
_TITLE = re.compile(r"[A-Z“][^*,.;:()\n]{2,90}(?=,? \(?(?:pp?|vols?|Vols?|chaps?|ch|[0-9]{4})\b)")
