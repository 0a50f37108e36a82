import os
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from samples import LANTERNS

from reissue import Trouble
from reissue.book import Book, Heading, headings, read_book
from reissue.edition import Edition

MARKS = "“”—…ﬁ\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{EN DASH}\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"
PRINTED = f"\"A\" 'b' -- --- ... {MARKS} \N{LATIN SMALL LETTER LONG S}o e\N{COMBINING ACUTE ACCENT}"
EDITION = Edition(title="Lanterns")


def read(markdown: str) -> Book:
    return read_book(markdown, EDITION)


def body(markdown: str) -> str:
    (chapter,) = read(markdown).chapters
    return chapter.html


def text(html: str) -> str:
    return "".join(map(str, etree.fromstring(f"<div>{html}</div>").itertext()))


def reference(label: str, mark: str, again: str = "") -> str:
    return f'<a class="noteref" role="doc-noteref" href="#note-{label}" id="ref-{label}{again}">{mark}</a>'


def test_a_book_is_cut_at_its_chapters() -> None:
    chapters = read(LANTERNS).chapters
    assert [(chapter.id, chapter.title) for chapter in chapters] == [
        ("chapter-1", ""),
        ("chapter-2", "I. THE Keepers OF THE LAMP"),
        ("chapter-3", "II. THE LAMP ITSELF"),
    ]
    assert chapters[1].html.startswith(
        f'<h1 id="heading-2-1">I. THE <em>Keepers</em> OF THE LAMP{reference("1-1", "1")}</h1>\n<p>“Nobody who'
    )


def test_headings_are_listed_with_ids_and_without_references() -> None:
    assert [heading for chapter in read(LANTERNS).chapters for heading in headings(chapter)] == [
        Heading(1, "heading-2-1", "I. THE Keepers OF THE LAMP"),
        Heading(2, "heading-2-2", "A Letter"),
        Heading(3, "heading-2-3", "Of the oil"),
        Heading(1, "heading-3-1", "II. THE LAMP ITSELF"),
    ]


def test_each_chapter_has_its_notes_in_the_order_they_stand() -> None:
    notes = [[(note.id, note.label, note.mark) for note in chapter.notes] for chapter in read(LANTERNS).chapters]
    assert notes == [
        [("note-0-x2a", "0-*", "*")],
        [(f"note-1-{number}", f"1-{number}", str(number)) for number in range(1, 8)],
        [("note-2-1", "2-1", "1"), ("note-2-a", "2-a", "a"), ("note-2-x2020", "2-†", "†")],
    ]


def test_a_note_knows_what_leads_to_it() -> None:
    notes = {note.id: note.references for chapter in read(LANTERNS).chapters for note in chapter.notes}
    assert notes["note-1-2"] == ("ref-1-2", "ref-1-2-2")
    assert notes["note-1-5"] == ("ref-1-5",)
    assert notes["note-1-7"] == ()


