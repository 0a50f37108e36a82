"""What was made before, kept on disk by the digest of all that it was made from, so that it need not be made again.

An entry that is half-written, damaged or gone is no entry, and where nothing can be written nothing is kept. A folder
of it can be removed at any time.
"""

import contextlib
import ctypes
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

LARGEST = 400_000_000
"""Bytes that a folder holds; beyond that, what has been wanted longest ago is removed."""

_Made = TypeVar("_Made")
_ROOT = Path(__file__).resolve().parent.parent
_PLACE = "REISSUE_CACHE"
_DIGEST = 32
_LIBRARIES = (
    ("pango-1.0", "pango_version_string"),
    ("harfbuzz", "hb_version_string"),
    ("fontconfig", "FcGetVersion"),
)


def folder() -> Path | None:
    """Name the folder in which things are kept: the checkout's own, or that of the variable; None if that is empty."""
    place = os.environ.get(_PLACE, str(_ROOT / ".cache"))
    return Path(place) if place else None


def digest(*parts: bytes | str) -> str:
    """Make one digest of parts; none can take over what belongs to the next."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


@cache
def makers() -> str:
    """Make a digest of what makes things here: our code, the packages in their versions, Python, the libraries."""
    files = sorted(path for path in (_ROOT / "reissue").rglob("*") if path.suffix in {".py", ".js", ".tsv", ".txt"})
    locked = _ROOT / "requirements" / "build.txt"
    parts: list[bytes | str] = [sys.version, *_versions()]
    for file in (_ROOT / "build.py", locked, *files):
        parts += [str(file.relative_to(_ROOT)), file.read_bytes()]
    return digest(*parts)


def find(key: str) -> bytes | None:
    """Find what was kept under a key; None if there is nothing whole."""
    place = folder()
    if place is None:
        return None
    entry = place / key
    try:
        data = entry.read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
            return None
        os.utime(entry)
    except OSError:
        return None
    return data[_DIGEST:]


def keep(entries: Iterable[tuple[str, bytes]], largest: int = LARGEST) -> None:
    """Keep bytes under their keys, if they can be written; then remove what is too much."""
    place = folder()
    if place is None:
        return
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        for key, data in entries:
            handle, draft = tempfile.mkstemp(prefix=".", dir=place)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(data).digest())
                    file.write(data)
                Path(draft).replace(place / key)
            finally:
                Path(draft).unlink(missing_ok=True)
        _tidy(place, largest)


def find_made(key: str, kind: type[_Made]) -> _Made | None:
    """Find what was kept under a key by `keep_made`; None if there is nothing whole, or nothing of that kind."""
    data = find(key)
    if data is None:
        return None
    try:
        made = pickle.loads(data)  # noqa: S301 - written by this very code, as its key says, and whole
    except Exception:  # noqa: BLE001 - whatever it is, it is not what was kept
        return None
    return made if isinstance(made, kind) else None


def keep_made(entries: Iterable[tuple[str, object]]) -> None:
    """Keep what was made under its keys; each key must tell what made it, as `makers` does."""
    keep((key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL)) for key, made in entries)


def _tidy(place: Path, largest: int) -> None:
    found = []
    for entry in place.iterdir():
        with contextlib.suppress(FileNotFoundError):  # another build tidies too
            told = entry.stat()
            found.append((told.st_mtime_ns, told.st_size, entry))
    size = sum(size for _, size, _ in found)
    for _, bytes_, entry in sorted(found):
        if size <= largest:
            break
        entry.unlink(missing_ok=True)
        size -= bytes_


def _versions() -> Iterable[str]:
    """Ask the libraries that lay out text for their versions, under the names by which WeasyPrint loads them."""
    for name, function in _LIBRARIES:
        for file in (f"lib{name}.so.0", f"lib{name}.so.1", f"lib{name}.0.dylib", f"lib{name}.1.dylib"):
            with contextlib.suppress(OSError, AttributeError):
                ask = getattr(ctypes.CDLL(file), function)
                ask.restype = ctypes.c_int if name == "fontconfig" else ctypes.c_char_p
                yield f"{file} {ask()}"
