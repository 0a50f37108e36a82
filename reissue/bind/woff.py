"""A font taken apart into its tables, and tables packed as WOFF, as the W3C's WOFF 1.0 and OpenType have them.

It reads and renames, and draws nothing. What the tables say of letters is left as it is.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

HEAD, NAME, RIGHTS = b"head", b"name", b"OS/2"
"""The tables that are read or written here."""

KINDS = (b"\0\1\0\0", b"OTTO", b"true")
"""What a font can begin with."""


def tables_of(font: bytes) -> dict[bytes, bytes]:
    """Take a font apart into its tables by their tags. ValueError if it is no font of one of KINDS."""
    if font[:4] not in KINDS:
        raise ValueError("is no OpenType or TrueType font")
    (number,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xLL", font, 12 + 16 * place) for place in range(number))
    return {tag: font[start : start + length] for tag, start, length in entries}


def rights_of(tables: Mapping[bytes, bytes]) -> int:
    """Give the rights of embedding, `fsType`; a font without that table forbids nothing."""
    rights: int = struct.unpack_from(">H", tables[RIGHTS], 8)[0] if RIGHTS in tables else 0
    return rights


def named(table: bytes, wanted: int) -> str:
    """Give what a table of names says first under a number; "" if it says nothing."""
    return next((said for *_, kind, said in _names(table) if kind == wanted), "")


def renamed(table: bytes, name: Callable[[int, str], str]) -> bytes:
    """Give a table of names anew: `name` is given the number of each name and what it says, and gives what it shall."""
    records, texts = b"", b""
    for platform, encoding, language, kind, said in _names(table):
        text = name(kind, said).encode(_code(platform), "replace")
        records += struct.pack(">6H", platform, encoding, language, kind, len(text), len(texts))
        texts += text
    return struct.pack(">HHH", 0, len(records) // 12, 6 + len(records)) + records + texts


def packed(kind: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    """Pack tables as WOFF; `kind` is what the font began with."""
    whole = {tag: tables[tag] for tag in sorted(tables)}
    if HEAD in whole:
        bare = whole[HEAD][:8] + bytes(4) + whole[HEAD][12:]
        whole[HEAD] = bare
        sums = _directory(kind, whole)
        adjusted = (_MAGIC - _checksum(sums) - sum(map(_checksum, whole.values()))) & _WORD
        whole[HEAD] = bare[:8] + struct.pack(">L", adjusted) + bare[12:]
    directory, stored = b"", b""
    for tag, table in whole.items():
        pressed = zlib.compress(table, 9)
        pressed = pressed if len(pressed) < len(table) else table
        counted = _checksum(bare) if tag == HEAD else _checksum(table)
        start = _HEADER + 20 * len(whole) + len(stored)
        directory += struct.pack(">4s4L", tag, start, len(pressed), len(table), counted)
        stored += _padded(pressed)
    size = 12 + 16 * len(whole) + sum(len(_padded(table)) for table in whole.values())
    length = _HEADER + len(directory) + len(stored)
    header = struct.pack(">4s4sLHHLHH5L", b"wOFF", kind, length, len(whole), 0, size, 1, 0, 0, 0, 0, 0, 0)
    return header + directory + stored


_MACINTOSH = 1
_HEADER = 44
_WORD = 0xFFFFFFFF
_MAGIC = 0xB1B0AFBA  # what all of a font comes to, once its head has been adjusted


def _directory(kind: bytes, tables: Mapping[bytes, bytes]) -> bytes:
    """Write the beginning of the font that a browser makes of these tables again."""
    power = len(tables).bit_length() - 1
    least = 16 << power
    written = struct.pack(">4s4H", kind, len(tables), least, power, 16 * len(tables) - least)
    start = 12 + 16 * len(tables)
    for tag, table in tables.items():
        written += struct.pack(">4s3L", tag, _checksum(table), start, len(table))
        start += len(_padded(table))
    return written


def _names(table: bytes) -> Iterator[tuple[int, int, int, int, str]]:
    """Read a table of names: of each its platform, encoding and language, its number, and what it says."""
    _, number, stored = struct.unpack_from(">HHH", table)
    for place in range(number):
        platform, encoding, language, kind, length, start = struct.unpack_from(">6H", table, 6 + 12 * place)
        said = table[stored + start : stored + start + length].decode(_code(platform), "replace")
        yield platform, encoding, language, kind, said


def _code(platform: int) -> str:
    return "mac_roman" if platform == _MACINTOSH else "utf-16-be"


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)


def _checksum(table: bytes) -> int:
    whole = _padded(table)
    words: tuple[int, ...] = struct.unpack(f">{len(whole) // 4}L", whole)
    return sum(words) & _WORD
