"""What is seen in a whole text, kept as long as the text is looked at: it is made once for all rules that ask.

When another text comes, the views of the one before the last go, and with them the text itself. A part of a book can be
read for the whole of it: then what is seen of the book as such, as its language, is seen in the whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import TypeVar

Seen = TypeVar("Seen")


def view(make: Callable[[str], Seen]) -> Callable[[str], Seen]:
    """Make a function of a text give what it gave for the same text before."""

    @wraps(make)
    def seen(text: str) -> Seen:
        parts = _parts()
        views = parts[text][1] if parts and text in parts else _views(text)
        if make not in views:
            views[make] = make(text)
        return views[make]  # type: ignore[return-value]

    return seen


def known(look: Callable[[str], Seen], text: str) -> Seen | None:
    """Give what a view has seen in a text; None if it has not been asked about it, or it is forgotten."""
    return _views(text).get(look.__wrapped__)  # type: ignore[attr-defined, return-value]


def learn(look: Callable[[str], Seen], text: str, seen: Seen) -> None:
    """Have a view know what it would see in a text."""
    _views(text)[look.__wrapped__] = seen  # type: ignore[attr-defined]


def view_of_book(make: Callable[[str], Seen]) -> Callable[[str], Seen]:
    """Make a function of a text such a view, which is seen in the whole book where a part is read for it."""
    seen = view(make)

    @wraps(make)
    def seen_in_book(text: str) -> Seen:
        return seen(book_of(text))

    return seen_in_book


def book_of(text: str) -> str:
    """Give the whole book of a part that is being read for it; of any other text, the text itself."""
    parts = _parts()
    return parts[text][0] if parts and text in parts else text


@contextmanager
def read_for(part: str, book: str, views: dict[object, object]) -> Iterator[None]:
    """Read a part for its book, until the reading is done; its views are kept apart, for the next such reading."""
    _parts()[part] = (book, views)
    try:
        yield
    finally:
        del _parts()[part]


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[str, dict[object, object]]]:
    return {}


def _views(text: str) -> dict[object, object]:
    """Give what was seen in a text: mostly in the very one looked at last, which is known without a comparison."""
    seen = _seen()
    if not seen or seen[-1][0] is not text:
        here = next((each for each in seen if each[0] == text), (text, {}))
        seen[:] = [*(each for each in seen if each is not here), here][-_TEXTS:]
    return seen[-1][1]


@lru_cache(maxsize=1)
def _seen() -> list[tuple[str, dict[object, object]]]:
    """Keep what was seen in the texts looked at last."""
    return []


_TEXTS = 2
