"""The book as a PDF to print or to read: title page, imprint, contents, and the text with its notes at the foot of the page.

Alone knows WeasyPrint, with its neighbours `pdf_*`. Fetches nothing: the only files that a style sheet can reach are its fonts.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reissue.bind import Styles
from reissue.bind.pdf_front import front_tree
from reissue.bind.pdf_guard import check_notes, every_note_set
from reissue.bind.pdf_notes import divide_notes, lines_of_notes, trial_tree
from reissue.bind.pdf_text import notes_at_foot, text_tree
from reissue.book import Book


def bind_pdf(book: Book, styles: Styles) -> bytes:
    """Lay out a book by the style sheets "book" and "print" on pages of the edition's trim, and return the PDF.

    A style sheet calls a font `url("font:NAME")`, by its name in `styles.fonts`. The same book and styles give the same bytes. Raises
    Trouble if a note would be missing, doubled, cut off or out of order, or if WeasyPrint is not the version we know.
    """
    with every_note_set():
        press = _set_up(styles, book.edition.trim)
        text = text_tree(book)
        trial = trial_tree(text, notes_at_foot(text))
        if trial is not None:
            divide_notes(text, lines_of_notes(page._page_box for page in _lay_out(trial, press).pages))
        laid_out = _lay_out(text, press)
        check_notes([page._page_box for page in laid_out.pages], notes_at_foot(text))
        folios = {name: folio for folio, page in enumerate(laid_out.pages, start=1) for name in page.anchors}
        front = _lay_out(front_tree(book.edition, text, folios), press).pages
        if len(front) % 2:
            # The empty page at the end is not needed to begin the text on a recto.
            front = front[:-1]
        whole: Document = laid_out.copy([*front, *laid_out.pages])
        pdf: bytes = whole.write_pdf(
            pdf_identifier=book.edition.identifier.encode(),
            finisher=lambda _, pdf: _label_pages(pdf, len(front)),
        )
    return pdf


class _Press(NamedTuple):
    """What all parts of a book share, so that fonts and style sheets are read once."""

    sheet: CSS
    fonts: FontConfiguration
    counters: CounterStyle
    fetcher: URLFetcher


class _FontFetcher(URLFetcher):
    """Serves the fonts of the styles by name, and refuses every other address."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("font",), fail_on_errors=False)
        self._fonts = fonts

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "font" or name not in self._fonts:
            message = f"a bound book reaches no file but its fonts, {', '.join(sorted(self._fonts))}: {url}"
            raise ValueError(message)
        return URLFetcherResponse(url, self._fonts[name])


def _set_up(styles: Styles, trim: tuple[float, float]) -> _Press:
    fetcher, fonts, counters = _FontFetcher(styles.fonts), FontConfiguration(), CounterStyle()
    size = f"@page {{ size: {trim[0]}mm {trim[1]}mm }}"
    css = "\n".join((size, styles.sheets["book"], styles.sheets["print"]))
    sheet = CSS(string=css, font_config=fonts, counter_style=counters, url_fetcher=fetcher)
    return _Press(sheet, fonts, counters, fetcher)


def _lay_out(tree: Element, press: _Press) -> Document:
    """Lay out an `html` element as it is: not through an HTML parser, which would move notes out of their paragraphs."""
    html = HTML(string="", url_fetcher=press.fetcher)
    html.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html.render(font_config=press.fonts, counter_style=press.counters, stylesheets=[press.sheet])


def _label_pages(pdf: pydyf.PDF, front: int) -> None:
    """Name the pages in a reader's page field as their folios do: the front in roman numerals, the text from 1."""
    ranges = pydyf.Array([0, pydyf.Dictionary({"S": "/r"}), front, pydyf.Dictionary({"S": "/D"})])
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": ranges})

