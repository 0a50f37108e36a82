"""Planned lines put together as the plan has them, where WeasyPrint 70.0 would ask of each box whether it still fits.

Only lines of plain text are, in which boxes lie on the line or above it by some length; each is what WeasyPrint makes
of it when it is told to let it be as wide as it comes out. None is made where there is no text in a line.
"""

from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

_Stack = dict[int, Any] | None
"""Where a line begins: the number of a child, and in that the number of one of its own, and so on to a byte of text."""


def set_line(context: Any, paragraph: Any, top: float, skip: _Stack, block: Any) -> tuple[Any, _Stack] | None:  # noqa: ANN401
    """Make the next line of a planned paragraph, and say where the one behind it begins; None if that is not plain."""
    skip = inline.skip_first_whitespace(paragraph, skip)
    if skip == "continue":
        return None, None
    left = block.content_box_x()
    paragraph.position_x, paragraph.position_y = left, top
    children, resume, _ = _children(context, paragraph, left + paragraph.text_indent, skip, block)
    line = paragraph.copy_with_children(children)
    if not any(map(_has_text, children)):
        return None
    _close(line)
    inline.remove_last_whitespace(context, line)
    shift = inline.text_align(context, line, left + block.width - left, last=resume is None)
    extent = _hang(line, 0.0)
    if extent is None:
        return None
    upper, lower = min(extent[0], -line.baseline), max(extent[1], -line.baseline + line.margin_height())
    line.baseline, line.position_y, line.height = -upper, upper, lower - upper
    line.margin_top = line.margin_bottom = 0
    _move(line, shift, top - upper)
    line.position_y = top
    return line, resume


def ended(text: Any, skip: int) -> tuple[str, int | None]:  # noqa: ANN401 - WeasyPrint's own
    """Give what of a run of text stands in the line that begins at a byte of it, and where the next line begins."""
    resume, hyphen = next(((end, hyphen) for end, hyphen in text.line_ends if end > skip), (None, False))
    own: str = text.text if skip == 0 and resume is None else text.text.encode()[skip:resume].decode()
    if hyphen:
        own += str(text.style["hyphenate_character"])
    elif resume is not None:
        # A space alone stays, so that there is a box to end the line with; it takes no room there.
        own = own.rstrip(" ") or own
    return own, resume


def _children(context: Any, box: Any, left: float, skip: _Stack, block: Any) -> tuple[list[Any], _Stack, bool]:  # noqa: ANN401
    """Set what of a box stands in a line; say where the next line begins in it, and whether this one begins it."""
    begun, inside = next(iter(skip.items())) if skip else (0, None)
    made = list[Any]()
    for at in range(begun, len(box.children)):
        child = box.children[at]
        set_child = _set_text if isinstance(child, TextBox) else _set_inline
        new, resume = set_child(context, child, left, inside, block)
        inside = None
        if new is not None:
            made.append(new)
            left = new.position_x + new.margin_width()
        if resume is not None:
            return made, {at: resume}, skip is None
    return made, None, skip is None


def _set_inline(context: Any, box: Any, left: float, skip: _Stack, block: Any) -> tuple[Any, _Stack]:  # noqa: ANN401
    inline.resolve_percentages(box, block)
    for side in ("margin_left", "margin_right"):
        if getattr(box, side) == "auto":
            setattr(box, side, 0)
    before = box.padding_left + box.margin_left + box.border_left_width
    children, resume, begins = _children(context, box, left, skip, block)
    new = box.copy_with_children(children)
    new.remove_decoration(start=not begins, end=resume is not None)
    new.position_x = left
    if before and (begins or box.style["box_decoration_break"] == "clone"):
        for child in children:
            child.translate(dx=before)
    _close(new)
    return new, resume


def _set_text(context: Any, box: Any, left: float, skip: _Stack, block: Any) -> tuple[Any, _Stack]:  # noqa: ANN401
    text, resume = ended(box, next(iter(skip)) if skip else 0) if box.text else ("", None)
    following: _Stack = None if resume is None else {resume: None}
    if not text or not box.style["font_size"]:
        return None, following
    if "margin_left" not in vars(box):
        inline.resolve_percentages(box, block)
    shaped, _, _, width, height, baseline = inline.split_first_line(
        text, box.style, context, None, box.justification_spacing
    )
    new = box.copy_with_text(shaped.text)
    new.position_x, new.width, new.height, new.pango_layout = left, width, height, shaped
    line_height, _ = inline.strut(box.style)
    new.margin_top = new.margin_bottom = (line_height - height) / 2
    new.baseline = baseline + new.margin_top
    return new, following


def _close(box: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
    """Measure a box whose children are set."""
    last = box.children[-1] if box.children else None
    box.width = 0 if last is None else last.position_x + last.margin_width() - box.content_box_x()
    inline._adjust_line_height(box)  # noqa: SLF001 - the height of a line is worked out nowhere else


def _hang(box: Any, baseline: float) -> tuple[float, float] | None:  # noqa: ANN401 - WeasyPrint's own
    """Hang the children of a box on its baseline, or above it; give their upper and lower ends, None if not plain."""
    ends = list[float]()
    for child in box.children:
        align = child.style["vertical_align"]
        if align != "baseline" and not isinstance(align, int | float):
            return None
        own = baseline if align == "baseline" else baseline - align
        child.position_y = own - child.baseline
        ends += (child.position_y, child.position_y + child.margin_height())
        if not isinstance(child, TextBox) and child.children:
            inside = _hang(child, own)
            if inside is None:
                return None
            ends += inside
    return min(ends), max(ends)


def _move(box: Any, right: float, down: float) -> None:  # noqa: ANN401 - WeasyPrint's own
    box.position_x += right
    box.position_y += down
    for child in box.children:
        _move(child, right, down)


def _has_text(box: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    return isinstance(box, TextBox) or any(map(_has_text, box.children))
