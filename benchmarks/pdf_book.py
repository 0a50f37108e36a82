#!/usr/bin/env python3
"""How long the PDF of a made book of 500 pages with 1,000 notes takes, and how much memory, beside other ways to it.

    python3 benchmarks/pdf_book.py [--ours] [SEED]

Ours is measured three times: cold, again with nothing changed, and with one paragraph made longer; the whole build,
from the OCR to the proof. The others are given the restored text, by pandoc, on the same page, in lines justified and
divided: WeasyPrint, Chromium, pagedjs and vivliostyle as HTML, with the notes at the end; Typst, XeLaTeX and calibre
as each has it. What is not there, and cannot be had from PyPI or npm, is passed over with a line. The memory is that
of all processes together at their peak, what they share counted once; it is known on Linux only. Where the measure of
loose lines is there (`../shared/bench/loose.py`), it is taken of each PDF.
"""

# ruff: noqa: S603, T201 -- a program for the person at it, that runs this checkout's own programs and others'

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
LIMITS = {"cold": 12.0, "a paragraph changed": 3.5, "nothing changed": 1.2}
LARGEST = 600
PATIENCE = 900
TYPST = "typst==0.15.2"
LOOSE = ROOT.parent / "shared" / "bench" / "loose.py"
FONTS = ROOT / "styles" / "fonts"
SHEET = f"""
@font-face {{ font-family: Book; src: url("{(FONTS / "SourceSerif4-Regular.ttf").as_uri()}") }}
@font-face {{ font-family: Book; font-style: italic; src: url("{(FONTS / "SourceSerif4-It.ttf").as_uri()}") }}
@page {{ size: 140mm 216mm; margin: 21mm 18mm 17mm 19mm }}
html {{ font: 9.9pt/14pt Book; color: black; background: white }}
body {{ margin: 0; padding: 0; max-width: none; text-align: justify; hyphens: auto }}
"""
PRELUDE = """
#set page(width: 140mm, height: 216mm, margin: (top: 21mm, bottom: 17mm, left: 19mm, right: 18mm), numbering: "1")
#set text(font: "Source Serif 4", size: 9.9pt, lang: "en", hyphenate: true)
#set par(justify: true)
#let horizontalrule = line(length: 30%)
"""
LATEX = [
    f"-Vgeometry:{said}" for said in ("paperwidth=140mm", "paperheight=216mm", "textwidth=103mm", "textheight=178mm")
]
CALIBRE = ["--unit=millimeter", "--custom-size=140x216", "--base-font-size=9.9", "--change-justification=justify"]
BROWSER_OF = {
    "pagedjs-cli": ["--browserArgs=--no-sandbox"],
    "vivliostyle": ["--executable-browser={}"],
}
"""What those that print with a browser are told of it."""
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
        if what == "cold":
            tell_looseness(folder / "finished" / "made.pdf")
        if cost.seconds > limit:
            passed.append(what)
        if cost.peak > LARGEST:
            passed.append(f"the memory, {what}")
    return passed


