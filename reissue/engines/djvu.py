"""The Internet Archive's _djvu.xml: paragraphs, lines and words with their places; style and size of type are lost."""

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
            Page(None, tuple(filter(None, (paragraph([_line(line) for line in inside(par, "LINE")]) for par in pars))))
            for page in inside(root, "OBJECT")
            for pars in [list(inside(page, "PARAGRAPH"))]
        ]
    )


def _line(line: Element) -> Line:
    words = list(inside(line, "WORD"))
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
