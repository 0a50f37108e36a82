"""Proof: the finished files read back, and compared with the manuscript and with each other.

It shares no reader with what made them, and refuses nothing: whatever is wrong is a finding.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePath

from reissue.proof.copytext import read_copy, undescribed
from reissue.proof.epub import prove_epub
from reissue.proof.html import prove_html
from reissue.proof.numbering import flaws
from reissue.proof.pdf import prove_pdf
from reissue.proof.pdf_type import wrong_type
from reissue.proof.preflight import inspect
from reissue.proof.reading import Finding, Proved, Reading, quote
from reissue.proof.recount import AS_PRINTED, Numbers, renumbered
from reissue.proof.site import prove_site

__all__ = ["Finding", "Numbers", "inspect", "prove"]


def prove(  # noqa: PLR0913, PLR0917 - what the files are held against
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    markdown: str,
    pages: Iterable[tuple[int, str]] = (),
    pictures: Iterable[str] = (),
    numbers: Numbers = AS_PRINTED,
    families: Iterable[str] = (),
) -> list[Finding]:
    """Prove finished files, by name, against the text of `book.md`, and look at the notes of that text itself.

    `pages` says in order at which offset of the text each page of print begins, and which folio it bears. `pictures`
    are the names of those whose files the book has: each stands in every file, and is described in words.
    `numbers` is how the edition numbers its notes, and the pages to which it refers. `families` are those of type that
    a PDF may show; any, if there are none.
    The files may come one by one, as they are finished; each is proved as it comes.
    ValueError for a file whose suffix is of no format that proof reads.
    """
    copy = read_copy(markdown, pages, pictures)
    findings = flaws(copy, "book.md") + [Finding("book.md", fault) for fault in undescribed(copy)]
    copy = renumbered(copy, numbers)
    proved, ours = dict[str, Proved](), frozenset(families)
    for name, data in files.items() if isinstance(files, Mapping) else files:
        suffix = PurePath(name).suffix
        if suffix not in _FORMATS:
            message = f"proof reads {', '.join(sorted(_FORMATS))}, not {name}"
            raise ValueError(message)
        read = partial(prove_pdf, new_pages=numbers.pages) if suffix == ".pdf" else _FORMATS[suffix]
        proved[name] = read(data, copy)
        findings += [Finding(name, fault) for fault in proved[name].faults]
        if suffix == ".pdf":
            findings += wrong_type(name, data, ours, markdown)
    return findings + _disagreements(proved)


def _disagreements(proved: Mapping[str, Proved]) -> list[Finding]:
    """Find what the files say of themselves otherwise than the first of them."""
    findings = []
    first = next(iter(proved), "")
    for name, other in proved.items():
        for what, said, says in (
            ("title", proved[first].title, other.title),
            ("language", proved[first].language, other.language),
        ):
            if says != said:
                findings.append(Finding(name, f"its {what} is {quote(says)}, but that of {first} is {quote(said)}"))
    return findings


_FORMATS: Mapping[str, Callable[[bytes, Reading], Proved]] = {
    ".html": prove_html,
    ".epub": prove_epub,
    ".pdf": prove_pdf,
    ".site": prove_site,
}
