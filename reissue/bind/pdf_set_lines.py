"""Planned lines put together as the plan has them, where WeasyPrint 70.0 would ask of each box whether it still fits.

Only lines of plain text are, in which boxes lie on the line or above it by some length; each is what WeasyPrint makes
of it when it is told to let it be as wide as it comes out. None is made where there is no text in a line.
"""

from collections.abc import Callable, Sequence
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

_Stack = dict[int, Any] | None
"""Where a line begins: the number of a child, and in that the number of one of its own, and so on to a byte of text."""
Justify = Callable[[Any, Sequence[Any], float, bool], float]
"""Justifies a line with such texts to a width, the last of its paragraph or not, and says how far to move it."""


def set_line(  # noqa: PLR0913, PLR0917 - what a line follows from
    context: Any,  # noqa: ANN401 - WeasyPrint's own, and so below
    paragraph: Any,  # noqa: ANN401
    top: float,
    skip: _Stack,
    block: Any,  # noqa: ANN401
    justify: Justify,
) -> tuple[Any, _Stack] | None:
    """Make the next line of a planned paragraph, and say where the one behind it begins; None if that is not plain."""
    if not _begins_line(paragraph, skip):
        behind: Any = inline.skip_first_whitespace(paragraph, skip)
        if behind == "continue":
            return None, None
        skip = behind
    left = block.content_box_x()
    paragraph.position_x, paragraph.position_y = left, top
    texts = list[Any]()
    children, resume, _ = _children(context, paragraph, left + paragraph.text_indent, skip, block, texts)
    line = paragraph.copy_with_children(children)
    if not texts:
        return None
    _close(line)
    if texts[-1].text[-1] == " ":
        inline.remove_last_whitespace(context, line)
        texts = [text for text in texts if text.text]
    width = left + block.width - left
    shift = (
        justify(line, texts, width, resume is None)
        if texts
        else inline.text_align(context, line, width, last=resume is None)
    )
    extent = _hang(line, 0.0)
    if extent is None:
        return None
    upper, lower = min(extent[0], -line.baseline), max(extent[1], -line.baseline + line.margin_height())
    line.baseline, line.height = -upper, lower - upper
    line.margin_top = line.margin_bottom = 0
    line.position_x += shift
    line.position_y = top
    _move(line, shift, top - upper)
    return line, resume


def ended(text: Any, skip: int) -> tuple[str, int | None]:  # noqa: ANN401 - WeasyPrint's own
    """Give what of a run of text stands in the line that begins at a byte of it, and where the next line begins."""
    resume, hyphen = next(((end, hyphen) for end, hyphen, _ in text.line_ends if end > skip), (None, False))
    own: str = text.text if skip == 0 and resume is None else text.text.encode()[skip:resume].decode()
    if hyphen:
        own += str(text.style["hyphenate_character"])
    elif resume is not None:
        # A space alone stays, so that there is a box to end the line with; it takes no room there.
        own = own.rstrip(" ") or own
    return own, resume


def _begins_line(box: Any, skip: _Stack) -> bool:  # noqa: ANN401 - WeasyPrint's own
    """Tell whether a line begins where it was planned to begin, which is behind the spaces."""
    while skip:
        ((place, skip),) = skip.items()
        if isinstance(box, TextBox):
            return skip is None and any(end == place and more for end, _, more in box.line_ends)
        box = box.children[place]
    return False


def _children(  # noqa: PLR0913, PLR0917 - as above
    context: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    left: float,
    skip: _Stack,
    block: Any,  # noqa: ANN401
    texts: list[Any],
) -> tuple[list[Any], _Stack, bool]:
    """Set what of a box stands in a line; say where the next line begins in it, and whether this one begins it.

    The texts that are set are added to those of the line.
    """
    begun, inside = next(iter(skip.items())) if skip else (0, None)
    made = list[Any]()
    for at in range(begun, len(box.children)):
        child = box.children[at]
        if isinstance(child, TextBox):
            new, resume = _set_text(context, child, left, inside, block)
            if new is not None:
                texts.append(new)
        else:
            new, resume = _set_inline(context, child, left, inside, block, texts)
        inside = None
        if new is not None:
            made.append(new)
            left = new.position_x + new.margin_width()
        if resume is not None:
            return made, {at: resume}, skip is None
    return made, None, skip is None


def _set_inline(  # noqa: PLR0913, PLR0917 - as above
    context: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    left: float,
    skip: _Stack,
    block: Any,  # noqa: ANN401
    texts: list[Any],
) -> tuple[Any, _Stack]:
    inline.resolve_percentages(box, block)
    for side in ("margin_left", "margin_right"):
        if getattr(box, side) == "auto":
            setattr(box, side, 0)
    before = box.padding_left + box.margin_left + box.border_left_width
    children, resume, begins = _children(context, box, left, skip, block, texts)
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
    new.margin_top = new.margin_bottom = half = (line_height - height) / 2
    new.baseline = baseline + half
    return new, following


def _close(box: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
    """Measure a box whose children are set."""
    last = box.children[-1] if box.children else None
    box.width = 0 if last is None else last.position_x + last.margin_width() - box.content_box_x()
    inline._adjust_line_height(box)  # noqa: SLF001 - the height of a line is worked out nowhere else


def _hang(box: Any, baseline: float) -> tuple[float, float] | None:  # noqa: ANN401 - WeasyPrint's own
    """Hang the children of a box on its baseline, or above it; give their upper and lower ends, None if not plain."""
    upper, lower = inf, -inf
    for child in box.children:
        align = child.style["vertical_align"]
        if align == "baseline":
            own = baseline
        elif isinstance(align, int | float):
            own = baseline - align
        else:
            return None
        child.position_y = top = own - child.baseline
        upper, lower = min(upper, top), max(lower, top + child.margin_height())
        if not isinstance(child, TextBox) and child.children:
            inside = _hang(child, own)
            if inside is None:
                return None
            upper, lower = min(upper, inside[0]), max(lower, inside[1])
    return upper, lower


def _move(box: Any, right: float, down: float) -> None:  # noqa: ANN401 - WeasyPrint's own
    """Move what is in a box."""
    for child in box.children:
        child.position_x += right
        child.position_y += down
        if child.children:
            _move(child, right, down)
