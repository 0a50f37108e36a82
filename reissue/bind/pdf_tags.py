"""The structure of a book written into its PDF, as PDF/UA-1 asks.

WeasyPrint writes a structure of its own, with an element for each line of each page, notes that nothing names, and
links outside of what they link. This takes its place.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint import pdf as maker

from reissue.bind.pdf_structure import Linked, Node, read_structure

Describe = Callable[[Element], str]
"""Says in words where a link leads."""


@contextmanager
def structure_written(describe: Describe) -> Iterator[None]:
    """Write PDFs inside this context, in one thread, with `pdf_tags`: they get our structure."""
    theirs = maker.add_tags

    def add_tags(pdf: pydyf.PDF, document: Document, _version: object, streams: Sequence[Any]) -> None:
        marks = [stream._tags for stream in streams]  # noqa: SLF001 - WeasyPrint gives them to nobody
        counts = [len(of_page) for of_page in marks]
        top = read_structure(document.pages, marks)
        heights = [page.height for page in document.pages]
        _write(top, _Written(pdf, describe, pdf.page_references, heights, [[b"null"] * number for number in counts]))

    maker.add_tags = add_tags
    try:
        yield
    finally:
        maker.add_tags = theirs


_POINTS = 0.75
"""Points in a pixel of CSS."""
_PRINTED = 4
"""The flag of an annotation that is there in print as on the screen, as PDF/A asks."""


@dataclass
class _Written:
    """What has been written: whose each mark on each page is, whose each link, and the elements that have names."""

    pdf: pydyf.PDF
    describe: Describe
    pages: Sequence[bytes]
    heights: Sequence[float]
    owners: list[list[bytes]]
    links: list[bytes] = field(default_factory=list)
    names: dict[bytes, bytes] = field(default_factory=dict)


def _write(top: Node, to: _Written) -> None:
    """Write a structure with the tables that lead from its pages, links and names to its elements."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    to.pdf.add_object(root)
    root["K"] = pydyf.Array(filter(None, [_write_node(top, root.reference, to)]))
    owned: list[object] = [*map(pydyf.Array, to.owners), *to.links]
    numbers = pydyf.Dictionary({"Nums": pydyf.Array([part for pair in enumerate(owned) for part in pair])})
    to.pdf.add_object(numbers)
    root["ParentTree"], root["ParentTreeNextKey"] = numbers.reference, len(owned)
    if to.names:
        listed = [part for name in sorted(to.names) for part in (name, to.names[name])]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(listed)})
    to.pdf.catalog["StructTreeRoot"] = root.reference
    to.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    to.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _write_node(node: Node, parent: bytes, to: _Written) -> bytes | None:
    """Write a node with all it holds, and give the reference to it; nothing if it holds nothing."""
    element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.tag}", "P": parent})
    to.pdf.add_object(element)
    reference: bytes = element.reference
    page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
    kids: list[object] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids += filter(None, [_write_node(kid, reference, to)])
        elif isinstance(kid, Linked):
            kids.append(_annotated(kid, node, to))
            to.links.append(reference)
        else:
            to.owners[kid.page][kid.mark] = reference
            apart = pydyf.Dictionary({"Type": "/MCR", "Pg": to.pages[kid.page], "MCID": kid.mark})
            kids.append(kid.mark if kid.page == page else apart)
    if not kids:
        element.free = "f"
        return None
    element["K"] = pydyf.Array(kids)
    if page is not None:
        element["Pg"] = to.pages[page]
    element.update(_said(node, to.heights[page or 0]))
    if "ID" in element:
        to.names[element["ID"].data] = reference
    return reference


def _annotated(kid: Linked, node: Node, to: _Written) -> pydyf.Dictionary:
    """Say of a link where it leads and whose it is, and refer to it."""
    kid.annotation.update({"StructParent": len(to.owners) + len(to.links), "F": _PRINTED})
    if node.element is not None:
        kid.annotation["Contents"] = pydyf.String(to.describe(node.element))
    return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": to.pages[kid.page]})


def _said(node: Node, height: float) -> dict[str, object]:
    """Say what PDF asks of some elements: a note's name, a picture's words and place, a heading's reach in a table."""
    said: dict[str, object] = {}
    element = node.element
    if node.language:
        said["Lang"] = pydyf.String(node.language)
    if node.tag == "Note" and element is not None:
        said["ID"] = pydyf.String(element.get("id", ""))
    if node.tag == "Figure" and element is not None:
        if element.get("alt"):
            said["Alt"] = pydyf.String(element.get("alt"))
        left, top, right, bottom = (side * _POINTS for side in node.box or (0, 0, 0, 0))
        high = height * _POINTS
        place = pydyf.Array((left, high - bottom, right, high - top))
        said["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": place})
    if node.tag in {"TD", "TH"}:
        columns, rows = node.spans
        table = {"O": "/Table", "Scope": "/Column" if node.tag == "TH" else None, "ColSpan": columns, "RowSpan": rows}
        kept = {name: value for name, value in table.items() if value not in {None, 1}}
        if len(kept) > 1:
            said["A"] = pydyf.Dictionary(kept)
    return said
