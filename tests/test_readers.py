"""Whole books opened in three real readers, in Chromium: foliate-js (Foliate, Readest), epub.js, and Readium (Thorium).

Each opens the book, shows the contents, turns twenty pages, follows the reference to a note and comes back, and goes to
pages of the printed book where the book lists them. They are what tests/readers/package-lock.json names.
"""

import json
import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from finished import NAMES, finished
from samples import CHROMIUM, HERE, NODE, needing

READERS = HERE / "readers"
NOTE = 12


class Opened(NamedTuple):
    """What a reader is given, and what it must find there."""

    file: Path
    unpacked: Path
    contents: list[str]
    pages: list[str]
    reference: str
    note: str
    words: str


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Opened]:
    folder = tmp_path_factory.mktemp("books")
    return [opened(name, folder) for name in NAMES]


def opened(name: str, folder: Path) -> Opened:
    """Lay out an EPUB, and read what is in it without any reader. Its twelfth note is followed."""
    file, unpacked = folder / f"{name}.epub", folder / name
    file.write_bytes(finished(name))
    with zipfile.ZipFile(file) as archive:
        archive.extractall(unpacked)
    nav = (unpacked / "EPUB" / "nav.xhtml").read_text(encoding="utf-8")
    listed = {kind: re.findall('<a href="(.*?)">(.*?)</a>', list_) for kind, list_ in _NAV.findall(nav)}
    names = [
        f"{name}.xhtml" for name in _SPINE.findall((unpacked / "EPUB" / "content.opf").read_text(encoding="utf-8"))
    ]
    texts = {page: (unpacked / "EPUB" / page).read_text(encoding="utf-8") for page in names}
    references = [(page, *found) for page, text in texts.items() for found in _REFERENCE.findall(text)]
    page, href, reference = references[NOTE - 1]
    own, note = (href if href[0] != "#" else f"{page}{href}").split("#")
    words = re.search(rf'<li id="{note}".*?</li>', texts[own], re.DOTALL)
    assert words is not None
    return Opened(
        *(file, unpacked),
        [unescape(label) for _, label in listed["toc"]],
        [href for href, _ in listed.get("page-list", ())],
        *(f"{page}#{reference}", f"{own}#{note}"),
        "".join(unescape(re.sub("<.*?>", "", words[0])).split()),
    )


@needing(node=NODE, chromium=CHROMIUM, readers=READERS / "node_modules")
@pytest.mark.parametrize("reader", ["foliate", "epubjs", "readium"])
def test_a_reader_opens_books_turns_their_pages_and_follows_their_links(
    reader: str, books: list[Opened], tmp_path: Path
) -> None:
    listed = [
        {key: str(value) for key, value in book._asdict().items() if key not in {"contents", "pages"}} for book in books
    ]
    (tmp_path / "books.json").write_text(json.dumps(listed), encoding="utf-8")
    command = [str(NODE), str(READERS / "read.mjs"), reader, str(CHROMIUM), str(tmp_path / "books.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    for book, seen in zip(books, json.loads(done.stdout), strict=True):
        assert [address.rpartition("/")[2] for address in seen.pop("listed")] == book.pages
        if reader == "foliate":
            assert "".join(seen.pop("onTheSpot").split()) == book.words
        assert seen == {
            "errors": [],
            "contents": book.contents,
            "turned": 20,
            "reference": True,
            "note": True,
            "back": True,
            "missed": [],
        }
        assert len(book.contents) > 1


def test_a_book_that_is_opened_lists_the_pages_of_print(books: list[Opened]) -> None:
    assert any(len(book.pages) > 2 for book in books)


_NAV = re.compile(r'<nav epub:type="([a-z-]+)"(.*?)</nav>', re.DOTALL)
_SPINE = re.compile('<itemref idref="(.*?)"')
_REFERENCE = re.compile(r'role="doc-noteref" href="([^"]+)" id="([^"]+)"')
