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
    from collections.abc import Callable, Iterator, Sequence

    from reissue.bind import Styles
    from reissue.bindery import Bindery
    from reissue.book import Book
    from reissue.finished import Finished
    from reissue.job import Job

FORMATS = {"html": "html", "epub": "epub", "kepub": "kepub.epub", "pdf": "pdf", "site": "site"}
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
        usage="build.py [BOOK ...] [--to FORMATS] [--out DIR] [--jobs N]\n       build.py test [PYTEST ARGUMENT ...]",
        description="Build each BOOK into a finished edition, or run the tests.",
        allow_abbrev=False,
    )
    parser.add_argument("books", metavar="BOOK", nargs="*", type=Path, help="a book's folder, or one file of OCR")
    known = ",".join(FORMATS)
    parser.add_argument(
        "--to", metavar="FORMATS", type=formats, default=USUAL, help=f"some of {known}; else {','.join(USUAL)}"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, default=bootstrap.ROOT / "dist", help="else dist/")
    parser.add_argument(
        "--jobs", metavar="N", type=jobs, default=0, help="processes for the PDF; else one for each core"
    )
    parser.add_argument("--encoding", default="", help="of the OCR, where it is not UTF-8: latin-1, cp1252 …")
    return parser


def formats(names: str) -> tuple[str, ...]:
    """Read `epub,html` as the endings of the formats it names, in the order of the work."""
    named = names.split(",")
    for name in named:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"no such format: {name!r}; there are {', '.join(FORMATS)}")
    return tuple(ending for name, ending in FORMATS.items() if name in named)


def jobs(number: str) -> int:
    """Read how many processes may lay out a PDF."""
    if not number.isascii() or not number.isdigit() or not int(number):
        raise argparse.ArgumentTypeError(f"{number!r} is no number of processes; there must be one at least")
    return int(number)


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
    from contextlib import ExitStack

    from reissue.job import take

    gc.set_threshold(100_000, 50, 50)  # what a build makes mostly lives until it is done
    worst = 0
    names: dict[str, Path] = {}
    binderies: list[Bindery] = []
    with ExitStack() as opened:

        def bindery(*, little: bool) -> Bindery:
            """Open the bindery for the first book that was not built before, of which perhaps `little` is to be set."""
            from reissue.bindery import bindery

            if not binderies:
                binderies.append(opened.enter_context(bindery(wanted.to, wanted.jobs, little=little)))
            return binderies[0]

        for path in wanted.books or [bootstrap.ROOT / "manuscript"]:
            try:
                job = take(path, wanted.encoding)
                refuse_twins(names.setdefault(job.name, path), path)
                worst = max(worst, press(job, wanted.to, bindery, wanted.out))
            except Trouble as trouble:  # noqa: PERF203 -- one bad book does not keep the others from being built
                print(f"build.py: {trouble}", file=sys.stderr)
                worst = 2
    return worst


def refuse_twins(first: Path, path: Path) -> None:
    """Raise Trouble if two books of one call would be written to files of the same name."""
    if first is not path:
        raise Trouble(f"{path} would overwrite {first}, since both have the same name: build one of them by itself")


def refuse_blank(book: Book, name: str) -> None:
    """Raise Trouble if nothing of a source is left to be printed."""
    if not book.chapters:
        raise Trouble(f"{name}: no text is left when the marks of pages, pictures and the like are gone")


def press(job: Job, formats: Sequence[str], bindery: Callable[..., Bindery], out: Path) -> int:
    """Make a book, or find it made, and deliver it; give the exit code."""
    from reissue.bind import read_styles
    from reissue.finished import find_finished, finished_key, keep_finished
    from reissue.foresight import foreseen
    from reissue.job import deliver

    styles = read_styles((bootstrap.ROOT / "styles", *job.styles))
    key = finished_key(job, styles, formats)
    finished = find_finished(key)
    if finished is None:
        draft = foreseen(job)
        opened = bindery(little=draft is not None)
        if draft:
            opened.foresee(draft, styles)
        finished = make(job, styles, opened)
        keep_finished(key, finished)
    if job.folder:
        deliver(finished.record, job.folder)
    record = {f"{job.name}.{name.removeprefix('book.')}": data for name, data in finished.record.items()}
    deliver({**record, **finished.bound}, out)
    print(f"{finished.summary} in {out}")
    for remark in finished.remarks:
        print(remark)
    for fault in finished.faults:
        print(fault, file=sys.stderr)
    return 1 if finished.faults else 0


def make(job: Job, styles: Styles, bindery: Bindery) -> Finished:
    """Hold the order of the work on one book: repair, write down, bind, prove."""
    from dataclasses import replace

    from reissue.apparatus import emendations
    from reissue.bind import families
    from reissue.finished import Finished
    from reissue.foresight import remember
    from reissue.ledger import write_ledger
    from reissue.pagination import begun
    from reissue.record import record as marks
    from reissue.renumbering import renumbered
    from reissue.repair import RuleFault, repair
    from reissue.reread import reread
    from reissue.rules import RULES

    try:
        repaired = repair(job.source, job.decisions)
    except RuleFault as fault:
        raise Trouble(f"a fault of Reissue's own, please report it: {fault}") from fault
    markdown = repaired.manuscript.text
    listed = emendations(job.source, repaired.changes, RULES)
    pages = begun(repaired.manuscript)
    record = {"book.md": markdown.encode(), "ledger.jsonl": write_ledger(job.source, repaired.changes).encode()}
    shown = marks(repaired.manuscript, repaired.changes, repaired.queries)
    read = renumbered(reread(markdown, job.edition, pages, job.pictures))
    refuse_blank(read, job.source.name)
    book = replace(read, emendations=listed, record=shown, attached=dict(record))

    from reissue.proof import begin_copy, inspect, numbers_of, prove

    copy = begin_copy(markdown, pages, job.pictures, bindery.begin)
    in_press = bindery.bind(book, styles)

    from reissue.explained import flawed, parted
    from reissue.linkmap import links_said
    from reissue.queries import count, density, write_queries

    amiss = flawed(repaired.manuscript)
    queries = count(job.source, repaired.queries)
    asked = f"{queries} queries ({density(job.source, queries)})"
    remember(job, markdown, pages)
    links, nowhere = links_said(repaired.manuscript)
    record |= {
        "links.json": links.encode(),
        "queries.md": write_queries(job.source, repaired.queries, RULES).encode(),
    }
    record |= {"book.ocr.md": job.source.text.encode()} if job.source.transcribed else {}
    bound: dict[str, bytes] = {}

    def finished() -> Iterator[tuple[str, bytes]]:
        """Give each file as soon as it is bound, so that it is proved while the next is still in the press."""
        for format_, data in in_press:
            bound[f"{job.name}.{format_}"] = data
            if format_ != "cover.pdf":
                yield f"{job.name}.{format_}", data

    held = prove(
        finished(),
        markdown,
        pages,
        job.pictures,
        numbers_of(job.edition),
        families(styles),
        copy=copy,
        begin=bindery.begin,
    )
    findings = [*held, *amiss, *inspect(bound, job.edition)]
    summary = f"{job.name} ({job.source.engine}): {len(repaired.changes)} changes, {asked}; {', '.join(bound)}"
    explained, faults = parted(findings, repaired.manuscript, job.decisions)
    remarks = (f"{job.name}: {nowhere}",) if nowhere else ()
    return Finished(record, bound, summary, (*remarks, *(f"explained: {said}" for said in explained)), faults)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    gc.freeze()  # or Python would search all that a build has made for what is dead, several times, before it ends
    sys.exit(code)