def measure_others(folder: Path, markdown: Path) -> None:
    """Make a PDF of the restored text in every other way that is at hand."""
    pandoc = next((PYTHON.parent.parent / "lib").glob("python*/site-packages/pypandoc/files/pandoc"))
    plain = folder / "plain.md"
    # Links within the text are no Markdown of pandoc's, and Typst stops at them; LaTeX stops at a heading that bears a
    # note of several paragraphs, so that the notes of headings are called before the words below.
    text = re.sub(r"\[([^\[\]]*)\]\(#[^()]*\)", r"\1", markdown.read_text(encoding="utf-8"))
    plain.write_text(
        re.sub(r"(?m)^(#+ .*?)((?:\[\^[^\]]+\])+)((?: \{.*\})?)\n\n", r"\1\3\n\n\2", text), encoding="utf-8"
    )
    read = [str(pandoc), str(plain), "--metadata=title:Made", "--metadata=lang:en"]
    page, pdf = folder / "made.html", folder / "other.pdf"
    (folder / "page.css").write_text(SHEET, encoding="utf-8")
    subprocess.run([*read, "-s", "--css=page.css", "-o", str(page)], check=True, capture_output=True)
    others = {
        "WeasyPrint alone": [str(PYTHON), "-m", "weasyprint", str(page), str(pdf)],
        "Chromium": chromium(folder, page, pdf),
        "Typst": typst(folder, read, pdf),
        "XeLaTeX": [*read, "-s", "--pdf-engine=xelatex", *LATEX, "-o", str(pdf)] if shutil.which("xelatex") else [],
        "pagedjs": paged(folder, "pagedjs-cli@0.4.3", ["pagedjs-cli", str(page), "-o", str(pdf)]),
        "vivliostyle": paged(
            folder, "@vivliostyle/cli@11.3.3", ["vivliostyle", "build", str(page), "-o", str(pdf), "-t", "3600"]
        ),
        "calibre": [found, str(page), str(pdf), *CALIBRE] if (found := shutil.which("ebook-convert")) else [],
    }
    for who, command in others.items():
        pdf.unlink(missing_ok=True)
        if command:
            cost = run(command, folder, browser())
            tell(who, cost._replace(failed=cost.failed or not pdf.is_file()))
            tell_looseness(pdf)
        else:
            print(f"{who} is not there", flush=True)


def browser() -> dict[str, str]:
    """Say where the browser is, for those who would fetch one of their own."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    return {
        "PUPPETEER_EXECUTABLE_PATH": found,
        "PUPPETEER_SKIP_DOWNLOAD": "1",
        "CHROME_PATH": found,
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
    }


def chromium(folder: Path, page: Path, pdf: Path) -> list[str]:
    """Give the command by which Chromium prints a page."""
    found = browser()["CHROME_PATH"]
    asked = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    return [found, *asked, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()] if found else []


def typst(folder: Path, read: list[str], pdf: Path) -> list[str]:
    """Fetch Typst into a place of its own, and give the command by which it sets the text."""
    place, text = folder / "typst", folder / "made.typ"
    python = place / "bin" / "python"
    made = subprocess.run([sys.executable, "-m", "venv", str(place)], check=False, capture_output=True)
    install = [str(python), "-m", "pip", "install", "--quiet", TYPST]
    if made.returncode or subprocess.run(install, check=False, capture_output=True).returncode:
        return []
    subprocess.run([*read, "-t", "typst", "-o", str(text)], check=True, capture_output=True)
    text.write_text(PRELUDE + text.read_text(encoding="utf-8"), encoding="utf-8")
    return [
        str(python),
        "-c",
        f"import typst; typst.compile({str(text)!r}, output={str(pdf)!r}, font_paths=[{str(FONTS)!r}])",
    ]


def paged(folder: Path, package: str, command: list[str]) -> list[str]:
    """Fetch a package of npm, and give the command of it as it is called there."""
    if not shutil.which("npm") or not browser()["CHROME_PATH"]:
        return []
    place = folder / command[0]
    install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(place), package]
    environment = {**os.environ, **browser(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
    done = subprocess.run(install, check=False, capture_output=True, env=environment, timeout=PATIENCE)
    own = BROWSER_OF[command[0]]
    called = [part.format(browser()["CHROME_PATH"]) for part in own]
    return [str(place / "node_modules" / ".bin" / command[0]), *command[1:], *called] if not done.returncode else []


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


def tell_looseness(pdf: Path) -> None:
    """Print how loosely the lines of a PDF are set, if there is what measures it."""
    if LOOSE.is_file() and pdf.is_file():
        done = subprocess.run([str(PYTHON), str(LOOSE), str(pdf)], check=False, capture_output=True, text=True)
        print(f"    {(done.stdout or done.stderr).strip()}", flush=True)


def tell(who: str, cost: Cost) -> None:
    """Print one line."""
    peak = f"{cost.peak:6.0f} MB" if cost.peak else "   unknown"
    failed = "  and failed" if cost.failed else ""
    print(
        f"{who:26s}{cost.seconds:7.2f} s{cost.processor:7.2f} s of the processor{peak} at the peak{failed}", flush=True
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
