import io
import struct
import zlib

import pytest
from fontTools.ttLib import TTFont
from samples import STYLES

from reissue.bind.woff import HEAD, NAME, named, packed, renamed, rights_of, tables_of

FACE = STYLES.fonts["SourceSerif4-It.ttf"]
MAGIC = 0xB1B0AFBA


def unpacked(woff: bytes) -> bytes:
    """Make of a WOFF the font that it was made of, as a browser does."""
    number, size = struct.unpack_from(">H2xL", woff, 12)
    power = number.bit_length() - 1
    directory = woff[4:8] + struct.pack(">4H", number, 16 << power, power, 16 * (number - (1 << power)))
    tables = b""
    for place in range(number):
        tag, start, length, whole, checksum = struct.unpack_from(">4s4L", woff, 44 + 20 * place)
        table = woff[start : start + length]
        table = zlib.decompress(table) if length < whole else table
        directory += struct.pack(">4s3L", tag, checksum, 12 + 16 * number + len(tables), whole)
        tables += table + bytes(-len(table) % 4)
    assert len(directory + tables) == size
    return directory + tables


def test_what_is_packed_comes_out_again() -> None:
    woff = packed(FACE[:4], tables_of(FACE))
    before, after = tables_of(FACE), tables_of(unpacked(woff))
    assert before.pop(HEAD)[12:] == after.pop(HEAD)[12:]
    assert before == after
    assert struct.unpack_from(">4xLL", woff)[1] == len(woff)
    assert TTFont(io.BytesIO(woff), checkChecksums=2)["name"].getDebugName(2) == "Italic"


def test_a_font_with_another_name_adds_up() -> None:
    tables = tables_of(FACE)
    tables[NAME] = renamed(tables[NAME], lambda kind, said: "Lampe Ω" if kind == 1 else said)
    font = unpacked(packed(FACE[:4], tables))
    assert sum(struct.unpack(f">{len(font) // 4}L", font)) & 0xFFFFFFFF == MAGIC
    names = TTFont(io.BytesIO(font), checkChecksums=2)["name"]
    assert {str(name) for name in names.names if name.nameID == 1} == {"Lampe Ω"}
    assert named(tables[NAME], 1) == "Lampe Ω"
    assert named(tables[NAME], 2) == "Italic"
    assert named(tables[NAME], 999) == ""


def test_a_name_that_is_let_be_is_the_same() -> None:
    tables = tables_of(FACE)
    again = packed(FACE[:4], tables | {NAME: renamed(tables[NAME], lambda _, said: said)})
    before, after = (
        [(name.nameID, name.platformID, name.langID, str(name)) for name in TTFont(io.BytesIO(font))["name"].names]
        for font in (FACE, again)
    )
    assert before == after


def test_the_rights_are_read_and_what_is_no_font_refused() -> None:
    font = TTFont(io.BytesIO(FACE))
    font["OS/2"].fsType = 0x0102
    changed = io.BytesIO()
    font.save(changed)
    assert rights_of(tables_of(changed.getvalue())) == 0x0102
    assert rights_of({}) == 0
    with pytest.raises(ValueError, match="is no OpenType or TrueType font"):
        tables_of(b"<svg>")
