"""What is seen in a whole text, kept as long as the text is looked at: it is made once for all rules that ask.

When another text comes, the views of the one before the last go, and with them the text itself.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Seen = TypeVar("Seen")


def view(make: Callable[[str], Seen]) -> Callable[[str], Seen]:
    """Make a function of a text give what it gave for the same text before."""

    @wraps(make)
    def seen(text: str) -> Seen:
        views = _views(text)
        if make not in views:
            views[make] = make(text)
        return views[make]  # type: ignore[return-value]

    return seen


@lru_cache(maxsize=2)
def _views(text: str) -> dict[object, object]:  # noqa: ARG001 -- the cache knows it by its text
    return {}
