"""Blocks laid out with fewer questions: WeasyPrint 70.0 asks the same of a block, and of all that is in it, many times.

What it answers stays the same.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, BlockContainerBox, Box
from weasyprint.layout import block

_Step = Callable[..., Any]


@contextmanager
def blocks_asked_once() -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    with ExitStack() as stack:
        for place, name, mend in (
            (block, "collapse_margin", lambda _: _collapse),
            (Box, "establishes_formatting_context", _standing_apart),
        ):
            slow = getattr(place, name)
            stack.callback(setattr, place, name, slow)
            setattr(place, name, mend(slow))
        yield


def _collapse(margins: Sequence[float]) -> float:
    """Give the height of margins that run into each other: the greatest, less what the least is below nothing."""
    greatest: float = 0
    least: float = 0
    for margin in margins:
        if margin > greatest:
            greatest = margin
        elif margin < least:
            least = margin
    return greatest + least


def _standing_apart(_stands_apart: _Step) -> _Step:
    """Tell whether the margins inside a box stay inside it, which its kind and its style tell."""

    def stands_apart(box: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
        if box.is_column:
            return True
        style = box.style
        known: bool | None = vars(style).get("known_flow")
        if known is None:
            known = style.known_flow = (
                box.is_floated() or box.is_absolutely_positioned() or "flow-root" in style["display"]
            )
        if known or not isinstance(box, BlockContainerBox):
            return known
        return not isinstance(box, BlockBox) or style["overflow"] != "visible"

    return stands_apart
