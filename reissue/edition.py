"""What the title page and the catalogue say of a book, read from a strict `edition.toml`.

A key that is unknown, missing or of the wrong kind is refused with a message that says where and what would be right;
nothing is guessed from the text of the book.
"""

import difflib
import re
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from reissue import Trouble, statement
from reissue.presses import PRESSES
from reissue.statement import Subject

DEMY = (140.0, 216.0)
"""The trim of a demy page, width and height in millimetres."""

EPOCH = "2000-01-01T00:00:00Z"
"""When an undated edition was last modified: always the same moment, so that its files are the same on any day.

One of which only the year is stated was last modified when that began, for a shop takes no book as older than itself.
"""


@dataclass(frozen=True)
class Edition:
    """The statements of one edition; a text that is not stated is empty.

    `identifier` is a URN (an ISBN stands as `urn:isbn:` and its digits); where none is stated it is a `urn:uuid` that
    follows from title, authors, language, source and year. `modified` is RFC 3339 in UTC, `trim` is the width and
    height of the page in millimetres, `type_size` and `leading` those of the text's type and lines in points (0, where
    they follow from the trim), `source` names the printed book that this edition restores.

    `contributors` are pairs of a name and what it did, as a relator code of MARC; `file_as` pairs of a name, or the
    title, and the form in which it is filed; `foreign` pairs of words of the text and the language they are in;
    `languages` those of the book beside `language`. `conforms_to` is what `certified_by` says of its accessibility.

    `pdf` has the profiles of the PDFs, the first of them that of the book's own file. `press` is one of PRESSES,
    `paper` one of its papers, `caliper` in millimetres the thickness of a leaf where it is stated; `bleed` is that of
    the pages of a printed book.
    `notes` says at whose end the notes stand where no page has a foot: the "chapter"'s or the "book"'s. `note_numbers`
    says whether they are numbered "as printed", or anew from 1 in each "chapter" or through the "book";
    `note_symbols` whether signs such as the asterisk are then "kept" or "numbered" too.
    `page_references` says whether words that send to a page of print, and the index, show its number "as printed" in
    the PDF, or the "new" one of the page on which it begins there.
    """

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    contributors: tuple[tuple[str, str], ...] = ()
    file_as: tuple[tuple[str, str], ...] = ()
    series: str = ""
    volume: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None
    identifier: str = ""
    source: str = ""
    source_identifier: str = ""
    source_year: int | None = None
    subjects: tuple[Subject, ...] = ()
    rights: str = ""
    description: str = ""
    note_on_the_text: str = ""
    colophon: str = ""
    modified: str = ""
    trim: tuple[float, float] = DEMY
    type_size: float = 0.0
    leading: float = 0.0
    pdf: tuple[str, ...] = ("screen",)
    press: str = ""
    paper: str = "white"
    caliper: float = 0.0
    bleed: float = 0.0
    notes: str = "chapter"
    note_numbers: str = "as printed"
    note_symbols: str = "kept"
    page_references: str = "as printed"
    conforms_to: str = ""
    certified_by: str = ""

    def __post_init__(self) -> None:
        """Give an edition that states no identifier, or no moment, its own."""
        if not self.modified:
            object.__setattr__(self, "modified", f"{self.year:04}-01-01T00:00:00Z" if self.year else EPOCH)
        if not self.identifier:
            said = (self.title, *self.authors, self.language, self.source, str(self.year or ""))
            object.__setattr__(self, "identifier", _uuid("\n".join(said)))


def read_edition(toml: bytes, where: str) -> Edition:
    """Read `edition.toml`; `where` is its name in messages.

    Title and language are required. Raises Trouble for a file that is not TOML, a key that is unknown or missing, and
    a value that is not what its key asks for.
    """
    table = _parse(toml, where)
    _check_keys(table, where)
    stated: dict[str, Any] = {}
    for key, value in table.items():
        try:
            stated[key] = _READERS[key](value)
        except (TypeError, ValueError, OverflowError) as fault:
            raise Trouble(f"{where}: {key}: {fault}") from fault
    edition = Edition(**stated)
    _check_together(edition, where)
    _check_print(edition, where)
    return edition


