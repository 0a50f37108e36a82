"""What the title page and the catalogue say of a book, read from a strict `edition.toml`.

A key that is unknown, missing or of the wrong kind is refused with a message that says where and what would be right;
nothing is guessed from the text of the book.
"""

import difflib
import math
import re
import tomllib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePath
from typing import Any

from reissue import Trouble

DEMY = (140.0, 216.0)
"""The trim of a demy page, width and height in millimetres."""

EPOCH = "2000-01-01T00:00:00Z"
"""When an undated edition was last modified: always the same moment, so that its files are the same on any day."""


@dataclass(frozen=True)
class Edition:
    """The statements of one edition; a text that is not stated is empty.

    `identifier` is a URN (an ISBN stands as `urn:isbn:` and its digits); where none is stated it is a `urn:uuid` that
    follows from title, authors, language, source and year. `modified` is RFC 3339 in UTC, `trim` is the width and
    height of the page in millimetres, `source` names the printed book that this edition restores.
    """

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    language: str = "en"
    publisher: str = ""
    place: str = ""
    year: int | None = None
    identifier: str = ""
    source: str = ""
    rights: str = ""
    description: str = ""
    modified: str = EPOCH
    trim: tuple[float, float] = DEMY

    def __post_init__(self) -> None:
        """Give an edition that states no identifier its own."""
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
    return Edition(**stated)


def default_edition(name: str, source_digest: str) -> Edition:
    """Make the edition of a lone OCR file: its title from the file's name, its identifier from the source's digest."""
    stem = _CONTROL.sub(" ", PurePath(name).stem.encode(errors="replace").decode())
    words = re.sub(r"[_\s]+", " ", stem).strip()
    if " " not in words:
        words = words.replace("-", " ").strip()
    return Edition(title=words[:1].upper() + words[1:] or "Untitled", identifier=_uuid(source_digest))


_REQUIRED = ("title", "language")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_BOUNDS = (50.0, 500.0)

# A primary subtag of four letters is reserved and none of five to eight was ever registered: `english` is a mistake.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}"  # language and its extensions
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
    r"|x(?:-[a-z0-9]{1,8})+)",
    re.IGNORECASE,
)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[!-~]+", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d))?")


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


def _line(value: object) -> str:
    """Read one line of text."""
    text = _prose(value)
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


def _stated(value: object) -> str:
    """Read one line of text that may not be empty."""
    text = _line(value)
    if not text:
        raise ValueError("must not be empty")
    return text


def _prose(value: object) -> str:
    """Read text of any number of lines."""
    if not isinstance(value, str):
        raise TypeError(f'must be text in quotation marks, such as "…", not {_kind(value)}')
    text = value.replace("\r\n", "\n").strip()
    if _CONTROL.search(text.replace("\n", "")):
        raise ValueError("holds a control character")
    return text


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f'must be a list of names, such as ["…"], not {_kind(value)}')
    return tuple(_stated(name) for name in value)


def _language(value: object) -> str:
    tag = _line(value)
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f'{tag!r} is not a BCP 47 language tag; write one such as "en", "en-GB" or "de"')
    return tag


def _year(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:  # noqa: PLR2004 - years A.D.
        raise ValueError(f"must be a whole number of four digits such as 1923, not {value!r}")
    return value


def _identifier(value: object) -> str:
    """Read an ISBN or a URN; the check digit is that of ISO 2108."""
    text = _line(value)
    digits = re.sub(r"[\s-]", "", re.sub(r"(?i)^(?:urn:)?isbn(?:-1[03])?[:\s]*", "", text))
    if re.fullmatch(r"[0-9]{9}[0-9Xx]|97[89][0-9]{10}", digits):
        right = _check_digit(digits[:-1])
        if digits[-1].upper() != right:
            raise ValueError(f"the ISBN {text!r} has a wrong check digit: after {digits[:-1]} it would be {right}")
        return f"urn:isbn:{digits.upper()}"
    if text.lower().startswith("urn:uuid:"):
        return uuid.UUID(text[9:]).urn
    if text and (not _URN.fullmatch(text) or text.lower().startswith("urn:isbn:")):
        raise ValueError(f'{text!r} is neither an ISBN of 10 or 13 digits nor a URN such as "urn:uuid:…"')
    return text


def _check_digit(digits: str) -> str:
    if len(digits) == 12:  # noqa: PLR2004 - an ISBN-13 without its check digit
        return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10)
    rest = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - ISO 2108 writes ten as X


def _moment(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else _line(value)
    form = _MOMENT.fullmatch(text)
    if form is None:
        raise ValueError(f"{text!r} is not a date such as 2024-05-31 or 2024-05-31T12:00:00Z (a time needs its zone)")
    day, time, zone = form.groups()
    moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}{(zone or 'Z').upper()}")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def _trim(value: object) -> tuple[float, float]:
    least, most = _BOUNDS
    match value:
        case [int() | float() as width, int() | float() as height] if all(
            not isinstance(side, bool) and math.isfinite(side) and least <= side <= most for side in (width, height)
        ):
            return float(width), float(height)
    raise ValueError(
        f"must be width and height in millimetres, each from {least:.0f} to {most:.0f}, such as [140, 216]"
    )


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date")


def _uuid(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


_READERS: dict[str, Callable[[object], object]] = {
    "title": _stated,
    "subtitle": _line,
    "authors": _names,
    "editors": _names,
    "translators": _names,
    "language": _language,
    "publisher": _line,
    "place": _line,
    "year": _year,
    "identifier": _identifier,
    "source": _line,
    "rights": _prose,
    "description": _prose,
    "modified": _moment,
    "trim": _trim,
}
