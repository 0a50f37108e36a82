"""WeasyPrint 70.0 held to its duty: every note is set once, whole, as near to its reference as there is room, and in its own chapter.

Mends four faults of its page layout for as long as one book is laid out, and counts the notes on the finished pages. Refuses any other
version of WeasyPrint, whose faults we do not know.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Literal, Protocol
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint import layout
from weasyprint.formatting_structure.boxes import FootnoteAreaBox

from reissue import Trouble

_KNOWN_VERSION = "70.0"
_TOLERANCE = 0.01
"""CSS pixels that sums of heights may be out by."""
_WELL_FILLED = 0.9
"""The part of its width that a line fills if WeasyPrint did not break it behind its first word."""


class Box(Protocol):
    """What we read of a box that WeasyPrint laid out; lengths in CSS pixels from the upper left corner of the page."""

    element: Element | None
    element_tag: str
    footnote: "Box | None"
    children: "Sequence[Box]"
    text: str
    position_y: float
    height: float

    def descendants(self) -> "Iterator[Box]": ...
    def content_box_y(self) -> float: ...
    def margin_height(self) -> float: ...


class _PageType(Protocol):
    side: str
    blank: bool

    def _replace(self, *, blank: bool) -> "_PageType": ...


class _Page(Box, Protocol):
    page_type: _PageType


class _Area(Protocol):
    children: Sequence[Box]
    width: float
    height: float | Literal["auto"]
    max_height: float

    def margin_height(self) -> float: ...


class _Context(Protocol):
    current_footnote_area: _Area
    current_page_footnotes: list[Box]
    footnotes: list[Box]
    """Notes that wait until their reference is set."""
    reported_footnotes: list[Box]
    """Notes that the page has no room for: the next page begins with them."""
    page_bottom: float
    """Where the text of the page has to end."""


_Wish = dict[str, str]
"""How the next page is to begin: after which break, on a page of which name."""
_MakePage = Callable[[_Context, object, _PageType, object, int, object], tuple[_Page, object, _Wish]]
_SetStyles = Callable[[_PageType, object, object], None]
_MakeAllPages = Callable[[_Context, object, object, list[_Page]], Iterator[_Page]]
_Method = Callable[[_Context, Box], bool | None]
_UpdateArea = Callable[[_Context], bool]
_Line = tuple[object, int, int | None, float, float, float]
"""Pango's layout of a line, its bytes, the byte to resume at, its width, height and baseline."""
_SplitLine = Callable[..., _Line]


@contextmanager
def every_note_set() -> Iterator[None]:
    """Lay out pages inside this context, one thread at a time; Trouble if WeasyPrint is not the version we know."""
    if weasyprint.__version__ != _KNOWN_VERSION:
        message = (
            f"WeasyPrint {weasyprint.__version__} may lose notes: only {_KNOWN_VERSION} is known to us; "
            f"install weasyprint=={_KNOWN_VERSION}"
        )
        raise Trouble(message)
    with ExitStack() as stack:
        for place, name, mend in (
            (layout.page, "make_page", _carry_notes),
            (layout.page, "set_page_type_computed_styles", _style_pages_of_notes),
            (layout, "make_all_pages", _make_all_anew),
            (layout.LayoutContext, "_update_footnote_area", _add_up_heights),
            (layout.inline, "split_first_line", _fill_lines),
            (layout.LayoutContext, "layout_footnote", _hide_notes),
            (layout.LayoutContext, "unlayout_footnote", _hide_notes),
            (layout.LayoutContext, "report_footnote", _hide_notes),
        ):
            faulty = getattr(place, name)
            stack.callback(setattr, place, name, faulty)
            setattr(place, name, mend(faulty))
        yield


def check_notes(pages: Sequence[Box], notes: Sequence[Element]) -> None:
    """Raise Trouble unless each of the elements `notes` was set once, within the height of its page, and all in their order."""
    placed = [
        (page, note) for page in pages for area in page.children if isinstance(area, FootnoteAreaBox) for note in area.children
    ]
    times = Counter(id(note.element) for _, note in placed)
    faults = [f"{_name(note)} is set {times[id(note)]} times" for note in notes if times[id(note)] != 1]
    for page, note in placed:
        top, bottom = page.content_box_y(), page.content_box_y() + page.height
        if note.position_y < top - _TOLERANCE or note.position_y + note.margin_height() > bottom + _TOLERANCE:
            faults.append(f"{_name(note.element)} runs off the page")
    if not faults and [id(note.element) for _, note in placed] != [id(note) for note in notes]:
        faults.append("the notes are not in their order")
    if faults:
        message = f"the PDF was not made: {'; '.join(faults)}"
        raise Trouble(message)


