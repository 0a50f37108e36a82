"""The fonts of the HTML edition: each face of its sheet cut down to the signs of the text, and packed as WOFF.

A font that forbids embedding is refused. A face that has been cut is a changed font, so it goes by a name of its own
and keeps its notice of copyright and its licence, as the Open Font License asks of it.
"""

import io
import re
from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from itertools import count

import uharfbuzz
from fontTools.ttLib import TTFont

from reissue import Trouble


def with_fonts(css: str, fonts: Mapping[str, bytes], signs: Collection[str], place: Callable[[str, bytes], str]) -> str:
    """Put fonts into a sheet where it calls for them by `url("font:NAME")`, cut down to `signs`.

    `place` is given a font's name, ending in `.woff`, and its bytes, and gives the address at which they will stand.
    What the edition's own tools say with signs that no text need have is in every font.
    A face whose font is not there, as in a book's own folder of styles that has others, is left out of the sheet.
    Trouble for a font that may not be embedded.
    """
    wanted = frozenset().union(*signs, _OWN)
    features = _FEATURES + (_SMALL_CAPITALS if any('class="smallcaps' in text for text in signs) else ())
    numbers = count(1)

    def face(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in fonts:
            return ""
        address = place(f"face-{next(numbers)}.woff", _cut(name, fonts[name], wanted, features))
        return found.group().replace(found["url"], f'url("{address}") format("woff")')

    return _FACE.sub(face, css)


def in_place(_: str, font: bytes) -> str:
    """Give an address that holds a font itself."""
    return f"data:font/woff;base64,{b64encode(font).decode()}"


# What is typed on any keyboard, arrows, and what stands in the record for the end of a line, for nothing, for what is
# left out.
_OWN = "".join(map(chr, range(0x20, 0x7F))) + "←→↵∅…\N{EN DASH}"
_FACE = re.compile(r"""@font-face\s*\{[^{}]*?(?P<url>url\(["']?font:(?P<name>[^"')]+)["']?\))[^{}]*\}\s*""")
# What the sheet asks for: figures of both kinds, raised figures, ligatures, and the marks that go with letters.
_FEATURES = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")
_SMALL_CAPITALS = ("smcp", "c2sc")
_COPYRIGHT, _FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _MAKER, _LICENCE, _ADDRESS = 0, 1, 2, 3, 4, 6, 9, 13, 14
_NAMED = {_FAMILY: "Book Face", _UNIQUE: "{}", _FULL: "Book Face {}", _POSTSCRIPT: "BookFace-{}"}
_WHOLE, _NEVER = 0x0100, 0x0002  # of the rights in a font: not to be cut; not to be embedded at all


@lru_cache(maxsize=16)  # the single file and the folder of one book have the same faces
def _cut(name: str, font: bytes, signs: frozenset[str], features: tuple[str, ...]) -> bytes:
    """Cut a font down to the signs and features, unless it forbids that, and pack it."""
    rights = TTFont(io.BytesIO(font), lazy=True)["OS/2"].fsType
    if rights & _NEVER:
        raise Trouble(f"{name} says of itself that it may not be embedded; take another font for the web")
    if rights & _WHOLE:
        return _packed(TTFont(io.BytesIO(font), recalcTimestamp=False))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set(map(ord, signs))
    wanted.layout_feature_tag_set.set(int.from_bytes(tag.encode()) for tag in features)
    wanted.name_id_set.set({_COPYRIGHT, *_NAMED, _STYLE, _MAKER, _LICENCE, _ADDRESS})
    cut = TTFont(io.BytesIO(uharfbuzz.subset(uharfbuzz.Face(font), wanted).blob.data), recalcTimestamp=False)
    style = str(cut["name"].getDebugName(_STYLE) or "")
    for record in cut["name"].names:
        if record.nameID in _NAMED:
            said = _NAMED[record.nameID].format(style.replace(" ", ""))
            cut["name"].setName(said, record.nameID, record.platformID, record.platEncID, record.langID)
    return _packed(cut)


def _packed(font: TTFont) -> bytes:
    font.flavor = "woff"  # WOFF2 is lighter by a fourth, but packing it takes longer than all else of the page together
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()
