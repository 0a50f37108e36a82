"""WeasyPrint made to set paragraphs in the lines that were planned for them, their marks a little in the margin.

Holds one context in which pages are laid out, to be used inside that of `pdf_guard`, which refuses versions that we do
not know. WeasyPrint alone fills one line after the other, so that one is loose where the one above could have spared a
word (its issue 2264).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import inf
from typing import Any, Protocol, cast

from weasyprint.draw import text as draw
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

from reissue.bind.pdf_guard import TOLERANCE
from reissue.bind.pdf_lines import spread
from reissue.bind.pdf_paragraphs import Run, plan_lines, protrusion, space
from reissue.bind.pdf_set_lines import Justify, ended, set_line
from reissue.bind.pdf_widths import Types


class _Context(Protocol):
    excluded_shapes: list[object]
    """What the lines have to run around."""


class _Text(Protocol):
    """What is written on the text of a line while it is justified."""

    justification_spacing: float


class _Box(Run, Protocol):
    children: "Sequence[_Box]"
    width: float
    position_x: float
    measure: float | None
    """The width for which a paragraph's lines are planned, if they are."""
    justification_spacing: float
    between: float
    """What is added between the letters of a text."""
    pango_layout: _Text

    def copy_with_text(self, text: str) -> "_Box": ...


class _Stream(Protocol):
    stream: list[bytes]


class _Block(Protocol):
    width: float


_NextLine = Callable[..., object]
_SplitBox = Callable[..., object]
_SplitText = Callable[..., tuple[_Box | None, int | None, bool]]
_Align = Callable[[_Context, _Box, float, bool], float]
_Draw = Callable[..., object]


@contextmanager
def paragraphs_fitted(types: Types) -> Iterator[None]:
    """Break each justified paragraph into lines as a whole, inside this context, in one thread."""
    with ExitStack() as stack:
        for name, mend in (
            ("get_next_linebox", lambda method: _plan_first(method, types)),
            ("split_inline_box", _keep_to_plan),
            ("split_text_box", _end_lines),
            ("text_align", lambda method: _align(method, types)),
        ):
            greedy = getattr(inline, name)
            stack.callback(setattr, inline, name, greedy)
            setattr(inline, name, mend(greedy))
        stack.callback(setattr, draw, "draw_first_line", draw.draw_first_line)
        draw.draw_first_line = _track(draw.draw_first_line)
        yield


def _plan_first(get_next_linebox: _NextLine, types: Types) -> _NextLine:
    """Plan the lines of a paragraph before the first of them is set, unless something stands beside them."""
    above: dict[object, _Box] = {}  # the last that was planned in each size of type

    justify = _justifying(types)

    def plan_first(  # noqa: PLR0913, PLR0917 - as WeasyPrint calls it
        context: _Context,
        line: _Box,
        top: float,
        bottom: float,
        skip: dict[int, Any] | None,
        block: _Block,
        *rest: object,
    ) -> object:
        # The pages of the two sides may differ by a rounding.
        same = abs((getattr(line, "measure", None) or 0.0) - block.width) < TOLERANCE
        planned = same and not context.excluded_shapes
        if not planned:
            begins = skip is None and not context.excluded_shapes
            line.measure = None
            if begins and plan_lines(line, block.width, types, above.get(line.style["font_size"])):
                line.measure = block.width
                above[line.style["font_size"]] = line
        # A letter or a line that begins a paragraph in a type of its own is WeasyPrint's.
        if line.measure is not None and rest[-2:] == (None, None):
            made = set_line(context, line, top, skip, block, justify)
            if made is not None:
                return made
        return get_next_linebox(context, line, top, bottom, skip, block, *rest)

    return plan_first


def _keep_to_plan(split_inline_box: _SplitBox) -> _SplitBox:
    """Let a planned line be as wide as it comes out; it is squeezed to its measure when it is justified."""

    def keep_to_plan(context: _Context, box: _Box, left: float, right: float, *rest: object) -> object:
        planned = isinstance(box, LineBox) and getattr(box, "measure", None) is not None
        return split_inline_box(context, box, left, inf if planned else right, *rest)

    return keep_to_plan


