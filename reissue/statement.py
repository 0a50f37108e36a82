"""What each key of `edition.toml` asks for: a value of TOML read, or refused with what would be right.

Each reader raises TypeError or ValueError; who called it says in which file, and of which key.
"""

import json
import math
import re
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from reissue.presses import PRESSES

PROFILES = ("screen", "archive", "print")
"""The kinds of PDF: to be read on a screen, to be kept, to be printed."""


class Subject(NamedTuple):
    """A subject of the book: its words, and where it has one its code in a scheme, BISAC or Thema."""

    words: str
    scheme: str = ""
    code: str = ""


def line(value: object) -> str:
    """Read one line of text."""
    text = prose(value)
    if "\n" in text:
        raise ValueError("must stand on one line")
    return text


def stated(value: object) -> str:
    """Read one line of text that may not be empty."""
    text = line(value)
    if not text:
        raise ValueError("must not be empty")
    return text


def prose(value: object) -> str:
    """Read text of any number of lines."""
    if not isinstance(value, str):
        raise TypeError(f'must be text in quotation marks, such as "…", not {_kind(value)}')
    text = value.replace("\r\n", "\n").strip()
    if _CONTROL.search(text.replace("\n", "")):
        raise ValueError("holds a control character")
    return text


def names(value: object) -> tuple[str, ...]:
    """Read a list of names."""
    if not isinstance(value, list):
        raise TypeError(f'must be a list of names, such as ["…"], not {_kind(value)}')
    return tuple(stated(name) for name in value)


def language(value: object) -> str:
    """Read a BCP 47 language tag."""
    tag = line(value)
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f'{tag!r} is not a BCP 47 language tag; write one such as "en", "en-GB" or "de"')
    return tag


def year(value: object) -> int:
    """Read a year A.D."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:  # noqa: PLR2004 - years A.D.
        raise ValueError(f"must be a whole number of four digits such as 1923, not {value!r}")
    return value


def identifier(value: object) -> str:
    """Read an ISBN or a URN; the check digit is that of ISO 2108."""
    text = line(value)
    digits = re.sub(r"[\s-]", "", re.sub(r"(?i)^(?:urn:)?isbn(?:-1[03])?[:\s]*", "", text))
    if re.fullmatch(r"[0-9]{9}[0-9Xx]|97[89][0-9]{10}", digits):
        right = _check_digit(digits[:-1])
        if digits[-1].upper() != right:
            raise ValueError(f"the ISBN {text!r} has a wrong check digit: after {digits[:-1]} it would be {right}")
        return f"urn:isbn:{digits.upper()}"
    if text.lower().startswith("urn:uuid:"):
        try:
            return uuid.UUID(text[9:]).urn
        except ValueError:
            raise ValueError(f"{text!r} is no UUID, which has 32 hexadecimal digits") from None
    if text and (not _URN.fullmatch(text) or text.lower().startswith("urn:isbn:")):
        raise ValueError(f'{text!r} is neither an ISBN of 10 or 13 digits nor a URN such as "urn:uuid:…"')
    return text


def moment(value: object) -> str:
    """Read a day or a moment, as RFC 3339 in UTC."""
    text = value.isoformat() if isinstance(value, date) else line(str(value))
    form = _MOMENT.fullmatch(text)
    if form is None:
        raise ValueError(f"{text!r} is not a date such as 2024-05-31 or 2024-05-31T12:00:00Z (a time needs its zone)")
    day, time, zone = form.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00:00'}{(zone or 'Z').upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such day or time as {text!r}") from None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def trim(value: object) -> tuple[float, float]:
    """Read the width and height of a page in millimetres, or the name of a sheet."""
    least, most = _BOUNDS
    if isinstance(value, str) and value in _SHEETS:
        return _SHEETS[value]
    match value:
        case [int() | float() as width, int() | float() as height] if all(
            not isinstance(side, bool) and math.isfinite(side) and least <= side <= most for side in (width, height)
        ):
            return float(width), float(height)
    raise ValueError(
        f"must be width and height in millimetres, each from {least:.0f} to {most:.0f}, such as [140, 216], "
        f"or one of {_listed(_SHEETS)}"
    )


def profiles(value: object) -> tuple[str, ...]:
    """Read the kinds of PDF that are wanted: one, or a list of them."""
    named = (stated(value),) if isinstance(value, str) else tuple(map(stated, _items(value, "profiles", '["screen"]')))
    for name in named:
        if name not in PROFILES:
            raise ValueError(f"there is no profile {name!r}; there are {_listed(PROFILES)}")
    if len({*named}) < len(named) or not named:
        raise ValueError(f"must name one or more profiles of {_listed(PROFILES)}, none of them twice")
    return named


def press(value: object) -> str:
    """Read the name of a press whose figures we have."""
    name = line(value).lower()
    if name not in PRESSES:
        raise ValueError(f"we do not have the figures of {value!r}, only those of {_listed(filter(None, PRESSES))}")
    return name


def length(value: object) -> float:
    """Read a length in millimetres."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _LONGEST:
        raise ValueError(f"must be a length in millimetres from 0 to {_LONGEST}, such as 3.2, not {value!r}")
    return float(value)


