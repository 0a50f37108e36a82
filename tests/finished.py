"""The books that checkers, readers and browsers are given: whole ones, from the OCR, as build.py makes them.

One is this repository's; the seed and two books of several chapters lie in ../shared, and in CI they must be there. One
of these two has the notes of all its chapters at its end, the other has pages of print.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from samples import EDITION, HERE, LANTERNS, STYLES

from reissue.bind.epub import bind_epub
from reissue.book import read_book

SHARED = HERE.parent.parent / "shared"
CASES = SHARED / "bench" / "cases"
WHOLE = {
    "manuscript": HERE.parent / "manuscript",
    "seed": SHARED / "seed" / "chapter.md",
    "gathered-notes": CASES / "russell-roads-multi__a-marks-std.md",
    "chapters-and-pages": CASES / "russell-roads-multi__b-plain-std.md",
}
NAMES = tuple(name for name, path in WHOLE.items() if path.exists() or os.environ.get("CI"))
"""The whole books that are there."""

GATHERED = 'title = "The Chapters"\nlanguage = "en"\nnotes = "book"\n'
PAGE = 1200  # characters


@cache
def finished(name: str) -> bytes:
    """Build the EPUB of one of the whole books, or of the one that has everything in it, "lanterns"."""
    if name == "lanterns":
        return bind_epub(read_book(LANTERNS, EDITION, paged(LANTERNS)), STYLES)
    with TemporaryDirectory() as folder:
        return next(built(name, "epub", Path(folder)).glob("*.epub")).read_bytes()


def built(name: str, formats: str, folder: Path) -> Path:
    """Build one of the whole books into a folder, and give the folder."""
    given = folder / WHOLE[name].name
    if WHOLE[name].is_dir():
        shutil.copytree(WHOLE[name], given)
    elif name == "gathered-notes":
        (given / "source").mkdir(parents=True)
        shutil.copy(WHOLE[name], given / "source")
        (given / "edition.toml").write_text(GATHERED, encoding="utf-8")
    else:
        shutil.copy(WHOLE[name], given)
    command = [sys.executable, str(HERE.parent / "build.py"), str(given), "--to", formats, "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def paged(markdown: str) -> Sequence[tuple[int, str]]:
    """Cut a text into pages of print, each of which begins in the middle of a sentence; the first two are Roman."""
    starts = (markdown.find(" the ", offset) + 1 for offset in range(0, len(markdown), PAGE))
    folios = ("ix", "x", *map(str, range(1, len(markdown))))
    return [(start, folio) for start, folio in zip(sorted({*starts} - {0}), folios, strict=False)]
