"""Small capitals from the tags of the OCR to the glyphs of every format; and that no word is lost, or live, in them."""

import io
import re
import zipfile
from base64 import b64decode

import pymupdf
import pytest
from fontTools.ttLib import TTFont

from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.bootstrap import ROOT
from reissue.capitals import plain
from reissue.edition import default_edition
from reissue.emendation import read_emendations
from reissue.linkmap import write_links
from reissue.proof import prove
from reissue.repair import repair, replay, undo
from reissue.source import read_source

SHEETS = read_styles((ROOT / "styles",))
BINDERS = {"html": bind_html, "epub": bind_epub, "pdf": bind_pdf, "site": bind_site}
PRINT = """# <sc>The Bells</sc>

<sc>They rang</sc> it thrice,<sup>1</sup> as *<sc>Tolley</sc>* says, and it broke in frost,
in 44 <sc>b.c.</sc> or <sc>A.D.</sc> 12. <sc>Farrow and Mrs. Pit<sup>2</sup></sc> mended it;
so <i>the Founder of <sc>Marsh</sc></i> has it in [Fig. 1]{.smallcaps}.

---

1. <sc>Edmund Farrow</sc>, *Bells of the Marsh* (1884), p. 12.

2. So it is told in the town, and its tale: <sc>Farrow</sc>, p. 31.

## The Frost of <sc>Marsh</sc>

> “The frost,” said <sc>Tolley</sc>, “is nobody’s bell,” and he went out of the house to the pit below it.

<span style="font-variant: small-caps">Fig. 1.</span> The bell in its frame.
"""
SOURCE = read_source(PRINT.encode(), "book.md")
REPAIRED = repair(SOURCE)
MARKDOWN = REPAIRED.manuscript.text


def book(markdown: str) -> Book:
    return read_book(markdown, default_edition("book", "0" * 64))


def faults(format_: str, markdown: str) -> list[str]:
    found = prove({f"book.{format_}": BINDERS[format_](book(markdown), SHEETS)}, MARKDOWN)
    return [finding.message for finding in found]


def test_the_manuscript_has_them_and_its_headings_have_none() -> None:
    assert MARKDOWN.startswith("# The Bells\n\n[They rang]{.smallcaps} it thrice,[^1] as *[Tolley]{.smallcaps}* says,")
    assert "[Farrow and Mrs. Pit]{.smallcaps}[^2] mended it; so *the Founder of [Marsh]{.smallcaps}* has" in MARKDOWN
    assert "## The Frost of Marsh\n" in MARKDOWN
    assert "[[Farrow]{.smallcaps}, p. 31](#note-1)." in MARKDOWN
    assert "[[Fig. 1](#figure-1)]{.smallcaps}" in MARKDOWN
    assert "\n[Fig. 1.]{.smallcaps} The bell" in MARKDOWN
    assert replay(SOURCE, REPAIRED.changes) == REPAIRED.manuscript
    assert undo(MARKDOWN, REPAIRED.changes) == SOURCE.text
    assert write_links(REPAIRED.manuscript).count('"target": "note-1"') == 2


def test_they_change_nothing_else_that_is_mended() -> None:
    bare = re.sub(r"</?(?:sc|span[^>]*)>|(?<=\[)\[|\]\{\.smallcaps\}", "", PRINT).replace("[Fig. 1", "Fig. 1")
    assert plain(MARKDOWN) == repair(read_source(bare.encode(), "book.md")).manuscript.text
    assert repair(read_source(MARKDOWN.encode(), "book.md")).changes == ()


