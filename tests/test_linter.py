"""Whole books held against Standard Ebooks' linter: what it says of their typography, their XHTML and likely misprints.

It is what requirements/linter.txt names, in a folder to itself, since it pins other versions than books are bound with.
Its other groups are the house style of that project: which files there are, which classes, what metadata is called.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from finished import NAMES, finished
from samples import needing

from reissue.bootstrap import apart

LINTER = apart("linter.txt")
SE = LINTER / "bin" / "se"
FINDING = re.compile(r"^([txy]-[0-9]{3}) \[(Error|Manual Review)\] (\S+)", re.MULTILINE)

HOUSE_RULES = {"x-019"}
"""Errors that only say how that project names things: an id there is the file's name, the element's and a number."""

# What the linter asks a person to look at has been looked at, in these books, and stands so on purpose. A code that is
# not named here has not been seen in them.
LOOKED_AT: Mapping[str, Mapping[str, str]] = {
    "manuscript": {
        "t-003": "the list of emendations quotes a mark of which the other half is not in the words quoted",
        "y-036": "the same",
    },
    "seed": {
        "t-002": "the print's comma after the quotation mark, once",
        "t-029": "points of ellipsis, with a small letter after them; a full stop that the OCR read for a comma",
        "t-031": "a work that has these letters in its title",
        "y-004": "a hyphen that parts a prefix from a quotation",
        "y-034": "abbreviations with points: i.e., U.S., initials of names",
        "y-036": "a quotation that the OCR closed with a single mark",
    },
    "gathered-notes": {
        "t-017": "commas and points printed in the italic of the word before them",
        "t-027": "an arrow back that a no-break space keeps on the note's last line",
        "t-029": "abbreviations, and points of ellipsis, with a small letter after them",
        "y-002": "a line of verse in French",
        "y-034": "abbreviations with points",
    },
    "chapters-and-pages": {
        "t-017": "commas and points printed in the italic of the word before them",
        "t-029": "abbreviations with a small letter after them",
        "y-002": "a line of verse in French",
        "y-016": "points of ellipsis as the OCR has them",
        "y-034": "abbreviations with points",
    },
}


@needing(linter=SE)
@pytest.mark.parametrize("name", NAMES)
def test_the_linter_finds_no_error_and_asks_nothing_that_was_not_looked_at(name: str, tmp_path: Path) -> None:
    found = lint(finished(name), {}, tmp_path)
    assert {(code, file) for code, kind, file in found if kind == "Error" and code not in HOUSE_RULES} == set()
    assert {code for code, kind, _ in found if kind == "Manual Review"} == LOOKED_AT[name].keys()


@needing(linter=SE)
def test_the_linter_sees_what_is_planted(tmp_path: Path) -> None:
    planted = {"</h1>": '</h1><p style="margin: 0" id="9">A  lamp , a  wick .</p>'}
    found = {code for code, kind, _ in lint(finished(NAMES[0]), planted, tmp_path) if kind == "Error"}
    assert {"t-001", "t-041", "x-007", "x-012"} <= found


def lint(epub: bytes, planted: Mapping[str, str], folder: Path) -> list[tuple[str, str, str]]:
    """List what the linter says of a book: code, error or question, file. `planted` changes the chapters beforehand.

    The linter wants a style sheet where its own project has one.
    """
    zipfile.ZipFile(io.BytesIO(epub)).extractall(folder)
    inside = next(folder.rglob("*.opf")).parent
    (inside / "css").mkdir()
    (inside / "css" / "local.css").write_bytes((inside / "style.css").read_bytes())
    for chapter in inside.glob("chapter-*.xhtml"):
        page = chapter.read_text(encoding="utf-8")
        for old, new in planted.items():
            page = page.replace(old, new, 1)
        chapter.write_text(page, encoding="utf-8")
    variables = os.environ | {"PYTHONPATH": str(LINTER), "COLUMNS": "1000", "GIT_PYTHON_REFRESH": "quiet"}
    done = subprocess.run(
        [sys.executable, str(SE), "--plain", "lint", str(folder)],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert FINDING.search(done.stdout), done.stdout + done.stderr
    return [(match[1], match[2], match[3]) for match in FINDING.finditer(done.stdout)]