def _name(note: Element | None) -> str:
    return "a note" if note is None else note.get("id") or "a part of a note"


def _carry_notes(make_page: _MakePage) -> _MakePage:
    """Have no chapter begin before the notes of the last one are set."""

    def carry_notes(
        context: _Context, root: object, page_type: _PageType, resume_at: object, number: int, state: object
    ) -> tuple[_Page, object, _Wish]:
        page, resume_at, wish = make_page(context, root, page_type, resume_at, number, state)
        if page_type.blank and page.children[1].children:
            # A page with nothing but the last notes of a chapter has a folio and a running head like any other.
            page.page_type = page_type._replace(blank=False)
        # To ask for a chapter on this page's own side makes WeasyPrint lay out a blank page first, on which it sets the notes.
        wanted = wish.get("wanted", wish["break"])
        if context.reported_footnotes and wanted != "any":
            return page, resume_at, {**wish, "break": page_type.side, "wanted": wanted}
        return page, resume_at, {"break": wanted, "page": wish["page"]}

    return carry_notes


def _style_pages_of_notes(set_styles: _SetStyles) -> _SetStyles:
    """Have the styles of an ordinary page at hand where a blank one is made, in case there will be notes on it."""

    def style_pages_of_notes(page_type: _PageType, html: object, style_for: object) -> None:
        set_styles(page_type, html, style_for)
        if page_type.blank:
            set_styles(page_type._replace(blank=False), html, style_for)

    return style_pages_of_notes


def _make_all_anew(make_all_pages: _MakeAllPages) -> _MakeAllPages:
    """Lay out every page on each pass.

    On a second pass, for which page numbers in the text ask, WeasyPrint keeps the pages that need no change; but the notes that they
    carried on are not known any more, and are lost or set twice.
    """

    def make_all_anew(context: _Context, root: object, html: object, _pages: list[_Page]) -> Iterator[_Page]:
        context.reported_footnotes = []
        yield from make_all_pages(context, root, html, [])

    return make_all_anew


def _hide_notes(method: _Method) -> _Method:
    """Hide the notes that a page has from all but the methods that set and remove them.

    Where a line does not fit, WeasyPrint would carry notes to the next page to make room: notes that have been carried before, and all
    of them though it does not help; and it would forget the notes of the line itself.
    """

    def hide_notes(context: _Context, note: Box) -> bool | None:
        context.current_page_footnotes = list(context.current_footnote_area.children)
        try:
            return method(context, note)
        finally:
            context.current_page_footnotes = []

    return hide_notes


def _add_up_heights(update_area: _UpdateArea) -> _UpdateArea:
    """Make the room that a page's notes take of their heights, each measured once.

    WeasyPrint lays out all notes of a page again whenever one comes or goes, which takes minutes for long ones; it finds that they
    overflow where only rounding says so, and carries them to the next page; and it keeps the rule's room on a page without notes.
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
        return heights > area.max_height + _TOLERANCE

    return add_up_heights


def _height(update_area: _UpdateArea, context: _Context, note: Box) -> float:
    """Measure a note by making it the only one of the page. Its height is noted on the box, for each width of the page."""
    area, known = context.current_footnote_area, vars(note).setdefault("known_heights", {})
    if area.width not in known:
        notes, bottom = context.current_page_footnotes, context.page_bottom
        context.current_page_footnotes, area.height = [note], "auto"
        update_area(context)
        known[area.width] = area.height
        context.current_page_footnotes, context.page_bottom = notes, bottom
    height: float = known[area.width]
    return height


def _fill_lines(split_first_line: _SplitLine) -> _SplitLine:
    """Break a line behind its last word where only the space behind that word is too much; WeasyPrint breaks it behind the first."""

    def fill_lines(text: str, style: object, context: object, width: float | None, *rest: object, **how: object) -> _Line:
        line = split_first_line(text, style, context, width, *rest, **how)
        _, _, resume_at, used, *_ = line
        bare = text.rstrip(" ")
        if width is None or resume_at is None or bare == text or used > width * _WELL_FILLED:
            return line
        pango, length, cut, used, height, baseline = split_first_line(bare, style, context, width, *rest, **how)
        return line if cut is not None or used > width else (pango, length, len(text.encode()), used, height, baseline)

    return fill_lines
