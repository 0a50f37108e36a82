"""Notes numbered anew: marks, references and the words that send to a note change together, and nothing else does."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.book import Book, read_book
from reissue.bootstrap import ROOT
from reissue.edition import Edition
from reissue.proof import Numbers, prove
from reissue.renumbering import renumbered

SHEETS = read_styles((ROOT / "styles",))
BINDERS = {"html": bind_html, "epub": bind_epub, "pdf": bind_pdf}
COPY = """# One

The bell rang[^1-3] and was heard[^1-*] (see [note 7](#note-1-7) and notes [3](#note-1-3) above).[^1-7]

It rang again.[^1-3]

[^1-3]: It was cast in 1703, as [note 7](#note-1-7) tells, and see [Farrow, p. 7](#note-1-7).[^1-9]

[^1-*]: So the editor.

[^1-7]: Farrow, *Bells*, p. 3; cf. [n. 9](#note-1-9).

[^1-9]: Nobody else says so.

# Two

It broke[^2-2] and was mended.[^2-1]

[^2-1]: *Ibid.*, p. 7, and [note 2](#note-2-2).

[^2-2]: In frost; [note 3](#note-1-3) of the first chapter.

[^2-4]: Nothing leads here.
"""


def made(numbers: str, symbols: str = "kept", markdown: str = COPY) -> Book:
    edition = Edition(title="Bells", note_numbers=numbers, note_symbols=symbols)
    return renumbered(read_book(markdown, edition))


def marks(book: Book) -> list[list[tuple[str, str]]]:
    return [[(note.id, note.mark) for note in chapter.notes] for chapter in book.chapters]


def test_as_printed_is_what_was_printed() -> None:
    assert made("as printed") == read_book(COPY, Edition(title="Bells"))


def test_notes_are_numbered_by_chapter_in_the_order_of_their_first_references() -> None:
    assert marks(made("chapter")) == [
        [("note-1-3", "1"), ("note-1-9", "2"), ("note-1-x2a", "*"), ("note-1-7", "3")],
        [("note-2-2", "1"), ("note-2-1", "2"), ("note-2-4", "3")],
    ]


def test_notes_are_numbered_through_the_book_and_signs_with_them() -> None:
    assert marks(made("book", "numbered")) == [
        [("note-1-3", "1"), ("note-1-9", "2"), ("note-1-x2a", "3"), ("note-1-7", "4")],
        [("note-2-2", "5"), ("note-2-1", "6"), ("note-2-4", "7")],
    ]


def test_the_words_that_send_to_a_note_follow_it_and_no_page_number_does() -> None:
    first, second = made("chapter").chapters
    assert 'href="#note-1-7" class="pointer">note 3</a>' in first.html
    assert 'href="#note-1-3" class="pointer">1</a> above' in first.html
    assert ">Farrow, p. 7</a>" in first.notes[0].html
    assert ">note 3</a>" in first.notes[0].html
    assert ">n. 2</a>" in first.notes[3].html
    assert ">note 1</a>" in second.notes[0].html
    assert ">note 1</a>" in second.notes[1].html
    assert "p. 7, and" in second.notes[1].html


@pytest.mark.parametrize("format_", BINDERS)
def test_the_proof_accounts_for_every_new_number(format_: str) -> None:
    for asked in (Numbers("chapter"), Numbers("book", signs=True)):
        bound = BINDERS[format_](made(asked.run, "numbered" if asked.signs else "kept"), SHEETS)
        name = f"bells.{format_}"
        assert [found for found in prove({name: bound}, COPY, numbers=asked) if found.edition == name] == []
        assert [found for found in prove({name: bound}, COPY) if found.edition == name]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param(">note 3</a>", ">note 7</a>", id="a pointer that did not follow"),
        pytest.param(">p. 7</span></a>", ">p. 3</span></a>", id="a page that did"),
        pytest.param('value="2"', 'value="9"', id="a note that kept its number"),
    ],
)
def test_a_number_that_is_not_the_new_one_is_found(right: str, wrong: str) -> None:
    html = bind_html(made("chapter"), SHEETS).decode()
    assert right in html
    found = prove({"b.html": html.replace(right, wrong, 1).encode()}, COPY, numbers=Numbers("chapter"))
    assert [finding for finding in found if finding.edition == "b.html"]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw chapters whose notes bear any numbers in any order, some called twice, some never, some in notes."""
    parts = []
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        numbers = draw(st.lists(st.sampled_from(["1", "2", "3", "7", "12", "*", "†"]), unique=True, max_size=5))
        called = draw(st.lists(st.sampled_from(numbers), max_size=6)) if numbers else []
        text = "".join(f" It rang{place}[^{chapter}-{number}]." for place, number in enumerate(called))
        parts.append(f"# Chapter {chapter}\n\nBells.{text} See {draw(_sent(chapter, numbers))}.")
        for number in draw(st.permutations(numbers)):
            inner = draw(st.sampled_from(numbers))
            own = f" So[^{chapter}-{inner}]" if inner != number and draw(st.booleans()) else ""
            parts.append(f"[^{chapter}-{number}]: Word {chapter} {number}, {draw(_sent(chapter, numbers))}.{own}")
    return "\n\n".join(parts) + "\n"


def _sent(chapter: int, numbers: list[str]) -> st.SearchStrategy[str]:
    figures = [number for number in numbers if number.isdecimal()]
    links = [f"[note {number}](#note-{chapter}-{number})" for number in figures]
    return st.sampled_from(links) if links else st.just("note 40")


@settings(deadline=None, max_examples=60)
@given(damaged(), st.sampled_from(["chapter", "book"]), st.booleans())
def test_whatever_the_numbers_no_note_is_lost_and_no_reference_leads_elsewhere(
    markdown: str,
    run: str,
    signs: bool,  # noqa: FBT001 -- drawn
) -> None:
    printed = read_book(markdown, Edition(title="Bells"))
    book = made(run, "numbered" if signs else "kept", markdown)
    for before, after in zip(printed.chapters, book.chapters, strict=True):
        assert {note.id: note.references for note in before.notes} == {note.id: note.references for note in after.notes}
        numbers = [int(note.mark) for note in after.notes if note.mark.isdecimal()]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    plain = replace(book, edition=Edition(title="Bells"))
    found = prove({"b.html": bind_html(plain, SHEETS)}, markdown, numbers=Numbers(run, signs=signs))
    assert [finding for finding in found if finding.edition == "b.html"] == []
