"""Each fault of WeasyPrint that is mended, on a page so small that it is seen with the eye: as it is, and mended."""

from contextlib import nullcontext

import pymupdf
import pytest
import weasyprint

from reissue import Trouble
from reissue.bind.pdf_guard import faults_mended

# A page of six lines, and a line of a note takes one of them.
STYLE = """
@page { size: 300px 120px; margin: 0; @footnote { margin: 0 } %s }
body { margin: 0; font: 16px/20px monospace; orphans: 2; widows: 2 }
p { margin: 0 }
b { float: footnote; font-weight: normal }
b::footnote-call, b::footnote-marker { content: none; vertical-align: baseline; font-size: 1em }
"""

FORGOTTEN = "<p>1<br>2<br>3<p>4<b>first</b><br>5<b>second</b><br>6<br>7<br>8<br>9"
"""Line 5 fits if the note of line 4 is carried on; then the note of line 5 itself is not looked at any more."""

PASSES = """<style>a::after { content: target-counter(attr(href), page) }</style>
<a href="#end">on page</a><p>1<p>2<br>3<br>4<br>5<br>6<p>7<br>8<b>note<br>of two</b><p id="end">end"""
"""The number of the last page is known on the second pass only, which keeps the page before the carried note."""

CHAPTERS = """<style>section { break-before: page }</style>
<section>1<br>2<br>3<br>4<br>5<br>6<b>late</b></section><section>chapter</section>"""
"""The first chapter ends with the page, and its note has to be carried on."""

PILED = "<p>1<b>a</b> 2<b>b</b> 3<b>c</b> 4<b>d</b> 5<b>e</b> 6<b>f</b> 7<b>g</b> 8<b>h</b> 9<b>i</b>"
"""More notes in one line than a page holds, which are not piled up beyond the top of the page."""

EXACT = "<p>1<b>note</b><br>2"
ROUNDED = "@footnote { max-height: 50%; padding-top: 12.8px } size: 300px 138.29px"
"""On a page of this height, the sums of the same heights differ in the fourteenth figure."""

SPACE = """<style>@page { size: 194px 120px }</style><p>one two three four <i>five</i> six"""
"""The words before the italics fill the line but for less than the space that follows them."""


def pages(html: str, page: str = "", *, mended: bool = True) -> list[list[str]]:
    with faults_mended() if mended else nullcontext():
        pdf = weasyprint.HTML(string=f"<style>{STYLE % page}</style>{html}").write_pdf()
    return [page.get_text().split() for page in pymupdf.open(stream=pdf)]


def test_no_note_is_forgotten() -> None:
    assert "second" not in sum(pages(FORGOTTEN, mended=False), [])
    assert sorted(sum(pages(FORGOTTEN), [])) == [*"123456789", "first", "second"]


def test_no_note_is_lost_or_doubled_when_pages_are_laid_out_again() -> None:
    assert "note" not in sum(pages(PASSES, mended=False), [])
    assert sum(pages(PASSES), []).count("note") == 1


def test_a_chapter_does_not_begin_before_the_last_notes_are_set() -> None:
    assert pages(CHAPTERS, mended=False) == [[*"123456"], ["chapter", "late"]]
    assert pages(CHAPTERS) == [[*"123456"], ["late"], ["chapter"]]


def test_notes_do_not_pile_up_beyond_the_page() -> None:
    found = pages(PILED, "@footnote { max-height: 60px }")
    assert [[word for word in page if word.isalpha()] for page in found] == [[*"abc"], [*"def"], [*"ghi"]]


def test_a_note_that_fits_exactly_is_not_carried_on() -> None:
    assert pages(EXACT, ROUNDED, mended=False) == [["1", "2"], ["note"]]
    assert pages(EXACT, ROUNDED) == [["1", "2", "note"]]


def test_a_line_is_not_broken_behind_its_first_word() -> None:
    assert pages(SPACE) == [["one", "two", "three", "four", "five", "six"]]


def test_the_library_is_as_it_was_afterwards() -> None:
    before = vars(weasyprint.layout.LayoutContext).copy()
    with faults_mended():
        assert vars(weasyprint.layout.LayoutContext) != before
    assert vars(weasyprint.layout.LayoutContext) == before


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.1")
    with pytest.raises(Trouble, match=r"71\.1 .* only 70\.0; install weasyprint==70\.0"), faults_mended():
        pass
