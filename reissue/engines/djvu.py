"""The Internet Archive's _djvu.xml: paragraphs, lines and words with their places; style and size of type are lost."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from reissue.engines.leaf import Leaf
from reissue.engines.page import Line, Page, paragraph
from reissue.engines.style import Run
from reissue.engines.type_area import set_down
from reissue.engines.xml import inside, local

ENGINE = "DjVu XML"


def is_one(root: Element) -> bool:
    """Tell whether this is a text layer of DjVu."""
    return local(root) == "DjVuXML"


def leaves(root: Element) -> tuple[Leaf, ...]:
    """Give the pages."""
    return set_down(
        [
            Page(None, tuple(filter(None, (paragraph([_line(line) for line in lines]) for lines in _paragraphs(page)))))
            for page in inside(root, "OBJECT")
        ]
    )


def _paragraphs(page: Element) -> Iterable[Iterable[list[Element]]]:
    """Give the words of each line of each paragraph; where one is missing, what they stand in is taken."""
    pars: dict[Element, dict[Element, list[Element]]] = {}
    for word in inside(page, "WORD"):
        line = next(word.iterancestors("LINE"), word.getparent())
        if line is not None:
            pars.setdefault(next(line.iterancestors("PARAGRAPH"), line), {}).setdefault(line, []).append(word)
    return (lines.values() for lines in pars.values())


def _line(words: list[Element]) -> Line:
    boxes = [[float(part) for part in word.get("coords", "").split(",")[:4] if _is_number(part)] for word in words]
    boxes = [box for box in boxes if len(box) == _SIDES]
    runs = (Run(" ".join("".join(str(part) for part in word.itertext()) for word in words)),)
    if not boxes:
        return Line(runs)
    left, bottom, right, top = (list(side) for side in zip(*boxes, strict=True))
    return Line(runs, min(left), max(right), max(bottom) - min(top))


def _is_number(text: str) -> bool:
    return text.strip().lstrip("-").replace(".", "", 1).isdecimal()


_SIDES = 4
