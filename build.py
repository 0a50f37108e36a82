#!/usr/bin/env python3
"""Reissue's one command: builds books, or runs the tests. It sets itself up, and then holds the order of the work."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from reissue import Trouble, bootstrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from reissue.bindery import Bind
    from reissue.job import Job

FORMATS = {"html": "html", "epub": "epub", "kepub": "kepub.epub", "pdf": "pdf"}
"""What may be asked for, and how the name of its file ends."""
USUAL = ("html", "epub", "pdf")


def main(arguments: list[str]) -> int:
    """Run the command line. Returns 0: built and proved; 1: built, but a check failed; 2: nothing built."""
    try:
        if arguments[:1] == ["test"]:
            return test(arguments[1:])
        return build(command_line().parse_intermixed_args(arguments))
    except Trouble as trouble:
        print(f"build.py: {trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def command_line() -> argparse.ArgumentParser:
    """Describe what may follow `build.py`, but for the tests, whose arguments are pytest's."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage="build.py [BOOK ...] [--to FORMATS] [--out DIR]\n       build.py test [PYTEST ARGUMENT ...]",
        description="Build each BOOK into a finished edition, or run the tests.",
        allow_abbrev=False,
    )
    parser.add_argument("books", metavar="BOOK", nargs="*", type=Path, help="a book's folder, or one file of OCR")
    known = ",".join(FORMATS)
    parser.add_argument(
        "--to", metavar="FORMATS", type=formats, default=USUAL, help=f"some of {known}; else all but kepub"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, default=bootstrap.ROOT / "dist", help="else dist/")
    parser.add_argument("--encoding", default="", help="of the OCR, where it is not UTF-8: latin-1, cp1252 …")
    return parser


def formats(names: str) -> tuple[str, ...]:
    """Read `epub,html` as the endings of the formats it names, in the order of the work."""
    named = names.split(",")
    for name in named:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"no such format: {name!r}; there are {', '.join(FORMATS)}")
    return tuple(ending for name, ending in FORMATS.items() if name in named)


def test(arguments: list[str]) -> int:
    """Run the tests with these arguments to pytest; files among them are the checkout's."""
    bootstrap.prepare("test")
    import pytest

    os.chdir(bootstrap.ROOT)
    os.environ["REISSUE_SET_UP"] = "1"  # no test is passed over for want of a program now
    return pytest.main(arguments)


def build(wanted: argparse.Namespace) -> int:
    """Build and prove the books that were asked for, one after the other; give the worst of their exit codes."""
    bootstrap.prepare("build")
    from reissue.bindery import bindery

    gc.set_threshold(100_000, 50, 50)  # what a build makes mostly lives until it is done
    worst = 0
    names: dict[str, Path] = {}
    with bindery(wanted.to) as bind:
        from reissue.job import take
        from reissue.repair import RuleFault

        for path in wanted.books or [bootstrap.ROOT / "manuscript"]:
            try:
                job = take(path, wanted.encoding)
                refuse_twins(names.setdefault(job.name, path), path)
                worst = max(worst, press(job, bind, wanted.out))
            except (Trouble, RuleFault) as trouble:  # noqa: PERF203 -- one bad book does not keep the others from being built
                fault = "a fault of Reissue's own, please report it: " if isinstance(trouble, RuleFault) else ""
                print(f"build.py: {fault}{trouble}", file=sys.stderr)
                worst = 2
    return worst


def refuse_twins(first: Path, path: Path) -> None:
    """Raise Trouble if two books of one call would be written to files of the same name."""
    if first is not path:
        raise Trouble(f"{path} would overwrite {first}, since both have the same name: build one of them by itself")


def press(job: Job, bind: Bind, out: Path) -> int:
    """Hold the order of the work on one book: repair, write down, bind, prove, deliver."""
    from dataclasses import replace

    from reissue.apparatus import emendations
    from reissue.bind import read_styles
    from reissue.book import read_book
    from reissue.job import deliver
    from reissue.pagination import begun
    from reissue.renumbering import renumbered
    from reissue.repair import repair
    from reissue.rules import RULES

    repaired = repair(job.source, job.decisions)
    markdown = repaired.manuscript.text
    listed = emendations(job.source, repaired.changes, RULES)
    pages = begun(repaired.manuscript)
    book = replace(renumbered(read_book(markdown, job.edition, pages, job.pictures)), emendations=listed)
    in_press = bind(book, read_styles((bootstrap.ROOT / "styles", *job.styles)))

    from reissue.ledger import write_ledger
    from reissue.linkmap import leading_nowhere, whereabouts, write_links
    from reissue.proof import Numbers, prove
    from reissue.queries import count, density, write_queries

    record = {
        "book.md": markdown.encode(),
        "ledger.jsonl": write_ledger(job.source, repaired.changes).encode(),
        "links.json": write_links(repaired.manuscript).encode(),
        "queries.md": write_queries(job.source, repaired.queries, RULES).encode(),
    }
    if job.source.transcribed:
        record["book.ocr.md"] = job.source.text.encode()
    bound: dict[str, bytes] = {}

    def finished() -> Iterator[tuple[str, bytes]]:
        """Give each file as soon as it is bound, so that it is proved while the next is still in the press."""
        for format_, data in in_press:
            bound[f"{job.name}.{format_}"] = data
            yield f"{job.name}.{format_}", data

    numbers = Numbers(job.edition.note_numbers, signs=job.edition.note_symbols == "numbered")
    findings = prove(finished(), markdown, pages, job.pictures, numbers)
    if job.folder:
        deliver(record, job.folder)
    deliver({f"{job.name}.{name.removeprefix('book.')}": data for name, data in record.items()} | bound, out)
    queries = count(job.source, repaired.queries)
    asked = f"{queries} queries ({density(job.source, queries)})"
    print(f"{job.name} ({job.source.engine}): {len(repaired.changes)} changes, {asked}; {', '.join(bound)} in {out}")
    if nowhere := leading_nowhere(repaired.manuscript):
        print(f"{job.name}: {nowhere}")
    where = whereabouts(repaired.manuscript)
    for finding in findings:
        place = f" ({where(finding.line, finding.words)})" if finding.line else ""
        print(f"{finding}{place}", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