def _end_lines(split_text_box: _SplitText) -> _SplitText:
    """End a planned line where the plan says."""

    def end_lines(
        context: _Context, box: _Box, width: float | None, skip: int, *rest: object, **how: object
    ) -> tuple[_Box | None, int | None, bool]:
        if width != inf or not hasattr(box, "line_ends"):
            return split_text_box(context, box, width, skip, *rest, **how)
        text, resume = ended(box, skip)
        if not text:
            return None, resume, False
        set_text, _, _ = split_text_box(context, box.copy_with_text(text), None, 0)
        return set_text, resume, False

    return end_lines


def _align(text_align: _Align, types: Types) -> _Align:
    """Justify planned lines."""
    justify = _justifying(types)

    def align(context: _Context, line: _Box, width: float, last: bool) -> float:  # noqa: FBT001 - as WeasyPrint calls it
        texts = [*_texts(line)] if getattr(line, "measure", None) is not None else []
        return justify(line, texts, width, last) if texts else text_align(context, line, width, last)

    return align


def _justifying(types: Types) -> Justify:
    """Justify lines, also those that are a little too full, and let marks at their ends stand out."""

    def justify(line: _Box, texts: Sequence[_Box], width: float, last: bool) -> float:  # noqa: FBT001 - as above
        left = _standing_out(texts[0], types, left=True)
        room = width + left + _standing_out(texts[-1], types, left=False) - line.width
        ruler = types.ruler(line.style)
        counts = [(_spaces(text.text), _letters(text.text)) for text in texts]
        spaces, letters = sum([own for own, _ in counts]), sum([own for _, own in counts])
        natural = space(ruler, line.style)
        gap = room - spaces * (natural - ruler[" "])
        if last and gap > 0 and line.style["text_align_last"] != "justify":
            room, gap = room - gap, 0.0
        between = spread(gap, spaces * natural, width) / letters
        _move(line, (room - between * letters) / spaces if spaces else 0.0, between, 0.0, iter(counts))
        return -left

    return justify


def _move(box: _Box, each: float, between: float, shift: float, counts: Iterator[tuple[int, int]]) -> float:
    """Widen the spaces and the letters of a box, and move what follows; return how far the end of the box has moved.

    `counts` are those of the spaces and letters of the texts.
    """
    box.position_x += shift
    begin = shift
    for child in box.children:
        if not isinstance(child, TextBox):
            shift = _move(child, each, between, shift, counts)
        else:
            text = cast("_Box", child)
            spaces, letters = next(counts) if text.text else (0, 0)
            text.position_x += shift
            own = shift + (each * spaces + between * letters)
            text.width += own - shift
            shift = own
            text.justification_spacing = text.pango_layout.justification_spacing = each
            text.between = between
    box.width += shift - begin
    return shift


def _spaces(text: str) -> int:
    """Count the spaces of a text that are widened."""
    return text.count(" ") + text.count("\N{NO-BREAK SPACE}")


def _letters(text: str) -> int:
    """Count the letters and other signs of a text as they are printed, some of them together."""
    return len(text) - (sum([len(joined) - 1 for joined in _LIGATURE.findall(text)]) if "f" in text else 0)


def _track(draw_first_line: _Draw) -> _Draw:
    """Draw the text of planned lines with its letters as far apart as they were set."""

    def track(stream: _Stream, text: _Box, *rest: object) -> object:
        between = getattr(text, "between", 0.0)
        if not between:
            return draw_first_line(stream, text, *rest)
        stream.stream.append(f"{between:.4f} Tc".encode())
        drawn = draw_first_line(stream, text, *rest)
        stream.stream.append(b"0 Tc")
        return drawn

    return track


def _texts(box: _Box) -> Iterator[_Box]:
    for child in box.children:
        if isinstance(child, TextBox):
            if child.text:
                yield cast("_Box", child)
        elif hasattr(child, "children"):
            yield from _texts(child)


def _standing_out(text: _Box, types: Types, *, left: bool) -> float:
    sign = text.text[0 if left else -1]
    part = protrusion(sign, left=left)
    return part * types.ruler(text.style)[sign] if part else 0.0


_LIGATURE = re.compile("ff?[ijl]|ff|ft")
