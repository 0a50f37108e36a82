"""What a source that was changed in one place becomes, foreseen from what became of it before the change.

It is foreseen so that its changed chapters can be set early, and is never taken for what repair gives.
"""

from collections.abc import Sequence
from typing import NamedTuple

from reissue.bindery import Draft
from reissue.job import Job
from reissue.kept import digest, find_made, keep_made, makers


class _Before(NamedTuple):
    source: str
    markdown: str
    pages: tuple[tuple[int, str], ...]


def foreseen(job: Job) -> Draft | None:
    """Foresee the text of a book from what was remembered of it; None where that does not tell."""
    before, source = find_made(_key(job), _Before), job.source.text
    if before is None or before.source == source:
        return None
    start, end = _alike(before.source, source)
    old, new = before.source[start : len(before.source) - end], source[start : len(source) - end]
    for beside in _BESIDE:
        left, right = source[max(0, start - beside) : start], source[len(source) - end :][:beside]
        stretch = f"{left}{old}{right}"
        if len(stretch) <= _LONGEST and before.markdown.count(stretch) == 1:
            at = before.markdown.index(stretch) + len(left)
            markdown = f"{before.markdown[:at]}{new}{before.markdown[at + len(old) :]}"
            pages = (
                (offset + (len(new) - len(old)) * (offset >= at + len(old)), folio) for offset, folio in before.pages
            )
            return Draft(markdown, tuple(pages), job.edition, job.pictures)
    return None


def remember(job: Job, markdown: str, pages: Sequence[tuple[int, str]]) -> None:
    """Keep what a book's source has become, with the offsets at which its pages of print begin."""
    keep_made([(_key(job), _Before(job.source.text, markdown, tuple(pages)))])


_BESIDE = (60, 20, 8)
"""Characters before and behind a change by which its place is found in the restored text."""
_LONGEST = 20_000


def _key(job: Job) -> str:
    return "before-" + digest(makers(), job.name, str(job.folder))


def _alike(one: str, other: str) -> tuple[int, int]:
    """Say how many characters two texts begin with alike, and how many of the rest they end with."""
    start = _beginning(one, other)
    return start, min(_beginning(one[::-1], other[::-1]), min(len(one), len(other)) - start)


def _beginning(one: str, other: str) -> int:
    at, size = 0, 1 << 20
    while size:
        if one[at : at + size] == other[at : at + size] and at + size <= min(len(one), len(other)):
            at += size
        else:
            size //= 2
    return at
