"""XML read as what it says and nothing more: no entity is followed but HTML's characters, nothing is fetched."""

import re
from collections.abc import Iterable, Iterator
from html.entities import html5

from lxml.etree import Entity, HTMLParser, XMLParser, XMLSyntaxError, fromstring
from lxml.etree import _Element as Element

from reissue import Trouble


def parse(data: bytes, name: str, encoding: str = "") -> Element:
    """Parse XML, or a web page that is not XML; Trouble says in one line where it is broken."""
    if data.lstrip(_BLANK)[:_HEAD].lower().startswith((b"<!doctype html>", b"<html>")):
        encoding = encoding or _of_page(data, name)
        parser: XMLParser | HTMLParser = HTMLParser(
            encoding=encoding or None, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
        )
    else:
        data = _ENTITY.sub(_numbered, data)
        parser = XMLParser(
            encoding=encoding or None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=True,
            remove_pis=True,
        )
    try:
        root = fromstring(data, parser)
    except XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        message = f"{name} is broken XML, line {error.lineno}: {reason}; is the file whole, as the engine wrote it?"
        raise Trouble(message) from None
    if (unknown := next(root.iter(Entity), None)) is not None:
        message = f"{name}, line {unknown.sourceline}: {unknown.text} stands for words that the file does not hold"
        raise Trouble(message)
    return root


def local(part: Element) -> str:
    """Give an element's name without its namespace; "" for what is no element."""
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""


def inside(part: Element, name: str) -> Iterator[Element]:
    """Give the elements of a name below another, in whatever namespace."""
    return (found for found in part.iter(f"{{*}}{name}") if found is not part)


def number(part: Element, name: str) -> float:
    """Give an attribute's number; 0 where there is none that could be one of a page."""
    try:
        value = float(part.get(name, "0"))
    except ValueError:
        return 0
    return value if abs(value) < _LARGEST else 0


def whole(part: Element, name: str) -> int | None:
    """Give an attribute's whole number; None where there is none."""
    text = part.get(name, "")
    return int(text) if text.isdecimal() and len(text) < _FIGURES else None


def weighted(values: Iterable[tuple[float, int]]) -> float:
    """Give the value that most characters have; 0 if none has one."""
    weights: dict[float, int] = {}
    for value, weight in values:
        weights[value] = weights.get(value, 0) + weight
    weights.pop(0, None)
    return max(weights, key=lambda value: (weights[value], value), default=0)


def _of_page(data: bytes, name: str) -> str:
    """Give the encoding of a web page that names none; "" where it names its own."""
    if b"charset" in data[:_NAMED].lower():
        return ""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start + 1} (line {line})"
        hint = "name its encoding with --encoding, such as --encoding latin-1"
        message = f"{name} names no encoding and is not UTF-8: {byte} does not belong there; {hint}"
        raise Trouble(message) from None
    return "utf-8"


def _numbered(entity: re.Match[bytes]) -> bytes:
    """Write a character that HTML knows by name with its numbers, for no DTD is read; those of XML itself stay."""
    known = html5.get(f"{entity[1].decode()};", "") if entity[1] not in _OF_XML else ""
    return "".join(f"&#{ord(character)};" for character in known).encode() or entity[0]


_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = (b"amp", b"lt", b"gt", b"quot", b"apos")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD, _NAMED = 64, 4096
_LARGEST, _FIGURES = 1e9, 9
