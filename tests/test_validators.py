"""An EPUB held against DAISY's Ace, for accessibility, and the Nu checker, for its XHTML. EPUBCheck stands elsewhere.

They are what tests/validators/package-lock.json names.
"""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from samples import CHROMIUM, EDITION, HERE, JAVA, LANTERNS, NODE, STYLES, needing

from reissue.bind.epub import bind_epub
from reissue.book import read_book

CHECKERS = HERE / "validators" / "node_modules"
ACE = CHECKERS / ".bin" / "ace-puppeteer"
NU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
BOOKS = {"lanterns": LANTERNS, "manuscript": (HERE.parent / "manuscript" / "book.md").read_text(encoding="utf-8")}


@needing(ace=ACE, node=NODE, chromium=CHROMIUM)
@pytest.mark.parametrize("name", BOOKS)
def test_ace_finds_no_violation(name: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(bind_epub(read_book(BOOKS[name], EDITION), STYLES))
    command = [str(ACE), "-f", "-s", "-o", str(tmp_path / "report"), str(tmp_path / "book.epub")]
    variables = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "ACE_TIMEOUT_INITIAL": "60000"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=240)
    assert (tmp_path / "report" / "report.json").exists(), done.stdout + done.stderr
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert len(report["assertions"]) > 5
    assert [fault for document in report["assertions"] for fault in document["assertions"]] == []
    assert report["earl:result"]["earl:outcome"] == "pass"


@needing(nu=NU, java=JAVA)
@pytest.mark.parametrize("name", BOOKS)
def test_nu_finds_no_error_in_the_xhtml(name: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(bind_epub(read_book(BOOKS[name], EDITION), STYLES))
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        archive.extractall(tmp_path)
    pages = sorted(str(page) for page in (tmp_path / "EPUB").glob("*.xhtml"))
    # What EPUB adds to XHTML is no business of this checker's.
    quiet = ["--errors-only", "--filterpattern", ".*Attribute .(type|prefix). not allowed on element.*"]
    done = subprocess.run([str(JAVA), "-jar", str(NU), *quiet, *pages], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
