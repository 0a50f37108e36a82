"""A page that was read before is known again, and one of which anything is other than it was is read anew."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Pdf, String
from samples import STYLES

from reissue.aside import Aside, aside
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.edition import Edition
from reissue.proof import Finding, prove, read_before
from reissue.proof.otherwise import says_more
from reissue.proof.read_before import lines_of_pages
from reissue.proof.sheets import Line, lines_of

EDITION = Edition("The Tide Tables", publisher="The Quay", year=1901)
BOOK = "\n\n".join(
    f"# Chapter {chapter}\n\n"
    + "\n\n".join(
        " ".join(f"Tide {chapter * 99 + day * 9 + tide} came in, and that before it went *out*." for tide in range(9))
        + f"[^{chapter * 9 + day - 8}]"
        for day in range(9)
    )
    + "".join(f"\n\n[^{chapter * 9 + day - 8}]: It is *so* in log {chapter * 9 + day}." for day in range(9))
    for chapter in range(1, 4)
)
LONGER = BOOK.replace("# Chapter 2", "# Chapter 2\n\n" + "\n\n".join(["The ebb was late, quite late. " * 30] * 9))
Change = Callable[[Pdf], None]


@pytest.fixture(scope="module")
def tides() -> bytes:
    return bind_pdf(read_book(BOOK, EDITION), STYLES)


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """List the pages of which something is read, in a cache of its own, however few pages a book has."""
    numbers = list[int]()

    def read_and_tell(page: pymupdf.Page) -> list[Line]:
        numbers.append(page.number)
        return [*lines_of(page)]

    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    monkeypatch.setattr(read_before, "_MANY", 1)
    monkeypatch.setattr(read_before, "lines_of", read_and_tell)
    return numbers


def lines(data: bytes) -> list[list[Line]]:
    """Read a file with what is known, and see that this is what stands in it."""
    with pymupdf.open(stream=data) as document:
        found = lines_of_pages(document, data)
        assert found == [[*lines_of(page)] for page in document]
    return found


def changed(data: bytes, change: Change) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_page_that_was_read_is_known_again(tides: bytes, read: list[int]) -> None:
    first = lines(tides)
    assert set(read) == {number for number, page in enumerate(first) if page} | {1}, "and one of the blank pages"
    read.clear()
    assert lines(tides) == first
    assert not read


def test_of_pages_that_come_later_only_the_folio_is_read(tides: bytes, read: list[int]) -> None:
    before = lines(tides)
    read.clear()
    longer = bind_pdf(read_book(LONGER, EDITION), STYLES)
    pages = lines(longer)
    later = [number for number, page in enumerate(pages) if page and page[0].words == "Chapter 3"][-1]
    assert len(pages) > len(before)
    assert [number for number in read if number >= later] == [*range(later, len(pages))]


def other_words(pdf: Pdf, page: int = 7) -> None:
    stream = pdf.pages[page].Contents[1]
    drawn = bytes(stream.read_bytes())
    at = drawn.index(b"[<", len(drawn) // 2)
    stream.write(drawn[: at + 2] + drawn[at + 40 : at + 44] + drawn[at + 6 :])


def moved(pdf: Pdf) -> None:
    stream = pdf.pages[7].Contents[1]
    stream.write(b"1 0 0 1 0 300 cm " + stream.read_bytes())


def left_open(pdf: Pdf) -> None:
    stream = pdf.pages[7].Contents[1]
    stream.write(stream.read_bytes() + b" q 1 0 0 1 0 -300 cm")


def other_edges(pdf: Pdf) -> None:
    pdf.pages[7].MediaBox = Array([0, 300, 400, 700])


def other_letters(pdf: Pdf) -> None:
    for font in pdf.pages[7].Resources.Font.values():
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0065>", b"<0061>"))


def other_widths(pdf: Pdf) -> None:
    for font in pdf.pages[7].Resources.Font.values():
        font.DescendantFonts[0].W = Array([0, Array([100] * 900)])


def other_reading(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K[1].ActualText = String("something else")


def hidden(pdf: Pdf) -> None:
    stream = pdf.pages[7].Contents[1]
    stream.write(b"/OC /Hid BDC " + stream.read_bytes() + b" EMC")
    group = pdf.make_indirect(Dictionary(Type=pikepdf.Name.OCG, Name=String("hid")))
    pdf.pages[7].Resources.Properties = Dictionary(Hid=group)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


@pytest.mark.parametrize(
    "change",
    [other_words, moved, left_open, other_edges, other_letters, other_widths, other_reading, hidden],
    ids=lambda change: change.__name__,
)
def test_whatever_is_changed_in_the_file_is_seen(change: Change, tides: bytes, read: list[int]) -> None:
    sound = changed(tides, lambda _: None)
    lines(sound)
    read.clear()
    lines(changed(sound, lambda _: None))
    assert not read
    lines(changed(sound, change))
    assert read


@pytest.mark.parametrize("page", [7, -2], ids=["here", "aside"])
def test_two_that_read_find_what_one_finds(page: int, tides: bytes, read: list[int]) -> None:
    def faults(data: bytes, begin: Aside | None) -> list[Finding]:
        return prove({"tides.pdf": data}, BOOK, families=["Source Serif 4"], begin=begin)

    sound = changed(tides, lambda _: None)
    broken = changed(tides, lambda pdf: other_words(pdf, page))
    with aside() as begin:
        for data in (sound, broken, sound):
            with pymupdf.open(stream=data) as document:
                whole = [[*lines_of(page)] for page in document]
                for _ in range(2):
                    assert lines_of_pages(document, data, begin) == whole
        told = faults(broken, begin)
        assert any(f"page {page % len(whole) + 1}: " in str(finding) for finding in told)
        assert faults(sound, begin) != told
    assert read, "the former half is read here"
    assert faults(broken, None) == told


def test_other_words_are_seen_by_the_one_who_looks_where_they_are_packed(tides: bytes, read: list[int]) -> None:
    def packed(change: Change) -> bytes:
        with pikepdf.open(BytesIO(tides)) as pdf:
            change(pdf)
            out = BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()

    def seen(data: bytes) -> tuple[bool, ...]:
        with pymupdf.open(stream=data) as document:
            return tuple(says_more(document, data, first, 2) for first in range(2))

    assert seen(packed(lambda _: None)) == (False, False)
    spoken = [packed(lambda pdf, kid=kid: speak(pdf, kid)) for kid in range(0, 50, 7)]  # type: ignore[misc]
    one_of_each = {seen(data): data for data in spoken}
    assert set(one_of_each) == {(True, False), (False, True)}, "each is seen by one"
    with aside() as begin:
        for data in one_of_each.values():
            for _ in range(2):
                read.clear()
                with pymupdf.open(stream=data) as document:
                    whole = [[*lines_of(page)] for page in document]
                    assert lines_of_pages(document, data, begin) == whole
                assert len(read) >= len(whole), "nothing is taken as read"


def speak(pdf: Pdf, kid: int) -> None:
    """Give other words for an element of the structure, which is packed with others that stand beside it."""
    elements = [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == "/P"]
    elements[kid].ActualText = String("something else")


def test_type_is_looked_at_aside_as_it_is_here(tides: bytes) -> None:
    with aside() as begin:
        told = prove({"tides.pdf": tides}, BOOK, families=["Elsewhere"], begin=begin)
    assert any("none of the book's fonts" in finding.message for finding in told)
    assert told == prove({"tides.pdf": tides}, BOOK, families=["Elsewhere"])


def test_a_fault_is_found_in_a_page_of_which_all_else_is_known(tides: bytes, read: list[int]) -> None:
    def faults(data: bytes) -> list[str]:
        return [finding.message for finding in prove({"tides.pdf": data}, BOOK) if finding.edition == "tides.pdf"]

    sound = changed(tides, lambda _: None)
    assert faults(sound) == []
    broken = changed(sound, other_words)
    read.clear()
    told = faults(broken)
    assert told[0].startswith("page 8: ")
    assert faults(broken) == told
    assert read == [7]
