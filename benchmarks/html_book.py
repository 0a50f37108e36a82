#!/usr/bin/env python3
"""How long the HTML of a book of 500 pages takes to write, and a browser to its first paint.

    python3 benchmarks/html_book.py

The book is that of `epub_book.py`, with the pages of its print and a record of four changes in each paragraph. It is
written in a process of its own, from the manuscript to the finished file: by the clock, as a person waits for it, and
in seconds of the processor, of all cores together and with those of pandoc. The limit is the clock's. Whatever else the
machine does makes the clock only slower: of its seconds, here and for the first paint, the least of some runs is given
beside the median.
"""

# ruff: noqa: PLC0415, S603, T201 -- a program for the person at it, that runs itself and a browser for each measurement

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from epub_book import made_up

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
RUNS = 3
LIMITS = {"book.html": 1.0, "chapter-5.html": 0.3}
LONGEST = 3.0
MEGABYTE = 1_000_000


def main(arguments: list[str]) -> int:
    """Measure; 1 where a limit is passed, 2 if what is to be measured is not there."""
    if arguments[:1] == ["--once"]:
        once(arguments[1], Path(arguments[2]))
        return 0
    if not PYTHON.is_file():
        print(f"skipped: there is no {PYTHON}")
        return 0
    os.environ["REISSUE_CACHE"] = ""  # what is found read already takes no time
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nor does build.py heed it
    passed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "book.md").write_text(made_up(), encoding="utf-8")
        for format_ in ("html", "site"):
            waited, worked = zip(*(run(format_, folder) for _ in range(RUNS)), strict=True)
            size = (folder / f"book.{format_}").stat().st_size / MEGABYTE
            print(
                f"{format_:5s}  {spread(waited)} by the clock, {spread(worked)} of the processor, {size:.1f} MB",
                flush=True,
            )
            passed |= median(waited) > LONGEST
        with zipfile.ZipFile(folder / "book.site") as archive:
            archive.extractall(folder)
        for page, seconds in painted(folder).items():
            print(f"{page}: first paint after {seconds:.2f} s")
            passed |= seconds > LIMITS[page]
    print("over the limit" if passed else "within the limits")
    return int(passed)


def run(format_: str, folder: Path) -> tuple[float, float]:
    """Bind once, in a process of its own: the seconds by the clock, and those of the processor with pandoc's."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(PYTHON), __file__, "--once", format_, str(folder / f"book.{format_}")], check=True)
    waited, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return waited, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spread(seconds: Sequence[float]) -> str:
    """Say how many seconds it took in the middle, and between what they lay."""
    return f"{median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


def once(format_: str, out: Path) -> None:
    """Bind the book."""
    sys.path.insert(0, str(ROOT))
    from dataclasses import replace

    from reissue.address import opening
    from reissue.bind import read_styles
    from reissue.bind.html import bind_html
    from reissue.bind.site import bind_site
    from reissue.book import read_book
    from reissue.changed import Mark
    from reissue.edition import Edition

    markdown = (out.parent / "book.md").read_text(encoding="utf-8")
    paragraphs = list(re.finditer(r"(?<=\n\n)(?=[A-Z])[^\n]*", markdown))
    pages = [(found.start(), str(number)) for found, number in zip(paragraphs[::2], count(1), strict=False)]
    book = read_book(markdown, Edition(title="Book"), pages)
    marks = list[Mark]()
    for found in paragraphs:
        begins = opening(re.sub(r"\[\^[^]]*\]", "", found[0]))
        marks += [Mark("made-up", "1", "before", "after", "", asked=False, note="", opening=begins)] * 4
    bind = bind_html if format_ == "html" else bind_site
    out.write_bytes(bind(replace(book, record=tuple(marks)), read_styles((ROOT / "styles",))))


def painted(folder: Path) -> dict[str, float]:
    """Time the first paint of the single file and of a chapter's page, where there is a browser to do it in."""
    sys.path.insert(0, str(ROOT))
    from reissue.needs import CHROMIUM

    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    node = shutil.which("node")
    if not browser or not node or not (ROOT / "tests" / "readers" / "node_modules").is_dir():
        print("first paint: skipped, python3 build.py test sets up what it needs")
        return {}
    pages = [str(folder / page) for page in LIMITS]
    command = [node, str(ROOT / "benchmarks" / "paint.mjs"), browser, str(RUNS * 2), *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {Path(page).name: min(times) / 1000 for page, times in json.loads(done.stdout).items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
