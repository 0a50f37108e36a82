#!/usr/bin/env python3
"""How long a build of one OCR file takes, whole and by its stages, beside pandoc and WeasyPrint as they come.

    python3 benchmarks/seed_build.py [OCRFILE]

Both are run in turns, so that what else the machine does falls on both alike. Needs nothing that build.py does not
install.
"""

# ruff: noqa: PLC0415, S603, T201 -- a program for the person at it, that runs this checkout's own programs

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ParamSpec, TypeVar

    Asked = ParamSpec("Asked")
    Given = TypeVar("Given")

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv" / "bin"
SEED = ROOT.parent / "shared" / "seed" / "chapter.md"
PAIRS = 7
ROUNDS = 3
COPIES = 10


def main(arguments: list[str]) -> int:
    """Measure the file named, or the seed chapter; 2 if a named file is not there."""
    ocr = Path(arguments[0]).resolve() if arguments else SEED
    if not ocr.is_file():
        print(f"skipped: there is no {ocr.name} at {ocr.parent}; name an OCR file to measure")
        return 2 if arguments else 0
    os.environ["REISSUE_CACHE"] = ""  # a build that finds its book made already would measure nothing
    with tempfile.TemporaryDirectory() as folder:
        build(ocr, Path(folder))  # sets up the environment where there is none, and warms the caches
        if Path(sys.prefix).resolve() != ENVIRONMENT.parent.resolve():
            os.execv(ENVIRONMENT / "python", [str(ENVIRONMENT / "python"), __file__, *arguments])  # noqa: S606 -- our own
        compare(ocr, Path(folder))
    print_stages(ocr)
    print_growth(ocr)
    return 0


def compare(ocr: Path, folder: Path) -> None:
    """Print the medians of whole builds and of the two programs, run in turns."""
    ours, theirs = [], []
    for _ in range(PAIRS):
        ours.append(timed(build, ocr, folder)[0])
        theirs.append(timed(pandoc_and_weasyprint, ocr, folder)[0])
    print(f"whole build, warm       {median(ours):7.2f} s   {spread(ours)}")
    print(f"pandoc and weasyprint   {median(theirs):7.2f} s   {spread(theirs)}")
    print(f"ratio                   {median(ours) / median(theirs):7.2f}")


def build(ocr: Path, folder: Path) -> None:
    """Build the file; findings are no fault of the measurement, an edition that is not made is."""
    out = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, str(ROOT / "build.py"), str(ocr), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not {".html", ".epub", ".pdf"} <= {path.suffix for path in out.iterdir()}:
        sys.exit(f"the build failed:\n{done.stderr.strip()}")


def pandoc_and_weasyprint(ocr: Path, folder: Path) -> None:
    """Do what the two programs do of themselves: no repair, no EPUB, no proof."""
    html, pdf = folder / "x.html", folder / "x.pdf"
    pandoc = files("pypandoc") / "files" / "pandoc"
    subprocess.run([str(pandoc), str(ocr), "-o", str(html)], capture_output=True, check=True)
    subprocess.run([str(ENVIRONMENT / "weasyprint"), str(html), str(pdf)], capture_output=True, check=True)


def print_stages(ocr: Path) -> None:
    """Print the median time of each stage in one process; that of the imports is taken once."""
    stages = dict[str, list[float]]()

    def stage(name: str, work: Callable[Asked, Given], *asked: Asked.args, **named: Asked.kwargs) -> Given:
        seconds, given = timed(work, *asked, **named)
        stages.setdefault(name, []).append(seconds)
        return given

    stage("imports", import_stages)
    from reissue import book, edition, proof, repair, source
    from reissue.bind import epub, html, pdf, read_styles

    data, styles, findings = ocr.read_bytes(), read_styles((ROOT / "styles",)), 0
    for _ in range(ROUNDS):
        received = stage("source", source.read_source, data, ocr.name)
        markdown = stage("repair", repair.repair, received).manuscript.text
        bound = stage("book", book.read_book, markdown, edition.default_edition(ocr.stem, received.digest))
        finished = {
            "x.html": stage("html", html.bind_html, bound, styles),
            "x.epub": stage("epub", epub.bind_epub, bound, styles),
            "x.pdf": stage("pdf", pdf.bind_pdf, bound, styles),
        }
        findings = len(stage("proof", proof.prove, finished, markdown))
    for name, seconds in stages.items():
        print(f"  {name:22s}{median(seconds):7.3f} s   {spread(seconds)}")
    print(f"findings                {findings:4d}")


def import_stages() -> None:
    """Import what the stages need, as build.py does."""
    sys.path.insert(0, str(ROOT))
    for name in ("book", "edition", "proof", "repair", "source", "bind.epub", "bind.html", "bind.pdf"):
        import_module(f"reissue.{name}")


def print_growth(ocr: Path) -> None:
    """Print how much longer repair takes on ten copies of the text than on one."""
    from reissue.repair import repair
    from reissue.source import read_source

    gc.set_threshold(100_000, 50, 50)  # as build.py does
    taken: dict[int, list[float]] = {1: [], COPIES: []}
    for _ in range(PAIRS):
        for copies, seconds in taken.items():
            source = read_source(ocr.read_bytes() * copies, ocr.name)
            seconds.append(timed(repair, source)[0])
    one, many = (median(seconds) for seconds in taken.values())
    print(f"repair of {COPIES} copies     {many:7.3f} s, {many / one:.1f} times that of one")


def timed(work: Callable[Asked, Given], *asked: Asked.args, **named: Asked.kwargs) -> tuple[float, Given]:
    """Do something, and say how many seconds it took."""
    start = time.perf_counter()
    given = work(*asked, **named)
    return time.perf_counter() - start, given


def spread(seconds: list[float]) -> str:
    """Say between what the times lay."""
    return f"({min(seconds):.3f} to {max(seconds):.3f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
