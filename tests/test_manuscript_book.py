"""The book in this repository: what is committed is what the rules make of its source."""

from functools import cache
from pathlib import Path

import pytest

from reissue.bootstrap import ROOT
from reissue.job import Job, take
from reissue.ledger import read_ledger, write_ledger
from reissue.linkmap import write_links
from reissue.queries import write_queries
from reissue.repair import Repaired, repair, replay, undo
from reissue.rules import RULES

BOOK = ROOT / "manuscript"
GOLDEN = ROOT / "tests" / "golden" / "chapter-1.md"
STALE = "is not what the rules make of the source: run `python3 build.py`, look the difference over, and commit it"


def test_the_chapter_is_repaired_as_its_clean_text_stands() -> None:
    assert repaired().manuscript.text.splitlines() == read(GOLDEN).splitlines()
    assert repaired().manuscript.text == read(GOLDEN)


@pytest.mark.parametrize("name", ["book.md", "ledger.jsonl", "links.json", "queries.md"])
def test_what_is_committed_is_what_the_rules_make(name: str) -> None:
    made = {
        "book.md": repaired().manuscript.text,
        "ledger.jsonl": write_ledger(job().source, repaired().changes),
        "links.json": write_links(repaired().manuscript),
        "queries.md": write_queries(job().source, repaired().queries, RULES),
    }
    assert (BOOK / name).exists(), f"manuscript/{name} {STALE}"
    assert read(BOOK / name) == made[name], f"manuscript/{name} {STALE}"


def test_the_committed_ledger_rebuilds_the_book() -> None:
    if not (BOOK / "ledger.jsonl").exists():
        pytest.fail(f"manuscript/ledger.jsonl {STALE}")
    changes = read_ledger(read(BOOK / "ledger.jsonl"), job().source)
    assert replay(job().source, changes).text == read(BOOK / "book.md")
    assert undo(read(BOOK / "book.md"), changes) == job().source.text


def test_every_decision_is_on_the_ledger() -> None:
    decided = [change for change in repaired().changes if change.rule == "emendation"]
    assert len(decided) == len(job().decisions) > 0
    assert all(change.why for change in decided)


def test_one_pass_does() -> None:
    assert repaired().passes == 1


@cache
def job() -> Job:
    return take(BOOK)


@cache
def repaired() -> Repaired:
    return repair(job().source, job().decisions)


def read(file: Path) -> str:
    return file.read_bytes().decode()
