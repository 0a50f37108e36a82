"""The ways through a PDF, as the file has them: its places with names, links and outline; and how many pictures.

Judges none of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pymupdf


class Place(NamedTuple):
    """A place with a name: its page, and where there, in points from the page's left and top."""

    page: int
    across: float
    height: float


class Link(NamedTuple):
    """A link in the file: where it is on its page, and to where on which page it leads, from its top left corner."""

    left: float
    middle: float
    right: float
    target: int
    across: float
    height: float


class Ways(NamedTuple):
    """The places by their names, the links of each page, the outline's titles with the page and height of each.

    The page of what leads nowhere is below 0. With them goes how many pictures there are on all pages.
    """

    places: Mapping[str, Place]
    links: Mapping[int, Sequence[Link]]
    outline: Sequence[tuple[str, int, float]]
    pictures: int


def ways_of(document: pymupdf.Document) -> Ways:
    """Read the ways through a document. A name that leads nowhere has no place; pages are counted from 0."""
    heights, leading = list[float](), list[list[_Leading]]()
    for page in document:
        heights.append(page.rect.height)
        leading.append([*_leading(page)])
    named = _plainly_named(document) or {
        name: (place["page"], *place["to"])
        for name, place in document.resolve_names().items()
        if place["page"] >= 0 and "to" in place
    }
    places = {name: Place(page, across, heights[page] - up) for name, (page, across, up) in named.items()}
    entries = document.get_toc(simple=False)
    outline = [(title, page - 1, to["to"].y if "to" in to else 0.0) for _, title, page, to in entries]
    links = {number: _links(document, number, led, places) for number, led in enumerate(leading)}
    return Ways(places, links, outline, _count_pictures(document))


def drawn_alike(document: pymupdf.Document) -> list[list[int]]:
    """Put together the pages of a document that share what they draw with; any other page is by itself."""
    alike, name = dict[int, list[int]](), pymupdf.mupdf.pdf_new_name("Resources")
    file = pymupdf.mupdf.pdf_document_from_fz_document(document)
    for number in range(len(document)):
        resources = pymupdf.mupdf.pdf_lookup_page_obj(file, number).pdf_dict_get(name)
        key = resources.pdf_to_num() if resources.pdf_is_indirect() else -number - 1
        alike.setdefault(key, []).append(number)
    return [*alike.values()]


class _Leading(NamedTuple):
    """A link as MuPDF lists it: the edges of its box, and what it leads to."""

    left: float
    top: float
    right: float
    bottom: float
    to: str


def _plainly_named(document: pymupdf.Document) -> dict[str, tuple[int, float, float]]:
    """Read the places of a document from MuPDF's own tree of names, in points from the lower left corner.

    PyMuPDF writes each out and reads it again. Nothing where any of them is other than a page and a point on it.
    """
    own, named = pymupdf.mupdf, dict[str, tuple[int, float, float]]()
    pages = {document.page_xref(number): number for number in range(len(document))}
    tree = own.pdf_load_name_tree(own.pdf_document_from_fz_document(document), own.pdf_new_name("Dests"))
    if document.xref_get_key(document.pdf_catalog(), "Dests")[0] != "null":
        return {}
    for at in range(tree.pdf_dict_len() if tree.pdf_is_dict() else 0):
        way = tree.pdf_dict_get_val(at)
        page = pages.get(way.pdf_array_get(0).pdf_to_num()) if way.pdf_is_array() else None
        if page is None or way.pdf_array_get(1).pdf_to_name() != "XYZ":
            return {}
        name = tree.pdf_dict_get_key(at).pdf_to_name()
        named[name] = page, way.pdf_array_get_real(2), way.pdf_array_get_real(3)
    return named


def _leading(page: pymupdf.Page) -> Iterator[_Leading]:
    """Give the links of a page from MuPDF's own list, since PyMuPDF looks each name up anew in all of them."""
    link = pymupdf.mupdf.fz_load_links(page.this)
    while link.m_internal:
        box = link.m_internal.rect
        yield _Leading(box.x0, box.y0, box.x1, box.y1, link.m_internal.uri)
        link = link.next()


def _links(
    document: pymupdf.Document, number: int, leading: Sequence[_Leading], places: Mapping[str, Place]
) -> list[Link]:
    """Give the links of a page that lead to a place in the file."""
    found = list[Link]()
    for left, top, right, bottom, to in leading:
        place = places.get(to.removeprefix(_NAMED)) if to.startswith(_NAMED) else None
        if to.startswith("#") and place is None:
            return [*_other_links(document[number])]
        if place:
            found.append(Link(left, (top + bottom) / 2, right, *place))
    return found


def _count_pictures(document: pymupdf.Document) -> int:
    """Count the pictures on the pages; only a page that may use some is read for them."""
    using = (pages for pages in drawn_alike(document) if document.get_page_images(pages[0], full=True))
    return sum(len(document[number].get_image_info()) for pages in using for number in pages)


def _other_links(page: pymupdf.Page) -> Iterator[Link]:
    """Give the links of a page of which some lead to places without a name."""
    high = page.rect.height
    for link in page.get_links():
        if link["kind"] in {pymupdf.LINK_GOTO, pymupdf.LINK_NAMED} and link.get("page", -1) >= 0:
            box, to = link["from"], link["to"]
            height = high - to.y if link["kind"] == pymupdf.LINK_NAMED else to.y
            yield Link(box.x0, (box.y0 + box.y1) / 2, box.x1, link["page"], to.x, height)


_NAMED = "#nameddest="
