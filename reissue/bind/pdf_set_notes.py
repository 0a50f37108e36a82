"""Notes set once: a note that was laid out to see how high it is stands on its page as it was laid out then.

WeasyPrint 70.0 lays out the notes of a page all over again when it knows which they are, and of all that it lays out
they are a fourth. What does not stand by itself, because its margins run into others or a part of it stands elsewhere,
is left to WeasyPrint.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint import layout
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, ParentBox
from weasyprint.layout import block

_LayOut = Callable[..., tuple[Any, ...]]


@contextmanager
def notes_set_once() -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    lay_out, arrange = block.block_level_layout, build.create_anonymous_boxes
    make_all_pages = layout.make_all_pages
    block.block_level_layout = _setting_once(lay_out)
    layout.make_all_pages = _with_notes_waiting(make_all_pages)
    build.create_anonymous_boxes = lambda box: box if vars(box).get("set_before") else arrange(box)
    FootnoteAreaBox.deepcopy = _copied
    try:
        yield
    finally:
        block.block_level_layout, build.create_anonymous_boxes = lay_out, arrange
        layout.make_all_pages = make_all_pages
        del FootnoteAreaBox.deepcopy


class _Waiting(list[Any]):
    """The notes that are not yet set; it is asked of each box in a line whether the note is among them that it has."""

    def __contains__(self, note: object) -> bool:
        return note is not None and super().__contains__(note)


def _with_notes_waiting(make_all_pages: Callable[..., Any]) -> Callable[..., Any]:
    def make_all(context: Any, *rest: Any) -> Any:  # noqa: ANN401 - WeasyPrint's own
        context.footnotes = _Waiting(context.footnotes)
        return make_all_pages(context, *rest)

    return make_all


class _Setting(NamedTuple):
    """A note as it was laid out, and what WeasyPrint says of it; it was to begin at `left` and `top`."""

    left: float
    top: float
    said: tuple[Any, ...]


def _copied(area: Any) -> Any:  # noqa: ANN401 - WeasyPrint's own
    """Copy the notes of a page to be laid out; of those that all have been, only what says which they are."""
    if not area.children or not all(area.width in vars(note).get("known_settings", ()) for note in area.children):
        return ParentBox.deepcopy(area)
    copied = area.copy()
    copied.children, copied.set_before = [note.copy() for note in area.children], True
    for note in copied.children:
        note.set_before = True
    return copied


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
        if vars(box).pop("set_before", False):
            box = build.create_anonymous_boxes(box.deepcopy())
        said = lay_out(context, box, bottom, skip, around, *rest)
        note, resume, wish, after, *more = said
        whole = note is not None and resume is None and elsewhere == len(absolute) + len(fixed)
        if whole and not any((note.margin_top, note.margin_bottom, *margins, *after)):
            known[around.width] = _Setting(left, top, (note, resume, wish, [*after], *more))
        return said

    return set_once
