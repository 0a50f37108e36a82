import re

import pytest
import samples
from lxml import etree, html
from samples import LANTERNS, STYLES, part

from reissue.bind import Styles
from reissue.bind.html import bind_html
from reissue.book import read_book
from reissue.edition import Edition

BARE = Styles({"book": "p { margin: 0 }", "print": "", "epub": "", "web": "/* </style> */"}, {})
ARROW = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"
EDITION = Edition(
    title=samples.EDITION.title,
    subtitle=samples.EDITION.subtitle,
    authors=samples.EDITION.authors,
    editors=("C. Lens", "D. Pane"),
    translators=("E. Glass",),
    language="en-GB",
    description='A "year"\nof lamps.',
)


def bound(markdown: str, edition: Edition = EDITION, styles: Styles = BARE) -> str:
    return bind_html(read_book(markdown, edition), styles).decode()


def test_a_page_says_what_it_is_and_calls_for_nothing() -> None:
    assert part(bound(LANTERNS), "<!DOCTYPE", "<body>") == (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:; font-src data:\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<title>Lanterns &amp; &lt;Lamps&gt;</title>\n'
        '<meta name="author" content="A. Keeper, B. Wick">\n'
        '<meta name="description" content="A &quot;year&quot; of lamps.">\n'
        "<style>\np { margin: 0 }\n/* <\\/style> */\n</style>\n</head>\n<body>"
    )


def test_the_house_s_styles_stand_in_the_page_and_lead_nowhere() -> None:
    page = bound(LANTERNS, styles=STYLES)
    assert "a.noteref {" in page
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"url\(|@import|src=|<script|<link", page)
    assert len(page) < 40_000


def test_the_title_block() -> None:
    assert part(bound(LANTERNS), "<header", "</header>") == (
        '<header class="title-block">\n<h1>Lanterns &amp; &lt;Lamps&gt;</h1>\n<p class="subtitle">A Year of Oil</p>\n'
        '<p class="author">A. Keeper</p>\n<p class="author">B. Wick</p>\n'
        '<p class="editor">Edited by C. Lens, D. Pane</p>\n'
        '<p class="translator">Translated by E. Glass</p>\n</header>'
    )


def test_the_contents_lead_to_the_headings() -> None:
    assert part(bound(LANTERNS), "<nav", "</nav>") == (
        '<nav role="doc-toc" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n'
        '<li><a href="#heading-2-1">I. THE Keepers OF THE LAMP</a>\n<ol>\n<li><a href="#heading-2-2">A Letter</a>\n'
        '<ol>\n<li><a href="#heading-2-3">Of the oil</a></li>\n</ol>\n</li>\n</ol>\n</li>\n'
        '<li><a href="#heading-3-1">II. THE LAMP ITSELF</a></li>\n</ol>\n</nav>'
    )


def test_one_heading_needs_no_contents() -> None:
    assert "<nav" not in bound("# A\n\nb")
    assert "<nav" not in bound("b")


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# A\n\n## B\n\n### C\n\n## D", ["h2", "h3", "h4", "h3"]),
        ("## A\n\n#### B\n\n#### C\n\n### D", ["h2", "h3", "h3", "h3"]),
        ("### A\n\n# B\n\n##### C\n\n###### D", ["h2", "h2", "h3", "h4"]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", ["h2", "h3", "h4", "h5", "h6", 'h6 aria-level="7"']),
    ],
)
def test_headings_stand_below_the_title_and_no_level_is_left_out(markdown: str, levels: list[str]) -> None:
    main = part(bound(markdown), "<main>", "</main>")
    assert [re.sub(' id="[^"]*"', "", heading) for heading in re.findall("<(h[1-6].*?)>", main)] == levels


def test_only_the_first_levels_stand_in_the_contents() -> None:
    contents = part(bound("# A\n\n## B\n\n### C\n\n#### D"), "<nav", "</nav>")
    assert re.findall(">([A-D])<", contents) == ["A", "B", "C"]


