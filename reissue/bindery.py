"""The bindery: binds a book in every format wanted, the PDFs in a process of their own, since they take longest."""

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
    """Open a bindery for "html", "epub", "kepub.epub" and "pdf" or some of them.

    It gives each file as it is finished, by the ending of its name. It begins with the PDFs as soon as it has the book,
    and with the others when they are asked for.

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
            pdfs = press.submit(_bind_pdfs, book, styles)
            others = ((format_, _bind(format_, book, styles)) for format_ in here)
            return chain(others, chain.from_iterable(finished.result() for finished in (pdfs,)))

        yield bind


def _load() -> None:
    from reissue.bind.pdf import warm_up  # noqa: PLC0415 -- only this process needs it

    warm_up()


def _bind(format_: str, book: Book, styles: Styles) -> bytes:
    """Bind one format but PDF; what binds it is imported only when it is wanted."""
    if format_ == "html":
        from reissue.bind.html import bind_html  # noqa: PLC0415

        return bind_html(book, styles)
    if format_ == "epub":
        from reissue.bind.epub import bind_epub  # noqa: PLC0415

        return bind_epub(book, styles)
    from reissue.bind.kepub import bind_kepub  # noqa: PLC0415

    return bind_kepub(book, styles)


def _bind_pdfs(book: Book, styles: Styles) -> list[tuple[str, bytes]]:
    """Bind the PDFs of all profiles, each with the ending of its file."""
    from reissue.bind.pdf_profile import bind_profiles  # noqa: PLC0415

    # The boxes of a layout live until it is drawn, so that every search for dead ones among them is in vain, and slow.
    gc.disable()
    try:
        return list(bind_profiles(book, styles))
    finally:
        gc.enable()
