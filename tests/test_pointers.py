"""The links upon words: each leads, in every format, to the place that the manuscript names, and proof sees if not."""

import pytest

from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.bootstrap import ROOT
from reissue.divisions import heading_address
from reissue.edition import default_edition
from reissue.pointers import note_address
from reissue.proof import prove
from reissue.proof.pointing import heading_address as proved_heading
from reissue.proof.pointing import note_address as proved_address
from reissue.repair import repair
from reissue.source import read_source

SHEETS = read_styles((ROOT / "styles",))
BINDERS = {"html": bind_html, "epub": bind_epub, "pdf": bind_pdf, "site": bind_site}
PRINT = """# CHAPTER I

They rang it thrice,<sup>1</sup> as Chapter II has it, and it broke<sup>2</sup> in frost. Nobody mended it.<sup>3</sup>

---

1. Edmund Farrow, *Bells of the Marsh* (1884), p. 12.

2. J. Tolley, *A Founder’s Pit* (1901), p. 7.

3. So it is told in the town, where they still have the pieces of it, and its tale: Farrow, p. 31.

# CHAPTER II

Then it was cast anew,<sup>1</sup> as is said in the preceding chapter.

---

1. *Ibid.*, p. 14. Tolley, *A Founder’s Pit*, p. 9.
"""


def manuscript(print_: str = PRINT) -> str:
    return repair(read_source(print_.encode(), "book.md")).manuscript.text


def book(markdown: str) -> Book:
    return read_book(markdown, default_edition("book", "0" * 64))


def test_the_manuscript_has_the_links() -> None:
    assert "[Farrow, p. 31](#note-1-1)" in manuscript()
    assert "as [Chapter II](#heading-chapter-ii) has" in manuscript()
    assert "the [preceding chapter](#heading-chapter-i)." in manuscript()
    assert "[Tolley, *A Founder’s Pit*, p. 9](#note-1-2)" in manuscript()


@pytest.mark.parametrize("format_", BINDERS)
def test_every_link_leads_to_its_place(format_: str) -> None:
    markdown = manuscript()
    assert prove({f"book.{format_}": BINDERS[format_](book(markdown), SHEETS)}, markdown) == []


@pytest.mark.parametrize("format_", BINDERS)
@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        pytest.param("(#note-1-1)", "(#note-1-2)", "Farrow, p. 31", id="to a wrong note"),
        pytest.param("[Farrow, p. 31](#note-1-1)", "Farrow, p. 31", "Farrow, p. 31", id="lost"),
        pytest.param("(#heading-chapter-ii)", "(#heading-chapter-i)", "Chapter II", id="to a wrong heading"),
    ],
)
def test_a_link_that_is_lost_or_leads_elsewhere_is_found(format_: str, right: str, wrong: str, words: str) -> None:
    markdown = manuscript()
    bound = BINDERS[format_](book(markdown.replace(right, wrong)), SHEETS)
    found = [finding.message for finding in prove({f"book.{format_}": bound}, markdown)]
    assert any(f"the link ‘{words}’ does not lead to" in message for message in found), found


NAMED = """# CHAPTER I

It hung as Figure 1 shows,[^1] and see Fig. 2 and Table IV.

*Figure 1. The bell in its frame.*[^1]

Fig. 2. The clapper of it.

TABLE IV. Weights of the bells.

[^1]: See Fig. 1 above.

# INDEX

Bells, of bronze, 5; *see also* Ringers

Ringers (paid), 8. See Bells
"""


@pytest.mark.parametrize("format_", BINDERS)
def test_captions_and_entries_of_the_index_are_led_to_in_every_format(format_: str) -> None:
    markdown, name = manuscript(NAMED), f"book.{format_}"
    assert markdown.count("](#") == 6
    assert prove({name: BINDERS[format_](book(markdown), SHEETS)}, markdown) == []
    for right, wrong in (("(#figure-2)", "(#figure-1)"), ("(#entry-bells)", "(#entry-ringers)")):
        assert right in markdown
        bound = BINDERS[format_](book(markdown.replace(right, wrong)), SHEETS)
        found = [finding.message for finding in prove({name: bound}, markdown)]
        assert any("does not lead to" in message for message in found), found


LISTED = """# CHAPTER I

It hung,[^1] as Edmund Farrow’s *Bells of the Marsh* (London, 1884) has it,[^2] & rang.[^3]

[^1]: Ibbetson, p. 3.

[^2]: Farrow, p. 31.

[^3]: Ibid., p. 32.

# BIBLIOGRAPHY

Harrow, John. *On Frames.* London, 1870.

IBBETSON, MARY. *Sand & Loam, “Old” and New.* London, 1899.
"""


@pytest.mark.parametrize("format_", BINDERS)
def test_works_that_stand_in_no_note_are_led_to_in_every_format(format_: str) -> None:
    markdown, name = manuscript(LISTED), f"book.{format_}"
    assert markdown.count("](#work-") == 3
    assert prove({name: BINDERS[format_](book(markdown), SHEETS)}, markdown) == []
    right, wrong = "(#work-ibbetson-mary-sand-loam-old-and-new-london)", "(#work-harrow-john-on-frames-london-1870)"
    assert right in markdown
    bound = BINDERS[format_](book(markdown.replace(right, wrong)), SHEETS)
    found = [finding.message for finding in prove({name: bound}, markdown)]
    assert any("the link ‘Ibbetson, p. 3’ does not lead to" in message for message in found), found


@pytest.mark.parametrize("words", ["CHAPTER II. The Fire", "1. THE *OLD* FOUNDRY", "Été 3", "A b c d e f g h i j"])
def test_both_halves_spell_the_address_of_a_heading_alike(words: str) -> None:
    address = heading_address(words.replace("*", ""))
    assert address == proved_heading(words.replace("*", ""))
    html = book(f"# {words}\n\n[It](#{address}) rang.\n").chapters[0].html
    assert f'id="{address}"' in html
    assert f'href="#{address}"' in html


def test_a_dead_link_of_the_manuscript_is_found_and_leaves_its_words() -> None:
    markdown = manuscript().replace("(#note-1-1)", "(#note-1-9)", 1)
    html = bind_html(book(markdown), SHEETS)
    assert [finding.message for finding in prove({"book.html": html}, markdown)] == [
        "line 9: the link ‘Farrow, p. 31’ leads nowhere: #note-1-9"
    ]


@pytest.mark.parametrize("label", ["1", "2-12", "1-*", "3-†", "a.b"])
def test_both_halves_spell_the_address_of_a_note_alike(label: str) -> None:
    assert note_address(label) == proved_address(label)
    assert book(f"It.[^{label}]\n\n[^{label}]: Note.\n").chapters[0].notes[0].id == note_address(label)
