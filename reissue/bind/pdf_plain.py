"""Boxes in which nothing but text is drawn, passed over where WeasyPrint 70.0 looks for anything else.

WeasyPrint looks at each box for its background, its border and its outline, and asks it again and again whether it
stands where it is written. What is drawn stays the same.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from weasyprint import draw
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw import border
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import (
    Box,
    FlexContainerBox,
    GridContainerBox,
    InlineBox,
    LineBox,
    ParentBox,
    TextBox,
)
from weasyprint.layout import background
from weasyprint.stacking import StackingContext

from reissue.bind.pdf_spans import draw_span

_Step = Callable[..., Any]


@contextmanager
def plain_passed() -> Iterator[None]:
    """Lay out and draw pages inside this context, in one thread."""
    names = set[str]()
    with ExitStack() as stack:
        for place, name, mend in (
            (background, "layout_box_backgrounds", _pass_plain),
            (draw, "draw_inline_level", _draw_plain),
            (border, "draw_outline", _outline_few),
            (Box, "is_in_normal_flow", _tell_flow),
            (Box, "descendants", _list_below),
            (ParentBox, "page_values", lambda slow: _look_at_ends(slow, names)),
        ):
            slow = getattr(place, name)
            stack.callback(setattr, place, name, slow)
            setattr(place, name, mend(slow))
        ordinary = set[Any]()
        for name in ("anonymous_table_boxes", "flex_boxes", "grid_boxes"):
            stack.callback(setattr, build, name, getattr(build, name))
            setattr(build, name, _pass_ordinary(getattr(build, name), ordinary))
        stack.callback(setattr, build, "create_anonymous_boxes", build.create_anonymous_boxes)
        build.create_anonymous_boxes = _looking_ahead(build.create_anonymous_boxes, ordinary, names)
        stack.callback(setattr, draw, "draw_outline", draw.draw_outline)
        draw.draw_outline = border.draw_outline
        yield


def _looking_ahead(create: _Step, ordinary: set[Any], names: set[str]) -> _Step:
    """Note first in which boxes there is no part of a table, and nothing that is laid out in a peculiar way.

    And the names of the pages on which boxes are to stand.
    """

    def look_ahead(box: Any) -> Any:  # noqa: ANN401 - WeasyPrint's own
        ordinary.clear()
        _note_ordinary(box, ordinary, names)
        return create(box)

    return look_ahead


def _note_ordinary(box: Any, ordinary: set[Any], names: set[str]) -> bool:  # noqa: ANN401 - WeasyPrint's own
    names.add(box.style["page"])
    inside = [_note_ordinary(child, ordinary, names) for child in box.children]
    kind: Any = type(box)
    if _is_ordinary(kind) and all(inside):
        ordinary.add(box)
        return True
    return False


@cache
def _is_ordinary(kind: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    part = kind.proper_table_child or kind.internal_table_or_caption or kind.tabular_container
    return not part and not issubclass(kind, FlexContainerBox | GridContainerBox)


def _pass_ordinary(arrange: _Step, ordinary: set[Any]) -> _Step:
    return lambda box: box if box in ordinary else arrange(box)


def _pass_plain(lay_out: _Step) -> _Step:
    """Look for no background in a plain box, but inside it."""

    def pass_plain(of: Any, box: Any, get_image: Any, *how: Any, **told: Any) -> None:  # noqa: ANN401
        # What stands elsewhere is hidden in what keeps its place.
        if box is of or how or told or not isinstance(box, Box) or not _is_plain(box.style):
            lay_out(of, box, get_image, *how, **told)
            return
        vars(box).update(_NO_BACKGROUND)
        for child in box.all_children():
            # Of a text in a line nothing but its letters is drawn.
            if not isinstance(child, TextBox) or not isinstance(box, LineBox | InlineBox):
                pass_plain(of, child, get_image)

    return pass_plain


def _draw_plain(draw_inline: _Step) -> _Step:
    """Draw the texts of a plain line, which has nothing else to be drawn."""

    def draw_plain(stream: Any, of: Any, box: Any, left: float = 0, *how: str) -> None:  # noqa: ANN401
        if not isinstance(box, LineBox | InlineBox) or not _is_plain(box.style) or any(map(vars(box).get, _WIDTHS)):
            draw_inline(stream, of, box, left, *how)
            return
        overflow, ellipsis = (box.text_overflow, box.block_ellipsis) if isinstance(box, LineBox) else how or _WHOLE
        last = len(box.children) - 1
        for at, child in enumerate(box.children):
            offset = left if isinstance(child, StackingContext) else left + child.position_x - box.position_x
            end = ellipsis if at == last else "none"
            if isinstance(child, TextBox):
                if overflow != "clip" or end != "none" or not draw_span(stream, child):
                    with stream.marked(child, "Span"):
                        draw.draw_text(stream, child, offset, overflow, end)
            else:
                draw.draw_inline_level(stream, of, child, offset, overflow, end)

    return draw_plain


def _outline_few(draw_outline: _Step) -> _Step:
    """Draw the outlines of boxes that have one, and look for them inside the others."""

    def outline_few(stream: Any, box: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        if box.style["outline_width"]:
            draw_outline(stream, box)
            return
        for child in box.children:
            if isinstance(child, Box):
                outline_few(stream, child)

    return outline_few


def _list_below(_descendants: _Step) -> _Step:
    """List a box and those inside it without asking one after the other for its own."""

    def list_below(box: Any, placeholders: bool = False) -> Iterator[Any]:  # noqa: ANN401, FBT001, FBT002
        left = [box]
        while left:
            found = left.pop()
            if isinstance(found, Box):
                yield found
                left += reversed(found.children)
            elif placeholders:
                # What keeps the place of a box lists that.
                yield from found.descendants(placeholders)
            else:
                yield found

    return list_below


def _tell_flow(_is_in_flow: _Step) -> _Step:
    """Tell whether a box stands where it is written by two looks at its style; WeasyPrint takes up to eight."""

    def is_in_flow(box: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
        return box.style["float"] == "none" and box.style["position"] in _IN_FLOW

    return is_in_flow


def _look_at_ends(_page_values: _Step, names: set[str]) -> _Step:
    """Ask the first child and the last on what pages they are to stand; WeasyPrint lists them all.

    Nobody is asked where all are to stand on pages of one name.
    """

    def look_at_ends(box: Any) -> tuple[str, str]:  # noqa: ANN401 - WeasyPrint's own
        own = box.style["page"]
        if names == {own}:
            return own, own
        first = next(filter(_counts, box.children), None)
        if first is None:
            return own, own
        last = next(filter(_counts, reversed(box.children)))
        (begin, end) = first.page_values()
        return begin or own, (end if last is first else last.page_values()[1]) or own

    return look_at_ends


def _counts(child: Any) -> bool:  # noqa: ANN401 - as above
    return bool(child.is_in_normal_flow() or child.is_floated())


def _is_plain(style: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    """Tell whether nothing is drawn of a box of this style but what it holds, unless it has borders."""
    known: bool | None = vars(style).get("known_plain")
    if known is None:
        known = style.known_plain = all(style[name] == INITIAL_VALUES[name] for name in _DRAWN)
    return known


_WHOLE = ("clip", "none")
"""How a text is drawn that nothing cuts short."""
_IN_FLOW = ("static", "relative", "sticky")
_CORNERS = tuple(f"border_{end}_{side}_radius" for end in ("top", "bottom") for side in ("left", "right"))
_WIDTHS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_NO_BACKGROUND = {**dict.fromkeys(_CORNERS, (0, 0)), "background": None}
_DRAWN = (
    *("background_color", "background_image", "box_shadow", "border_image_source", "mask_border_source"),
    *("column_width", "column_count", *_CORNERS),
)
"""What draws a background, a shadow, a picture or a rule of a box, or rounds its corners."""
