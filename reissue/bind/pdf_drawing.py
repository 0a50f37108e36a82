"""Laid out pages drawn as a forme: tagged, without fonts and folios, their margins no part of the text.

What WeasyPrint would write into the one file of a book is told beside the pages instead, for the book to be joined.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from weasyprint import Document, Page
from weasyprint.draw import draw_stacking_context
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext

from reissue.bind.pdf_folios import take_folios
from reissue.bind.pdf_fonts import fonts_told
from reissue.bind.pdf_forme import Bookmark, Copy, Forme, House, Side

POINTS = 0.75
"""How many points a CSS pixel has."""


def draw(document: Document, house: House, copy: Copy, side: Side | None) -> Forme:
    """Draw a document, which is used up: what its margins hold is taken out of them."""
    with fonts_told(document, house, copy.fonts) as fonts:
        folios, sorts = take_folios(document)
        with _margins_apart(document):
            pdf = document.write_pdf(pdf_tags=True, pdf_identifier=copy.identifier.encode() or None)
    anchors = dict[str, tuple[int, float, float]]()
    for number, page in enumerate(document.pages):
        for name, (x, y, _, _) in page.anchors.items():
            anchors.setdefault(name, (number, *_place(page, x, y)))
    bookmarks = [
        Bookmark(level, words, number, *_place(page, x, y))
        for number, page in enumerate(document.pages)
        for level, words, (x, y), _ in page.bookmarks
    ]
    return Forme(
        pdf,
        len(document.pages),
        copy.side,
        side,
        tuple((name, *place) for name, place in anchors.items()),
        tuple(bookmarks),
        tuple(folios),
        tuple(sorts),
        tuple(fonts),
    )


def _place(page: Page, x: float, y: float) -> tuple[float, float]:
    return x * POINTS, (page.height - y) * POINTS


@contextmanager
def _margins_apart(document: Document) -> Iterator[None]:
    """Have the margins of the pages drawn as artifacts, which no reader takes for text.

    WeasyPrint gives what stands in margins tags that hang outside the tree of the text.
    """
    for page in document.pages:
        box = page._page_box  # noqa: SLF001 - margins cannot be seen otherwise
        margins = [child for child in box.children if isinstance(child, MarginBox)]
        page.paint = partial(_paint, page.paint, box, margins)
        box.children = tuple(child for child in box.children if not isinstance(child, MarginBox))
    yield
    for page in document.pages:
        del page.paint


def _paint(paint: Any, page: Any, margins: list[Any], stream: Stream, scale: float = 1) -> None:  # noqa: ANN401
    paint(stream, scale)
    if not margins:
        return
    with stream.artifact():
        tags, stream._tags = stream._tags, None  # noqa: SLF001 - no tag inside an artifact
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for margin in margins:
                draw_stacking_context(stream, StackingContext.from_box(margin, page))
        stream._tags = tags  # noqa: SLF001
