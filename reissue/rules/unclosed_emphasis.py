"""Emphasis that begins and does not end."""

import re
from collections.abc import Iterator

from reissue.emphasis import emphasised
from reissue.lexicon import language, zipf
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
        end, why = _end_of_known(text, start, stop, known) or _end_of_name(text, start, stop) or (at, _LOST)
        if end == at:
            yield Edit(at, start, (), why, sure=False)
        else:
            yield Edit(end, end, (text[at:start],), why)


def _known(text: str) -> set[str]:
    return {text[span.inner].strip(" .,;:") for found in emphasised(text) for span in found.spans}


def _end_of_known(text: str, start: int, stop: int, known: set[str]) -> tuple[int, str] | None:
    """Find where the longest emphasised phrase of the book that stands at `start` ends."""
    ends = [word.start() for word in _END_OF_WORD.finditer(text, start, min(stop, start + _LONGEST))]
    end = next((end for end in reversed(ends) if text[start:end] in known), None)
    return None if end is None else (end, f"{text[start:end]!r} is emphasised elsewhere in the book")


def _end_of_name(text: str, start: int, stop: int) -> tuple[int, str] | None:
    """Find where the title or the name, what stands in brackets, or the foreign words at `start` end."""
    bracketed = text[max(0, start - _MARKS) : start].rstrip("*_").endswith("(")
    for pattern, why in _ENDS:
        found = pattern.match(text, start, stop) if pattern is not _IN_BRACKETS or bracketed else None
        if found:
            return found.end(), why
    spoken, end = language(text), start
    for word in _WORD.finditer(text, start, min(stop, start + _LONGEST)) if spoken else ():
        if text[end : word.start()] != " "[: end > start] or not _is_foreign(word.group(), spoken):
            break
        end = word.end()
    return (end, "the foreign words end here") if end > start else None


def _is_foreign(word: str, spoken: str) -> bool:
    """Tell whether a word is none of the text's language; a name is not to be told from one."""
    parts = word.split("-")
    return len(word) >= _SHORT and word.islower() and all(zipf(part, spoken) < _FOREIGN for part in parts)


_LOST = "emphasis begins or ends here; where its other end stood is lost"
_LONGEST, _MARKS = 120, 4
_SHORT, _FOREIGN = 4, 1.5  # letters; on the Zipf scale
_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Words with capitals, and small ones between them.
_CAPITAL = r"[A-Z][\w’'-]*\b"
_SMALL = r"(?:of|the|and|or|in|on|for|to|an?|de|du|des|la|le|les|et|en|von|der|die|das|und|di|del|della|e|y|el)"
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_SMALL})){{0,7}}"
_NAMES = rf"{_CAPITAL}(?: {_SMALL}){{0,3}} {_CAPITAL}(?: (?:{_CAPITAL}|{_SMALL})){{0,7}}"
_IN_BRACKETS = re.compile(r"[^*_,.;:()\[\]\n]{2,60}(?=\))")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_ENDS = (
    (re.compile(rf"[A-Z“][^*,.;:()\n]{{2,90}}?(?= (?:of|for) {_MONTH}\b)"), "the title ends where its issue is named"),
    # Words that mostly begin with capitals, up to a comma or bracket before a page, a volume, a chapter or a year.
    (
        re.compile(r"[A-Z“][^*,.;:()\n]{2,90}(?=,? \(?(?:pp?|vols?|Vols?|chaps?|ch|[0-9]{4})\b)"),
        "the book's title ends where its page is named",
    ),
    (re.compile(rf"{_NAME}(?= \((?!see\b))"), "the name ends where brackets explain it"),
    (re.compile(rf"{_NAMES}(?=[,.;:]\s)"), "the title or the name ends with its words"),
    (_IN_BRACKETS, "all that stands in the brackets"),
)
