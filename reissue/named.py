"""The paragraphs to which links lead, captions and entries of the index, named by the words with which they begin."""

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element


def name_paragraphs(parts: Iterable[Element], texts: Iterable[Element]) -> set[str]:
    """Give each paragraph to which a link leads its address as its id, the first of those that are alike; give these.

    A caption goes by its kind and its number, `figure-iv`; an entry, which stands below the last heading that is called
    an index, by its head, `entry-` and the words before its first stop or figure. One that gives a work in full goes by
    its first words, `work-edmund-farrow-bells`.
    """
    wanted = {anchor.get("href", "")[1:] for part in parts for anchor in part.iter("a")}
    wanted = {name for name in wanted if _ADDRESS.match(name)}
    named = dict[str, Element]()
    for element in (element for text in texts for element in text.iter(*_HEADINGS, "p")) if wanted else ():
        words = _words(element)
        if element.tag != "p":
            if "index" in words.lower():
                named = {name: other for name, other in named.items() if not name.startswith("entry-")}
            continue
        for address in (_caption(words), _entry(words), _work(words)):
            if address in wanted:
                named.setdefault(address, element)
    for name, element in named.items():
        element.set("id", element.get("id") or name)
    return {name for name, element in named.items() if element.get("id") == name}


def _words(element: Element) -> str:
    """Read an element as plain text, without its note references."""
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        parts += ["" if inner.get("role") == "doc-noteref" else inner.text or "", inner.tail or ""]
    return " ".join("".join(parts).split())


def _caption(words: str) -> str:
    found = _CAPTION.match(words)
    return f"{_KINDS[found[1][:2].lower()]}-{found[2].lower()}" if found else ""


def _entry(words: str) -> str:
    return "-".join(["entry", *re.findall(r"[a-z0-9]+", _HEAD.match(words.lower())[0])[:_WORDS]])  # type: ignore[index]


def _work(words: str) -> str:
    return "-".join(["work", *_SPELLED.findall(words[:_REACH].lower())[:_FIRST]])


_FIRST, _REACH = 8, 400  # words that name a work's paragraph, and in how many characters they stand
_SPELLED = re.compile(r"[a-z0-9]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = 6
_HEAD = re.compile(r"[^,.;:(0-9]*")
_KINDS = {"fi": "figure", "pl": "plate", "ta": "table", "ma": "map"}
_ADDRESS = re.compile(r"(?:figure|plate|table|map|entry|work)-")
_CAPTION = re.compile(
    r"(Figure|FIGURE|Fig\.|FIG\.|Plate|PLATE|Table|TABLE|Map|MAP) ([0-9]{1,3}(?:\.[0-9]{1,3})?|[IVXLC]+)\b"
    r"(?![-–]|,? (?:and |or )?[a-z0-9])"
)