def test_a_chapter_and_its_notes() -> None:
    chapter = part(bound("# A\n\nb[^12] c[^12]\n\n[^12]: N *m*"), "<main>", "</main>")
    reference = '<a class="noteref" role="doc-noteref" href="#note-12" id="ref-12{}">12</a>'
    back = '\N{NO-BREAK SPACE}<a class="backlink" role="doc-backlink" href="#ref-12{}" aria-label="{} ({})">{}</a>'
    backs = [back.format(again, "Back to reference 12", n, ARROW) for n, again in [(1, ""), (2, "-2")]]
    assert chapter.replace("&nbsp;", "\N{NO-BREAK SPACE}") == (
        '<main>\n<section role="doc-chapter" id="chapter-1" aria-labelledby="heading-1-1">'
        f'<h1 id="heading-1-1">A</h1>\n<p>b{reference.format("")} c{reference.format("-2")}</p>'.replace("h1", "h2")
        + '<section class="notes" role="doc-endnotes" aria-labelledby="chapter-1-notes heading-1-1">'
        '<h3 class="notes-title" id="chapter-1-notes">Notes</h3><ol><li id="note-12" value="12"><p>N <em>m</em>'
        f"{''.join(backs)}</p></li></ol></section></section>\n</main>"
    )


@pytest.mark.parametrize(
    ("note", "item"),
    [
        ("[^1]: N", '<li id="note-1" value="1"><p>N'),
        ("[^1]: > N", '<li id="note-1" value="1"><blockquote>\n<p>N</p>\n</blockquote><p class="backlinks"> '),
        ("[^1]:", '<li id="note-1" value="1"><p class="backlinks"> '),
        ("[^*]: N", '<li id="note-x2a" class="marked"><p><span class="note-mark">*</span> N'),
        ("[^a]: *N*", '<li id="note-a" class="marked"><p><span class="note-mark">a</span> <em>N</em>'),
        ("[^01]: > N", '<li id="note-01" class="marked"><p><span class="note-mark">01</span> </p><blockquote>'),
    ],
)
def test_a_note_bears_the_mark_that_was_printed(note: str, item: str) -> None:
    label = note[: note.index(":")]
    assert item in bound(f"A{label}\n\n{note}").replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_a_note_without_a_reference_has_no_way_back() -> None:
    assert '<li id="note-1" value="1"><p>N</p></li>' in bound("A\n\n[^1]: N")


def test_a_chapter_without_a_heading_is_no_section() -> None:
    page = bound("A[^1]\n\n[^1]: N")
    assert '<div role="doc-chapter" id="chapter-1"><p>A' in page
    assert '<h2 class="notes-title" id="chapter-1-notes">Notes</h2>' in page


@pytest.mark.parametrize("markdown", [LANTERNS, "", "A", "# A", "### A\n\n# B\n\n#### C[^1]\n\n[^1]: N"])
def test_ids_are_unique_and_every_link_arrives(markdown: str) -> None:
    page = bound(markdown)
    ids = re.findall(r' id="([^"]+)"', page)
    named = re.findall(r' aria-labelledby="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert {name for names in named for name in names.split()} <= set(ids)


def test_the_page_has_every_word_of_the_book_and_no_other() -> None:
    book = read_book(LANTERNS, EDITION)
    page = html.document_fromstring(bound(LANTERNS))
    for added in page.iter():
        if added.get("class") in {"notes-title", "backlink", "note-mark"}:
            added.text = ""
    wanted = "\n".join("\n".join([chapter.html, *(note.html for note in chapter.notes)]) for chapter in book.chapters)
    printed = etree.fromstring(f"<div>{wanted}</div>")
    (main,) = page.iter("main")
    read, written = (" ".join(map(str, tree.itertext())) for tree in (main, printed))
    assert re.findall(r"\w|[^\w\s]", read) == re.findall(r"\w|[^\w\s]", written)


def test_another_language_has_its_own_words() -> None:
    page = bound("# A\n\n# B[^1]\n\n[^1]: N", Edition(title="T", language="de"))
    assert '<html lang="de">' in page
    assert ">Inhalt<" in page
    assert ">Anmerkungen<" in page
    assert 'aria-label="Zurück zu Verweis 1"' in page
