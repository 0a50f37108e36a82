"""A long text that was read before is not read again, and one of which anything is other than it was is read anew."""

from pathlib import Path

import pytest

from reissue import reread as module
from reissue.book import Book, read_book
from reissue.edition import Edition
from reissue.reread import reread

EDITION = Edition("The Tide Tables", publisher="The Quay", year=1901)
TEXT = "# Ebb\n\nIt went out.[^1]\n\n![The quay](quay.png)\n\n# Flood\n\nIt came in.\n\n[^1]: At noon.\n"
PAGES = ((0, "1"), (TEXT.index("# Flood"), "2"))
PICTURES = {"quay.png": b"a quay"}


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the texts that are read, however short they are."""
    texts = list[str]()

    def read_and_tell(markdown: str, *rest: object) -> Book:
        texts.append(markdown)
        return read_book(markdown, *rest)  # type: ignore[arg-type]

    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    monkeypatch.setattr(module, "_LONG", 10)
    monkeypatch.setattr(module, "read_book", read_and_tell)
    return texts


def test_a_book_that_was_read_is_found(read: list[str]) -> None:
    book = read_book(TEXT, EDITION, PAGES, PICTURES)
    assert [reread(TEXT, EDITION, PAGES, PICTURES) for _ in range(2)] == [book, book]
    other = Edition("The Ebb Tables", publisher="The Quay", year=1902)
    assert reread(TEXT, other, PAGES, PICTURES) == read_book(TEXT, other, PAGES, PICTURES)
    assert read == [TEXT]


def test_whatever_is_other_is_read(read: list[str]) -> None:
    reread(TEXT, EDITION, PAGES, PICTURES)
    longer = TEXT.replace("came in", "came in again")
    for given in (
        (longer, EDITION, PAGES, PICTURES),
        (TEXT, EDITION, (), PICTURES),
        (TEXT, EDITION, ((0, "1"), (PAGES[1][0], "3")), PICTURES),
        (TEXT, EDITION, PAGES, {}),
        (TEXT, EDITION, PAGES, {"quay.png": b"another"}),
    ):
        read.clear()
        assert reread(*given) == read_book(*given)
        assert read == [given[0]]


def test_a_short_text_is_read_each_time(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONG", 1000)
    assert reread(TEXT, EDITION) == reread(TEXT, EDITION) == read_book(TEXT, EDITION)
    assert read == [TEXT, TEXT]
