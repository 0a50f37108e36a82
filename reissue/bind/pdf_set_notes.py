"""Notes set once: a note that was laid out to see how high it is stands on its page as it was laid out then.

WeasyPrint 70.0 lays out the notes of a page all over again when it knows which they are, and of all that it lays out
they are a fourth. What does not stand by itself, because its margins run into others or a part of it stands elsewhere,
is left to WeasyPrint.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.layout import block

_LayOut = Callable[..., tuple[Any, ...]]


@contextmanager
def notes_set_once() -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    lay_out = block.block_level_layout
    block.block_level_layout = _setting_once(lay_out)
    try:
        yield
    finally:
        block.block_level_layout = lay_out


class _Setting(NamedTuple):
    """A note as it was laid out, and what WeasyPrint says of it; it was to begin at `left` and `top`."""

    left: float
    top: float
    said: tuple[Any, ...]


def _setting_once(lay_out: _LayOut) -> _LayOut:
    def set_once(context: object, box: Any, bottom: float, skip: object, around: Any, *rest: Any) -> tuple[Any, ...]:  # noqa: ANN401
        known: dict[float, _Setting] | None = vars(box).get("known_settings")
        if known is None or skip is not None or not isinstance(around, FootnoteAreaBox):
            return lay_out(context, box, bottom, skip, around, *rest)
        _, absolute, fixed, margins, *_ = rest
        left, top, elsewhere = box.position_x, box.position_y, len(absolute) + len(fixed)
        made = None if any(margins) else known.pop(around.width, None)
        if made is not None:
            made.said[0].translate(left - made.left, top - made.top)
            return made.said
        said = lay_out(context, box, bottom, skip, around, *rest)
        note, resume, wish, after, *more = said
        whole = note is not None and resume is None and elsewhere == len(absolute) + len(fixed)
        if whole and not any((note.margin_top, note.margin_bottom, *margins, *after)):
            known[around.width] = _Setting(left, top, (note, resume, wish, [*after], *more))
        return said

    return set_once
