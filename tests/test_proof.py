"""Each check of HTML and EPUB sees the fault planted for it, says that and no more; a clean file has no findings."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reissue.bind import read_styles
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.bootstrap import ROOT
from reissue.edition import default_edition
from reissue.proof import Finding, prove
from reissue.proof.copytext import read_copy
from reissue.proof.difference import differences, slid
from reissue.proof.store import Holding, shop_faults

FILES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "proof").iterdir()}
COPY = FILES["book.md"]

HTML = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The Book</title><style>p {{ margin: 0 }}</style></head>
<body><header class="title-block"><h1>The Book</h1></header>
<nav role="doc-toc"><ol><li><a href="#h-1">One</a><ol><li><a href="#h-2">A Section</a></li></ol></li>
<li><a href="#h-3">Two</a></li></ol></nav>
<main>{FILES["one.xhtml"]}{FILES["two.xhtml"]}</main></body></html>
"""


def document(body: str, sheet: str = "style.css") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>The Book</title><link rel="stylesheet" href="{sheet}"/></head><body>{body}</body></html>
"""


EPUB = {
    "META-INF/container.xml": '<container><rootfiles><rootfile full-path="EPUB/book.opf"/></rootfiles></container>',
    "EPUB/book.opf": FILES["book.opf"],
    "EPUB/nav.xhtml": document(
        '<nav epub:type="toc"><ol><li><a href="text/one.xhtml">One</a>'
        '<ol><li><a href="text/one.xhtml#h-2">A Section</a></li></ol></li>'
        '<li><a href="text/two.xhtml">Two</a></li></ol></nav>'
    ),
    "EPUB/title.xhtml": document('<section epub:type="titlepage"><h1>The Book</h1></section>'),
    "EPUB/text/one.xhtml": document(FILES["one.xhtml"], "../style.css"),
    "EPUB/text/two.xhtml": document(FILES["two.xhtml"], "../style.css"),
    "EPUB/toc.ncx": (
        '<ncx><head><meta name="dtb:uid" content="urn:x:1"/></head>'
        '<navMap><navPoint><content src="text/one.xhtml#h-2"/></navPoint></navMap></ncx>'
    ),
    "EPUB/style.css": "@font-face { src: url(fonts/a.otf) }",
    "EPUB/fonts/a.otf": "",
}


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


def jpeg(width: int, height: int, colours: int = 3) -> bytes:
    comment = b"\xff\xfe\0\x04\xff\xc0"
    return b"\xff\xd8" + comment + b"\xff\xc2\0\x11\x08" + struct.pack(">HHB", height, width, colours)


def epub(files: Mapping[str, str | bytes], cover: bytes = png(1600, 2560)) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("EPUB/cover.png", cover)
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()


def planted(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def messages(name: str, data: bytes) -> list[str]:
    findings = prove({name: data}, COPY)
    assert {finding.edition for finding in findings} <= {name}
    return [finding.message for finding in findings]


def test_clean_files_have_no_findings() -> None:
    assert prove({"a.html": HTML.encode(), "a.epub": epub(EPUB)}, COPY) == []


ONE, TWO = FILES["one.xhtml"], FILES["two.xhtml"]
IBID = TWO[TWO.index('<li id="note-2-1"') : TWO.index('<li id="note-2-x2a"')]

FAULTS = {
    # words
    "a lost word": ("brown fox", "brown", ["1 word of the manuscript is missing after ‘One The quick brown’: ‘fox’"]),
    "lost words": (
        " it sleeps in the",
        "",
        ["4 words of the manuscript are missing after ‘… the lazy dog, and then’: ‘it sleeps in the’"],
    ),
    "the last words": (
        " at last.<",
        "<",
        [
            "2 words of the manuscript are missing after ‘… Two Here the text ends’: ‘at last.’",
        ],
    ),
    "a doubled word": (
        "brown fox",
        "brown brown fox",
        ["1 word is not in the manuscript after ‘One The quick’: ‘brown’"],
    ),
    "a changed word": ("lazy dog", "crazy dog", ["after ‘… brown fox jumps over the’ ‘lazy’ has become ‘crazy’"]),
    "another mark": ("grass.", "grass;", ["after ‘… it sleeps in the long’ ‘grass.’ has become ‘grass;’"]),
    "words in one": ("brown fox", "brownfox", ["after ‘One The quick’ ‘brown fox’ has become ‘brownfox’"]),
    "a no-break space": (
        "brown fox",
        "brown\N{NO-BREAK SPACE}fox",
        ["after ‘One The quick’ ‘brown fox’ has become ‘brown\N{NO-BREAK SPACE}fox’"],
    ),
    "words that are hidden": (
        "<p>Its second",
        '<p aria-hidden="true">Its second',
        ["5 words of the manuscript are missing after ‘… begins here and goes on.’: ‘Its second paragraph ends here.’"],
    ),
    # blocks and emphasis
    "a lost emphasis": ("<em>quick</em>", "quick", ["the emphasis after ‘One The’: ‘quick’ is lost"]),
    "a new emphasis": (
        "brown fox",
        "brown <em>fox</em>",
        ["the emphasis after ‘One The quick brown’: ‘fox’ is none in the manuscript"],
    ),
    "emphasis that goes on": (
        "<em>quick</em> brown",
        "<em>quick brown</em>",
        ["the emphasis after ‘One The’: ‘quick’ is cut otherwise"],
    ),
    "strong as emphasis": (
        "<strong>ends</strong>",
        "<em>ends</em>",
        [
            "the emphasis after ‘… goes on. Its second paragraph’: ‘ends’ is none in the manuscript",
            "the strong after ‘… goes on. Its second paragraph’: ‘ends’ is lost",
        ],
    ),
    "paragraphs in one": (
        "on.</p>\n<p>Its",
        "on. Its",
        [
            "the paragraph after ‘… sleeps in the long grass.’: ‘It begins here and goes on.’ is cut otherwise",
        ],
    ),
    "a quotation in two": (
        "on.</p>\n<p>Its",
        "on.</p></blockquote><blockquote><p>Its",
        [
            "the block quotation after ‘… sleeps in the long grass.’: ‘It begins here and goes on.’ is cut otherwise",
        ],
    ),
    "a line of verse": ("red,<br/>", "red,", ["the line break after ‘… A Section Roses are red,’ is lost"]),
    "a break": ("<hr/>", "", ["the rule after ‘… are red, violets are blue.’ is lost"]),
    "a heading's level": (
        '<h3 id="h-2">A Section</h3>',
        '<h2 id="h-2">A Section</h2>',
        ["the heading 2 after ‘… Its second paragraph ends here.’ has become heading 1: ‘A Section’"],
    ),
    "a heading as a paragraph": (
        '<h3 id="h-2">A Section</h3>',
        '<p id="h-2">A Section</p>',
        [
            "the heading 2 after ‘… Its second paragraph ends here.’: ‘A Section’ is lost",
            "the paragraph after ‘… Its second paragraph ends here.’: ‘A Section’ is none in the manuscript",
        ],
    ),
    # references
    "a lost reference": (
        '<a class="noteref" role="doc-noteref" href="#note-1-3" id="ref-1-3">3</a>',
        "",
        [
            "the reference 3 after ‘… long grass. It begins here’ is lost",
            "the note 3 (#note-1-3) leads back to #ref-1-3, which is no reference to it",
        ],
    ),
    "a moved reference": (
        'here<a class="noteref" role="doc-noteref" href="#note-1-3" id="ref-1-3">3</a> and',
        'here and<a class="noteref" role="doc-noteref" href="#note-1-3" id="ref-1-3">3</a>',
        ["the reference 3 after ‘… long grass. It begins here’ stands after ‘… grass. It begins here and’ instead"],
    ),
    "a reference's mark": (
        'id="ref-1-3">3<',
        'id="ref-1-3">4<',
        ["after ‘… long grass. It begins here’ the reference 3 is printed 4"],
    ),
    "a reference to another note": (
        'href="#note-1-3" id="ref-1-3"',
        'href="#note-2-1" id="ref-1-3"',
        [
            "the reference 3 after ‘… long grass. It begins here’ leads to the note 1 ‘Ibid.’",
            "the note 3 (#note-1-3) leads back to #ref-1-3, which is no reference to it",
            "the note 1 (#note-2-1) does not lead back to its reference #ref-1-3",
        ],
    ),
    "a reference to no note": (
        'href="#note-1-3" id="ref-1-3"',
        'href="#h-2" id="ref-1-3"',
        [
            "the reference 3 after ‘… long grass. It begins here’ leads to no note",
            "the note 3 (#note-1-3) leads back to #ref-1-3, which is no reference to it",
        ],
    ),
    "a return to another reference": (
        '<a role="doc-backlink" href="#ref-1-3">',
        '<a role="doc-backlink" href="#ref-2-1">',
        [
            "the note 3 (#note-1-3) does not lead back to its reference #ref-1-3",
            "the note 3 (#note-1-3) leads back to #ref-2-1, which is no reference to it",
        ],
    ),
    "no return to the second reference": (
        '\N{NO-BREAK SPACE}<a role="doc-backlink" href="#ref-1-2-2">back</a>',
        "",
        ["the note 2 (#note-1-2) does not lead back to its reference #ref-1-2-2"],
    ),
    # notes
    "a lost note": (
        IBID,
        "",
        [
            "the note 2-1 is missing: ‘Ibid.’",
        ],
    ),
    "a doubled note": (
        IBID,
        IBID + '<li id="note-x" value="1"><p>Ibid.</p></li>',
        ["the note 1 stands once too often: ‘Ibid.’"],
    ),
    "an alien note": (
        IBID,
        IBID + '<li id="note-x" value="9"><p>Advertisement.</p></li>',
        ["the note 9 is none of the manuscript's: ‘Advertisement.’"],
    ),
    "a note's word": (
        "note to the title",
        "note to title",
        ["note 1-1: 1 word of the manuscript is missing after ‘A note to’: ‘the’"],
    ),
    "a note's emphasis": ("<em>The Fox</em>", "The Fox", ["note 1-2: the emphasis after ‘See’: ‘The Fox’ is lost"]),
    "a note's number": ('id="note-1-3" value="3"', 'id="note-1-3" value="4"', ["the note 1-3 ‘Ibid.’ is numbered 4"]),
    "a note's sign": (
        '<span class="note-mark">*</span>',
        '<span class="note-mark">†</span>',
        ["the note 2-* ‘The editor's note.’ is numbered †"],
    ),
    # contents
    "contents that lead astray": (
        '<a href="#h-2">',
        '<a href="#h-3">',
        ["the contents lead from ‘A Section’ to ‘Two’"],
    ),
    "contents that leave a chapter out": (
        '<li><a href="#h-3">Two</a></li>',
        "",
        ["the contents do not list ‘Two’ in its place"],
    ),
    # what no edition may have
    "a script": ("<main>", "<script>1</script><main>", ["there is a <script>, which no edition may have"]),
    "a frame": ("<main>", '<iframe src="data:,"></iframe><main>', ["there is a <iframe>, which no edition may have"]),
    "a handler": ("<main>", '<main onclick="x()">', ["<main> has the handler onclick"]),
    "a link that runs": (
        "brown fox",
        '<a href=" java\nscript:x()">brown</a> fox',
        ["<a> runs a script by its attribute href"],
    ),
    "a picture from elsewhere": (
        "<main>",
        '<img src="https://example.org/a.png" alt=""/><main>',
        ["the manuscript has 0 pictures, and the file has 1", "https://example.org/a.png is fetched from elsewhere"],
    ),
    "a style sheet from elsewhere": (
        "<style>",
        '<link rel="stylesheet" href="//example.org/a.css"><style>',
        ["//example.org/a.css is fetched from elsewhere"],
    ),
    "a font from elsewhere": (
        "p { margin: 0 }",
        "p { src: url('http://example.org/a.otf') }",
        ["http://example.org/a.otf is fetched from elsewhere"],
    ),
    "a file beside it": ("p { margin: 0 }", "@import 'a.css';", ["a.css is not in the file"]),
    "an id given twice": ('<p class="lines">', '<p class="lines" id="h-2">', ["the id ‘h-2’ is given 2 times"]),
    "a page of print that is none": (
        "brown fox",
        '<span role="doc-pagebreak" aria-label="7"></span>brown fox',
        ["page 7 of print is marked after ‘One The quick’, where it does not begin"],
    ),
    "a dead link": ("brown fox", '<a href="#x">brown</a> fox', ["the link ‘brown’ leads nowhere: #x"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_html_is_found(fault: str) -> None:
    old, new, found = FAULTS[fault]
    assert messages("a.html", planted(HTML, old, new).encode()) == found


LEFT_ALONE = {
    "a link out of the book": ("brown fox", '<a href="https://example.org/">brown</a> fox'),
    "an address that names no resource": ("<style>", '<link rel="canonical" href="https://example.org/"><style>'),
    "a picture in the file": ("p { margin: 0 }", "p { background: url(data:image/png;base64,AAAA) }"),
    "other white space of markup": ("brown fox", "brown\n  fox"),
    "a comment": ("brown fox", "brown <!-- a --> fox"),
}


@pytest.mark.parametrize("harmless", LEFT_ALONE)
def test_what_changes_nothing_is_left_alone(harmless: str) -> None:
    assert messages("a.html", planted(HTML, *LEFT_ALONE[harmless]).encode()) == []


EPUB_FAULTS = {
    "a lost word": (
        "text/two.xhtml",
        "Here the",
        "Here",
        ["1 word of the manuscript is missing after ‘… is read again. Two Here’: ‘the’"],
    ),
    "chapters in another order": (
        "book.opf",
        '<itemref idref="one"/><itemref idref="two"/>',
        '<itemref idref="two"/><itemref idref="one"/>',
        [
            "7 words are not in the manuscript at the beginning: ‘Two Here the text ends at last.’",
            (
                "7 words of the manuscript are missing after ‘… the break is read again.’: "
                "‘Two Here the text ends at last.’"
            ),
        ],
    ),
    "a reference into the wrong chapter": (
        "text/two.xhtml",
        'href="#note-2-1"',
        'href="one.xhtml#note-1-3"',
        [
            "the reference 1 after ‘… Two Here the text ends’ leads to the note 3 ‘Ibid.’",
            "the note 3 (EPUB/text/one.xhtml#note-1-3) does not lead back to its reference EPUB/text/two.xhtml#ref-2-1",
            (
                "the note 1 (EPUB/text/two.xhtml#note-2-1) leads back to EPUB/text/two.xhtml#ref-2-1, "
                "which is no reference to it"
            ),
        ],
    ),
    "contents that lead astray": (
        "nav.xhtml",
        'href="text/two.xhtml"',
        'href="text/one.xhtml"',
        ["the contents lead from ‘Two’ to ‘One’"],
    ),
    "contents that lead nowhere": (
        "nav.xhtml",
        'href="text/one.xhtml#h-2"',
        'href="text/one.xhtml#h-9"',
        ["EPUB/nav.xhtml: the link ‘A Section’ leads nowhere: text/one.xhtml#h-9"],
    ),
    "an old reader's contents that lead nowhere": (
        "toc.ncx",
        "one.xhtml#h-2",
        "one.xhtml#h-9",
        ["EPUB/toc.ncx: EPUB/text/one.xhtml#h-9 is listed, but is nowhere"],
    ),
    "a file that is not there": (
        "book.opf",
        'href="fonts/a.otf"',
        'href="fonts/b.otf"',
        ["EPUB/fonts/b.otf is named in the package, but is not in the file"],
    ),
    "a font that is not there": (
        "style.css",
        "fonts/a.otf",
        "fonts/b.otf",
        ["EPUB/style.css: fonts/b.otf is not in the file"],
    ),
    "a font from elsewhere": (
        "style.css",
        "fonts/a.otf",
        "https://example.org/a.otf",
        ["EPUB/style.css: https://example.org/a.otf is fetched from elsewhere"],
    ),
    "a script": (
        "title.xhtml",
        "<h1>The Book</h1>",
        "<h1>The Book</h1><script>1</script>",
        ["EPUB/title.xhtml: there is a <script>, which no edition may have"],
    ),
    "a picture that is not described": (
        "title.xhtml",
        "<h1>The Book</h1>",
        '<h1>The Book</h1><img src="cover.png"/><img src="cover.png" alt=" "/><img alt="" role="none"/>',
        ["EPUB/title.xhtml: the picture ‘cover.png’ has no alternative text"] * 2,
    ),
    "another identifier for old readers": (
        "toc.ncx",
        "urn:x:1",
        "urn:x:2",
        ["EPUB/toc.ncx: its identifier is not urn:x:1, that of the package, as Kobo asks"],
    ),
    "no contents for old readers": (
        "book.opf",
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
        "",
        ["there is no NCX, from which Kindles make their menu"],
    ),
    "no cover": (
        "book.opf",
        ' properties="cover-image"',
        "",
        ["there is no cover, without which no shop sells a book"],
    ),
    "a font that Kobo does not know": (
        "book.opf",
        'media-type="font/otf"',
        'media-type="font/woff2"',
        ["EPUB/fonts/a.otf is a WOFF2 font, which Kobo does not know; use OpenType or TrueType"],
    ),
    "an id given twice": (
        "text/two.xhtml",
        '<h2 id="h-3">',
        '<h2 id="h-3"><span id="h-3"></span>',
        ["EPUB/text/two.xhtml: the id ‘h-3’ is given 2 times"],
    ),
}


@pytest.mark.parametrize("fault", EPUB_FAULTS)
def test_a_fault_in_an_epub_is_found(fault: str) -> None:
    name, old, new, found = EPUB_FAULTS[fault]
    path = f"EPUB/{name}"
    assert messages("a.epub", epub({**EPUB, path: planted(EPUB[path], old, new)})) == found


@pytest.mark.parametrize(
    ("cover", "found"),
    [
        (png(1400, 4000), []),
        (png(1400, 7200), ["EPUB/cover.png has 1400 by 7200 pixels, and Apple takes no more than 5.6 million in all"]),
        (jpeg(1600, 2560), []),
        (jpeg(1600, 2560, colours=1), []),
        (
            png(1399, 2560),
            ["the cover has 1399 by 2560 pixels; Apple asks for 1400 at least, and 1600 by 2560 suits all"],
        ),
        (
            png(1600, 7201),
            [
                "the cover has 1600 by 7201 pixels; Google takes 7200 at most, and 1600 by 2560 suits all",
                "EPUB/cover.png has 1600 by 7201 pixels, and Apple takes no more than 5.6 million in all",
            ],
        ),
        (
            png(1600, 2560) + bytes(5_000_000),
            ["EPUB/cover.png has more than 5 MB, which is the most that Amazon takes"],
        ),
        (
            jpeg(2560, 1600),
            ["the cover lies on its side: it has 2560 by 1600 pixels, where 1600 by 2560 suits all shops"],
        ),
        (jpeg(1600, 2560, colours=4), ["EPUB/cover.png is in the colours of print, CMYK; shops ask for RGB"]),
        (b"", ["the cover EPUB/cover.png cannot be read as a picture"]),
        (png(1600, 2560)[:18], ["the cover EPUB/cover.png cannot be read as a picture"]),
        (jpeg(1600, 2560)[:12], ["the cover EPUB/cover.png cannot be read as a picture"]),
        (b"\xff\xd8\xff", ["the cover EPUB/cover.png cannot be read as a picture"]),
    ],
)
def test_a_cover_that_a_shop_would_send_back_is_found(cover: bytes, found: list[str]) -> None:
    assert messages("a.epub", epub(EPUB, cover)) == found


@pytest.mark.parametrize(
    ("picture", "found"),
    [
        (png(3200, 1750), []),
        (jpeg(20, 20), []),
        (png(3201, 10), ["EPUB/plate.png is wider or higher than 3200 pixels, which is the most that Google takes"]),
        (
            jpeg(2400, 2400),
            ["EPUB/plate.png has 2400 by 2400 pixels, and Apple takes no more than 5.6 million in all"],
        ),
        (png(9, 9) + bytes(5_000_000), ["EPUB/plate.png has more than 5 MB, which is the most that Amazon takes"]),
        (jpeg(9, 9, colours=4), ["EPUB/plate.png is in the colours of print, CMYK; shops ask for RGB"]),
    ],
)
def test_a_picture_that_a_shop_would_send_back_is_found(picture: bytes, found: list[str]) -> None:
    item = '<item id="plate" href="plate.png" media-type="image/png"/>'
    package = planted(EPUB["EPUB/book.opf"], '<item id="ncx"', f'{item}<item id="ncx"')
    assert messages("a.epub", epub({**EPUB, "EPUB/book.opf": package, "EPUB/plate.png": picture})) == found


def test_a_book_that_is_too_large_for_a_shop_is_found() -> None:
    huge = Holding(dict.fromkeys(map(str, range(14)), bytes(50_000_000)), {}, {}, "", "")
    assert "the book has more than 650 MB, which Amazon does not take; save its pictures smaller" in shop_faults(huge)


def test_names_and_documents_that_a_shop_would_send_back_are_found() -> None:
    package = EPUB["EPUB/book.opf"].replace("title.xhtml", "the title.xhtml")
    long = document(f'<section epub:type="titlepage"><h1>The Book</h1><p>{"word " * 2_000_000}</p></section>')
    assert messages("a.epub", epub({**EPUB, "EPUB/book.opf": package, "EPUB/the title.xhtml": long})) == [
        "EPUB/the title.xhtml has more than 10 MB, which Kobo does not take; divide the chapter",
        "the name ‘EPUB/the title.xhtml’ holds signs that not every shop takes; letters, figures, - and _ are safe",
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "File is not a zip file"),
        (epub({}), "\"There is no item named 'META-INF/container.xml' in the archive\""),
        (epub({**EPUB, "EPUB/nav.xhtml": "<p>"}), "Premature end of data"),
    ],
)
def test_what_is_no_epub_is_a_finding(data: bytes, why: str) -> None:
    (message,) = messages("a.epub", data)
    assert message.startswith(f"cannot be read as an EPUB: {why}")


def test_files_that_call_themselves_differently_are_found() -> None:
    html = planted(planted(HTML, "<title>The Book", "<title>A Book"), 'lang="en"', 'lang="fr"')
    assert prove({"a.html": html.encode(), "a.epub": epub(EPUB)}, COPY) == [
        Finding("a.epub", "its title is ‘The Book’, but that of a.html is ‘A Book’"),
        Finding("a.epub", "its language is ‘en’, but that of a.html is ‘fr’"),
    ]


def test_a_format_that_proof_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=r"proof reads \.epub, \.html, \.pdf, \.site, not a\.txt"):
        prove({"a.txt": b""}, COPY)


NUMBERING = {
    "a gap": ("A[^1] b[^3].\n\n[^1]: One.\n\n[^3]: Three.", ["line 5: the note 3 follows 1: 2 missing"]),
    "a wide gap": ("A[^1] b[^5].\n\n[^1]: One.\n\n[^5]: Five.", ["line 5: the note 5 follows 1: 2 to 4 missing"]),
    "a double": ("A[^1] b[^1].\n\n[^1]: One.\n\n[^1]: Too.", ["line 5: the note 1 stands twice"]),
    "a late beginning": ("A[^4].\n\n[^4]: Four.", ["line 3: the notes begin with 4, not with 1"]),
    "a late beginning below a heading": (
        "# A\n\nb[^4].\n\n[^4]: D.",
        ["line 5: the notes begin with 4, not with 1"],
    ),
    "a gap in an extract": ("and b[^4][^6].\n\n[^4]: D.\n\n[^6]: F.", ["line 5: the note 6 follows 4: 5 missing"]),
    "nothing: an extract": ("of the lamp.[^4]\n\n[^4]: Four.", []),
    "another order": (
        "A[^1] b[^2].\n\n[^2]: Two.\n\n[^1]: One.",
        ["line 3: the notes begin with 2, not with 1", "line 5: the note 1 follows 2: out of order"],
    ),
    "references in another order": (
        "A[^2] b[^1].\n\n[^1]: One.\n\n[^2]: Two.",
        ["line 1: the reference 1 stands after 2: out of order"],
    ),
    "a reference without a note": ("A[^1]\\\nb[^2].\n\n[^1]: One.", ["line 2: the reference 2 has no note"]),
    "a note without a reference": ("A.\n\n[^1]: One.", ["line 3: no reference leads to the note 1"]),
    "an empty note": ("A[^1].\n\n[^1]:", ["line 3: the note 1 is empty"]),
    "a gap in one of two runs": (
        "A[^1-1] b[^2-1] c[^2-3].\n\n[^1-1]: a\n\n[^2-1]: b\n\n[^2-3]: c",
        ["line 7: the note 2-3 follows 1: 2 missing"],
    ),
    "nothing: two runs, signs, a note called twice and one called by a note": (
        "A[^1-1][^1-1] b[^2-1][^2-*][^2-†].\n\n[^1-1]: a[^1-2]\n\n[^1-2]: n\n\n[^2-1]: b\n\n[^2-*]: c\n\n[^2-†]: d",
        [],
    ),
}


@pytest.mark.parametrize("flaw", NUMBERING)
def test_what_is_wrong_with_the_notes_of_the_manuscript_is_found(flaw: str) -> None:
    copy, found = NUMBERING[flaw]
    flaws = prove({}, copy)
    assert [str(finding) for finding in flaws] == [f"book.md: {message}" for message in found]
    assert all(finding.words in copy.split("\n")[finding.line - 1] for finding in flaws)


def test_the_copy_is_read_as_it_is_written() -> None:
    body, notes, orphans, _, _ = read_copy(COPY)
    assert orphans == ()
    assert body.text.startswith(
        "One The quick brown fox jumps over the lazy dog, and then it sleeps in the long grass. It"
    )
    assert [body.text[span.start : span.end] for span in body.spans if span.kind == "paragraph"][1:3] == [
        "It begins here and goes on.",
        "Its second paragraph ends here.",
    ]
    assert [(call.mark, call.note, call.line) for call in body.references] == [
        ("1", "1-1", 1),
        ("2", "1-2", 3),
        ("3", "1-3", 5),
        ("2", "1-2", 24),
        ("1", "2-1", 28),
        ("*", "2-*", 28),
    ]
    assert [(note.mark, note.passage.text, note.line) for note in notes][1:3] == [
        ("2", "See The Fox, p. 12. A second paragraph.", 11),
        ("3", "Ibid.", 15),
    ]


SPELLINGS = {
    r"\*a\* 1\. \[x\] \\ \`": (r"*a* 1. [x] \ `", []),
    "a * b *": ("a * b *", []),
    "*a* **b** ***c***": ("a b c", [(0, 1, "emphasis"), (2, 3, "strong"), (4, 5, "emphasis"), (4, 5, "strong")]),
    "**a (*b*) c**": ("a (b) c", [(0, 7, "strong"), (3, 4, "emphasis")]),
    "***a** b*": ("a b", [(0, 1, "strong"), (0, 3, "emphasis")]),
    "the 4^th^ of July[^9]": ("the 4th of July9", [(5, 7, "raised"), (15, 16, "raised")]),
    "> a\\\nb": ("a b", [(0, 3, "block quotation"), (1, 1, "line break")]),
    "| a\nb |": ("| a b |", []),
    "in*wor*d, *a **b** c*": ("inword, a b c", [(2, 5, "emphasis"), (8, 13, "emphasis"), (10, 11, "strong")]),
    "AT&T &amp; &copy;": ("AT&T & ©", []),
    "a [*link*](https://example.org/) and ![a cat](cat.png)": ("a link and a cat", [(2, 6, "emphasis")]),
    "| a | b |\n|---|---|\n| c | d |": ("a b c d", []),
    "a\n\n<!-- -->\n\nb": ("a b", []),
}


@pytest.mark.parametrize("markdown", SPELLINGS)
def test_markup_is_told_from_what_is_printed(markdown: str) -> None:
    text, spans = SPELLINGS[markdown]
    body = read_copy(markdown).body
    assert (body.text, [span for span in body.spans if span.kind != "paragraph"]) == (text, spans)


PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


@given(st.lists(st.text(PUNCTUATION + "a1é“\N{NO-BREAK SPACE}", min_size=1), min_size=1))
def test_what_is_escaped_is_read_as_it_is_printed(words: list[str]) -> None:
    escaped = " ".join("".join(f"\\{sign}" if sign in PUNCTUATION else sign for sign in word) for word in words)
    assert read_copy(escaped).body.text == " ".join(words)


@given(st.text("ab", max_size=60), st.text("ab", max_size=60), st.integers(1, 8))
def test_differences_turn_one_row_into_the_other(a: str, b: str, run: int) -> None:
    found = differences(a, b, run)
    edges = frozenset(range(0, len(a), 3))
    made, done = "", 0
    for difference in found:
        start, end, other_start, other_end = slid(difference, a, b, edges)
        assert (
            a[:start] + b[other_start:other_end] + a[end:]
            == a[: difference.start] + b[difference.other_start : difference.other_end] + a[difference.end :]
        )
        made += a[done : difference.start] + b[difference.other_start : difference.other_end]
        done = difference.end
    assert made + a[done:] == b
    assert (found == []) == (a == b)


def test_many_differences_are_told_in_a_few_lines() -> None:
    copy = " ".join(f"w{number}" for number in range(5000))
    html = f"<main><p>{copy.replace('7', 'x')}</p></main>"
    found = [finding.message for finding in prove({"a.html": html.encode()}, copy)]
    assert found[0] == "after ‘… w2 w3 w4 w5 w6’ ‘w7’ has become ‘wx’"
    assert found[-1] == "… and 36 more like the last"


@pytest.mark.parametrize("name", ["book.md", "odd.md"])
def test_bound_files_have_no_findings(name: str) -> None:
    book, styles = read_book(FILES[name], default_edition(name, "0" * 64)), read_styles((ROOT / "styles",))
    bound = {"a.html": bind_html(book, styles), "a.epub": bind_epub(book, styles), "a.pdf": bind_pdf(book, styles)}
    assert prove(bound, FILES[name]) == []
