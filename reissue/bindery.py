"""The bindery: binds a book in every format wanted, the PDF in a process of its own, since it takes longest."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from reissue.bind import Styles
from reissue.book import Book

Bind = Callable[[Book, Styles], Mapping[str, bytes]]


@contextmanager
def bindery(formats: Iterable[str]) -> Iterator[Bind]:
    """Open a bindery for "html", "epub" and "pdf" or some of them; it gives the finished files by their formats.

    The process for the PDF begins to load what it needs at once, while the book is still being repaired.
    """
    here = [format_ for format_ in formats if format_ != "pdf"]
    if len(here) == len(tuple(formats)):
        yield lambda book, styles: {format_: _bind(format_, book, styles) for format_ in here}
        return
    with ProcessPoolExecutor(max_workers=1) as press:
        press.submit(_load)

        def bind(book: Book, styles: Styles) -> Mapping[str, bytes]:
            pdf = press.submit(_bind, "pdf", book, styles)
            return {format_: _bind(format_, book, styles) for format_ in here} | {"pdf": pdf.result()}

        yield bind


def _load() -> None:
    import reissue.bind.pdf  # noqa: F401, PLC0415 -- only this process needs it


def _bind(format_: str, book: Book, styles: Styles) -> bytes:
    """Bind one format; what binds it is imported only when it is wanted."""
    if format_ == "html":
        from reissue.bind.html import bind_html  # noqa: PLC0415

        return bind_html(book, styles)
    if format_ == "epub":
        from reissue.bind.epub import bind_epub  # noqa: PLC0415

        return bind_epub(book, styles)
    from reissue.bind.pdf import bind_pdf  # noqa: PLC0415

    return bind_pdf(book, styles)
