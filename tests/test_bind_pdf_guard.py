"""Each fault of WeasyPrint that is mended, on a page so small that it is seen with the eye: as it is, and mended."""

from contextlib import nullcontext
from pathlib import Path

import pymupdf
import pytest
import weasyprint

from reissue import Trouble
from reissue.bind.pdf_guard import faults_mended

FONT = Path(__file__).parent.parent / "styles" / "fonts" / "SourceSerif4-Regular.ttf"

# A page of six lines, and a line of a note takes one of them.
STYLE = """
@font-face { font-family: Test; src: url(%s) }
@page { size: 300px 120px; margin: 0; @footnote { margin: 0 } %s }
body { margin: 0; font: 16px/20px Test; orphans: 2; widows: 2 }
p { margin: 0 }
b { float: footnote; font-weight: normal }
b::footnote-call, b::footnote-marker { content: none; vertical-align: baseline; font-size: 1em }
"""

FORGOTTEN = "<p>1<br>2<br>3<br>4<p>5<b>first</b><br>6<b>second</b><br>7<br>8"
"""Line 6 fits if the note of line 5 is carried on; then the note of line 6 itself is not looked at any more."""

PASSES = """<style>a::after { content: target-counter(attr(href), page) }</style>
<p><a href="#end">on page</a><p>1<p>2<br>3<b>first<br>note</b><br>4<b>second<br>note</b><p id="end">end"""
"""The page of the end is known on the second pass only. It has not changed, nor is it asked what it carried on."""

CHAPTERS = """<style>section { break-before: page }</style>
<section>1<br>2<br>3<br>4<br>5<br>6<b>late</b></section><section>chapter</section>"""
"""The first chapter ends with the page, and its note has to be carried on."""

PILED = "<p>1<b>a</b><b>b</b><b>c</b><b>d</b><b>e</b><b>f</b><b>g</b>"
"""More notes in one line than a page has lines."""

EXACT = "<p>1<b>note</b><br>2"
ROUNDED = "@footnote { max-height: 50%; padding-top: 12.3px } size: 300px 137.6px"
"""On a page of this height, two sums of the same heights differ in the last figure."""

SPACE = "<p>one two <i>three</i> four"
NARROW = "size: 58px 120px"
"""The words before the italics fill the line, and the space behind them is too much."""


def pages(html: str, page: str = "", *, mended: bool = True) -> list[list[str]]:
    with faults_mended() if mended else nullcontext():
        pdf = weasyprint.HTML(string=f"<style>{STYLE % (FONT.as_uri(), page)}</style>{html}").write_pdf()
    return [page.get_text().splitlines() for page in pymupdf.open(stream=pdf)]


def test_no_note_is_forgotten() -> None:
    assert pages(FORGOTTEN, mended=False) == [[*"123456"], ["7", "8", "first"]]
    assert pages(FORGOTTEN) == [[*"1234"], [*"5678", "first", "second"]]


def test_no_note_is_lost_or_doubled_when_pages_are_laid_out_again() -> None:
    first, second = ["on page2", "1"], [*"234", "end", "first", "note"]
    assert pages(PASSES, mended=False) == [first, second]
    assert pages(PASSES) == [first, second, ["second", "note"]]


def test_a_chapter_does_not_begin_before_the_last_notes_are_set() -> None:
    assert pages(CHAPTERS, mended=False) == [[*"123456"], ["chapter", "late"]]
    assert pages(CHAPTERS) == [[*"123456"], ["late"], ["chapter"]]


def test_notes_do_not_pile_up_beyond_the_page() -> None:
    assert pages(PILED, "@footnote { max-height: 60px }") == [[*"1abc"], [*"def"], ["g"]]


def test_a_note_that_fits_exactly_is_not_carried_on() -> None:
    assert pages(EXACT, ROUNDED, mended=False) == [["1", "2"], ["note"]]
    assert pages(EXACT, ROUNDED) == [["1", "2", "note"]]


def test_a_line_is_not_broken_behind_its_first_word() -> None:
    assert [line.strip() for line in pages(SPACE, NARROW, mended=False)[0]] == ["one", "two", "three", "four"]
    assert pages(SPACE, NARROW)[0] == ["one two", "three", "four"]


def test_the_library_is_as_it_was_afterwards() -> None:
    before = vars(weasyprint.layout.LayoutContext).copy()
    with faults_mended():
        assert vars(weasyprint.layout.LayoutContext) != before
    assert vars(weasyprint.layout.LayoutContext) == before


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.1")
    with pytest.raises(Trouble, match=r"71\.1 .* only 70\.0; install weasyprint==70\.0"), faults_mended():
        pass
