"""Proof: the finished files read back, and compared with the manuscript and with each other.

It shares no reader with what made them, and refuses nothing: whatever is wrong is a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import PurePath

from reissue.proof.copytext import read_copy, undescribed
from reissue.proof.numbering import flaws
from reissue.proof.reading import Finding, quote
from reissue.proof.recount import AS_PRINTED, Numbers, renumbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    # What reads the files of a format is loaded when there is one, and what reads PDFs takes long to load.
    from collections.abc import Callable, Iterable, Iterator

    from reissue.aside import Aside
    from reissue.edition import Edition
    from reissue.proof.reading import Proved, Reading

__all__ = ["Finding", "Numbers", "begin_copy", "inspect", "numbers_of", "prove"]


def begin_copy(
    markdown: str, pages: Iterable[tuple[int, str]], pictures: Iterable[str], begin: Aside | None = None
) -> Callable[[], Reading]:
    """Begin to read the text of `book.md` for the proof, aside if `begin` does that; what is given waits for it."""
    given = markdown, list(pages), list(pictures)
    return begin(read_copy, *given) if begin else partial(read_copy, *given)


def numbers_of(edition: Edition) -> Numbers:
    """Say how an edition numbers its notes, and the pages to which it refers."""
    return Numbers(
        edition.note_numbers, signs=edition.note_symbols == "numbered", pages=edition.page_references == "new"
    )


def prove(  # noqa: PLR0913, PLR0917 - what the files are held against
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    markdown: str,
    pages: Iterable[tuple[int, str]] = (),
    pictures: Iterable[str] = (),
    numbers: Numbers = AS_PRINTED,
    families: Iterable[str] = (),
    *,
    copy: Callable[[], Reading] | None = None,
    begin: Aside | None = None,
) -> list[Finding]:
    """Prove finished files, by name, against the text of `book.md`, and look at the notes of that text itself.

    `pages` says in order at which offset of the text each page of print begins, and which folio it bears. `pictures`
    are the names of those whose files the book has: each stands in every file, and is described in words.
    `numbers` is how the edition numbers its notes, and the pages to which it refers. `families` are those of type that
    a PDF may show; any, if there are none.
    The files may come one by one, as they are finished; each is proved as it comes. `copy` gives what `begin_copy`
    began to read of the same text; `begin` has a part of a long PDF read aside.
    ValueError for a file whose suffix is of no format that proof reads.
    """
    read = copy() if copy else read_copy(markdown, pages, pictures)
    findings = flaws(read, "book.md") + [Finding("book.md", fault) for fault in undescribed(read)]
    read = renumbered(read, numbers)
    proved: dict[str, Proved] = {}
    prove_one = _prover(read, numbers, frozenset(families), begin)
    for name, data in files.items() if isinstance(files, Mapping) else files:
        proved[name] = prove_one(name, data)
        findings += [Finding(name, fault) for fault in proved[name].faults]
        findings += [_not_printed(name, sign, markdown) for sign in proved[name].unprinted]
    return [*findings, *_disagreements(proved)]


def inspect(files: Mapping[str, bytes], edition: Edition) -> list[Finding]:
    """Hold those of an edition's finished files, by their names, against the press that are for one."""
    if "print" not in edition.pdf:
        return []
    from reissue.proof.preflight import inspect  # noqa: PLC0415 -- only where there is a PDF

    return inspect(files, edition)


def _load_readers() -> None:
    """Load what reads PDFs, while one is still in the press."""
    import_module("reissue.proof.pdf")


def _prover(
    copy: Reading, numbers: Numbers, families: frozenset[str], begin: Aside | None
) -> Callable[[str, bytes], Proved]:
    """Give what proves one file by the reader of its format, which is loaded only then.

    Where work is done aside there is to be a PDF: what reads it is loaded, and what it is to have is worked out, while
    it is still in the press.
    """
    due = None
    if begin:
        begin(_load_readers)
        _load_readers()
        from reissue.proof.wanted import wanted  # noqa: PLC0415

        due = None if numbers.pages else wanted(copy)

    def proved(name: str, data: bytes) -> Proved:
        match PurePath(name).suffix:
            case ".html":
                from reissue.proof.html import prove_html  # noqa: PLC0415

                return prove_html(data, copy)
            case ".epub":
                from reissue.proof.epub import prove_epub  # noqa: PLC0415

                return prove_epub(data, copy)
            case ".pdf":
                from reissue.proof.pdf import prove_pdf  # noqa: PLC0415

                return prove_pdf(data, copy, families=families, new_pages=numbers.pages, due=due, begin=begin)
            case ".site":
                from reissue.proof.site import prove_site  # noqa: PLC0415

                return prove_site(data, copy)
        raise ValueError(f"proof reads .epub, .html, .pdf, .site, not {name}")

    return proved


def _not_printed(name: str, sign: str, markdown: str) -> Finding:
    """Tell of a sign of a PDF that no font has, where the text has it first."""
    code = " ".join(f"U+{ord(part):04X}" for part in sign)
    fault = f"no font of the book has ‘{sign}’ ({code}), and nothing is printed for it: bring one in its styles"
    at = markdown.find(sign)
    line = markdown.count("\n", 0, at) + 1 if at >= 0 else 0
    return Finding(name, f"line {line}: {fault}", line, sign) if line else Finding(name, fault)


def _disagreements(proved: Mapping[str, Proved]) -> Iterator[Finding]:
    """Find what the files say of themselves otherwise than the first of them."""
    first = next(iter(proved), "")
    for name, other in proved.items():
        for what, said, says in (
            ("title", proved[first].title, other.title),
            ("language", proved[first].language, other.language),
        ):
            if says != said:
                yield Finding(name, f"its {what} is {quote(says)}, but that of {first} is {quote(said)}")
