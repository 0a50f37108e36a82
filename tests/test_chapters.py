"""Books of several chapters whose note numbers restart: every reference leads to a note of its own chapter."""

import os
import re
from pathlib import Path

import pytest

from reissue.blocks import Kind, blocks
from reissue.bootstrap import ROOT
from reissue.linkmap import mapped
from reissue.repair import repair
from reissue.source import read_source

BOOKS = sorted((ROOT.parent / "shared" / "bench" / "cases").glob("*-multi__*.*"))
TEXTS = [path for path in BOOKS if path.suffix in {".md", ".txt"}]
pytestmark = pytest.mark.skipif(
    not TEXTS and not os.environ.get("CI"), reason="there are no books of several chapters in ../shared/bench/cases"
)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_reference_leads_to_a_note_of_its_chapter(path: Path) -> None:
    text = repair(read_source(path.read_bytes(), path.name)).manuscript.text
    row = blocks(text)
    chapters = [block.start for block in row if block.kind is Kind.HEADING and block.level == 1]
    homes = {block.label: sum(at < block.start for at in chapters) for block in row if block.kind is Kind.NOTE}
    runs = {label.rpartition("-")[0] for label in homes}
    assert len(chapters) > 1
    assert len(runs) > 1
    for run in runs:
        assert len({home for label, home in homes.items() if label.rpartition("-")[0] == run}) == 1, run
    called = [(found.start(), found[1]) for found in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text)]
    assert len({label for _, label in called}) > 0.8 * len(homes)  # some references are lost in the OCR itself
    for at, label in called:
        assert homes[label] == sum(start < at for start in chapters), label
    for pointer in mapped(text):
        if pointer.kind == "note" and pointer.target:
            assert homes[pointer.target.removeprefix("note-")] == sum(start < pointer.start for start in chapters)