DECISION = '[[emendation]]\nline = 1\nbefore = "{}"\nafter = "{}"\nwhy = "as printed"\n'


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("Harr0w", "Harrow", "So [Harrow]{.smallcaps} wrote."),
        ("<sc>Harr0w</sc>", "Harrow", "So Harrow wrote."),
        ("wrote", "[wrote]{.smallcaps}", "So [Harr0w]{.smallcaps} [wrote]{.smallcaps}."),
    ],
)
def test_the_editor_has_the_last_word(before: str, after: str, text: str) -> None:
    source = read_source(b"So <sc>Harr0w</sc> wrote.", "book.md")
    repaired = repair(source, read_emendations(DECISION.format(before, after).encode(), "emendations.toml", source))
    assert repaired.manuscript.text.strip() == text
    assert replay(source, repaired.changes) == repaired.manuscript


@pytest.mark.parametrize("format_", BINDERS)
def test_every_word_stands_in_every_format_and_every_link_leads_to_its_place(format_: str) -> None:
    assert faults(format_, MARKDOWN) == []


@pytest.mark.parametrize("format_", ["html", "epub", "site"])
def test_small_capitals_that_are_lost_or_added_are_found(format_: str) -> None:
    less = MARKDOWN.replace("[They rang]{.smallcaps}", "They rang")
    assert faults(format_, less) == ["the small capitals after ‘The Bells’: ‘They rang’ is lost"]
    (more,) = faults(format_, MARKDOWN.replace("mended", "[mended]{.smallcaps}"))
    assert more.endswith("‘mended’ is none in the manuscript")


def test_the_screen_formats_say_what_is_in_nothing_but_capitals() -> None:
    html = bind_html(book(MARKDOWN), SHEETS).decode()
    assert '<span class="smallcaps">b.c.</span> or <span class="smallcaps all">A.D.</span>' in html
    faces = re.findall('base64,([^")]*)', html)
    assert all("smcp" in features(face) for face in faces[:1])
    assert "smcp" not in features(re.findall('base64,([^")]*)', bind_html(book(plain(MARKDOWN)), SHEETS).decode())[0])
    with zipfile.ZipFile(io.BytesIO(bind_epub(book(MARKDOWN), SHEETS))) as epub:
        nav = next(epub.read(name).decode() for name in epub.namelist() if name.endswith("nav.xhtml"))
    assert ">The Frost of Marsh</a>" in nav
    assert "smallcaps" not in nav


def features(face: str) -> set[str]:
    table = TTFont(io.BytesIO(b64decode(face)))["GSUB"].table
    return {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_the_pdf_has_the_face_s_own_and_its_words_can_be_searched() -> None:
    pdf = pymupdf.open(stream=bind_pdf(book(MARKDOWN), SHEETS), filetype="pdf")
    page = next(page for page in pdf if "thrice" in page.get_text())
    words = " ".join(page.get_text().split())
    assert "They rang it thrice,1 as Tolley says, and it broke in frost, in 44 b.c. or A.D. 12." in words
    signs = [sign for span in page.get_texttrace() for sign in span["chars"]]
    at = "".join(chr(sign[0]) for sign in signs).index("They rang it thrice")
    (_, small, *_), (_, common, *_) = signs[at + len("They ")], signs[at + len("They rang it th")]
    assert small != common  # the two letters r


@pytest.mark.parametrize(
    "struck",
    [
        "[[word]{.smallcaps}](https://x.example)",
        "![[word]{.smallcaps}](https://x.example/a.png)",
        "[<script>struck()</script>]{.smallcaps}",
        "[word]{.smallcaps onclick=struck()}",
        '<span style="font-variant: small-caps" onclick="struck()">word</span>',
        "[word]{.smallcaps}{onclick=struck()}",
    ],
)
def test_nothing_in_them_is_live(struck: str) -> None:
    markdown = repair(read_source(f"# One\n\nA {struck} here.\n".encode(), "book.md")).manuscript.text
    html = book(markdown).chapters[0].html
    assert re.sub(r'</?(?:h1|p)\b[^>]*>|<span class="smallcaps">|</span>', "", html).count("<") == 0
    assert "onclick=" not in re.sub(r">[^<]*<", "><", html)
