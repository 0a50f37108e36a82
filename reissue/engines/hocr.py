"""hOCR: a web page in which every paragraph, line and word has its place on the printed page."""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from reissue.engines.leaf import Leaf
from reissue.engines.page import Line, Page, paragraph
from reissue.engines.style import Run
from reissue.engines.type_area import set_down
from reissue.engines.xml import local

ENGINE = "hOCR"


def is_one(root: Element) -> bool:
    """Tell whether this is hOCR."""
    return local(root) == "html" and any(True for _ in _of(root, ("ocr_page",)))


def leaves(root: Element) -> tuple[Leaf, ...]:
    """Give the pages. A line that stands in no paragraph belongs to its block."""
    pages = list[Page]()
    for page in _of(root, ("ocr_page",)):
        groups: dict[Element, list[Line]] = {}
        for line in _of(page, _LINES):
            groups.setdefault(_paragraph_of(line), []).append(_line(line))
        shown = _property(page, "ppageno")
        pages.append(Page(int(shown[0]) + 1 if shown else None, tuple(filter(None, map(paragraph, groups.values())))))
    return set_down(pages)


def _paragraph_of(line: Element) -> Element:
    above = list(line.iterancestors())
    own = next((part for part in above if "ocr_par" in part.get("class", "").split()), None)
    return above[0] if own is None else own


def _line(line: Element) -> Line:
    words = list(_of(line, ("ocrx_word", "ocr_word")))
    box, size = _property(line, "bbox"), _property(line, "x_fsize") or _property(line, "x_size")
    runs = list[Run]()
    for word in words:
        runs += [Run(" ")] * bool(runs) + list(_runs(word, word))
    runs = runs or list(_runs(line, line))
    if len(box) != _SIDES:
        return Line(tuple(runs))
    return Line(tuple(runs), box[0], box[2], box[3] - box[1], size[0] if size else 0)


def _runs(part: Element, word: Element) -> Iterator[Run]:
    """Give the words within a part of a line, in the style of the tags about them or of the word's font."""
    font = word.get("title", "").partition("x_font")[2].partition(";")[0].lower()
    tags = list[str]()
    for event, inner in iterwalk(part, events=("start", "end")):
        if event == "start":
            tags.append(local(inner))
            text = inner.text
        else:
            tags.pop()
            text = inner.tail if inner is not part else ""
        italic = "italic" in font or "oblique" in font or not {"em", "i"}.isdisjoint(tags)
        bold = "bold" in font or not {"strong", "b"}.isdisjoint(tags)
        yield Run(text or "", italic + 2 * bold, "sup" in tags)


def _of(root: Element, classes: Iterable[str]) -> Iterator[Element]:
    wanted = set(classes)
    return (part for part in root.iter("*") if not wanted.isdisjoint(part.get("class", "").split()))


def _property(part: Element, name: str) -> list[float]:
    """Give the numbers that hOCR writes behind a name in a title."""
    found = re.search(rf"(?:^|;)\s*{name}((?:\s+-?[0-9.]+)+)", part.get("title", ""))
    return [float(value) for value in found[1].split()] if found and not _BAD.search(found[1]) else []


_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat")
_SIDES = 4
_BAD = re.compile(r"\.[0-9]*\.|(?<![0-9])\.(?![0-9])")
