"""The languages of a text: the words that the edition says are foreign are tagged with their language.

Nothing is guessed: a voice that reads French words as English is less of a fault than one that does the reverse.
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tag_languages(root: Element, foreign: Iterable[tuple[str, str]]) -> None:
    """Tag the words of `foreign`, pairs of words and language, wherever they stand whole within one element.

    Where an element holds these words and nothing else, it is tagged itself. Links and their labels are let be.
    """
    known = dict(foreign)
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


_INLINE = frozenset({"em", "i", "strong", "b", "cite"})


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
