"""Emphasis that begins and does not end."""

import re
from collections.abc import Iterator

from reissue.blocks import Block
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
        end, why = _end_of_known(text, start, stop, known) or _end_of_name(text, start, block) or (at, _LOST)
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


def _end_of_name(text: str, start: int, block: Block) -> tuple[int, str] | None:
    """Find where the title or the name, what stands in brackets, or the foreign words at `start` end.

    Where the paragraph begins, the mark may be the sign of a note that begins with one word.
    """
    stop, before = block.end, text[max(block.body, start - _MARKS) : start].rstrip("*_")
    fitting = {_IN_BRACKETS: before.endswith("("), _LONE: before != ""}
    for pattern, why in _ENDS:
        found = pattern.match(text, start, stop) if fitting.get(pattern, True) else None
        if found:
            return found.end(), why
    spoken = language(text)
    end = _end_of_foreign(text, start, stop, spoken) if spoken else start
    return (end, "the foreign words end here") if end > start else None


def _end_of_foreign(text: str, start: int, stop: int, spoken: str) -> int:
    """Find where foreign words end, with the small ones between them, or the Latin name of a kind; else give `start`.

    The first may have a capital if others follow it.
    """
    kind = _KIND.match(text, start, stop)
    if kind and zipf(kind[1], spoken) < _NAMED and zipf(kind[2], spoken) < _LEARNED:
        return kind.end()
    end, last = start, start
    for word in _WORD.finditer(text, start, min(stop, start + _LONGEST)):
        foreign = _is_foreign(word.group(), spoken)
        small = word.group() in _JOINING or (word.start() == start and len(word.group()) < _SHORT)
        if text[last : word.start()] != " "[: last > start] or not (foreign or small):
            break
        last = word.end()
        end = last if foreign else end
    return end


def _is_foreign(word: str, spoken: str) -> bool:
    """Tell whether a word is none of the text's language, or is far commoner in French; a name is not to be told."""
    if len(word) < _SHORT or not word.islower():
        return False
    known = [zipf(part, spoken) for part in word.split("-")]
    return max(known) < _FOREIGN or zipf(word, "fr") > max(known) + _FAR


