"""Whether contents, in a page, a navigation document or an outline, list the headings of the copy and lead to them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reissue.proof.collation import few
from reissue.proof.reading import Reading, quote


class Entry(NamedTuple):
    """An entry: its words, and those of the heading to which it leads; None if what it leads to is no heading."""

    words: str
    heading: str | None


def wrong_contents(copy: Reading, entries: Iterable[Entry]) -> Iterator[str]:
    """Tell of entries that lead to another heading than they name, and of headings of the highest level left out.

    A text with one heading or none needs no contents.
    """
    entries = list(entries)
    for entry in entries:
        if entry.heading is not None and _words(entry.words) != _words(entry.heading):
            yield f"the contents lead from {quote(entry.words)} to {quote(entry.heading)}"
    headings = [span for span in copy.body.spans if span.kind.startswith("heading")]
    if entries or len(headings) > 1:
        highest = min((span.kind for span in headings), default="")
        titles = [_words(copy.body.text[span.start : span.end]) for span in headings if span.kind == highest]
        listed = iter([_words(entry.words) for entry in entries])
        missing = (title for title in titles if title not in listed)
        yield from few(f"the contents do not list {quote(title)} in its place" for title in missing)


def _words(text: str) -> str:
    """Take all white space alike: what lists headings may break their lines elsewhere."""
    return " ".join(text.split())
