"""Whole texts, which are not this repository's: each is repaired by the laws, once and three times over, and settles.

Three times over, its notes begin anew without a heading, its headings stand again, its leaves are doubled.
"""

import os
from pathlib import Path

import pytest
from test_repair import exact

from reissue.bootstrap import ROOT
from reissue.job import take
from reissue.repair import repair
from reissue.source import read_source

SHARED = ROOT.parent / "shared"
REAL = SHARED / "real"
LARGE = 500_000  # bytes; what is larger takes longer than a test should
ENGINES = sorted((REAL / "seven-engines").glob("*/*.md"))
TEXTS = [
    *sorted(path for path in (SHARED / "bench" / "cases").glob("*.*") if path.suffix in {".md", ".txt"}),
    *sorted(path for path in REAL.glob("[a-z]*.*") if path.stat().st_size < LARGE),
    *sorted((REAL / "scored" / "cases").glob("*.md")),
    *ENGINES,
]
pytestmark = pytest.mark.skipif(
    not TEXTS and not os.environ.get("CI"), reason="there are no texts in ../shared/bench/cases and ../shared/real"
)


def test_there_are_texts() -> None:
    assert TEXTS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_whole_text_settles_and_needs_no_second_repair(path: Path) -> None:
    once = exact(read_source(path.read_bytes(), path.name)).manuscript.text
    assert not once.strip() or repair(read_source(once.encode(), "book.md")).changes == ()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_text_three_times_over_settles(path: Path) -> None:
    assert repair(read_source((path.read_bytes() + b"\n\n") * 3, path.name)).manuscript.text.strip()


@pytest.mark.parametrize("folder", sorted({path.parent for path in ENGINES}), ids=lambda folder: folder.name)
def test_a_page_as_seven_engines_read_it_settles_as_one_book(folder: Path) -> None:
    assert repair(take(folder).source).manuscript.text.strip()
