"""A book that was built before: all its files and what was found in them, kept by the digest of all that went in.

A book is made anew unless its source, decisions, edition, pictures, styles, formats and our own code are byte for byte
what they were. Then its files are those that were made and proved, and the proof is what it was.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reissue.bind import Styles
from reissue.job import Job
from reissue.kept import digest, find_made, keep_made, makers


class Finished(NamedTuple):
    """What a build gives: the record of the work and the bound files by their names, what is said, what is wrong."""

    record: Mapping[str, bytes]
    bound: Mapping[str, bytes]
    summary: str
    remarks: tuple[str, ...]
    faults: tuple[str, ...]


def finished_key(job: Job, styles: Styles, formats: Sequence[str]) -> str:
    """Make the key under which a book is kept."""
    source = job.source
    parts: list[bytes | str] = [source.name, source.text, source.digest, source.engine]
    parts += [repr(part) for part in (source.files, source.leaves, sorted(source.pictures), job.decisions, job.edition)]
    parts += [job.name, repr(job.folder is None), *formats]
    for files in (styles.sheets, styles.fonts, job.pictures):
        parts += [str(len(files)), *(part for name, data in files.items() for part in (name, data))]
    return "book-" + digest(makers(), *parts, styles.cover)


def find_finished(key: str) -> Finished | None:
    """Find a book that was built before; None if it was not, or is not kept any more."""
    return find_made(key, Finished)


def keep_finished(key: str, finished: Finished) -> None:
    """Keep a book for the next time."""
    keep_made([(key, finished)])
