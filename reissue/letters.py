"""Letters, proclamations and decrees in the text: how they greet, and how they are signed."""

import re
from collections.abc import Sequence
from functools import lru_cache

from reissue.blocks import PROSE, Block, bare
from reissue.capitals import plain


def greets(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a salutation, or begins with one that a dash or a colon parts from the letter."""
    return _opening(text[block.body : block.end])[0]


def is_dear(text: str, block: Block) -> bool:
    """Tell whether a salutation is a letter's; another may be that of a speech, which nobody signs."""
    return _is_dear(_words(text, block))


def is_address(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a line such as stands above a letter: its title, to whom it goes, its place and date.

    A sentence is none, and neither is a line that leads up to something.
    """
    return _opening(text[block.body : block.end])[1]


def is_counted(text: str, block: Block, number: int) -> bool:
    """Tell whether a paragraph bears this number, as an article of a decree."""
    item = _ITEM.match(text, block.body)
    return item is not None and int(item[1]) == number


def is_entry(text: str, block: Block) -> bool:
    """Tell whether a paragraph begins with a day of the year, as the entries of a journal do."""
    return bool(_ENTRY.match(text, block.body))


def end_of_letter(text: str, row: Sequence[Block], place: int) -> int:
    """Give the place behind the signature of a letter that begins at `place`; 0 if none is found.

    After the salutation of a letter a name alone is a signature; else it must stand below a valediction or an office,
    or have initials, for a heading that has lost its marks looks the same.
    """
    greeted = is_dear(text, row[place])
    for at in range(place + 1, min(place + _MANY, len(row))):
        if row[at].kind not in PROSE or (greeted and greets(text, row[at])):
            return 0
        words = _words(text, row[at])
        if words.startswith(_MARKS):
            return 0
        above = _words(text, row[at - 1])
        closes = len(words) <= _CLOSE and _VALEDICTION.match(words)
        named = len(words) <= _LINE and _NAME.fullmatch(words)
        below = above.endswith(",") and len(above) <= _CLOSE
        if closes or (named and (greeted or below or _INITIALS.search(words))):
            return _behind(text, row, at, name=not closes or not (words.endswith(",") or _GIVEN.match(words)))
    return 0


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all paragraphs stay as they are
def _opening(paragraph: str) -> tuple[bool, bool]:
    """Tell whether a paragraph greets, and whether it is a line that stands above a letter."""
    words = _words_of(paragraph)
    short = len(words) <= _LINE
    greets = _is_dear(words) or (short and _CALLED.fullmatch(words) is not None)
    return greets, short and bool(_DATE.fullmatch(words) or _TITLE.fullmatch(words))


def _behind(text: str, row: Sequence[Block], at: int, *, name: bool) -> int:
    """Give the place behind the last line of a signature, with the name below the valediction and a postscript."""
    end = at + 1
    while end < len(row) and row[end].kind in PROSE:
        words, above = _words(text, row[end]), _words(text, row[end - 1])
        more = len(words) <= _LINE and _NAME.fullmatch(words) and (not name or above.endswith(","))
        dated = len(words) <= _LINE and _DATE.fullmatch(words)
        if not (more or dated or _POSTSCRIPT.match(words)):
            return end
        name = name or bool(more)
        end += 1
    return end


def _is_dear(words: str) -> bool:
    return (len(words) <= _LINE and bool(_DEAR.fullmatch(words))) or bool(_RUN_IN.match(words))


def _words(text: str, block: Block) -> str:
    return _words_of(text[block.body : block.end])


@lru_cache(maxsize=10_000)  # from one rule to the next, nearly all paragraphs stay as they are
def _words_of(paragraph: str) -> str:
    words = bare(plain(paragraph))
    return words.replace("\\\n", " ").replace("\\", "") if "\\" in words else words


_LINE, _CLOSE = 80, 120
_MANY = 40  # paragraphs: no letter in a book is longer, or its end is not to be told
_MARKS = ("“", '"')
_HONOUR = (
    r"(?i:(?:(?:most|very|right|much) )?(?:dear(?:est)?|beloved|honou?red|respected|esteemed|reverend|worthy|gracious"
    r"|serene|illustrious|excellent|noble|mighty))"
)
_DEAR = re.compile(
    rf"(?=[A-Z])(?i:(?:my|our|and) )?(?i:own )?{_HONOUR}(?: [^.:;!?“”\"\n]{{1,50}})?[:;,.!]?(?: ?[-–—]+)?"
)
_CALLED = re.compile(
    r"(?:Sirs?|Sire|Madam|Gentlemen|Ladies|Friends|Brothers|Brethren|Comrades|Citizens|Countrymen|Soldiers|Sailors"
    r"|Workers|Workmen|Peasants|Fellow[- ][\w-]+|Monsieur|Messieurs|Mon[sf]eigneur|My [Ll]ords?|Your [A-Z]\w+)"
    r"(?:[ ,][^.:;!?“”\"\n]{1,60})?[:;,!](?: ?[-–—]+)?"
)
_RUN_IN = re.compile(
    rf"(?=[A-Z])(?:(?i:(?:my|our) )?(?i:own )?{_HONOUR} [A-Z][^.:;!?,“”\"\n—–]{{0,40}}"
    r"|(?i:sirs?|madam|gentlemen|my lord))"
    r"(?:[:,.!]? ?[–—]+ ?|[:!] |, ?--? ?)(?=[A-Z])"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"(?:[^\W\d_][^:;!?“”\"\n]{{0,60}}[ ,])?(?:{_MONTH} [0-9]{{1,2}}|[0-9]{{1,2}}(?:st|nd|rd|th)?,? (?:of )?{_MONTH})"
    r"(?:st|nd|rd|th)?[.,]?(?: [0-9]{4})?\.?"
)
_ENTRY = re.compile(
    rf"[*_]{{0,3}}(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,? )?(?:the )?"
    rf"(?:{_MONTH} [0-9]{{1,2}}|[0-9]{{1,2}}(?:st|nd|rd|th)?,? {_MONTH})(?:st|nd|rd|th)?\b(?! [a-z])"
)
# The longer words of a title have capitals, those of a sentence that begins like one do not.
_TITLE = re.compile(
    r"(?:To|On|Of|From|Concerning|Order|Decree|Appeal|Act)(?:,? (?:[A-Z][\w’'-]*|[a-z]{1,5}\b(?![\w’'-])))+\.?"
)
_ITEM = re.compile(r"\(?([0-9]{1,2})\\?[.)] ")
_KIN = (
    r"servants?|friends?|sons?|daughters?|brothers?|sisters?|mother|father|wife|husband|cousin|nephew|niece|uncle|aunt"
    r"|comrades?|well-wisher"
)
_VALEDICTION = re.compile(
    r"(?:(?:Ever |Most |Very )?(?:Yours|YOURS)\b|(?:Ever |Most |Very )?[Yy]our (?:[\w-]+,? ){0,6}"
    rf"(?:{_KIN})\b|(?:Very )?(?:Faithfully|Sincerely|Affectionately|Respectfully|Truly|Cordially|Fraternally)\b"
    r"|I (?:am|remain|have the honou?r to be),? (?:[\w-]+,? ){0,6}(?:[Yy]ours?)\b"
    r"|With (?:[\w-]+ ){0,5}(?:love|regards|respects?|esteem|greetings)\b|Adieu\b|Believe me\b"
    r"|(?:Given|Done|Dated|Signed|Sealed) (?:at|on|in|this|the|under|by|with)\b)"
)
_GIVEN = re.compile(r"(?:Given|Done|Dated|Signed|Sealed) ")
_WORD_OF_NAME = r"(?:[A-Z][\w’'.-]*|(?:of|the|and|for|in|to|de|del|della|di|du|des|la|le|van|von|der|den|zu|&)(?= ))"
_NAME = re.compile(rf"[-–—]?\s?(?=[A-Z]){_WORD_OF_NAME}(?:,? {_WORD_OF_NAME}){{0,14}}[.,]?(?:…)?")
_INITIALS = re.compile(r"(?:^|[ ,])(?:[A-Z]\. ?){1,4}[A-Z][\w’-]+|^(?:[A-Z]\. ?){2,4}$")
_POSTSCRIPT = re.compile(r"(?:P\. ?(?:P\. ?)?S|N\. ?B|Postscript|POSTSCRIPT)\b")