def test_a_note_keeps_its_paragraphs_quotations_and_references() -> None:
    notes = {note.id: note.html for note in read(LANTERNS).chapters[1].notes}
    assert notes["note-1-2"] == (
        "<p>Told to the compiler in the kitchen of the lower house; compare the letter quoted below."
        f"{reference('1-5', '5')}</p>"
    )
    assert notes["note-1-3"] == (
        "<p>This was not so. The log of the second winter has:</p>\n"
        '<blockquote>\n<p class="lines">Lamp out from two until a quarter past. Oil frozen.<br/>\nWind north.</p>\n'
        "</blockquote>\n<p>The entry is in his own hand.</p>"
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("A *b* **c**", "<p>A <em>b</em> <strong>c</strong></p>"),
        ("> A\n>\n> B", "<blockquote>\n<p>A</p>\n<p>B</p>\n</blockquote>"),
        ("> A\\\n> B", '<blockquote>\n<p class="lines">A<br/>\nB</p>\n</blockquote>'),
        ("> A\n\n<!-- -->\n\n> B", "<blockquote>\n<p>A</p>\n</blockquote>\n<blockquote>\n<p>B</p>\n</blockquote>"),
        ("A[^1]\n\n[^1]: B", f"<p>A{reference('1', '1')}</p>"),
        ("Hear![^1] [x][^1]\n\n[^1]: B", f"<p>Hear!{reference('1', '1')} [x]{reference('1', '1', '-2')}</p>"),
        ("*A[^1]*\n\n[^1]: B", f"<p><em>A{reference('1', '1')}</em></p>"),
        ("`A[^1]`\n\n[^1]: B", f"<p>`A{reference('1', '1')}`</p>"),
        ("A[^7-12] b", "<p>A<sup>12</sup> b</p>"),
        (r"A\[^12\] b", "<p>A[^12] b</p>"),
        (r"1\. \*A\* \_b\_ \# \$c\$ \< \> \\ \` \- \+", r"<p>1. *A* _b_ # $c$ &lt; &gt; \ ` - +</p>"),
        ("<b>A</b> H~2~O $y$ @z ~~o~~ (c) 1/2", "<p>&lt;b&gt;A&lt;/b&gt; H~2~O $y$ @z ~~o~~ (c) 1/2</p>"),
        ("[A *b*]{.smallcaps} c", '<p><span class="smallcaps">A <em>b</em></span> c</p>'),
        ("*[B.C.]{.smallcaps}*", '<p><em><span class="smallcaps all">B.C.</span></em></p>'),
        ("[A[^1]]{.smallcaps}\n\n[^1]: B", f'<p><span class="smallcaps all">A{reference("1", "1")}</span></p>'),
        (r"[A]{.b} \[C\]{.smallcaps} [D [e] f]{.smallcaps}", "<p>[A]{.b} [C]{.smallcaps} [D [e] f]{.smallcaps}</p>"),
        ("the 4^th^ of May", "<p>the 4<sup>th</sup> of May</p>"),
        (PRINTED, f"<p>{PRINTED}</p>"),
        ("(1) A\n\na. B\n\nI. C", "<p>(1) A</p>\n<p>a. B</p>\n<p>I. C</p>"),
        ("Term\n: no", "<p>Term : no</p>"),
        ("[a]: https://example.org", "<p>[a]: https://example.org</p>"),
        ("A ![of *b*](c.png) d", "<p>A of b d</p>"),
        ("[A](#b) [c](d.html) [e](javascript:f) [g](http://[)", "<p>A c e g</p>"),
        ("[A](https://example.org/b)", '<p><a href="https://example.org/b">A</a></p>'),
        ("#1 and #2", "<p>#1 and #2</p>"),
        ("A\n\n    B", "<p>A</p>\n<pre><code>B</code></pre>"),
        ("| a | b |\n|---|---|\n| c | d |", None),
        ("- - -", "<hr/>"),
        ("", None),
    ],
)
def test_blocks_and_the_marks_in_them(markdown: str, html: str | None) -> None:
    if html is None:
        assert all("<p" not in chapter.html for chapter in read(markdown).chapters)
    else:
        assert body(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "notes"),
    [
        # A note goes to the chapter of its first reference, wherever it stands.
        ("# A\n\na[^1]\n\n# B\n\nb[^1]\n\n[^1]: N", [["1"], []]),
        ("# A\n\n[^1]: N\n\n# B\n\nb[^1]", [[], ["1"]]),
        # One in the text goes before one in a note, and a note in a note goes where that note is.
        ("# A\n\na[^1]\n\n[^1]: N[^2]\n\n# B\n\nb\n\n[^2]: M", [["1", "2"], []]),
        ("# A\n\na[^1]\n\n[^1]: N[^2]\n\n# B\n\nb[^2]\n\n[^2]: M", [["1"], ["2"]]),
        # Without a reference, or with none but in a circle of notes, it stays where it stands.
        ("# A\n\na\n\n# B\n\nb\n\n[^1]: N", [[], ["1"]]),
        ("# A\n\n[^1]: N[^2]\n\n# B\n\n[^2]: M[^1]", [["1"], ["2"]]),
        ("[^1]: N", [["1"]]),
        ("> A\n>\n> [^1]: N\n\n# B", [["1"], []]),
    ],
)
def test_a_note_belongs_to_a_chapter(markdown: str, notes: list[list[str]]) -> None:
    assert [[note.label for note in chapter.notes] for chapter in read(markdown).chapters] == notes


