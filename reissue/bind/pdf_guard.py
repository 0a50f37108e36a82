"""WeasyPrint 70.0 with the faults mended that lose notes, double them, or set them far from their references.

Holds one context in which pages are laid out. Refuses any other version of WeasyPrint, whose faults we do not know.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Literal, Protocol
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint import layout

from reissue import Trouble

TOLERANCE = 0.01
"""CSS pixels by which sums of heights may be out."""
_KNOWN_VERSION = "70.0"
_WELL_FILLED = 0.9
"""The part of its width that a line fills at least, unless WeasyPrint has broken it behind its first word."""


class Box(Protocol):
    """What we read of a box that WeasyPrint laid out; lengths in CSS pixels from the upper left corner of the page."""

    element: Element | None
    element_tag: str
    children: "Sequence[Box]"
    text: str
    position_y: float
    height: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float

    def descendants(self) -> "Iterator[Box]":
        """Give the boxes inside this one."""

    def content_box_y(self) -> float:
        """Say where what it holds begins, inside its margin, border and padding."""

    def margin_height(self) -> float:
        """Say how high it is with its margins."""


class _PageType(Protocol):
    side: str
    blank: bool

    def _replace(self, *, blank: bool) -> "_PageType": ...


class _Page(Box, Protocol):
    page_type: _PageType


class _NoteArea(Protocol):
    children: Sequence[Box]
    width: float
    height: float | Literal["auto"]
    max_height: float

    def margin_height(self) -> float: ...


class _Context(Protocol):
    current_footnote_area: _NoteArea
    current_page_footnotes: list[Box]
    reported_footnotes: list[Box]
    """Notes for which the page has no room: the next page begins with them."""
    page_bottom: float
    """Where the text of the page has to end."""


_Wish = dict[str, str]
"""How the next page is to begin: after which break, and on a page of which name."""
_Line = tuple[object, int, int | None, float, float, float]
"""Pango's layout of a line, its length in bytes, the byte to resume at, width, height, baseline."""
_MakePage = Callable[..., tuple[_Page, object, _Wish]]
_SetStyles = Callable[[_PageType, object, object], None]
_MakeAllPages = Callable[[_Context, object, object, list[_Page]], Iterator[_Page]]
_SplitLine = Callable[..., _Line]
_Method = Callable[[_Context, Box], bool | None]
_UpdateArea = Callable[[_Context], bool]


@contextmanager
def faults_mended() -> Iterator[None]:
    """Lay out pages inside this context, in one thread; Trouble if WeasyPrint is not the version we know."""
    if weasyprint.__version__ != _KNOWN_VERSION:
        raise Trouble(
            f"WeasyPrint {weasyprint.__version__} may lose notes: we know only {_KNOWN_VERSION}; "
            f"install weasyprint=={_KNOWN_VERSION}"
        )
    with ExitStack() as stack:
        for place, name, mend in (
            (layout, "make_all_pages", _make_all_anew),
            (layout.page, "make_page", _finish_chapters),
            (layout.page, "set_page_type_computed_styles", _style_note_pages),
            (layout.inline, "split_first_line", _fill_lines),
            (layout.LayoutContext, "layout_footnote", _hide_notes),
            (layout.LayoutContext, "unlayout_footnote", _hide_notes),
            (layout.LayoutContext, "report_footnote", _hide_notes),
            (layout.LayoutContext, "_update_footnote_area", _add_up_heights),
        ):
            faulty = getattr(place, name)
            stack.callback(setattr, place, name, faulty)
            setattr(place, name, mend(faulty))
        yield


def _make_all_anew(make_all_pages: _MakeAllPages) -> _MakeAllPages:
    """Lay out every page on each pass.

    On a second pass, for which page numbers in the text ask, WeasyPrint keeps pages that need no change; but it no
    longer knows which notes they carried on, and loses those or sets them twice.
    """

    def make_all_anew(context: _Context, root: object, html: object, _pages: list[_Page]) -> Iterator[_Page]:
        context.reported_footnotes = []
        yield from make_all_pages(context, root, html, [])

    return make_all_anew


