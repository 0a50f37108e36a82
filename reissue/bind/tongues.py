"""The languages of a text: the words that the edition says are foreign, and titles that can only be, are tagged.

Nothing is guessed: a voice that reads French words as English is less of a fault than one that does the reverse.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from reissue.pandoc import inner, parse_blocks

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tag_languages(root: Element, language: str, foreign: Iterable[tuple[str, str]]) -> None:
    """Tag the words of `foreign`, pairs of words and language, wherever they stand whole within one element.

    Where an element holds these words and nothing else, it is tagged itself. Links and their labels are let be. Titles
    in emphasis, such as notes cite, are tagged where their small words show a language other than the book's.
    """
    known = dict(foreign)
    for element in root.iter(*_INLINE):
        tongue = tongue_of(element.text or "", language)
        if tongue and not len(element) and element.text not in known:
            _say(element, tongue)
    if not known:
        return
    longest_first = "|".join(re.escape(words) for words in sorted(known, key=len, reverse=True))
    wanted = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag == "a":
            _tag_tail(element, wanted, known)
        elif not len(element) and element.tag in _INLINE and element.text in known:
            _say(element, known[element.text])
            _tag_tail(element, wanted, known)
        else:
            text, spans = _cut(element.text or "", wanted, known)
            element.text = text or None
            for place, span in enumerate(spans):
                element.insert(place, span)
            _tag_tail(element, wanted, known)


def with_languages(html: str, language: str, foreign: Iterable[tuple[str, str]]) -> str:
    """Give blocks of XHTML with their foreign words tagged."""
    words = tuple(foreign)
    if not any(hint in html for hint in (*_HINTS, *(said for said, _ in words))):
        return html
    tree = parse_blocks(html)
    tag_languages(tree, language, words)
    return inner(tree)


def tongue_of(title: str, language: str) -> str:
    """Tell in which language a title of four words or more is, if it can be no other, and not the book's; "" else.

    Two of its words, and one in four, must be small words of that language, more than of any other, and one of that
    language alone; and none may be of the book's language alone. Of a book in a language whose small words are not
    here, nothing is told.
    """
    words = [word.lower() for word in _WORD.findall(title)]
    home = language.lower().partition("-")[0]
    if len(words) < _TITLE or home not in _SMALL:
        return ""
    counted = {tongue: sum(word in small for word in words) for tongue, small in _SMALL.items()}
    tongue, second = sorted(counted, key=counted.__getitem__, reverse=True)[:2]
    alone = {_ALONE[word] for word in words if word in _ALONE}
    enough = counted[tongue] > max(1, counted[second]) and counted[tongue] * _SHARE >= len(words)
    sure = enough and tongue in alone and home not in alone
    return tongue if sure and tongue in _TOLD else ""


_INLINE = frozenset({"em", "i", "strong", "b", "cite"})
_HINTS = ("<em>", "<strong>")
_WORD = re.compile(r"[^\W\d_]+")
_TITLE, _SHARE = 4, 4
_TOLD = frozenset({"de", "en", "es", "fr", "it"})
# Latin, Dutch and Portuguese are here so that nothing of theirs is taken for another's.
_SMALL = {
    tongue: frozenset(small.split())
    for tongue, small in {
        "de": "der die das und den dem des zur zum von über eine einer ein für auf im aus bei ist nicht mit vom in an",
        "en": "the of and to in is that was it with as for on by from at a an or his her their this be not see also",
        "es": "el la los las y del de una un en por para con su se al que",
        "fr": "le la les du des de et une un aux au dans pour sur par qui que est ses leur sous chez en à son sa l d",
        "it": "il lo gli la le della delle dello dei degli del di nel nella nei e per con una un sulla sul dalla al",
        "la": "et in de ad cum ex ab pro per sive seu non est ac atque quae quod",
        "nl": "het een en van de der den in op voor met over bij te tot uit aan",
        "pt": "o a os as do da dos das de e em no na nos nas um uma para por com ao",
    }.items()
}
_TIMES = Counter(word for small in _SMALL.values() for word in small)
_ALONE = {word: tongue for tongue, small in _SMALL.items() for word in small if _TIMES[word] == 1}


def _tag_tail(element: Element, wanted: re.Pattern[str], known: Mapping[str, str]) -> None:
    text, spans = _cut(element.tail or "", wanted, known)
    if spans:
        element.tail = text or None
        for span in reversed(spans):
            element.addnext(span)


def _cut(text: str, wanted: re.Pattern[str], known: Mapping[str, str]) -> tuple[str, list[Element]]:
    """Cut a text into what stands before the first foreign words, and a span for each with what follows it."""
    found = list(wanted.finditer(text))
    if not found:
        return text, []
    ends = [*(match.start() for match in found[1:]), len(text)]
    spans = []
    for match, end in zip(found, ends, strict=True):
        span = etree.Element("span")
        _say(span, known[match[0]])
        span.text, span.tail = match[0], text[match.end() : end] or None
        spans.append(span)
    return text[: found[0].start()], spans


def _say(element: Element, language: str) -> None:
    element.set("lang", language)
    element.set(_XML_LANG, language)
