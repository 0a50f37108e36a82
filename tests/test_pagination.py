"""The pages of print: each begins before its first word, whatever became of that, and in every format there."""

import io
import re
import zipfile

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import EDITION, STYLES
from strategies import paragraphs, source_of

from reissue.bind import Styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.pagination import begun
from reissue.proof import prove
from reissue.repair import repair
from reissue.source import read_source

PRINT = """\
ix

The lamp was lit at dusk, and the keeper wrote of it in the book that he kept on the sill be-

\f

x

side the stair.<sup>1</sup> He wrote in a small hand, and each line of the page was filled with what he had seen on

---

1 It is kept in the tower, as he asked, and nobody has
\f

xi

the water. *The boats of the island* came at ten—

\f

xii

*and left* at noon, as they had in every year of his.

\f

\f

2

# THE SECOND LAMP

It was lit in the year after, and the light reached the rocks that nobody had ever seen by night.

\f

3

> But what did they see,\\
> when they saw the rocks?

The keeper never said, and his book has only a blank page where the answer to all of this should have stood.

\f

4

So the lamp went out.
"""
BARE = Styles({"book": "", "print": "", "epub": "", "web": ""}, {})


def placed(text: str) -> list[tuple[str, str]]:
    """Give each folio with the words before which its page begins."""
    repaired = repair(source_of(text)).manuscript
    return [(folio, repaired.text[at:].split("\n")[0][:12]) for at, folio in begun(repaired)]


def test_a_page_begins_before_its_first_word() -> None:
    assert placed(PRINT) == [
        ("ix", "The lamp was"),
        ("x", "beside the s"),
        ("xi", "the water. *"),
        ("xii", "*and left* a"),
        ("2", "THE SECOND L"),
        ("3", "But what did"),
        ("4", "So the lamp "),
    ]


def test_a_blank_page_begins_where_the_next_one_does() -> None:
    text = "\n\n\f\n\n".join(f"{folio}\n\n{words}" for folio, words in enumerate(("One.", "Two.", "", "Four."), 1))
    assert placed(f"{text}\n") == [("1", "One."), ("2", "Two."), ("3", "Four."), ("4", "Four.")]


def test_a_page_begins_outside_of_a_link_and_of_the_marks_of_a_list_and_a_table() -> None:
    for text, words in (
        ("7\n\n# CHAPTER IV\n\nSee Chapter\n\f\n8\n\niv of this book.\n\f\n9\n\nIt.\n", "[Chapter iv]"),
        ("7\n\nOne.\n\f\n8\n\n- Two of it.\n- Three\n\f\n9\n\nFour.\n", "Two of it."),
        ("7\n\nOne.\n\f\n8\n\n|Two|of it|\n|---|---|\n|a|b|\n\f\n9\n\nFour.\n", "Two|of it|"),
    ):
        folio, begins = placed(text)[1]
        assert (folio, begins[: len(words)]) == ("8", words)


@pytest.mark.parametrize("text", ["One.\n\f\nTwo.\n\f\nThree.\n", "{1}" + "-" * 48 + "\n\nOne.\n", "One.\n"])
def test_pages_that_are_only_counted_have_no_place(text: str) -> None:
    assert placed(text) == []


def test_every_format_has_the_pages_and_the_proof_sees_each() -> None:
    repaired = repair(source_of(PRINT)).manuscript
    pages, folios = begun(repaired), ["ix", "x", "xi", "xii", "2", "3", "4"]
    book = read_book(repaired.text, EDITION, pages)
    html, epub, pdf = bind_html(book, STYLES), bind_epub(book, STYLES), bind_pdf(book, STYLES)
    assert re.findall('<span class="pagebreak" id="p([^"]*)" data-folio="([^"]*)"', html.decode()) == [
        (folio, folio) for folio in folios
    ]
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        nav, ncx = (archive.read(f"EPUB/{name}").decode() for name in ("nav.xhtml", "toc.ncx"))
    assert re.findall(r'#page-(\w+)">\1<', nav) == folios
    assert re.findall(r'<text>(\w+)</text>\s*</navLabel>\s*<content src="[^"]*#page-\1"', ncx) == folios
    assert re.findall('<meta content="(.*?)" name="dtb:(.*?Page.*?)"/>', ncx) == [
        ("7", "totalPageCount"),
        ("4", "maxPageNumber"),
    ]
    with pymupdf.open(stream=pdf) as document:
        assert {name for name in document.resolve_names() if name.startswith("page-")} == {f"page-{f}" for f in folios}
    assert prove({"a.html": html, "a.epub": epub, "a.pdf": pdf}, repaired.text, pages) == []
    moved = html.replace(b'<span class="pagebreak" id="pxi" data-folio="xi"></span>', b"")
    assert [finding.message for finding in prove({"a.html": moved}, repaired.text, pages)] == [
        "the beginning of page xi of print is not marked after ‘… what he had seen on’"
    ]
    bare = bind_pdf(read_book(repaired.text, EDITION, pages[1:]), STYLES)
    assert [finding.message for finding in prove({"a.pdf": bare}, repaired.text, pages)] == [
        "there is no destination page-ix, where a page of print begins"
    ]


def test_the_marks_do_not_change_where_lines_of_the_pdf_end() -> None:
    repaired = repair(source_of(PRINT)).manuscript
    with_pages, without = (
        bind_pdf(read_book(repaired.text, EDITION, pages), STYLES) for pages in (begun(repaired), ())
    )
    with pymupdf.open(stream=with_pages) as one, pymupdf.open(stream=without) as other:
        assert [lines(page) for page in one] == [lines(page) for page in other]


def lines(page: pymupdf.Page) -> list[tuple[str, int]]:
    """Give the words of a page, each with the line in which it stands, by the height of that."""
    return [(words, round(bottom)) for _, _, _, bottom, words, *_ in page.get_text("words")]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(paragraphs(), max_size=3), min_size=4, max_size=7))
def test_every_page_with_a_folio_and_words_is_marked_once(made: list[list[str]]) -> None:
    text = "\n\n\f\n\n".join("\n\n".join([str(folio), *words]) for folio, words in enumerate(made, 411))
    repaired = repair(source_of(f"{text}\n")).manuscript
    pages = begun(repaired)
    assert [at for at, _ in pages] == sorted(at for at, _ in pages)
    html = bind_html(read_book(repaired.text, EDITION, pages), BARE)
    assert prove({"a.html": html}, repaired.text, pages) == prove(
        {"a.html": bind_html(read_book(repaired.text, EDITION), BARE)}, repaired.text
    )


def test_a_file_whose_lines_end_in_carriage_returns_alone_has_the_same_pages_and_queries() -> None:
    with_feeds, alone = (repair(read_source(PRINT.replace("\n", end).encode(), "print.txt")) for end in ("\n", "\r"))
    assert begun(alone.manuscript) == begun(with_feeds.manuscript)
    assert begun(alone.manuscript)
    assert alone.manuscript.text == with_feeds.manuscript.text
    assert [query.place.page for query in alone.queries] == [query.place.page for query in with_feeds.queries]
    assert alone.manuscript.source.engine == with_feeds.manuscript.source.engine
