"""ALTO: blocks of lines of words, with the styles that the file lists at its head."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.etree import _Element as Element

from reissue.engines.leaf import Leaf
from reissue.engines.page import Line, Page, paragraph
from reissue.engines.style import Run
from reissue.engines.type_area import set_down
from reissue.engines.xml import inside, local, number, weighted, whole

ENGINE = "ALTO"


class _Style(NamedTuple):
    size: float = 0
    names: frozenset[str] = frozenset()


def is_one(root: Element) -> bool:
    """Tell whether this is ALTO."""
    return local(root) == "alto"


def leaves(root: Element) -> tuple[Leaf, ...]:
    """Give the pages, with all that stands in their margins in the order of the file, but for the one below."""
    styles = {
        style.get("ID", ""): _Style(number(style, "FONTSIZE"), frozenset(style.get("FONTSTYLE", "").split()))
        for style in inside(root, "TextStyle")
    }
    pages = list[Page]()
    for page in inside(root, "Page"):
        below = {block for margin in inside(page, "BottomMargin") for block in inside(margin, "TextBlock")}
        order = sorted(inside(page, "TextBlock"), key=below.__contains__)
        blocks = [[_line(line, block, styles) for line in inside(block, "TextLine")] for block in order]
        pages.append(Page(whole(page, "PHYSICAL_IMG_NR"), tuple(filter(None, map(paragraph, blocks)))))
    return set_down(pages)


def _line(line: Element, block: Element, styles: Mapping[str, _Style]) -> Line:
    above = _style(line, styles, _style(block, styles, _Style()))
    words = [(_style(word, styles, above), word) for word in inside(line, "String")]
    left, height = number(line, "HPOS"), number(line, "HEIGHT")
    size = weighted([(style.size, len(word.get("CONTENT", ""))) for style, word in words])
    return Line(tuple(_runs(line, styles, above)), left, left + number(line, "WIDTH"), height, size)


def _runs(line: Element, styles: Mapping[str, _Style], above: _Style) -> Iterator[Run]:
    """Give the words of a line with the spaces between them; where there are none, one stands before each word."""
    spaced = any(True for _ in inside(line, "SP"))
    for part in line.iter("*"):
        kind = local(part)
        if kind == "String":
            names = _style(part, styles, above).names
            yield from () if spaced else (Run(" "),)
            marks = ("italics" in names) + 2 * ("bold" in names)
            yield Run(part.get("CONTENT", ""), marks, "superscript" in names, "smallcaps" in names)
        elif kind in ("SP", "HYP"):
            yield Run(" " if kind == "SP" else part.get("CONTENT", "-"))


def _style(part: Element, styles: Mapping[str, _Style], above: _Style) -> _Style:
    """Give the style of a part: its own, else that of what it stands in."""
    found = [styles[name] for name in part.get("STYLEREFS", "").split() if name in styles]
    size = next((style.size for style in found if style.size), above.size)
    names = frozenset[str]().union(*(style.names for style in found)) if found else above.names
    return _Style(size, names | frozenset(part.get("STYLE", "").split()))
