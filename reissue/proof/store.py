"""What shops refuse in an EPUB that is otherwise sound: covers, pictures, sizes and names of files.

Amazon's, Apple's, Google's and Kobo's own rules, each with the shop that sets it; where they differ, the strictest.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.etree import _Element as Element

from reissue.proof.markup import roles, tag
from reissue.proof.reading import quote


class Holding(NamedTuple):
    """What an EPUB holds, as a shop looks at it; `kinds` are media types by path, `cover` the path of the cover."""

    files: Mapping[str, bytes]
    kinds: Mapping[str, str]
    documents: Mapping[str, Element]
    cover: str
    identifier: str


def shop_faults(holding: Holding) -> Iterator[str]:
    """Tell of what some shop would send back."""
    yield from _cover_faults(holding)
    for path, kind in holding.kinds.items():
        if kind in _DOCUMENTS and len(holding.files[path]) > _MOST_OF_A_DOCUMENT:
            yield f"{path} has more than 10 MB, which Kobo does not take; divide the chapter"
        if "woff2" in kind:
            yield f"{path} is a WOFF2 font, which Kobo does not know; use OpenType or TrueType"
        if not path.isascii() or any(sign in _BAD_SIGNS for sign in path):
            yield f"the name {quote(path)} holds signs that not every shop takes; letters, figures, - and _ are safe"
        if kind in _PICTURES:
            yield from _picture_faults(
                path, holding.files[path], at_most=0 if path == holding.cover else _WIDEST_PICTURE
            )
    if sum(map(len, holding.files.values())) > _MOST_OF_A_BOOK:
        yield "the book has more than 650 MB, which Amazon does not take; save its pictures smaller"
    for path, document in holding.documents.items():
        yield from (f"{path}: {fault}" for fault in undescribed(document))
        if tag(document) == "ncx":
            yield from _other_identifier(document, path, holding.identifier)
    if not any(tag(document) == "ncx" for document in holding.documents.values()):
        yield "there is no NCX, from which Kindles make their menu"


def undescribed(document: Element) -> Iterator[str]:
    """Tell of pictures of which nobody who cannot see them is told anything.

    An empty text says that a picture only adorns, which then its role must say too.
    """
    for picture in document.iter():
        if tag(picture) == "img" and not picture.get("alt", "").strip() and not roles(picture) & _ADORNING:
            yield f"the picture {quote(picture.get('src', ''))} has no alternative text"


def size_of_picture(data: bytes) -> tuple[int, int]:
    """Read the width and height of a PNG or JPEG in pixels; 0 and 0 where it is neither, or broken."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        frame = _frame(data)
        height, width = struct.unpack(">HH", data[frame + 5 : frame + 9])
    except struct.error:
        return 0, 0
    return width, height


_DOCUMENTS = frozenset({"application/xhtml+xml"})
_PICTURES = frozenset({"image/jpeg", "image/png"})
_ADORNING = frozenset({"presentation", "none"})
_BAD_SIGNS = frozenset(" \"'*:<>?\\|#%&{}+")
_MOST_OF_A_DOCUMENT = 10_000_000  # Kobo
_MOST_OF_A_BOOK = 650_000_000  # Amazon; Kobo takes 1 GB, Apple and Google 2
_WIDEST_PICTURE = 3200  # Google
_MOST_OF_A_PICTURE, _MOST_PIXELS = 5_000_000, 5_600_000  # Amazon, in bytes; Apple
_LEAST_OF_A_COVER, _MOST_OF_A_COVER = 1400, 7200  # Apple, of the shorter side; Google, of the longer
_CMYK = 4


def _picture_faults(path: str, data: bytes, at_most: int) -> Iterator[str]:
    width, height = size_of_picture(data)
    if at_most and max(width, height) > at_most:
        yield f"{path} is wider or higher than {at_most} pixels, which is the most that Google takes"
    if width * height > _MOST_PIXELS:
        yield f"{path} has {width} by {height} pixels, and Apple takes no more than 5.6 million in all"
    if len(data) > _MOST_OF_A_PICTURE:
        yield f"{path} has more than 5 MB, which is the most that Amazon takes"
    if data.startswith(b"\xff\xd8") and data[(frame := _frame(data)) + 9 : frame + 10] == bytes([_CMYK]):
        yield f"{path} is in the colours of print, CMYK; shops ask for RGB"


def _cover_faults(holding: Holding) -> Iterator[str]:
    if not holding.cover:
        yield "there is no cover, without which no shop sells a book"
        return
    data = holding.files[holding.cover]
    if holding.kinds[holding.cover] not in _PICTURES:
        yield f"the cover {holding.cover} is neither JPEG nor PNG"
        return
    width, height = size_of_picture(data)
    if not width or not height:
        yield f"the cover {holding.cover} cannot be read as a picture"
    elif min(width, height) < _LEAST_OF_A_COVER:
        yield f"the cover has {width} by {height} pixels; Apple asks for 1400 at least, and 1600 by 2560 suits all"
    elif max(width, height) > _MOST_OF_A_COVER:
        yield f"the cover has {width} by {height} pixels; Google takes 7200 at most, and 1600 by 2560 suits all"
    elif width >= height:
        yield f"the cover lies on its side: it has {width} by {height} pixels, where 1600 by 2560 suits all shops"


def _other_identifier(document: Element, path: str, identifier: str) -> Iterator[str]:
    named = [meta.get("content") for meta in document.iter() if meta.get("name") == "dtb:uid"]
    if named != [identifier]:
        yield f"{path}: its identifier is not {identifier}, that of the package, as Kobo asks"


def _frame(data: bytes) -> int:
    """Find the marker of a JPEG below which its size is written; its end where there is none."""
    place = 2
    while data[place : place + 1] == b"\xff" and len(data) >= place + 4:
        if data[place + 1] in _FRAMES:
            return place
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        place += 2 + length
    return len(data)


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
