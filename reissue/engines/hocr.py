"""hOCR: a web page in which every paragraph, line and word has its place on the printed page."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

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
    """Give the pages. A line that stands in no paragraph belongs to its block, and words in no line are one."""
    pages = list[Page]()
    for page in _of(root, ("ocr_page",)):
        groups = [[line for _, line in group] for _, group in groupby(_lines(page), key=itemgetter(0))]
        shown = _property(page, "ppageno")
        pages.append(Page(int(shown[0]) + 1 if shown else None, tuple(filter(None, map(paragraph, groups)))))
    return set_down(pages)


def _lines(page: Element) -> Iterator[tuple[Element, Line]]:
    """Give the lines of a page, each with the paragraph or block that it stands in."""
    above, loose = list[Element](), ""
    walk = iterwalk(page, events=("start", "end"))
    for event, part in walk:
        is_line = _is(part, _LINES)
        is_block = not is_line and local(part) not in _INLINE
        if loose.strip() and (is_line or is_block):
            yield above[-1], Line((Run(loose),))
        loose = "" if is_line or is_block else loose
        if event == "end":
            loose += (part.tail or "") if part is not page else ""
            above = above[:-1] if is_block else above
        elif is_line:
            yield next((block for block in reversed(above) if _is(block, ("ocr_par",))), above[-1]), _line(part)
            walk.skip_subtree()
        else:
            loose += f" {part.text or ''}"
            above = [*above, part] if is_block else above


def _line(line: Element) -> Line:
    box, size = _property(line, "bbox"), _property(line, "x_fsize") or _property(line, "x_size")
    if len(box) != _SIDES:
        return Line(tuple(_runs(line)))
    return Line(tuple(_runs(line)), box[0], box[2], box[3] - box[1], size[0] if size else 0)


def _runs(line: Element) -> Iterator[Run]:
    """Give the words of a line, with a space before each, in the style of the tags about them or of their font."""
    styles = [(0, False, False)]
    for event, part in iterwalk(line, events=("start", "end")):
        if event == "end":
            styles.pop()
            if part is not line:
                yield Run(part.tail or "", *styles[-1])
            continue
        tag, font = local(part), part.get("title", "").partition("x_font")[2].partition(";")[0].lower()
        italic = tag in ("em", "i") or "italic" in font or "oblique" in font
        bold = tag in ("strong", "b") or "bold" in font
        marks, raised, small = styles[-1]
        small = small or tag in ("sc", "smallcaps") or "small-caps" in part.get("style", "").lower()
        styles.append((marks | italic | 2 * bold, raised or tag == "sup", small))
        if _is(part, _WORDS):
            yield Run(" ")
        yield Run(part.text or "", *styles[-1])


def _is(part: Element, classes: Iterable[str]) -> bool:
    held = part.get("class", "").split()
    return any(name in held for name in classes)


def _of(root: Element, classes: Iterable[str]) -> Iterator[Element]:
    return (part for part in root.iter("*") if _is(part, classes))


def _property(part: Element, name: str) -> list[float]:
    """Give the numbers that hOCR writes behind a name in a title."""
    found = re.search(rf"(?:^|;)\s*{name}((?:\s+-?[0-9.]+)+)", part.get("title", ""))
    return [float(value) for value in found[1].split()] if found and not _BAD.search(found[1]) else []


_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat")
_WORDS = ("ocrx_word", "ocr_word")
_INLINE = ("span", "em", "i", "strong", "b", "sup", "a")
_SIDES = 4
_BAD = re.compile(r"\.[0-9]*\.|(?<![0-9])\.(?![0-9])")
