"""The bindery: binds a book in every format wanted, the PDF in a process of its own, since it takes longest."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain

TYPE_CHECKING = False
if TYPE_CHECKING:
    # The press is to begin to load before this process does.
    from collections.abc import Callable, Iterable, Iterator

    from reissue.bind import Styles
    from reissue.book import Book

    Bind = Callable[[Book, Styles], Iterator[tuple[str, bytes]]]


@contextmanager
def bindery(formats: Iterable[str]) -> Iterator[Bind]:
    """Open a bindery for "html", "epub", "kepub.epub" and "pdf" or some of them; it gives each when it is done.

    It begins with the PDF as soon as it has the book, and with the others when they are asked for.

    The process for the PDF begins to load what it needs at once, while the book is still being repaired.
    """
    wanted = tuple(formats)
    here = [format_ for format_ in wanted if format_ != "pdf"]
    if len(here) == len(wanted):
        yield lambda book, styles: ((format_, _bind(format_, book, styles)) for format_ in here)
        return
    with ProcessPoolExecutor(max_workers=1) as press:
        press.submit(_load)

        def bind(book: Book, styles: Styles) -> Iterator[tuple[str, bytes]]:
            pdf = press.submit(_bind, "pdf", book, styles)
            others = ((format_, _bind(format_, book, styles)) for format_ in here)
            return chain(others, (("pdf", finished.result()) for finished in (pdf,)))

        yield bind


def _load() -> None:
    from reissue.bind.pdf import warm_up  # noqa: PLC0415 -- only this process needs it

    warm_up()


def _bind(format_: str, book: Book, styles: Styles) -> bytes:
    """Bind one format; what binds it is imported only when it is wanted."""
    if format_ == "html":
        from reissue.bind.html import bind_html  # noqa: PLC0415

        return bind_html(book, styles)
    if format_ == "epub":
        from reissue.bind.epub import bind_epub  # noqa: PLC0415

        return bind_epub(book, styles)
    if format_ == "kepub.epub":
        from reissue.bind.kepub import bind_kepub  # noqa: PLC0415

        return bind_kepub(book, styles)
    from reissue.bind.pdf import bind_pdf  # noqa: PLC0415

    # The boxes of a layout live until it is drawn, so that every search for dead ones among them is in vain, and slow.
    gc.disable()
    try:
        return bind_pdf(book, styles)
    finally:
        gc.enable()
