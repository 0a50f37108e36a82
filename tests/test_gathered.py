"""Notes gathered at the book's end: under their chapters, with every way there and back, and nothing lost."""

import re

import pytest

from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.gathered import gathered
from reissue.bind.html import bind_html
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.bootstrap import ROOT
from reissue.edition import Edition
from reissue.proof import prove

SHEETS = read_styles((ROOT / "styles",))
BINDERS = {"html": bind_html, "epub": bind_epub, "site": bind_site}
COPY = """It was told so.[^1]

[^1]: By the ringer.

# One

The bell rang[^1-1] and was heard.[^1-2] It rang again.[^1-1]

[^1-1]: In the year of frost.[^1-3]

[^1-2]: See [note 1](#note-1-1).

[^1-3]: So the clerk.

# Two

It broke.[^2-1]

[^2-1]: Twice.

# Three

It was mended.
"""


def book(notes: str, markdown: str = COPY) -> Book:
    return read_book(markdown, Edition(title="Bells", notes=notes))


def test_at_the_chapters_end_nothing_is_gathered() -> None:
    assert gathered(book("chapter")) == book("chapter")
    assert gathered(book("book", "Nothing.\n")) == book("book", "Nothing.\n")


@pytest.mark.parametrize("notes", ["chapter", "book"])
@pytest.mark.parametrize("format_", BINDERS)
def test_wherever_the_notes_stand_the_file_is_the_manuscripts(format_: str, notes: str) -> None:
    assert prove({f"b.{format_}": BINDERS[format_](book(notes), SHEETS)}, COPY) == []


def test_the_notes_stand_behind_the_text_under_the_titles_of_their_chapters() -> None:
    page = bind_html(book("book"), SHEETS).decode()
    main = page[page.index("<main") : page.index("</main>")]
    end = main[main.index('<section role="doc-endnotes"') :]
    assert end.count("</section>") == main.count('role="doc-endnotes"') == 1
    assert re.findall("<h[1-6][^>]*>([^<]*)|<li id=.([a-z0-9-]+)", end) == [
        ("Notes", ""),
        ("", "note-1"),
        ("One", ""),
        *(("", f"note-1-{number}") for number in (1, 2, 3)),
        ("Two", ""),
        ("", "note-2-1"),
    ]
    assert re.findall('role="doc-backlink" href="#([^"]*)', end)[1:5] == ["ref-1-1", "ref-1-1-2", "ref-1-2", "ref-1-3"]
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert re.findall("<a[^>]*>([^<]*)", nav) == ["One", "Two", "Three", "Notes"]


def test_the_notes_of_a_single_chapter_need_no_title_over_them() -> None:
    page = bind_html(book("book", "# One\n\nIt.[^1]\n\n[^1]: A.\n"), SHEETS).decode()
    assert re.findall("<h[23][^>]*>([^<]*)", page[page.index("<main") : page.index("</main>")]) == ["One", "Notes"]


def test_a_note_that_is_lost_from_the_books_end_is_found() -> None:
    html = bind_html(book("book"), SHEETS).decode()
    start = html.index('<li id="note-2-1"')
    spoiled = html[:start] + html[html.index("</li>", start) + 5 :]
    found = [finding.message for finding in prove({"b.html": spoiled.encode()}, COPY)]
    assert "the note 2-1 is missing: ‘Twice.’" in found
