"""What the end of a line does not part: p. and the page's number, No. and the number.

The space stays an ordinary one, so that text copied out of the finished page is the book's own. On paper and in the
EPUB alike, whose pages are as narrow as a telephone.
"""

import re
from typing import TypeVar
from xml.etree.ElementTree import Element

from lxml.etree import _Element

Tree = TypeVar("Tree", Element, _Element)


def keep_together(tree: Tree) -> None:
    """Put each abbreviation and its number in a `span` of the class `unparted`, in the text of this tree."""
    for element in list(tree.iter()):
        if element.get("class") == _CLASS:
            continue
        for place, child in reversed(list(enumerate(element, 1))):
            child.tail = _parted(element, child.tail or "", place) or None
        element.text = _parted(element, element.text or "", 0) or None


def _parted(parent: Tree, text: str, place: int) -> str:
    """Insert the spans of a stretch of text into `parent` from `place` on; give what stands before the first."""
    found: list[re.Match[str]] = list(_UNPARTED.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for number, (match, end) in enumerate(zip(found, ends, strict=False)):
        span = parent.makeelement("span", {"class": _CLASS})
        span.text, span.tail = match.group(), text[match.end() : end]
        parent.insert(place + number, span)
    return text[: found[0].start()] if found else text


_CLASS = "unparted"
_UNPARTED = re.compile(
    r"\b(?:pp?|[Vv]ols?|[Cc]haps?|[Ff]igs?|[Ff]ols?|[Nn]os?|[Pp]l|[Ss]ecs?|[Ss]|Bd|Nr|art)\. (?:[0-9]+|[ivxlcIVXLC]+\b)"
)
