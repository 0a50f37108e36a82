"""A book read from its text, or found as it was read before from the same text: what changes nothing is not read again.

A short text is read sooner than it is found, and of it nothing is kept.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reissue.book import Book, Chapter, read_book
from reissue.edition import Edition
from reissue.kept import digest, find_made, keep_made, makers


def reread(
    markdown: str, edition: Edition, pages: Sequence[tuple[int, str]] = (), pictures: Mapping[str, bytes] | None = None
) -> Book:
    """Give what `read_book` gives; the chapters of a long text are kept by all that they are read from."""
    pictures = pictures or {}
    if len(markdown) < _LONG:
        return read_book(markdown, edition, pages, pictures)
    plates = [part for name, data in pictures.items() for part in (name, data)]
    key = f"chapters-{digest(makers(), markdown, repr([*pages]), *plates)}"
    found = find_made(key, _Chapters)
    if found is None:
        found = _Chapters(read_book(markdown, edition, pages, pictures).chapters)
        keep_made([(key, found)])
    return Book(edition, found.chapters, pictures=pictures)


class _Chapters(NamedTuple):
    chapters: tuple[Chapter, ...]


_LONG = 100_000
"""Characters."""
