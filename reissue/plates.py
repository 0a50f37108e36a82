"""The pictures of a book: what kinds of them every shop and every reader takes, and where they stand in the text."""

import io
from collections.abc import Collection, Mapping
from pathlib import PurePath

from lxml import etree
from lxml.etree import _Element as Element
from PIL import Image

from reissue import Trouble


def ending_of(data: bytes) -> str:
    """Tell the kind of a picture by its first bytes: "jpg" or "png"; empty for anything else, whatever its name."""
    return next((ending for ending, signature in _SIGNATURES.items() if data.startswith(signature)), "")


def is_whole(data: bytes) -> bool:
    """Tell whether a JPEG or PNG can be read, and does not break off; its colours are not looked at."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    end, begin = _ENDS[ending_of(data)]
    return data.rfind(end) > data.rfind(begin)


def check_plates(pictures: Mapping[str, bytes]) -> None:
    """Raise Trouble for a picture that is no JPEG or PNG, an SVG among them: it may hold scripts, and links.

    Raises it too for one that is broken off.
    """
    for name, data in pictures.items():
        if not ending_of(data):
            kind = PurePath(name).suffix.removeprefix(".").upper() or "of another kind"
            message = f"{name}: the picture is no JPEG or PNG ({kind}); save it as one of these, which every shop takes"
            raise Trouble(message)
        if not is_whole(data):
            raise Trouble(f"{name}: the picture is broken, or breaks off; save it anew from where it came")


def settle_plates(part: Element, known: Collection[str]) -> None:
    """Keep the pictures that are known, as figures where they begin a paragraph; leave the words of the others."""
    for picture in list(part.iter("img")):
        if picture.get("src") not in known:
            picture.text = picture.get("alt")
            picture.tag = "unwrap"
            continue
        # Engines write the name of the file where words should stand.
        if picture.get("alt") == PurePath(picture.get("src", "")).name:
            picture.set("alt", "")
        # A title, or what else Markdown knows, is no part of a printed book.
        for attribute in {*picture.attrib} - {"src", "alt"}:
            del picture.attrib[attribute]
        above = picture.getparent()
        if above is not None and above.tag == "p" and above[0] is picture and not (above.text or "").strip():
            _set_above(picture, above)


def _set_above(picture: Element, caption: Element) -> None:
    """Set a picture above the paragraph that it begins, which is its caption; nothing is left of an empty one."""
    figure = etree.Element("figure")
    caption.addprevious(figure)
    caption.text, picture.tail = (picture.tail or "").lstrip(), None
    figure.append(picture)
    first = next(iter(caption), None)
    if first is not None and first.tag == "br" and not caption.text:
        caption.text = (first.tail or "").lstrip()
        first.tail = None
        caption.remove(first)


_SIGNATURES = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_ENDS = {"jpg": (b"\xff\xd9", b"\xff\xda"), "png": (b"IEND\xaeB`\x82", b"IDAT")}
"""With what a picture ends, and what stands last before that."""
