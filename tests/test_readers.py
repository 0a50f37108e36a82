"""A book opened in three real readers, in Chromium: foliate-js (Foliate, Readest), epub.js, and Readium (Thorium).

Each shows the contents, turns twenty pages, follows the reference to note 12 and comes back. They are what
tests/readers/package-lock.json names.
"""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from samples import CHROMIUM, EDITION, HERE, NODE, STYLES, needing

from reissue.bind.epub import bind_epub
from reissue.book import read_book

READERS = HERE / "readers"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out an EPUB and, beside it, what is in it."""
    folder = tmp_path_factory.mktemp("book")
    markdown = (HERE.parent / "manuscript" / "book.md").read_text(encoding="utf-8")
    (folder / "book.epub").write_bytes(bind_epub(read_book(markdown, EDITION), STYLES))
    with zipfile.ZipFile(folder / "book.epub") as archive:
        archive.extractall(folder / "unpacked")
    return folder


@needing(node=NODE, chromium=CHROMIUM, readers=READERS / "node_modules")
@pytest.mark.parametrize("reader", ["foliate", "epubjs", "readium"])
def test_a_reader_opens_the_book_and_follows_a_note_and_comes_back(reader: str, book: Path) -> None:
    opened = [str(book / "unpacked"), str(book / "book.epub"), "chapter-1.xhtml", "ref-12", "endnote-12"]
    command = [str(NODE), str(READERS / "read.mjs"), reader, *opened, str(CHROMIUM)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    nav = (book / "unpacked" / "EPUB" / "nav.xhtml").read_text(encoding="utf-8")
    listed = re.findall("<a href=.*?>(.*?)</a>", nav)
    assert seen == {
        "errors": [],
        "contents": listed,
        "pages": 21,
        "reference": True,
        "note": True,
        "back": True,
    }
    assert len(listed) > 10
