"""Sentences that the end of a page has broken, though their halves do not fit, and such as have lost their stop."""

import re
from collections.abc import Iterator

from reissue.hyphens import breaks_at_stop
from reissue.lexicon import language
from reissue.manuscript import Edit, Manuscript
from reissue.misfit import is_abbreviated, misfits, opens_low
from reissue.rule import Keeps, rule
from reissue.source import page_marks


@rule(Keeps.LETTERS, reach=1, told=(language, opens_low))
def broken_sentence(manuscript: Manuscript) -> Iterator[Edit]:
    """A page ends with a stop though the next goes on in small letters, or without one though a new sentence begins.

    The engine read a stop that is none, or left one out; or a page is lost between. Within a page it may have left out
    the stop between two sentences.
    """
    text = manuscript.text
    spoken, parted = language(text), bool(page_marks(manuscript.source.in_lines))
    if parted:
        yield from _turned(manuscript, spoken)
    for above, below, turned in () if parted else misfits(text):
        if not turned:
            yield _false(text.rindex(".", above.start, above.end), text[below.start : below.end].split(maxsplit=1)[0])
    for found in _OPENING[spoken].finditer(text) if spoken in _OPENING else ():
        end, word = found.start(), found.group()[1:]
        if text[end - 1].islower():
            if parted and _is_turned(manuscript, end, end + 1):
                why = f"no stop, and the next page begins with “{word}”: is the stop lost, or a page?"
                yield Edit(end, end, (".",), why, sure=False)
            elif word not in _DIVINE:
                yield Edit(end, end, (".",), f"no stop, though a sentence may begin with “{word}”", sure=False)


def _turned(manuscript: Manuscript, spoken: str) -> Iterator[Edit]:
    """Give the doubts within paragraphs that were cut by a page's end, and are whole again."""
    text = manuscript.text
    for found in _STOPPED.finditer(text):
        left = _LEFT.search(text, max(0, found.start() - _LONGEST), found.start())
        if left and _is_turned(manuscript, found.start(), found.start("right")):
            broken = spoken and breaks_at_stop(left.group(), found["right"], spoken)
            if not broken and not is_abbreviated(text[left.start() : found.start() + 1], lower=True):
                yield _false(found.start(), found["right"])


def _is_turned(manuscript: Manuscript, end: int, start: int) -> bool:
    """Tell whether a page of the source ends between the end of a word and the start of the next."""
    low, high = manuscript.at(end - 1), manuscript.at(start)
    return high - low > _APART and bool(page_marks(manuscript.source.in_lines[low:high]))


def _false(stop: int, word: str) -> Edit:
    why = f"the next page goes on with “{word.strip('*_,;')}”: is the stop none, or is a page lost?"
    return Edit(stop, stop + 1, (), why, sure=False)


_LONGEST, _APART = 30, 3
_DIVINE = frozenset(("He", "His"))  # of God, in the middle of a sentence
_STOPPED = re.compile(r"\. (?P<right>[^\W\d_A-ZÀ-Ý]+)(?!\w|\.\S)")
_LEFT = re.compile(r"(?<![\w.])[^\W\d_][\w'’]+\Z")
# Words that open a sentence, and are written in small letters within one.
_OPENING = {
    spoken: re.compile(
        rf" [{''.join(sorted({word[0] for word in words.split('|')}))}](?<=[^\sA-Z.,;:!?”’\"'] .)"
        rf"(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in words.split('|'))})(?= [^\W\d_A-ZÀ-Ý])"
    )
    for spoken, words in {
        "en": "The|An|He|She|They|We|It|This|These|Those|There|But|And|If|When|While|As|His|Her|Their|Its|Thus|Then",
        "fr": "Le|La|Les|Un|Une|Il|Elle|Ils|Elles|On|Nous|Ce|Cette|Ces|Mais|Et|Si|Quand|Comme|Son|Sa|Ses|Leur|Puis",
        "es": "El|La|Los|Las|Un|Una|Ella|Ellos|Ellas|Esto|Este|Esta|Estos|Estas|Pero|Y|Si|Cuando|Como|Su|Sus|Luego",
    }.items()
}