def test_a_quotation_that_held_nothing_but_a_note_is_none() -> None:
    assert body("A[^1]\n\n> [^1]: N\n\nB") == f"<p>A{reference('1', '1')}</p>\n<p>B</p>"


def test_a_label_that_is_given_twice_loses_no_words() -> None:
    (chapter,) = read("A[^1]\n\n[^1]: N\n\n[^1]: M").chapters
    assert [(note.id, note.html, note.references) for note in chapter.notes] == [
        ("note-1", "<p>N</p>", ("ref-1",)),
        ("note-1-2", "<p>M</p>", ()),
    ]


def test_ids_are_unique_whatever_the_labels() -> None:
    (chapter,) = read("[^12] [^12] [^12-2] [^x2a] [^*]\n\n[^12]: A\n[^12-2]: B\n[^x2a]: C\n[^*]: D").chapters
    ids = re.findall(r' id="([^"]+)"', chapter.html) + [note.id for note in chapter.notes]
    assert len(ids) == len(set(ids)) == 9
    assert all(re.fullmatch(r"[a-z][\w.-]*", name) for name in ids)


def test_a_reference_in_code_is_refused_with_its_label() -> None:
    with pytest.raises(Trouble, match=r"^book.md: the note reference \[\^3\] stands in a line indented by four spaces"):
        read("A[^1]\n\n    B[^3]\n\n[^1]: N")


def test_a_chapter_without_a_word_is_none() -> None:
    assert read("").chapters == ()
    assert read("# \\\n\n# ![](a.png)").chapters == ()
    assert [chapter.title for chapter in read("\n\n# A\n").chapters] == ["A"]


def test_a_heading_without_a_word_is_none() -> None:
    assert body("#\n\nA\n\n## [^1]\n\n[^1]: N") == f"<p>A</p>\n<p>{reference('1', '1')}</p>"


def escape(words: str) -> str:
    return re.sub(f"([{re.escape(string.punctuation)}])", r"\\\1", words)


LETTERS = st.text(f"aé-*_`[]()<>{{}}#$&;!|~^\\:.1 2{MARKS}", min_size=1, max_size=20)
WORDS = LETTERS.map(lambda words: " ".join(words.split())).filter(lambda words: any(c.isalnum() for c in words))
BLOCK = st.tuples(st.sampled_from(["{}", "# {}", "## {}", "> {}", "*{}*", "{}[^1]", "> a\\\n> {}"]), WORDS)


@settings(max_examples=30)
@given(st.lists(BLOCK, min_size=1, max_size=6), WORDS)
def test_no_word_is_changed(blocks: list[tuple[str, str]], note: str) -> None:
    markdown = "\n\n".join(form.format(escape(words)) for form, words in blocks) + f"\n\n[^1]: {escape(note)}"
    book = read(markdown)
    found = " ".join(text(re.sub("<a class.*?</a>", "", chapter.html)) for chapter in book.chapters)
    printed = " ".join(("a " if "> a" in form else "") + words for form, words in blocks)
    assert found.split() == printed.split()
    assert [text(n.html).split() for chapter in book.chapters for n in chapter.notes] == [note.split()]


@pytest.mark.parametrize(("words", "seconds"), [(20_000, 2), (180_000, 18)])
def test_time_grows_with_the_text(words: int, seconds: float) -> None:
    paragraph = "The lamp was lit at *dusk*, and [the log] says `so`; (see below.)[^{0}]\n\n[^{0}]: Page {0}.\n\n"
    markdown = "# One\n\n" + "".join(paragraph.format(number) for number in range(words // 15))
    started = sum(os.times()[:4])
    book = read(markdown)
    assert sum(os.times()[:4]) - started < seconds, "of a processor, pandoc's share in it"
    assert len(book.chapters[0].notes) == words // 15