def default_edition(name: str, source_digest: str) -> Edition:
    """Make the edition of a lone OCR file: its title from the file's name, its identifier from the source's digest."""
    stem = _CONTROL.sub(" ", PurePath(name).stem.encode(errors="replace").decode())
    words = re.sub(r"[_\s]+", " ", stem).strip()
    if " " not in words:
        words = words.replace("-", " ").strip()
    return Edition(title=words[:1].upper() + words[1:] or "Untitled", identifier=_uuid(source_digest))


_REQUIRED = ("title", "language")
_TOLERANCE = 0.1
_LEAST_LEADING = 8.0
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


def _parse(toml: bytes, where: str) -> dict[str, object]:
    try:
        text = toml.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = toml.count(b"\n", 0, fault.start) + 1
        raise Trouble(f"{where}: line {line} is not UTF-8; save the file as UTF-8") from fault
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Trouble(f"{where} is not TOML: {fault}") from fault


def _check_keys(table: dict[str, object], where: str) -> None:
    allowed = ", ".join(_READERS)
    for key in table:
        if key not in _READERS:
            near = difflib.get_close_matches(key, _READERS, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise Trouble(f"{where}: unknown key {key!r}{hint} (allowed: {allowed})")
    for key in _REQUIRED:
        if key not in table:
            raise Trouble(f"{where}: {key} is missing (required: {', '.join(_REQUIRED)}; allowed: {allowed})")


def _check_together(edition: Edition, where: str) -> None:
    """Refuse statements that mean nothing without each other."""
    known = {edition.title, *edition.authors, *edition.editors, *edition.translators, *dict(edition.contributors)}
    for name, _ in edition.file_as:
        if name not in known:
            raise Trouble(f"{where}: file_as: {name!r} is neither the title nor a name that the edition states")
    if edition.volume and not edition.series:
        raise Trouble(f"{where}: volume: of what series? state series as well")
    if edition.note_symbols != "kept" and edition.note_numbers == "as printed":
        right = 'state note_numbers = "chapter" or "book" as well'
        raise Trouble(f"{where}: note_symbols: a sign takes a number only where all notes take one anew; {right}")
    if edition.leading and edition.leading < (edition.type_size or _LEAST_LEADING):
        raise Trouble(f"{where}: leading: {edition.leading:g} points are less than the height of the type")
    if bool(edition.conforms_to) is not bool(edition.certified_by):
        raise Trouble(f"{where}: conforms_to and certified_by: a claim needs somebody who makes it; state both or none")


def _check_print(edition: Edition, where: str) -> None:
    """Refuse what a press cannot print."""
    press = PRESSES[edition.press]
    if edition.paper not in press.papers:
        raise Trouble(f"{where}: paper: {press.name} has no {edition.paper!r}, but {', '.join(press.papers)}")
    if "print" not in edition.pdf:
        return
    for side, (least, most), what in zip(edition.trim, (press.widths, press.heights), ("wide", "high"), strict=True):
        if not least - _TOLERANCE <= side <= most + _TOLERANCE:
            raise Trouble(f"{where}: trim: {press.name} prints pages {least:.1f} to {most:.1f} mm {what}, not {side:g}")


def _uuid(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


_READERS: dict[str, Callable[[object], object]] = {
    "title": statement.stated,
    "subtitle": statement.line,
    "authors": statement.names,
    "editors": statement.names,
    "translators": statement.names,
    "contributors": statement.roles,
    "file_as": statement.names_for,
    "series": statement.line,
    "volume": statement.line,
    "language": statement.language,
    "languages": statement.languages,
    "foreign": statement.foreign,
    "publisher": statement.line,
    "place": statement.line,
    "year": statement.year,
    "identifier": statement.identifier,
    "source": statement.line,
    "source_identifier": statement.identifier,
    "source_year": statement.year,
    "subjects": statement.subjects,
    "rights": statement.prose,
    "description": statement.prose,
    "note_on_the_text": statement.prose,
    "colophon": statement.prose,
    "modified": statement.moment,
    "trim": statement.trim,
    "type_size": statement.points,
    "leading": statement.points,
    "pdf": statement.profiles,
    "press": statement.press,
    "paper": statement.stated,
    "caliper": statement.length,
    "bleed": statement.length,
    "notes": statement.one_of("chapter", "book"),
    "note_numbers": statement.one_of("as printed", "chapter", "book"),
    "note_symbols": statement.one_of("kept", "numbered"),
    "page_references": statement.one_of("as printed", "new"),
    "conforms_to": statement.conformance,
    "certified_by": statement.line,
}
