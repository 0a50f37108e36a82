"""Titles, ships' names and foreign words that have lost their italics in a few places."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reissue.blocks import PROSE, Block, Kind, blocks
from reissue.emphasis import Span, emphasised
from reissue.lexicon import book_words, language, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import few, times
from reissue.rule import Keeps, rule
from reissue.vocabulary import WORD as LETTERS
from reissue.vocabulary import words_at


class Phrase(NamedTuple):
    """A phrase that stands in italics, and how often; `roman` are the offsets where it does not."""

    words: str
    italic: int
    roman: list[int]


@rule(Keeps.ORDER)
def roman_phrase(manuscript: Manuscript) -> Iterator[Edit]:
    """A title, a ship's name or a foreign phrase is in italics nearly everywhere in the book, but not here."""
    text = manuscript.text
    if "*" not in text:
        return
    counted = Counter(
        text[span.inner].strip(_STOPS) for block in emphasised(text) for span in block.spans if span.width == 1
    )
    spoken = language(text) or "en"
    italics = {words: number for words, number in counted.items() if number >= _OFTEN and _is_title(words, spoken)}
    found = [phrase for phrase in _roman(text, italics) if phrase.italic >= _MOSTLY * len(phrase.roman)]
    for words, italic, roman in sorted(found, key=lambda phrase: (-phrase.italic, phrase.roman))[: few(text)]:
        why = f"{words} stands in italics {times(italic)} and in roman type {times(len(roman))}"
        for start in roman:
            yield Edit(start, start + len(words), ("*", slice(start, start + len(words)), "*"), why, sure=False)


def _is_title(words: str, spoken: str) -> bool:
    """Tell titles, names and foreign words from common words that are stressed."""
    parts = _WORD.findall(words)
    if not parts or "\n" in words or len(words) < _SHORT or any(sign in words for sign in _MARKUP):
        return False
    if len(parts) == 1:
        return zipf(parts[0], spoken) < (_KNOWN if words[0].isupper() else _FOREIGN)
    capital = parts[0][0].isupper() and parts[-1][0].isupper()
    return capital or any(zipf(part, spoken) < _FOREIGN for part in parts)


def _roman(text: str, italics: dict[str, int]) -> Iterator[Phrase]:
    """Find where these phrases stand in roman type, in running text, and not as a part of a longer name."""
    found = dict[str, list[int]]()
    row, spans = blocks(text), {block.block.start: block.spans for block in emphasised(text)}
    starts = [block.start for block in row] if italics else []
    for start, words in _places(text, italics):
        block, end = row[max(0, bisect_right(starts, start) - 1)], start + len(words)
        if (
            block.body <= start < block.end
            and not _touches(spans.get(block.start, ()), start, end)
            and _stands_alone(text, start, end)
            and _is_running(text, block)
        ):
            found.setdefault(words, []).append(start)
    for words, roman in found.items():
        yield Phrase(words, italics[words], roman)


def _places(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give where phrases stand. By its rarest word each is found in the fewest places."""
    often, rarest, figures = book_words(text), dict[str, list[tuple[int, str]]](), list[str]()
    for words in filter(_WORD.match, phrases):
        letters = [
            (often[found.group().lower()], found.start(), found.group().lower()) for found in LETTERS.finditer(words)
        ]
        if letters:
            rarest.setdefault(min(letters)[2], []).append((min(letters)[1], words))
        else:
            figures.append(words)
    for found in words_at(text, rarest.keys()):
        for at, words in rarest[found.group().lower()]:
            if found.start() >= at and text.startswith(words, found.start() - at):
                yield found.start() - at, words
    for words in figures:
        yield from ((found.start(), words) for found in re.finditer(re.escape(words), text))


def _is_running(text: str, block: Block) -> bool:
    """Tell running text and notes from headings, the short lines like them, and tables."""
    if block.kind is Kind.NOTE:
        return True
    if block.kind not in PROSE or block.end - block.body <= _LINE or text.find("|", block.body, block.end) >= 0:
        return False
    return text.find("<t", block.body, block.end) < 0 or not _TABLE.search(text, block.body, block.end)


def _touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether a phrase stands in emphasis, or next to it: within italics a phrase is set off by roman type."""
    return any(low <= end + 1 and start - 1 <= high for low, high, _ in spans)


def _stands_alone(text: str, start: int, end: int) -> bool:
    if _LONGER_AFTER.match(text, end):
        return False
    low = max(0, start - _LONGEST)
    return not _LONGER_BEFORE.search(text, max(low, text.rfind(" ", low, max(0, start - 1)) + 1), start)


_OFTEN, _MOSTLY, _SHORT, _LONGEST, _LINE = 3, 3, 3, 40, 60
_KNOWN, _FOREIGN = 4.5, 3.0  # on the Zipf scale: a capitalised word that may be a name, a foreign or technical one
_STOPS, _MARKUP = " .,;:!?", "*_<>[]\\^"
_WORD = re.compile(r"[^\W_]+")
_TABLE = re.compile(r"<t[dhr]\b")
# The phrase is a part of a longer name: a word with a capital stands beside it in the same sentence.
_LONGER_AFTER = re.compile(r"\w|[-/@]|[’'][^\Ws]| [A-Z][^\W\d_]")
_LONGER_BEFORE = re.compile(r"\w\Z|[-/@]\Z|(?<![.!?] )(?<![.!?]” )\b(?!The\b|In\b|Of\b)[A-Z][^\W_]* \Z")
