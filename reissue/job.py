"""One job for the press: what a book's folder or file holds, read in; and the finished files, written out.

Only this module does.
"""

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reissue import Trouble
from reissue.edition import Edition, default_edition, read_edition
from reissue.emendation import read_emendations
from reissue.manuscript import Edit
from reissue.plates import check_plates
from reissue.source import Source, join_pages, natural_order, read_source


@dataclass(frozen=True)
class Job:
    """A book to be built: `folder` is its own folder where it has one, and its sheets stand in `styles`.

    `pictures` are those that its text names and that lie beside its file or files, by the names that the text has.
    """

    name: str
    source: Source
    decisions: tuple[Edit, ...]
    edition: Edition
    folder: Path | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def styles(self) -> tuple[Path, ...]:
        """The folder of the book's own sheets, if it has one."""
        own = self.folder / "styles" if self.folder else None
        return (own,) if own and own.is_dir() else ()


def take(book: Path, encoding: str = "") -> Job:
    """Read a book folder (with `edition.toml`), a folder of page files, or one OCR file.

    Trouble names what is wrong, and where.
    """
    if not book.exists():
        message = f"{book} does not exist: give a book's folder, a folder of page files, or one OCR file"
        raise Trouble(message)
    name = book.resolve().stem if book.is_file() else book.resolve().name
    if not book.is_dir():
        source, pictures = _with_pictures(read_source(_bytes(book), book.name, encoding), book.parent)
        return Job(name, source, (), default_edition(name, source.digest), pictures=pictures)
    statement, decisions = book / "edition.toml", book / "emendations.toml"
    if not statement.exists():
        source, pictures = _with_pictures(_pages(book, encoding), book)
        return Job(name, source, (), default_edition(name, source.digest), pictures=pictures)
    edition = read_edition(_bytes(statement), str(statement))
    if not (book / "source").is_dir():
        message = f"{book / 'source'} does not exist: a book's folder keeps the OCR as received in source/"
        raise Trouble(message)
    source, pictures = _with_pictures(_pages(book / "source", encoding), book / "source")
    edits = read_emendations(_bytes(decisions), str(decisions), source) if decisions.exists() else []
    return Job(name, source, tuple(edits), edition, book, pictures)


def deliver(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder: each beside its place and then renamed, so that none is ever half-written.

    What ends in `.site` is the archive of a folder, and is laid out as one in the same way. Trouble if it cannot.
    """
    drafts = list[tuple[Path, Path]]()
    sites = {name: data for name, data in files.items() if name.endswith(".site")}
    if taken := next((name for name in files if name not in sites and (folder / name).is_dir()), ""):
        message = f"cannot write {folder / taken}: a folder of that name is there; move it elsewhere"
        raise Trouble(message)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in sites.items():
            _lay_out(data, folder / name)
        for name, data in ((name, data) for name, data in files.items() if name not in sites):
            handle, draft = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            drafts.append((Path(draft), folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).chmod(0o644)
        for draft_path, place in drafts:
            draft_path.replace(place)
    except OSError as error:
        message = f"cannot write into {folder}: {error.strerror or error}; name a folder that can be written with --out"
        raise Trouble(message) from None
    finally:
        for draft_path, _ in drafts:
            draft_path.unlink(missing_ok=True)


def _lay_out(archive: bytes, place: Path) -> None:
    """Lay out an archive as a folder: all of it beside its place, and then in the place of the one that was there."""
    with tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent) as drafts:
        draft = Path(drafts) / "new"
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            packed.extractall(draft)
        if place.exists():
            place.replace(Path(drafts) / "old")
        draft.replace(place)


def _with_pictures(source: Source, folder: Path) -> tuple[Source, dict[str, bytes]]:
    """Take the pictures that a text names and that lie in a folder or below it; none of any other folder."""
    inside, pictures = folder.resolve(), dict[str, bytes]()
    for name in sorted(set(_PICTURE.findall(source.text))):
        file = (folder / name).resolve()
        if file.is_relative_to(inside) and file.is_file():
            pictures[name] = _bytes(file)
    check_plates(pictures)
    return replace(source, pictures=frozenset(pictures)), pictures


def _pages(folder: Path, encoding: str) -> Source:
    """Read the page files of a folder: texts if there are any, for then what lies beside them only tells of them."""
    files = [file for file in folder.iterdir() if file.is_file() and not file.name.startswith(".")]
    texts = [file for file in files if file.suffix.lower() in _TEXTS]
    found = texts or [file for file in files if file.suffix.lower() in _STRUCTURED]
    pages = sorted(found, key=lambda file: natural_order(file.name))
    if not pages:
        message = f"{folder} holds no page files: they end in {' or '.join(_TEXTS + _STRUCTURED)}"
        raise Trouble(message)
    if len(pages) == 1:
        return read_source(_bytes(pages[0]), pages[0].name, encoding)
    return join_pages([(page.name, _bytes(page)) for page in pages], folder.resolve().name, encoding)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"cannot read {file}: {error.strerror or error}"
        raise Trouble(message) from None


_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(((?:\./)?(?:[\w-][\w.-]*/)*[\w-][\w.-]*)\)", re.ASCII)
_TEXTS = (".md", ".markdown", ".txt", ".text")
_STRUCTURED = (".json", ".jsonl", ".xml", ".hocr", ".html", ".htm", ".xhtml")
