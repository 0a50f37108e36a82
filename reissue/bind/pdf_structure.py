"""The structure of a book, read from the boxes of its pages: what is a heading, a note, a link, a list, a table.

An element that runs on over lines and pages is one node, and a note stands behind the first reference to it. What is
only of the page, head and folio, is no part of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reissue.bind.pdf_notes import has_class
from reissue.book import HEADINGS

Marks = dict[object, dict[str, Any]]
"""What a page has drawn, with the number under which it is marked there as `mcid`."""


class Drawn(NamedTuple):
    """What is drawn on a page: the page's number, counted from 0, and the number under which it is marked there."""

    page: int
    mark: int


class Linked(NamedTuple):
    """A link's place on a page: the page's number, and the annotation."""

    page: int
    annotation: Any


@dataclass
class Node:
    """An element of the structure: its tag as PDF has it, the element of the book, what it holds, in order.

    `box` is where a picture stands: left, top, right, bottom, in pixels from the page's upper left corner. `label` is
    the node for the mark of what an item of a list holds.
    """

    tag: str
    element: Element | None = None
    kids: "list[Node | Drawn | Linked]" = field(default_factory=list)
    language: str = ""
    spans: tuple[int, int] = (1, 1)
    box: tuple[float, float, float, float] | None = None
    label: "Node | None" = None

    def add(self, node: "Node") -> "Node":
        """Take in a node, and give it back."""
        self.kids.append(node)
        return node

    def last(self, tag: str) -> "Node | None":
        """Give the last kid if it has this tag."""
        last = self.kids[-1] if self.kids else None
        return last if isinstance(last, Node) and last.tag == tag else None


def read_structure(pages: Sequence[Any], marks: Sequence[Marks]) -> Node:
    """Read the structure of a document from WeasyPrint's pages; takes out of `marks` what belongs to it."""
    reading = _Reading(Node("Document"))
    for number, page in enumerate(pages):
        reading.page, reading.marks = number, marks[number]
        _read(page._page_box, reading.top, None, reading)  # noqa: SLF001 - there is no other way to see the boxes
    return reading.top


_TAGS = {
    "section": "Sect",
    "article": "Art",
    "main": "Part",
    "div": "Div",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "aside": "Note",
    "img": "Figure",
    "figcaption": "Caption",
    "caption": "Caption",
    "a": "Link",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LBody",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
}
"""What each element of the book is in a PDF; one that is not here adds nothing of its own, but its language."""


@dataclass
class _Reading:
    """How far a document has been read: `nodes` by the elements they came of, `notes` by their names."""

    top: Node
    nodes: dict[int, Node] = field(default_factory=dict)
    notes: dict[str, Node] = field(default_factory=dict)
    note: Node | None = None
    level: int = 0
    page: int = 0
    marks: Marks = field(default_factory=dict)


def _read(box: Any, node: Node, link: Node | None, reading: _Reading) -> None:  # noqa: ANN401 - of a package without types
    """Read a box into the node of what holds it; `link` is that of the link in which it stands."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - the box that stands elsewhere
    if isinstance(box, boxes.MarginBox):
        return
    node = _node(box, node, reading)
    if node.tag == "Link":
        link = node
    if box.link_annotation:
        if link is None:
            link = node = node.add(Node("Link", box.element))
        link.kids.append(Linked(reading.page, box.link_annotation))
    if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
        mark = reading.marks.pop(box, None)
        if mark is not None:
            node.kids.append(Drawn(reading.page, mark["mcid"]))
        return
    for child in box.children:
        _read(child, node, link, reading)


def _node(box: Any, parent: Node, reading: _Reading) -> Node:  # noqa: ANN401 - as above
    """Find the node of the element that a box belongs to, or begin one; that of the parent if it adds none."""
    element, name = box.element, box.element_tag
    if name == "li::marker":
        body = reading.nodes[id(element)]
        return body.label or body
    if element is None or element.tag != name or element is parent.element:
        return parent
    if id(element) in reading.nodes:
        return reading.nodes[id(element)]
    tag = _TAGS.get(name, "")
    if tag == "Link" and not element.get("href"):
        tag = ""
    language = element.get("lang", "") if name != "html" else ""
    if not tag and not language:
        return parent
    node = reading.nodes[id(element)] = _begun(Node(tag or "Span", element, language=language), parent, reading)
    if tag == "Figure":
        x, y = box.content_box_x(), box.content_box_y()
        node.box = (x, y, x + box.width, y + box.height)
    if tag in {"TD", "TH"}:
        node.spans = (box.colspan, box.rowspan)
    return node


def _begun(node: Node, parent: Node, reading: _Reading) -> Node:
    """Set a new node in its place; one that resumes a part of a note that was cut is that part."""
    element = node.element
    if element is None:
        return parent.add(node)
    if node.tag == "Note":
        return _note(node, element, reading)
    if has_class(element, "resumed"):
        return parent.last(node.tag) or parent.add(node)
    if node.tag == "Link":
        return _link(node, element, parent, reading)
    if node.tag in {"LBody", "Lbl"}:
        return _item(node, element, parent)
    if element.tag in HEADINGS:
        # No level is passed over, for who goes from heading to heading would take one for lost.
        reading.level = min(int(node.tag[1:]), reading.level + 1)
        node.tag = f"H{reading.level}"
    elif element.tag == "section" and has_class(element, "chapter"):
        reading.level = 1
    elif element.get("class", "").startswith("entry-"):
        node.tag = "TOCI"
        parent = parent.last("TOC") or parent.add(Node("TOC"))
    return parent.add(node)


def _item(node: Node, element: Element, parent: Node) -> Node:
    """Begin what an item of a list holds; a term and its explanation are one item."""
    item = parent.last("LI")
    if element.tag != "dd" or item is None or item.last("LBody"):
        item = parent.add(Node("LI"))
    if element.tag == "li":
        node.label = item.add(Node("Lbl"))
    return item.add(node)


def _note(node: Node, element: Element, reading: _Reading) -> Node:
    """Begin a note where its reference is, not at the page's foot; or go on with the one that was cut."""
    name = element.get("id", "")
    if not name and reading.note:
        return reading.note
    reading.note = reading.notes.get(name) or reading.top.add(node)
    reading.note.element = element
    return reading.note


def _link(node: Node, element: Element, parent: Node, reading: _Reading) -> Node:
    """Begin a link, as a reference if it leads to a note or from the contents; the note is to follow it."""
    if has_class(element, "noteref"):
        parent.add(Node("Reference")).add(node)
        name = element.get("href", "").removeprefix("#")
        if name not in reading.notes:
            reading.notes[name] = parent.add(Node("Note"))
        return node
    return (parent.add(Node("Reference")) if parent.tag == "TOCI" else parent).add(node)