def points(value: object) -> float:
    """Read a size of type or the height of a line, in points."""
    least, most = _OF_TYPE
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"must be a number of points from {least} to {most}, such as 10.5, not {value!r}")
    return float(value)


def isbn(identifier: str) -> str:
    """Give the thirteen digits of an identifier that is an ISBN, else nothing; ValueError if they are not right."""
    digits = identifier.removeprefix("urn:isbn:")
    if digits == identifier:
        return ""
    if len(digits) == 10:  # noqa: PLR2004 - an ISBN of before 2007
        digits = f"978{digits[:9]}"
        return digits + _check_digit(digits)
    if not re.fullmatch("97[89][0-9]{10}", digits) or _check_digit(digits[:12]) != digits[12]:
        raise ValueError(f"{digits} is no ISBN: its check digit is wrong")
    return digits


def one_of(*choices: str) -> Callable[[object], str]:
    """Make a reader of one of a few words."""

    def read(value: object) -> str:
        said = line(value)
        if said not in choices:
            raise ValueError(f"must be {' or '.join(json.dumps(choice) for choice in choices)}, not {json.dumps(said)}")
        return said

    return read


def languages(value: object) -> tuple[str, ...]:
    """Read a list of language tags."""
    return tuple(language(tag) for tag in _items(value, "language tags", '["fr"]'))


def subjects(value: object) -> tuple[Subject, ...]:
    """Read a list of subjects: words, or a code of BISAC or Thema with its words, `BISAC LAN027000 Publishing`."""
    found = []
    for item in _items(value, "subjects", '["Printing", "BISAC LAN027000 Publishing"]'):
        text = stated(item)
        coded = _SUBJECT.fullmatch(text)
        if coded is None and re.match(r"(?i:bisac|thema)\b", text):
            raise ValueError(f"{text!r} has no code of its scheme; write it such as BISAC LAN027000 or Thema KNTP1")
        found.append(Subject(*_coded(coded)) if coded else Subject(text))
    return tuple(found)


def names_for(value: object) -> tuple[tuple[str, str], ...]:
    """Read a table that says of each name how it is filed."""
    return tuple((stated(name), stated(said)) for name, said in _table(value, '{"A. Keeper" = "Keeper, A."}'))


def roles(value: object) -> tuple[tuple[str, str], ...]:
    """Read a table of names and what each did, as a relator code of MARC: three small letters."""
    found = tuple((stated(name), stated(role)) for name, role in _table(value, '{"A. Keeper" = "ill"}'))
    for name, role in found:
        if not re.fullmatch("[a-z]{3}", role):
            raise ValueError(f'{role!r}, for {name}, is no relator code of MARC; one such as "ill" has three letters')
    return found


def foreign(value: object) -> tuple[tuple[str, str], ...]:
    """Read a table of languages and the words that are in them, as pairs of words and language."""
    found = _table(value, '{fr = ["coup de grâce"]}')
    return tuple((stated(said), language(tag)) for tag, words in found for said in _items(words, "words", '["…"]'))


def conformance(value: object) -> str:
    """Read a claim to accessibility, in the one form in which it may stand in a package."""
    text = line(value)
    if text and not _CLAIM.fullmatch(text):
        example = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
        raise ValueError(f"{text!r} is no claim that EPUB Accessibility knows; write one such as {example!r}")
    return text


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_BOUNDS = (50.0, 500.0)
_SHEETS = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "A6": (105.0, 148.0)}
_LONGEST = 10
_OF_TYPE = (5, 36)

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
_SUBJECT = re.compile(r"(?i:(bisac|thema))\s+((?<=[cC]\s)[A-Z]{3}[0-9]{6}|(?<=[aA]\s)[1-6A-Z][0-9A-Z-]*)(?:\s+(.+))?")
_CLAIM = re.compile(r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level A{1,3}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _items(value: object, what: str, example: str) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"must be a list of {what}, such as {example}, not {_kind(value)}")
    return value


def _table(value: object, example: str) -> list[tuple[str, object]]:
    if not isinstance(value, dict):
        raise TypeError(f"must be a table, such as {example}, not {_kind(value)}")
    return [(str(key), said) for key, said in value.items()]


def _coded(coded: re.Match[str]) -> tuple[str, str, str]:
    scheme, code, said = coded.groups()
    return said or code, "Thema" if scheme.lower() == "thema" else "BISAC", code


def _check_digit(digits: str) -> str:
    if len(digits) == 12:  # noqa: PLR2004 - an ISBN-13 without its check digit
        return str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10)
    rest = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return "X" if rest == 10 else str(rest)  # noqa: PLR2004 - ISO 2108 writes ten as X


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or a time")
