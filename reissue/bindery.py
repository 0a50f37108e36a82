"""The bindery: binds a book in every format wanted, the PDFs in processes of their own, since they take longest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from threading import Event, Lock
from typing import NamedTuple

from reissue.cores import cores

TYPE_CHECKING = False
if TYPE_CHECKING:
    # The processes for the PDF are to begin to load before this one does.
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reissue.aside import Aside
    from reissue.bind import Styles
    from reissue.book import Book
    from reissue.edition import Edition

    Bind = Callable[[Book, Styles], Iterator[tuple[str, bytes]]]


class Draft(NamedTuple):
    """A text as `book.md` has it, where in it which pages of print begin, and what else a book is read from."""

    markdown: str
    pages: Sequence[tuple[int, str]]
    edition: Edition
    pictures: Mapping[str, bytes]


class Bindery(NamedTuple):
    """What binds a book; and what may be told of it beforehand, so that it begins to set what has changed.

    `begin` has work done aside, where a PDF is wanted, which takes long enough for that.
    """

    bind: Bind
    foresee: Callable[[Draft, Styles], None]
    begin: Aside | None = None


@contextmanager
def bindery(formats: Iterable[str], jobs: int = 0, *, little: bool = False) -> Iterator[Bindery]:
    """Open a bindery for "html", "epub", "kepub.epub", "pdf" and "site" or some of them.

    It gives each file as it is finished, by the ending of its name. It begins with the PDFs as soon as it has the book,
    and with the others when they are asked for.

    So many processes as `jobs`, else one for each core of the machine, lay out the PDFs. They begin to load what they
    need at once, while the book is still being repaired; only one of them if `little` is to be set.
    """
    wanted = tuple(formats)
    here = [format_ for format_ in wanted if format_ != "pdf"]
    if len(here) == len(wanted):
        yield Bindery(
            lambda book, styles: ((format_, _bind(format_, book, styles)) for format_ in here), lambda *_: None
        )
        return

    from reissue.aside import aside  # noqa: PLC0415 -- only where a PDF is wanted
    from reissue.bind.pdf_compositors import compositors  # noqa: PLC0415 -- only where a PDF is wanted

    with (
        compositors(jobs or cores(), begin=1 if little else None) as compose,
        aside() as begin,
        ThreadPoolExecutor(max_workers=1) as foreman,
        ThreadPoolExecutor(max_workers=1) as scout,
    ):
        turn = Lock()
        if not little:
            # What proves a PDF takes long to load, and this process has nothing else to do until the book is there.
            begin(_load, "reissue.proof.pdf")

        def bind(book: Book, styles: Styles) -> Iterator[tuple[str, bytes]]:
            """Bind a book; what is to be set of it has been found out when this returns.

            The compositors wait for that, and whoever called would only be in the way of it.
            """
            from reissue.bind.pdf_profile import bind_profiles  # noqa: PLC0415 -- while the processes load theirs
            from reissue.bind.pdf_standing import standing  # noqa: PLC0415

            ready = Event()
            pdfs = foreman.submit(lambda: list(bind_profiles(book, styles, standing(compose, turn, ready.set))))
            pdfs.add_done_callback(lambda _: ready.set())
            ready.wait()
            others = ((format_, _bind(format_, book, styles)) for format_ in here)
            return chain(others, chain.from_iterable(finished.result() for finished in (pdfs,)))

        def foresee(draft: Draft, styles: Styles) -> None:
            """Have set what the draft wants, while the book is repaired; what fails in it fails again, and is told."""
            from reissue.bind.pdf import house_of  # noqa: PLC0415
            from reissue.bind.pdf_foreseen import copies_to_set  # noqa: PLC0415
            from reissue.bind.pdf_standing import standing  # noqa: PLC0415
            from reissue.book import Book  # noqa: PLC0415

            copies = begin(copies_to_set, *draft, styles)
            house = house_of(Book(draft.edition, (), pictures=draft.pictures), styles)
            scout.submit(lambda: standing(compose, turn)(house, copies()))

        yield Bindery(bind, foresee, begin)


def _load(module: str) -> None:
    import_module(module)


def _bind(format_: str, book: Book, styles: Styles) -> bytes:
    """Bind a format other than the PDF; what binds it is imported only when it is wanted."""
    if format_ == "html":
        from reissue.bind.html import bind_html  # noqa: PLC0415

        return bind_html(book, styles)
    if format_ == "kepub.epub":
        from reissue.bind.kepub import bind_kepub  # noqa: PLC0415

        return bind_kepub(book, styles)
    if format_ == "site":
        from reissue.bind.site import bind_site  # noqa: PLC0415

        return bind_site(book, styles)
    from reissue.bind.epub import bind_epub  # noqa: PLC0415

    return bind_epub(book, styles)
