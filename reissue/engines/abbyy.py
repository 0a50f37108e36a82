"""ABBYY's XML: blocks with paragraphs, lines, and the style of every character."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from reissue.engines.leaf import Leaf
from reissue.engines.page import Line, Page, Paragraph, paragraph
from reissue.engines.style import Run
from reissue.engines.table import ruled
from reissue.engines.type_area import set_down
from reissue.engines.xml import inside, local, number, weighted

ENGINE = "ABBYY"


def is_one(root: Element) -> bool:
    """Tell whether this is ABBYY's."""
    return local(root) == "document" and ("FineReader" in root.tag or any(True for _ in inside(root, "formatting")))


def leaves(root: Element) -> tuple[Leaf, ...]:
    """Give the pages."""
    return set_down([Page(None, tuple(_parts(page))) for page in inside(root, "page")])


def _parts(page: Element) -> Iterator[Paragraph | str]:
    for block in (child for child in page if local(child) == "block"):
        if block.get("blockType") == "Table":
            rows = [[_cell(cell) for cell in inside(row, "cell")] for row in inside(block, "row")]
            yield ruled(rows)
            continue
        for par in inside(block, "par"):
            if found := paragraph([_line(line) for line in inside(par, "line")]):
                yield found


def _cell(cell: Element) -> str:
    lines = [Line(tuple(_runs(line))) for line in inside(cell, "line")]
    found = paragraph(lines)
    return " ".join(found.words) if found else ""


def _line(line: Element) -> Line:
    left, right, top, bottom = (number(line, side) for side in "lrtb")
    sizes = [(number(part, "fs"), len(_characters(part))) for part in inside(line, "formatting")]
    return Line(tuple(_runs(line)), left, right, bottom - top, weighted(sizes))


def _runs(line: Element) -> Iterable[Run]:
    for part in inside(line, "formatting"):
        is_set = {name: part.get(name) in ("1", "true") for name in _STYLES}
        marks = is_set["italic"] + 2 * is_set["bold"]
        yield Run(_characters(part), marks, is_set["superscript"], is_set["smallcaps"])


def _characters(formatting: Element) -> str:
    """Give the characters of a run, which stand in elements of their own or bare; readings not chosen stay out."""
    signs = list(inside(formatting, "charParams"))
    if not signs:
        return formatting.text or ""
    return "".join((sign.text or "").strip("\n") + "".join(child.tail or "" for child in sign) or " " for sign in signs)


_STYLES = ("italic", "bold", "superscript", "smallcaps")
