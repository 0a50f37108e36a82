#!/usr/bin/env python3
"""How fast repair is, and how much memory it takes, as a text grows.

    python3 benchmarks/growth.py [OCRFILE ...]

Each file is repeated until it is 1, 5, 20 and 50 MB long, and each length is repaired in a process of its own, so that
its peak of memory is its own. The seconds are those of the processor (time.process_time), from the bytes of the OCR to
the manuscript with its ledger; to load the word lists, which each process does once, is not counted. The peak is that
of the whole process, the interpreter with it.
"""

# ruff: noqa: PLC0415, S603, T201 -- a program for the person at it, that runs itself for each measurement

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
SEED = ROOT.parent / "shared" / "seed" / "chapter.md"
LENGTHS = (1, 5, 20, 50)
MEGABYTE = 1_000_000


def main(arguments: list[str]) -> int:
    """Measure the files named, or the seed chapter; 2 if a named file or the environment is not there."""
    if arguments[:1] == ["--once"]:
        measure(Path(arguments[1]), int(arguments[2]))
        return 0
    files = [Path(name).resolve() for name in arguments] or [SEED]
    if absent := next((path for path in (PYTHON, *files) if not path.is_file()), None):
        print(f"skipped: there is no {absent.name} at {absent.parent}")
        return 2 if arguments else 0
    status = 0
    for path in files:
        print(f"{path.name}, {path.stat().st_size / MEGABYTE:.2f} MB, repeated")
        print("      MB   seconds    MB/s   peak MB   passes   changes")
        for length in LENGTHS:
            command = [str(PYTHON), __file__, "--once", str(path), str(length)]
            status = subprocess.run(command, check=False).returncode or status
    return status


def measure(path: Path, length: int) -> None:
    """Repair a text of about so many megabytes, and print one line about it."""
    sys.path.insert(0, str(ROOT))
    from reissue.lexicon import zipf
    from reissue.repair import RuleFault, repair
    from reissue.source import read_source

    gc.set_threshold(100_000, 50, 50)  # as build.py does
    zipf("the")
    text = path.read_bytes()
    text *= max(1, round(length * MEGABYTE / len(text)))
    start = time.process_time()
    try:
        repaired = repair(read_source(text, path.name))
    except RuleFault as fault:
        sys.exit(f"{len(text) / MEGABYTE:8.1f}   {fault}")
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
    print(
        f"{len(text) / MEGABYTE:8.1f} {seconds:9.2f} {len(text) / MEGABYTE / seconds:7.2f} {peak:9.0f}"
        f" {repaired.passes:8d} {len(repaired.changes):9d}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
