#!/usr/bin/env python3
"""How long the EPUB of a book of 500 pages takes, and how much memory, beside pandoc's own of the same text.

    python3 benchmarks/epub_book.py [MARKDOWN]

Each is run in turn, in a process of its own, from the manuscript to the finished file. The peak is that of the largest
process, ours or the pandoc that ours calls. The seconds are those of the processor, with those of the pandoc that ours
calls, so that what else the machine does counts for little. The book is made up: 20 chapters, 180,000 words, 1,200
notes. Then the EPUB alone of a single chapter, the seed's if none is named, is timed: its book is read already.
"""

# ruff: noqa: PLC0415, S603, T201 -- a program for the person at it, that runs itself and pandoc for each measurement

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
CHAPTER = ROOT.parent / "shared" / "seed" / "chapter.md"
RUNS = 3
CHAPTERS, PARAGRAPHS, SENTENCES, WORDS, NOTE = 20, 60, 8, 18, 6
LIMITS = {"seconds of the book": 4.0, "seconds of a chapter": 0.5}
MEGABYTE = 1_000_000
SYLLABLES = ("ba", "cor", "den", "el", "fin", "gra", "hol", "im", "lan", "mer", "no", "per", "qui", "ris", "tal", "ver")


def main(arguments: list[str]) -> int:
    """Measure; 1 where a limit is passed, 2 if what is to be measured is not there."""
    if arguments[:1] == ["--once"]:
        once(arguments[1], Path(arguments[2]), Path(arguments[3]))
        return 0
    chapter = Path(arguments[0]).resolve() if arguments else CHAPTER
    if absent := next((path for path in (PYTHON, chapter) if not path.is_file()), None):
        print(f"skipped: there is no {absent.name} at {absent.parent}")
        return 2 if arguments else 0
    os.environ["REISSUE_CACHE"] = ""  # what is found read already takes no time
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nor does build.py heed it
    with tempfile.TemporaryDirectory() as folder:
        markdown = Path(folder) / "book.md"
        markdown.write_text(made_up(), encoding="utf-8")
        print(f"{len(markdown.read_text(encoding='utf-8').split()):,} words", flush=True)
        found: dict[str, list[tuple[float, float]]] = {"ours": [], "pandoc": []}
        for _ in range(RUNS):
            for who, runs in found.items():
                runs.append(run(who, markdown, Path(folder) / f"{who}.epub"))
    middle = {}
    for who, runs in found.items():
        seconds, peaks = zip(*runs, strict=True)
        middle[who] = (median(seconds), median(peaks))
        times = f"{middle[who][0]:7.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
        print(f"{who:8s}{times}{middle[who][1]:7.0f} MB at its peak")
    alone = one_chapter(chapter)
    print(f"EPUB of {chapter.name} alone {alone:.3f} s")
    passed = [
        *(["seconds of the book"] if middle["ours"][0] > LIMITS["seconds of the book"] else []),
        *(["pandoc's memory"] if middle["ours"][1] > middle["pandoc"][1] else []),
        *(["seconds of a chapter"] if alone > LIMITS["seconds of a chapter"] else []),
    ]
    print(f"over the limit: {', '.join(passed)}" if passed else "within the limits")
    return 1 if passed else 0


def made_up() -> str:
    """Write the book: always the same, with emphasis, block quotations and notes."""
    chance = random.Random(180_000)  # noqa: S311 -- a text to measure with
    lexicon = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]
    lines = list[str]()
    for chapter in range(1, CHAPTERS + 1):
        lines.append(f"# Chapter {chapter}")
        for number in range(1, PARAGRAPHS + 1):
            said = [" ".join(chance.choices(lexicon, k=WORDS)).capitalize() for _ in range(SENTENCES)]
            said[1] = f"*{said[1]}*"
            quoted = "> " if number % 10 == 0 else ""
            lines.append(f"{quoted}{'. '.join(said)}.[^{chapter}-{number}]")
            lines.append(f"[^{chapter}-{number}]: {' '.join(chance.choices(lexicon, k=NOTE)).capitalize()}.")
    return "\n\n".join(lines) + "\n"


def run(who: str, markdown: Path, out: Path) -> tuple[float, float]:
    """Bind once, in a process of its own: the seconds, and the megabytes at the peak of its largest process."""
    command = [str(PYTHON), __file__, "--once", who, str(markdown), str(out)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, float(json.loads(done.stdout))


def once(who: str, markdown: Path, out: Path) -> None:
    """Bind a book and print the peak; for pandoc's own this process only starts it, and its own peak is not counted."""
    counted = [resource.RUSAGE_CHILDREN]
    if who == "pandoc":
        pandoc = files("pypandoc") / "files" / "pandoc"
        subprocess.run([str(pandoc), str(markdown), "--metadata=title:Book", "-o", str(out)], check=True)
    else:
        sys.path.insert(0, str(ROOT))
        from reissue.bind import read_styles
        from reissue.bind.epub import bind_epub
        from reissue.book import read_book
        from reissue.edition import Edition

        book = read_book(markdown.read_text(encoding="utf-8"), Edition(title="Book"))
        out.write_bytes(bind_epub(book, read_styles((ROOT / "styles",))))
        counted.append(resource.RUSAGE_SELF)
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps(max(resource.getrusage(who).ru_maxrss for who in counted) * unit / MEGABYTE))


def one_chapter(ocr: Path) -> float:
    """Time the EPUB of one chapter, repaired and read already: the median, in seconds."""
    script = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.book import read_book
from reissue.edition import Edition
from reissue.repair import repair
from reissue.source import read_source
path = Path({str(ocr)!r})
book = read_book(repair(read_source(path.read_bytes(), path.name)).manuscript.text, Edition(title="Chapter"))
styles = read_styles((Path({str(ROOT)!r}) / "styles",))
taken = []
for _ in range({RUNS}):
    start = time.process_time()
    bind_epub(book, styles)
    taken.append(time.process_time() - start)
print(sorted(taken)[{RUNS // 2}])
"""
    variables = {**os.environ, "PYTHONSAFEPATH": "1"}
    done = subprocess.run([str(PYTHON), "-c", script], capture_output=True, text=True, check=True, env=variables)
    return float(done.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
