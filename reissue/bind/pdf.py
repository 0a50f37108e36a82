"""The book as a PDF: title page, imprint, contents, and the text with its notes at the foot of the page.

Alone knows WeasyPrint, with its neighbours `pdf_*`. A style sheet reaches the book's fonts, the text its pictures, and
neither reaches another file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reissue import Trouble
from reissue.bind import Styles
from reissue.bind.pdf_front import front_tree
from reissue.bind.pdf_guard import Box, faults_mended
from reissue.bind.pdf_notes import has_class, notes_at_foot
from reissue.bind.pdf_pieces import check_notes, divide_notes, lines_of_notes, trial_tree
from reissue.bind.pdf_tags import structure_written
from reissue.bind.pdf_text import text_tree
from reissue.bind.words import Words, words
from reissue.book import Book


def bind_pdf(book: Book, styles: Styles) -> bytes:
    """Lay out a book by the style sheets "book" and "print" on pages of the edition's trim, and return the PDF.

    A style sheet calls a font `url("font:NAME")`, by its name in `styles.fonts`. The same book and styles give the same
    bytes. Raises Trouble if a note would be missing, doubled, cut off or out of order, if a style sheet calls for
    another file, or if WeasyPrint is not the version we know. Not to be called from two threads at once.
    """
    with faults_mended(), _refusals_told(), structure_written(partial(_described, said=words(book.edition.language))):
        press = _set_up(styles, book)
        text = text_tree(book)
        trial = trial_tree(text, letters=round(_LONG * book.edition.trim[0]))
        if trial is not None:
            divide_notes(text, lines_of_notes(_boxes(_lay_out(trial, press))))
        laid_out = _lay_out(text, press)
        check_notes(_boxes(laid_out), notes_at_foot(text))
        folios = {name: folio for folio, page in enumerate(laid_out.pages, start=1) for name in page.anchors}
        front = _lay_out(front_tree(book.edition, text, folios), press).pages
        if len(front) % 2:
            # The text begins on a recto without the empty page at the end.
            front = front[:-1]
        whole: Document = laid_out.copy([*front, *laid_out.pages])
        pdf: bytes = whole.write_pdf(
            pdf_identifier=book.edition.identifier.encode(),
            pdf_tags=True,
            finisher=lambda _, pdf: _label_pages(pdf, len(front)),
        )
    return pdf


def margins(book: Book, styles: Styles) -> tuple[float, float, float, float]:
    """Measure the margins of a book's ordinary pages in millimetres: the least inner, outer, upper and lower."""
    tree = Element("html", lang=book.edition.language)
    chapter = SubElement(SubElement(tree, "body", {"class": "text"}), "section", {"class": "chapter"})
    for _ in range(3):
        SubElement(chapter, "p", style="break-after: page").text = "n"
    with faults_mended(), _refusals_told():
        recto, verso, *_ = reversed(_boxes(_lay_out(tree, _set_up(styles, book)))[:3])
    sides = (
        (recto.margin_left, verso.margin_right),
        (recto.margin_right, verso.margin_left),
        (recto.margin_top, verso.margin_top),
        (recto.margin_bottom, verso.margin_bottom),
    )
    inner, outer, upper, lower = (round(min(found) * _MILLIMETRES, 4) for found in sides)
    return inner, outer, upper, lower


def warm_up() -> None:
    """Set one line, so that what WeasyPrint loads and works out when it first sets a line is there for the book."""
    line = '<p style="hyphens: auto; width: 9em; text-align: justify" lang="en">incomprehensibly incomprehensible</p>'
    HTML(string=line).write_pdf()


_MILLIMETRES = 25.4 / 96
"""Millimetres in a pixel of CSS."""


_LONG = 1.4
"""Letters for each millimetre of the page's width that a note has at least if it may fill four lines."""


_TALLEST = 0.6
"""How much of the page's height a picture takes at most."""


class _Press(NamedTuple):
    """What all parts of a book share, so that style sheets and fonts are read once."""

    sheet: CSS
    fonts: FontConfiguration
    counters: CounterStyle
    fetcher: URLFetcher


class _Fetcher(URLFetcher):
    """Serves the fonts of the styles and the pictures of the text by name, and refuses every other address."""

    def __init__(self, fonts: Mapping[str, bytes], pictures: Mapping[str, bytes]) -> None:
        super().__init__(fail_on_errors=True)
        self._fonts = fonts
        self._pictures = {f"picture:{name}": data for name, data in pictures.items()}

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self._pictures:
            return URLFetcherResponse(url, self._pictures[url])
        scheme, _, name = url.partition(":")
        if scheme != "font" or name not in self._fonts:
            raise Trouble(f"print.css: {url} cannot be had; a PDF takes in its fonts only: {_list(self._fonts)}")
        return URLFetcherResponse(url, self._fonts[name])


def _list(fonts: Mapping[str, bytes]) -> str:
    return ", ".join(f"font:{name}" for name in fonts) or "there are none"


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Raise the fetcher's own Trouble, which WeasyPrint wraps up."""
    try:
        yield
    except FatalURLFetchingError as fault:
        if isinstance(fault.__cause__, Trouble):
            raise fault.__cause__ from None
        raise


def _set_up(styles: Styles, book: Book) -> _Press:
    fetcher, fonts, counters = _Fetcher(styles.fonts, book.pictures), FontConfiguration(), CounterStyle()
    width, height = book.edition.trim
    # A picture leaves room on its page for its caption; one in a note, for the text.
    tallest = f"img {{ max-height: {height * _TALLEST:g}mm }} .note img {{ max-height: {height * _TALLEST / 3:g}mm }}"
    size = f"@page {{ size: {width}mm {height}mm }} {tallest}"
    css = "\n".join((size, styles.sheets["book"], styles.sheets["print"]))
    sheet = CSS(string=css, font_config=fonts, counter_style=counters, url_fetcher=fetcher)
    return _Press(sheet, fonts, counters, fetcher)


def _lay_out(tree: Element, press: _Press) -> Document:
    """Lay out an `html` element as it is: an HTML parser would move the notes out of their paragraphs."""
    html = HTML(string="", url_fetcher=press.fetcher)
    html.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html.render(font_config=press.fonts, counter_style=press.counters, stylesheets=[press.sheet])


def _boxes(document: Document) -> list[Box]:
    return [page._page_box for page in document.pages]  # noqa: SLF001 - there is no other way to see the lines


def _label_pages(pdf: pydyf.PDF, front: int) -> None:
    """Call the pages in a reader's page field what their folios call them: the front i, ii, the text 1, 2."""
    ranges = pydyf.Array([0, pydyf.Dictionary({"S": "/r"}), front, pydyf.Dictionary({"S": "/D"})])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": ranges})


def _described(link: Element, said: Words) -> str:
    """Say where a link leads: to a note, back from one, or to what its own words name."""
    named = " ".join("".join(link.itertext()).split())
    if has_class(link, "noteref"):
        return f"{said.notes}: {named}"
    return said.back.format(named) if has_class(link, "mark") else named
