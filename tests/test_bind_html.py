import io
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
import samples
from fontTools.ttLib import TTFont
from lxml import etree, html
from samples import LANTERNS, STYLES, part

from reissue import Trouble
from reissue.bind import Styles
from reissue.bind.html import bind_html
from reissue.book import read_book
from reissue.changed import Emendation, Mark
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


def ids(markdown: str) -> list[str]:
    return re.findall('<(?:p|li) id="(par-[^"]*)"', bound(markdown))


def named(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_page_says_what_it_is_and_what_it_may_do() -> None:
    page = bound(LANTERNS)
    head = part(page, "<!DOCTYPE", "</head>")
    (style,) = re.findall("<style>(.*?)</style>", head, re.DOTALL)
    (script,) = re.findall("<script>(.*?)</script>", head, re.DOTALL)
    lengths = "".join(f"#chapter-{number}{{--long:{rows}}}" for number, rows in enumerate((3, 32, 7), 1))
    assert style == f"\np {{ margin: 0 }}\n/* <\\/style> */\n{lengths}\n"
    assert head.startswith(
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"script-src {named(script)}; style-src {named(style)}; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        '<link rel="icon" href="data:,">\n'
        "<title>Lanterns &amp; &lt;Lamps&gt;</title>\n"
        '<meta name="author" content="A. Keeper, B. Wick">\n'
        '<meta name="description" content="A &quot;year&quot; of lamps.">\n'
        '<meta name="citation_title" content="Lanterns &amp; &lt;Lamps&gt;: A Year of Oil">\n'
        '<meta name="citation_author" content="A. Keeper">\n<meta name="citation_author" content="B. Wick">\n'
    )
    assert len(re.findall("<script", page)) == 3


def test_a_page_tells_catalogues_what_book_it_is() -> None:
    stated = replace(samples.EDITION, title="</script><script>alert(1)")
    page = bound(LANTERNS, stated)
    (told,) = re.findall('<script type="application/ld\\+json">(.*?)</script>', page)
    book = json.loads(told)
    assert (book["@type"], book["name"], book["isbn"]) == ("Book", stated.title, "9780306406157")
    assert [author["name"] for author in book["author"]] == ["A. Keeper", "B. Wick"]
    assert '<meta name="citation_publication_date" content="1911">' in page
    assert '<meta name="citation_isbn" content="9780306406157">' in page


def test_the_house_s_styles_and_fonts_stand_in_the_page_and_lead_nowhere() -> None:
    page = bound(LANTERNS, styles=STYLES)
    assert "a.noteref {" in page
    assert "prefers-color-scheme: dark" in page
    assert "font:" not in "".join(re.findall("url\\([^)]{0,8}", page))
    assert set(re.findall('url\\("?([a-z]+:[a-z0-9/]*)', page)) == {"data:font/woff"}
    assert not re.search(r"@import|rel=.stylesheet|src=", re.sub("<script>.*?</script>", "", page, flags=re.DOTALL))
    assert len(page) < 260_000


def test_a_font_is_cut_to_the_text_and_goes_by_another_name() -> None:
    page = bound("# Ça", styles=STYLES)
    (first, *_) = re.findall('base64,([^")]*)', page)
    font = TTFont(io.BytesIO(b64decode(first)))
    assert font.flavor == "woff"
    assert ord("Ç") in font.getBestCmap()
    assert ord("Я") not in font.getBestCmap()
    names = {record.nameID: str(record) for record in font["name"].names}
    assert [number for number, said in names.items() if "Source" in said] == [0]  # the notice that reserves the name
    assert "SIL Open Font License" in names[13]
    assert bound("# Ça", styles=STYLES) == page


@pytest.mark.parametrize(("rights", "refused"), [(0x0002, True), (0x0100, False)])
def test_the_rights_in_a_font_are_kept(rights: int, refused: bool) -> None:  # noqa: FBT001 -- one of the cases
    font = TTFont(io.BytesIO(STYLES.fonts["SourceSerif4-It.ttf"]))
    font["OS/2"].fsType = rights
    changed = io.BytesIO()
    font.save(changed)
    css = '@font-face { font-family: "F"; src: url("font:own.ttf"); } p { font-family: "F" }'
    styles = Styles({**BARE.sheets, "web": css}, {"own.ttf": changed.getvalue()})
    if refused:
        with pytest.raises(Trouble, match=r"own\.ttf says of itself that it may not be embedded"):
            bound("A", styles=styles)
        return
    (whole,) = re.findall('base64,([^")]*)', bound("A", styles=styles))
    assert ord("Я") in TTFont(io.BytesIO(b64decode(whole))).getBestCmap()


def test_a_face_without_its_font_is_left_out() -> None:
    css = '@font-face { font-family: "F"; src: url("font:none.ttf"); } p { color: red }'
    page = bound("A", styles=Styles({**BARE.sheets, "web": css}, {}))
    assert "font-face" not in page
    assert "p { color: red }" in page


def test_paragraphs_keep_their_addresses_when_others_come_and_go() -> None:
    one, two = "The *lamp* was lit, and “all” saw it.", "Nobody came."
    whole = ids(f"# A\n\nBefore.\n\n{one}\n\n{two}")
    assert len(whole) == 3
    assert ids(f"# A\n\n{one}\n\n{two}\n\nAfter.")[:2] == whole[1:]
    assert ids(f'# A\n\nBefore {two}\n\nThe lamp was lit, and "all" saw it.[^1]\n\n[^1]: N')[1] == whole[1]
    assert ids(f"# A\n\n{two}\n\n{two}") == [whole[2], f"{whole[2]}-2"]
    assert ids("# A\n\nThe lamq was lit, and all saw it.") != whole[1:2]


def test_a_page_of_print_has_a_short_address() -> None:
    markdown = "A word [p. 12](#page-12) and more."
    page = bind_html(read_book(markdown, EDITION, [(25, "12")]), BARE).decode()
    assert '<a href="#p12" class="pointer">p. 12</a>' in page
    assert re.search('<span class="pagebreak" id="p12" data-folio="12">', page)


def test_a_cell_s_place_is_a_class_for_no_element_may_have_a_style() -> None:
    page = bound("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<td class="right">2</td>' in page
    assert "style=" not in part(page, "<main", "</main>")


def test_the_record_stands_in_the_page_by_paragraph_and_note() -> None:
    book = read_book("# A\n\nOne here.\n\nTwo there.[^1]\n\nTwo there.\n\n[^1]: N", EDITION)
    marks = [
        Mark("heading", "", "A", "# A", "", asked=False, note="", opening="a"),
        Mark("first", "12", "<b>", "One", "a why", asked=False, note="", opening="onehere"),
        Mark("lost", "", "x", "", "", asked=False, note="", opening="nowhere"),
        Mark("again", "", "x", "y", "", asked=True, note="", opening="twothere"),
        Mark("noted", "", "x", "y", "", asked=False, note="1", opening=""),
        Mark("again", "", "x", "y", "", asked=True, note="", opening="twothere"),
    ]
    page = bind_html(replace(book, record=tuple(marks)), BARE).decode()
    (told,) = re.findall('<script type="application/json" id="edition">(.*?)</script>', page)
    first, second, _ = ids("# A\n\nOne here.\n\nTwo there.\n\nTwo there.")
    assert "<b>" not in told
    assert json.loads(told)["record"] == [
        ["heading-1-1", "heading", 0, "", "A", "# A", ""],
        [first, "first", 0, "12", "<b>", "One", "a why"],
        [first, "lost", 0, "", "x", "", ""],
        [second, "again", 1, "", "x", "y", ""],
        ["note-1", "noted", 0, "", "x", "y", ""],
        [second, "again", 1, "", "x", "y", ""],
    ]


def test_the_emendations_and_the_citation_stand_at_the_end() -> None:
    book = read_book(LANTERNS, samples.EDITION)
    page = bind_html(replace(book, emendations=(Emendation("12", "<tbe>", "the", "misread"),)), BARE).decode()
    foot = part(page, "<footer>", "</footer>")
    assert '<span class="folio">p. 12</span> <del>&lt;tbe&gt;</del> <ins>the</ins>' in foot
    assert (
        "A. Keeper and B. Wick. <i>Lanterns &amp; &lt;Lamps&gt;: A Year of Oil</i>. Edited by C. Lens. "
        "Translated by D. Pane. Aldmouth: The Lower House, 1911."
    ) in foot
    assert "@book{keeper1911,\n  title = {{Lanterns \\&amp; &lt;Lamps&gt;}}," in foot
    assert '"author": [{"literal": "A. Keeper"}, {"literal": "B. Wick"}]' in foot


def test_a_name_is_turned_round_as_the_edition_files_it() -> None:
    page = bound("A", replace(samples.EDITION, file_as=(("A. Keeper", "Keeper, A."),)))
    assert "Keeper, A., and B. Wick. <i>" in page
    assert "author = {Keeper, A. and {B. Wick}}," in page
    assert '"author": [{"family": "Keeper", "given": "A."}, {"literal": "B. Wick"}]' in page
    assert '<meta name="citation_author" content="Keeper, A.">' in page


def test_the_title_block() -> None:
    assert part(bound(LANTERNS), "<header", "</header>") == (
        '<header class="title-block">\n<h1>Lanterns &amp; &lt;Lamps&gt;</h1>\n<p class="subtitle">A Year of Oil</p>\n'
        '<p class="author">A. Keeper</p>\n<p class="author">B. Wick</p>\n'
        '<p class="editor">Edited by C. Lens, D. Pane</p>\n'
        '<p class="translator">Translated by E. Glass</p>\n</header>'
    )


def test_the_contents_lead_to_the_headings() -> None:
    assert part(bound(LANTERNS), "<nav", "</nav>") == (
        '<nav role="doc-toc" aria-labelledby="contents">\n<details>\n'
        '<summary><h2 id="contents">Contents</h2></summary>\n<ol>\n'
        '<li><a href="#heading-2-1">I. THE Keepers OF THE LAMP</a>\n<ol>\n<li><a href="#heading-2-2">A Letter</a>\n'
        '<ol>\n<li><a href="#heading-2-3">Of the oil</a></li>\n</ol>\n</li>\n</ol>\n</li>\n'
        '<li><a href="#heading-3-1">II. THE LAMP ITSELF</a></li>\n</ol>\n</details>\n</nav>'
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
    main = part(bound(markdown), "<main", "</main>")
    assert [re.sub(' id="[^"]*"', "", heading) for heading in re.findall("<(h[1-6].*?)>", main)] == levels


def test_only_the_first_levels_stand_in_the_contents() -> None:
    contents = part(bound("# A\n\n## B\n\n### C\n\n#### D"), "<nav", "</nav>")
    assert re.findall(">([A-D])<", contents) == ["A", "B", "C"]


def test_a_chapter_and_its_notes() -> None:
    chapter = part(bound("# A\n\nb[^12] c[^12]\n\n[^12]: N *m*"), "<main", "</main>")
    reference = '<a class="noteref" role="doc-noteref" href="#note-12" id="ref-12{}">12</a>'
    back = '\N{NO-BREAK SPACE}<a class="backlink" role="doc-backlink" href="#ref-12{}" aria-label="{} ({})">{}</a>'
    (paragraph,) = ids("# A\n\nb c")
    backs = [back.format(again, "Back to reference 12", n, ARROW) for n, again in [(1, ""), (2, "-2")]]
    assert chapter.replace("&nbsp;", "\N{NO-BREAK SPACE}") == (
        '<main id="pages">\n<section role="doc-chapter" id="chapter-1" aria-labelledby="heading-1-1" class="chapter">'
        f'<h2 id="heading-1-1">A</h2>\n<p id="{paragraph}">b{reference.format("")} c{reference.format("-2")}</p>'
        '<section class="notes" role="doc-endnotes" aria-labelledby="chapter-1-notes heading-1-1">'
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
    assert re.search('<div role="doc-chapter" id="chapter-1" class="chapter"><p id="par-[a-z2-7]{6}">A', page)
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
