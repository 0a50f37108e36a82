"""XML read as what it says and nothing more: no entity is followed, nothing is fetched."""

from collections.abc import Iterable, Iterator

from lxml.etree import HTMLParser, XMLParser, XMLSyntaxError, fromstring
from lxml.etree import _Element as Element

from reissue import Trouble


def parse(data: bytes, name: str, encoding: str = "") -> Element:
    """Parse XML, or a web page that is not XML; Trouble says in one line where it is broken."""
    if data.lstrip(_BLANK)[:_HEAD].lower().startswith((b"<!doctype html>", b"<html>")):
        parser: XMLParser | HTMLParser = HTMLParser(encoding=encoding or None, no_network=True, huge_tree=True)
    else:
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
        return fromstring(data, parser)
    except XMLSyntaxError as error:
        reason = " ".join(str(error.msg).split())
        message = f"{name} is broken XML, line {error.lineno}: {reason}; is the file whole, as the engine wrote it?"
        raise Trouble(message) from None


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


_BLANK = b"\xef\xbb\xbf \t\r\n"
_HEAD = 64
_LARGEST, _FIGURES = 1e9, 9
