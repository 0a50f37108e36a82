"""The margins of pages: WeasyPrint 70.0 measures the same words on each page, and copies all counters for each margin.

What it sets there stays the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
from weasyprint.layout import page

_Measure = Callable[..., float]


@contextmanager
def margins_measured_once() -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    slow = {name: getattr(page, name) for name in ("min_content_width", "max_content_width", "copy")}
    page.min_content_width = _measuring_once(page.min_content_width)
    page.max_content_width = _measuring_once(page.max_content_width)
    page.copy = SimpleNamespace(deepcopy=copied)
    try:
        yield
    finally:
        for name, own in slow.items():
            setattr(page, name, own)


def copied(value: Any) -> Any:  # noqa: ANN401 - whatever there is in the state of a page
    """Copy a value with all that it holds, each of which it holds once."""
    kind = type(value)
    if kind in _UNCHANGING:
        return value
    if kind is list:
        return [copied(each) for each in value]
    if kind is dict:
        return {name: copied(each) for name, each in value.items()}
    if kind is tuple or kind is set:
        return kind(map(copied, value))
    return deepcopy(value)


def _measuring_once(measure: _Measure) -> _Measure:
    """Measure a line of text in a margin once in a style."""

    def measure_once(context: object, box: Any, outer: bool = True) -> float:  # noqa: ANN401, FBT001, FBT002 - WeasyPrint's own
        texts = _texts(box)
        if texts is None:
            return measure(context, box, outer)
        known: dict[object, float] = vars(box.style).setdefault("known_widths", {})
        key = measure, outer, texts
        if key not in known:
            known[key] = measure(context, box, outer)
        return known[key]

    return measure_once


def _texts(box: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - WeasyPrint's own
    """Give the texts of the one line of a margin; None if it holds anything else, or in a style of its own."""
    if not isinstance(box, MarginBox) or len(box.children) != 1 or not isinstance(box.children[0], LineBox):
        return None
    (line,) = box.children
    own = box.style.anonymous_style
    if line.style is not own or not all(isinstance(child, TextBox) and child.style is own for child in line.children):
        return None
    return tuple(child.text for child in line.children)


_UNCHANGING = frozenset({int, str, bool, float, type(None)})
