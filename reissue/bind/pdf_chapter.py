"""One chapter laid out and drawn by itself: a forme, which is printed wherever it comes to stand in the book.

Alone knows WeasyPrint, with its neighbours `pdf_*`. A style sheet reaches the book's fonts, the text its pictures, and
neither reaches another file. Counters of a style sheet begin anew in each chapter, but for those of the pages.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML, Document
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reissue import Trouble
from reissue.bind.pdf_blocks import blocks_asked_once
from reissue.bind.pdf_drawing import draw
from reissue.bind.pdf_folios import folios_marked
from reissue.bind.pdf_forme import TURN, Copy, Forme, House, Side
from reissue.bind.pdf_founts import words_kept
from reissue.bind.pdf_guard import Box, faults_mended
from reissue.bind.pdf_justify import paragraphs_fitted
from reissue.bind.pdf_margins import margins_measured_once
from reissue.bind.pdf_notes import has_class, notes_at_foot
from reissue.bind.pdf_pace import quickened
from reissue.bind.pdf_page_ends import words_kept_whole
from reissue.bind.pdf_pieces import check_notes, divide_notes, lines_of_notes, only_lines, trial_tree
from reissue.bind.pdf_plain import plain_passed
from reissue.bind.pdf_set_notes import notes_set_once
from reissue.bind.pdf_styles import Wardrobe, styles_shared
from reissue.bind.pdf_tags import structure_written
from reissue.bind.pdf_widths import Types
from reissue.bind.words import Words, words


class Press(NamedTuple):
    """What all parts of a book share, so that style sheets and fonts are read once, and words measured."""

    sheet: CSS
    fonts: FontConfiguration
    counters: CounterStyle
    fetcher: URLFetcher
    house: House
    types: Types
    styles: Wardrobe


def set_up(house: House) -> Press:
    """Read the style sheet and the fonts of a house. Trouble if the sheet calls for another file."""
    fetcher, fonts, counters = _Fetcher(house.fonts, house.pictures), FontConfiguration(), CounterStyle()
    with _refusals_told():
        sheet = CSS(string=house.css, font_config=fonts, counter_style=counters, url_fetcher=fetcher)
    return Press(sheet, fonts, counters, fetcher, house, Types(), Wardrobe(house.css))


def compose(press: Press, copy: Copy) -> Forme:
    """Set a copy.

    Raises Trouble if a note would be missing, doubled, cut off or out of order, if a style sheet calls for another
    file, or if WeasyPrint is not the version we know. Not to be called from two threads at once.
    """
    tree = copy.tree
    if copy.side == "left":
        tree.set("style", "break-before: left")
    with (
        faults_mended(),
        quickened(),
        styles_shared(press.styles),
        plain_passed(),
        blocks_asked_once(),
        margins_measured_once(),
        notes_set_once(),
        words_kept(press.types),
        folios_marked(),
        paragraphs_fitted(press.types),
        words_kept_whole(press.types),
        _refusals_told(),
    ):
        _prepare(tree, press)
        document = _lay_out(tree, press)
        check_notes(_boxes(document), notes_at_foot(tree))
        ends = (at for at, page in enumerate(document.pages) if TURN in page.anchors)
        pages = document.pages[: next(ends, len(document.pages))]
        with structure_written(partial(_described, said=words(tree.get("lang", "")))):
            return draw(document.copy(pages), press.house, copy, _side(document))


def margins(house: House) -> tuple[float, float, float, float]:
    """Measure the margins of a house's ordinary pages in millimetres: the least inner, outer, upper and lower."""
    tree = Element("html")
    chapter = SubElement(SubElement(tree, "body", {"class": "text"}), "section", {"class": "chapter"})
    for _ in range(3):
        SubElement(chapter, "p", style="break-after: page").text = "n"
    with faults_mended(), _refusals_told():
        recto, verso, *_ = reversed(_boxes(_lay_out(tree, set_up(house)))[:3])
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


def _prepare(tree: Element, press: Press) -> None:
    """Do to a chapter's tree what has to be done before it is laid out: nothing here may need another chapter."""
    trial = trial_tree(tree, letters=round(_LONG * press.house.width))
    if trial is not None:
        with only_lines():
            laid_out = _lay_out(trial, press)
        divide_notes(tree, lines_of_notes(_boxes(laid_out)))


def _side(document: Document) -> Side | None:
    """Say on which side the first section asks to begin."""
    for box in document.pages[0]._page_box.descendants():  # noqa: SLF001 - as in _boxes
        if box.element is not None and box.element.tag not in {"html", "body"}:
            return _SIDES.get(box.style["break_before"])
    return None


_SIDES: Mapping[str, Side] = {"right": "right", "recto": "right", "left": "left", "verso": "left"}


class _Fetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
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


def _lay_out(tree: Element, press: Press) -> Document:
    """Lay out an `html` element as it is: an HTML parser would move the notes out of their paragraphs."""
    html = HTML(string="", url_fetcher=press.fetcher)
    html.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html.render(font_config=press.fonts, counter_style=press.counters, stylesheets=[press.sheet])


def _boxes(document: Document) -> list[Box]:
    return [page._page_box for page in document.pages]  # noqa: SLF001 - there is no other way to see the lines


def _described(link: Element, said: Words) -> str:
    """Say where a link leads: to a note, back from one, or to what its own words name."""
    named = " ".join("".join(link.itertext()).split())
    if has_class(link, "noteref"):
        return f"{said.notes}: {named}"
    return said.back.format(named) if has_class(link, "mark") else named