def _finish_chapters(make_page: _MakePage) -> _MakePage:
    """Begin no chapter before the notes of the last one are set; WeasyPrint sets them on its opening page."""

    def finish_chapters(
        context: _Context, root: object, page_type: _PageType, *where: object
    ) -> tuple[_Page, object, _Wish]:
        page, resume_at, wish = make_page(context, root, page_type, *where)
        if page_type.blank and page.children[1].children:
            # A page with notes alone has its folio and running head like any other.
            page.page_type = page_type._replace(blank=False)
        wanted = wish.get("wanted", wish["break"])
        if context.reported_footnotes and wanted != "any":
            # A chapter that asks for the side of this page is given a blank page first, and the notes go there.
            return page, resume_at, {**wish, "break": page_type.side, "wanted": wanted}
        return page, resume_at, {"break": wanted, "page": wish["page"]}

    return finish_chapters


def _style_note_pages(set_styles: _SetStyles) -> _SetStyles:
    """Have the styles of an ordinary page at hand for each blank one, in case that notes will stand on it."""

    def style_note_pages(page_type: _PageType, html: object, style_for: object) -> None:
        set_styles(page_type, html, style_for)
        if page_type.blank:
            set_styles(page_type._replace(blank=False), html, style_for)

    return style_note_pages


def _hide_notes(method: _Method) -> _Method:
    """Hide the notes of a page from all but the methods that set and remove them.

    Where a line does not fit, WeasyPrint carries notes to the next page to make room for it: even notes that have been
    carried before, and all of them where that is of no use. It then forgets the notes of the line itself.
    """

    def hide_notes(context: _Context, note: Box) -> bool | None:
        context.current_page_footnotes = list(context.current_footnote_area.children)
        try:
            return method(context, note)
        finally:
            context.current_page_footnotes = []

    return hide_notes


def _add_up_heights(update_area: _UpdateArea) -> _UpdateArea:
    """Add up what room the notes of a page take, each measured once.

    WeasyPrint lays them all out again when one comes or goes, which takes minutes where notes are long. It carries
    notes to the next page where rounding alone says that they overflow, and keeps room for the rule over notes that
    have all been carried on.
    """

    def add_up_heights(context: _Context) -> bool:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        heights = sum(_height(update_area, context, note) for note in notes)
        area.children = notes
        area.height = min(heights, area.max_height) if notes else "auto"
        if notes:
            context.page_bottom -= area.margin_height()
        return heights > area.max_height + TOLERANCE

    return add_up_heights


def _height(update_area: _UpdateArea, context: _Context, note: Box) -> float:
    """Measure a note by making it the only one of the page; the box keeps its height for each width of the page."""
    area = context.current_footnote_area
    known: dict[float, float] = vars(note).setdefault("known_heights", {})
    if area.width not in known:
        # What is laid out now is a copy, and shares this with all others.
        vars(note).setdefault("known_settings", {})
        notes, bottom = context.current_page_footnotes, context.page_bottom
        context.current_page_footnotes, area.height = [note], "auto"
        update_area(context)
        known[area.width] = float(area.height)
        context.current_page_footnotes, context.page_bottom = notes, bottom
    return known[area.width]


def _fill_lines(split_line: _SplitLine) -> _SplitLine:
    """Break a line behind its last word where only a space is too much; WeasyPrint breaks it behind its first."""

    def fill_lines(
        text: str, style: object, context: object, width: float | None, *rest: object, **how: object
    ) -> _Line:
        line = split_line(text, style, context, width, *rest, **how)
        _, _, resume_at, used, *_ = line
        bare = text.rstrip(" ")
        if width is None or resume_at is None or bare == text or used > width * _WELL_FILLED:
            return line
        pango, length, cut, used, height, baseline = split_line(bare, style, context, width, *rest, **how)
        fits = cut is None and used <= width
        return (pango, length, len(text.encode()), used, height, baseline) if fits else line

    return fill_lines
