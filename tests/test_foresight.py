"""What a changed source becomes is foreseen where that is plain, and its chapter is set before the book is repaired."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock
from xml.etree.ElementTree import Element

import pytest
from samples import STYLES

from reissue.bind.pdf import bind_pdf, chapters_of, house_of
from reissue.bind.pdf_forme import Copy, Forme, House
from reissue.bind.pdf_profile import bind_profiles
from reissue.bind.pdf_standing import standing, unset
from reissue.bindery import Draft, bindery
from reissue.book import read_book
from reissue.edition import Edition
from reissue.foresight import foreseen, remember
from reissue.job import Job
from reissue.source import read_source

EDITION = Edition("The Tide Tables", publisher="The Quay", year=1901)
SOURCE = "# Ebb\n\nIt went in the mor-\nning, and was late. It went far.\n\n# Flood\n\nIt came in again. It came far.\n"
TEXT = "# Ebb\n\nIt went in the morning, and was late. It went far.\n\n# Flood\n\nIt came in again. It came far.\n"
PAGES = ((0, "1"), (TEXT.index("# Flood"), "2"))


def job(text: str) -> Job:
    return Job("tide", read_source(text.encode(), "tide.md"), (), EDITION)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("was late", "was very late"),
        ("It went far.\n\n", "It went.\n\n"),
        ("in again. It", "in. Again it"),
        ("far.\n\n#", "far.\n\nAnd farther still.\n\n#"),
    ],
)
def test_a_change_in_one_place_is_carried_over(old: str, new: str) -> None:
    remember(job(SOURCE), TEXT, PAGES)
    draft = foreseen(job(SOURCE.replace(old, new)))
    assert draft is not None
    assert draft.markdown == TEXT.replace(old, new)
    assert draft.pages == ((0, "1"), (draft.markdown.index("# Flood"), "2"))


def test_what_is_not_plain_is_not_foreseen() -> None:
    assert foreseen(job(SOURCE)) is None, "nothing is known of it"
    remember(job(SOURCE), TEXT, PAGES)
    assert foreseen(job(SOURCE)) is None, "nothing has changed"
    assert foreseen(job(SOURCE.replace("mor-\n", "eve-\n"))) is None, "it stands otherwise in the restored text"
    assert foreseen(job(SOURCE.replace("Ebb", "Out").replace("again", "once more"))) is None, "much lies between"
    twin = SOURCE * 2
    remember(job(twin), TEXT * 2, PAGES)
    assert foreseen(job(twin.replace("was late", "was not", 1))) is None, "it stands there twice"


def test_the_chapter_that_changed_is_set_before_the_book_is_there() -> None:
    changed = TEXT.replace("again", "once more")
    whole = bind_pdf(read_book(changed, EDITION), STYLES)
    with bindery(("pdf",), jobs=1) as opened:
        assert [ending for ending, _ in opened.bind(read_book(TEXT, EDITION), STYLES)] == ["pdf"]
        opened.foresee(Draft(changed, (), EDITION, {}), STYLES)
    book = read_book(changed, EDITION)
    assert unset(house_of(book, STYLES), chapters_of(book)) == []
    with bindery(("pdf",), jobs=1) as opened:
        opened.foresee(Draft("# Nothing\n\nOf this nothing comes.\n", (), EDITION, {}), STYLES)
        assert [ending for ending, _ in opened.bind(book, STYLES)] == ["pdf"]

    def set_nothing(_: House, copies: Sequence[Copy]) -> list[Forme]:
        pytest.fail(f"{len(copies)} copies are set anew")

    assert bind_pdf(book, STYLES, standing(set_nothing)) == whole


def test_a_book_is_bound_though_what_was_foreseen_cannot_be_read() -> None:
    book = read_book(TEXT, EDITION)
    with bindery(("pdf",), jobs=1) as opened:
        opened.foresee(Draft("    This is code.[^1]\n\n[^1]: A note.\n", (), EDITION, {}), STYLES)
        assert dict(opened.bind(book, STYLES)) == {"pdf": dict(bind_profiles(book, STYLES))["pdf"]}


def test_what_another_sets_is_waited_for_and_not_set_again() -> None:
    """The second says what it is about to have set before it waits: the first goes on only then."""
    turn, begun, ready, set_ = Lock(), Event(), Event(), list[int]()

    def compose(_: House, copies: Sequence[Copy]) -> list[Forme]:
        set_.append(len(copies))
        begun.set()
        assert ready.wait(9)
        return [Forme(b"%PDF", 1, "right", None, (), (), (), (), ()) for _ in copies]

    house, copies = House("", {}, {}, 140.0), [Copy(Element("html"))]
    with ThreadPoolExecutor(max_workers=2) as hands:
        first = hands.submit(standing(compose, turn), house, copies)
        assert begun.wait(9)
        second = hands.submit(standing(compose, turn, ready.set), house, copies)
        assert first.result(9) == second.result(9)
    assert set_ == [1]
