#!/usr/bin/env python3
"""How long the PDF of a made book of 500 pages with 1,000 notes takes, and how much memory, beside other ways to it.

    python3 benchmarks/pdf_book.py [--ours] [SEED]

Ours is measured three times: cold, again with nothing changed, and with one paragraph made longer; the whole build,
from the OCR to the proof. The others are given the restored text: WeasyPrint and Chromium as HTML by pandoc, Typst and
XeLaTeX by pandoc. A program that is not there is passed over, and so is Typst where pip cannot bring it. The memory is
that of all processes together at their peak, what they share counted once; it is known on Linux only.
"""

# ruff: noqa: S603, T201 -- a program for the person at it, that runs this checkout's own programs and others'

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
LIMITS = {"cold": 12.0, "a paragraph changed": 3.5, "nothing changed": 1.2}
LARGEST = 600
PATIENCE = 900
TYPST = "typst==0.15.2"
ADDED = (
    ". And one sentence more stands here than stood here before, long enough to make another line of the paragraph. "
)


class Cost(NamedTuple):
    """What a program took: seconds by the clock and of the processor, megabytes at the peak; `failed` if it did."""

    seconds: float
    processor: float
    peak: float
    failed: bool


def main(arguments: list[str]) -> int:
    """Measure; 1 where a limit is passed, 2 if this checkout was never set up."""
    if not PYTHON.is_file():
        print(f"skipped: there is no {PYTHON}; build.py makes it")
        return 2
    seed = [argument for argument in arguments if argument.isdigit()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        passed = measure_ours(folder, seed)
        if "--ours" not in arguments:
            measure_others(folder, folder / "finished" / "made.md")
    print(f"over the limit: {', '.join(passed)}" if passed else "within the limits")
    return 1 if passed else 0


def measure_ours(folder: Path, seed: list[str]) -> list[str]:
    """Build three times and print what it took; list what passes its limit."""
    made = folder / "made.md"
    subprocess.run([str(PYTHON), str(ROOT / "benchmarks" / "made_book.py"), str(made), *seed], check=True)
    text = made.read_text(encoding="utf-8")
    passed = []
    for what, limit in LIMITS.items():
        if what == "a paragraph changed":
            place = text.index(". ", len(text) // 2)
            made.write_text(text[:place] + ADDED + text[place + 2 :], encoding="utf-8")
        command = [str(PYTHON), str(ROOT / "build.py"), str(made), "--to", "pdf", "--out", str(folder / "finished")]
        cost = run(command, folder, {"REISSUE_CACHE": str(folder / "cache")})
        tell(f"ours, {what}", cost)
        if cost.seconds > limit:
            passed.append(what)
        if cost.peak > LARGEST:
            passed.append(f"the memory, {what}")
    return passed


def measure_others(folder: Path, markdown: Path) -> None:
    """Make a PDF of the restored text in every other way that is at hand."""
    pandoc = Path(getattr(find_spec("pypandoc"), "origin", None) or "").parent / "files" / "pandoc"
    if not pandoc.is_file():
        pandoc = next((PYTHON.parent.parent / "lib").glob("python*/site-packages/pypandoc/files/pandoc"))
    read = [str(pandoc), str(markdown), "--metadata=title:Made", "--standalone"]
    page, typ, pdf = folder / "made.html", folder / "made.typ", str(folder / "made.pdf")
    subprocess.run([*read, "-o", str(page)], check=True, capture_output=True)
    subprocess.run([*read, "-o", str(typ)], check=True, capture_output=True)
    tell("WeasyPrint alone", run([str(PYTHON), "-m", "weasyprint", str(page), pdf], folder))
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium:
        asked = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
        tell("Chromium", run([chromium, *asked, f"--print-to-pdf={pdf}", page.as_uri()], folder))
    else:
        print("Chromium is not there")
    install = [str(PYTHON), "-m", "pip", "install", "--quiet", "--target", str(folder / "typst"), TYPST]
    if subprocess.run(install, check=False, capture_output=True).returncode == 0:
        script = f"import typst; typst.compile({str(typ)!r}, output={pdf!r})"
        tell("Typst", run([str(PYTHON), "-c", script], folder, {"PYTHONPATH": str(folder / "typst")}))
    else:
        print("Typst cannot be had")
    if shutil.which("xelatex"):
        tell("XeLaTeX", run([*read, "--pdf-engine=xelatex", "-o", pdf], folder))
    else:
        print("XeLaTeX is not there")


def run(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> Cost:
    """Run a program to its end, or for as long as there is patience."""
    before, start, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0.0
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(variables or {})}, stdout=said, stderr=subprocess.STDOUT
        )
        while process.poll() is None and time.monotonic() - start < PATIENCE:
            peak = max(peak, memory(process.pid))
            time.sleep(0.05)
        process.kill()
        process.wait()
    seconds, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, processor, peak, process.returncode not in {0, 1})


def memory(process: int) -> float:
    """Add up the megabytes of a process and its children; a page that several share counts in parts."""
    found = 0.0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                found = int(line.split()[1]) / 1000
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return found
    return found + sum(memory(int(child)) for child in children)


def tell(who: str, cost: Cost) -> None:
    """Print one line."""
    peak = f"{cost.peak:6.0f} MB" if cost.peak else "   unknown"
    failed = "  and failed" if cost.failed else ""
    print(
        f"{who:26s}{cost.seconds:7.2f} s{cost.processor:7.2f} s of the processor{peak} at the peak{failed}", flush=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