_LOST = "emphasis begins or ends here; where its other end stood is lost"
_LONGEST, _MARKS = 120, 4
_SHORT, _FOREIGN, _FAR = 4, 1.5, 1.5  # letters; on the Zipf scale
_NAMED, _LEARNED = 4, 2.8  # no common word begins the name of a plant or an animal, and none ends it
_JOINING = frozenset(
    (
        *("de", "du", "des", "la", "le", "les", "et", "un", "une", "en", "à", "ad", "in", "ex", "ab", "non", "per"),
        *("pro", "cum", "sub", "ut", "aut", "vel", "est", "quia", "der", "die", "das", "und", "von", "zu", "el", "los"),
        *("las", "y", "del", "di", "della", "il"),
    )
)
_KIND = re.compile(r"([A-Z][a-zæœ]{2,}) ([a-zæœ]{2,}(?:a|us|um|is|i|ae|ens|oides|or|ax|ex))\b(?! of\b)")
_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Words with capitals, and small ones between them.
_CAPITAL = r"[A-Z][\w’'-]*\b"
_SMALL = (
    r"(?:of|the|and|or|in|on|for|to|an?|de|du|des|la|le|les|et|en|von|der|die|das|und|di|del|della|e|y|el"
    r"|from|upon|under|into)"
)
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_SMALL})){{0,7}}"
_NAMES = rf"{_CAPITAL}(?: {_SMALL}){{0,3}} {_CAPITAL}(?: (?:{_CAPITAL}|{_SMALL})){{0,7}}"
# What follows a name that is the subject or the object of a clause; and what begins a clause after a comma.
_VERB = (
    r"(?:is|was|are|were|has|had|have|does|did|will|would|shall|should|may|might|must|can|could|ought"
    r"|that|which|who|whom|whose|when|where|as|but|because|if|by|at|with)"
)
_CLAUSE = (
    r"(?:and|but|or|nor|that|which|who|whom|whose|when|where|while|as|if|for|so|though|because|since|than|it|he|she|they"
    r"|we|I|you|one|there|this|these|those|his|her|their|its|was|is|were|are|has|had|have)"
)
_ONE = r"[^\W\d_][\w’'-]*[^\W\d_]"
_LONE = re.compile(rf"{_ONE}(?=[.;!?”’]|,(?:\[\^[^\]]+\])? {_CLAUSE}\b|,?\[\^)")
_TITLE = rf"{_CAPITAL}(?: {_SMALL}){{0,3}} {_CAPITAL}(?:(?: {_SMALL}){{0,3}} {_CAPITAL}){{0,5}}"
_OWNED = r"(?:(?<=\b[Hh]is [*_])|(?<=\b[Hh]er [*_])|(?<=\bown [*_])|(?<=[’']s [*_])|(?<=s[’'] [*_]))"
_IN_BRACKETS = re.compile(r"[^*_,.;:()\[\]\n]{2,60}(?=\))")
# Foreign phrases that are said as a whole.
_PHRASES = (
    r"ad (?:hoc|infinitum|libitum|lib\.|nauseam|valorem)|a (?:fortiori|posteriori|priori)|bona fide|casus belli"
    r"|coup d[’']état|de (?:facto|jure|novo|profundis)|deus ex machina|en (?:bloc|masse|passant|route)|et cetera"
    r"|ex (?:cathedra|officio|parte)|fait accompli|in (?:camera|extremis|re|situ|toto|vacuo)|inter alia|ipso facto"
    r"|laissez[ -]faire|lapsus linguæ|magnum opus|modus (?:operandi|vivendi)|mutatis mutandis|nom de plume"
    r"|obiter dictum|par excellence|per (?:annum|capita|se)|prima facie|pro (?:rata|tempore)|raison d[’']être"
    r"|sine (?:die|qua non)|status quo|sub (?:judice|rosa)|sui generis|tour de force|ultra vires|vice versa|viva voce"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_ENDS = (
    (re.compile(r"(?:[Oo]p|[Ll]oc)\. cit\.|[Ii]b(?:id)?\.|[Ee]t seqq?\.|passim\b"), "the Latin of citations ends here"),
    (re.compile(rf"(?i:{_PHRASES})(?!\w)"), "the foreign phrase is all said"),
    (
        re.compile(
            rf"{_CAPITAL}(?: (?:{_CAPITAL}|of|and|&)){{0,4}} v\.? {_CAPITAL}(?: (?:of |and |& )?{_CAPITAL}){{0,3}}"
        ),
        "the name of the case ends here",
    ),
    (re.compile(rf"[A-Z“][^*,.;:()\n]{{2,90}}?(?= (?:of|for) {_MONTH}\b)"), "the title ends where its issue is named"),
    # Words that mostly begin with capitals, up to a comma or bracket before a page, a volume, a chapter or a year.
    (
        re.compile(
            r"[A-Z“][^*,.;:()\n]{2,90}(?=,? \(?(?:pp?|vols?|Vols?|chaps?|ch|[0-9]{4}"
            r"|[0-9]{1,2}(?:st|nd|rd|th) (?:ser|edn?))\b)"
        ),
        "the book's title ends where its page is named",
    ),
    (re.compile(rf"{_NAME}(?= \((?!see\b))"), "the name ends where brackets explain it"),
    (re.compile(rf"{_NAMES}(?=[,.;:]?\[\^|[,.;:]\s)"), "the title or the name ends with its words"),
    (re.compile(rf"{_TITLE}(?= {_VERB}\b)"), "the title or the name ends before the verb"),
    (re.compile(rf"{_OWNED}{_TITLE}(?= [a-z])"), "the title of a work of theirs ends with its capitals"),
    (re.compile(rf"{_ONE}(?=:)"), "the one word before a colon"),
    (_LONE, "the one word before a stop"),
    (_IN_BRACKETS, "all that stands in the brackets"),
)
