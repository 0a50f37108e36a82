"""No text of a book becomes live in an edition on the web: the ways to slip a script in, as OCR of every engine.

What is bound is read as a browser reads it, by the algorithm of HTML, and may hold the elements and attributes of a
book and no others.
"""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import samples
import tinyhtml5

from reissue.bind import Styles
from reissue.bind.html import bind_html
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.changed import Emendation
from reissue.pagination import begun
from reissue.record import record
from reissue.repair import repair
from reissue.source import Source, read_source

ENGINES = Path(__file__).parent / "engines"
BARE = Styles({"book": "p { margin: 0 }", "print": "", "epub": "", "web": ""}, {})

# Ways in: by a tag, a handler, an address, an element of another language, a comment or a tag left open, characters
# that a filter may not see, markup of Markdown, and what could end the script or the style that the page itself has.
VECTORS = [
    "<script>struck()</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<scr<script>ipt>struck()</scr</script>ipt>",
    "<script/src=data:,struck()>",
    "<script\t>struck()</script\t>",
    "<img src=x onerror=struck()>",
    "<img src='x' onerror='struck()'//",
    '<IMG """><SCRIPT>struck()</SCRIPT>">',
    "<img src=`javascript:struck()`>",
    "<svg onload=struck()>",
    "<svg/onload=struck()//",
    "<svg><script>struck&#40;)</script></svg>",
    "<svg><animate onbegin=struck() attributeName=x dur=1s>",
    "<math><mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=struck()&gt;'>",
    "<math href='javascript:struck()'>word</math>",
    "<body onload=struck()>",
    "<iframe src='javascript:struck()'></iframe>",
    "<iframe srcdoc='&lt;script>struck()&lt;/script>'></iframe>",
    "<object data='data:text/html,<script>struck()</script>'></object>",
    "<embed src='javascript:struck()'>",
    "<a href='javascript:struck()'>word</a>",
    "<a href='java&#9;script:struck()'>word</a>",
    "<a href='&#106;avascript:struck()'>word</a>",
    "<details open ontoggle=struck()>word</details>",
    "<video><source onerror=struck()></video>",
    "<input autofocus onfocus=struck()>",
    "<form action='javascript:struck()'><button>word</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:struck()'>",
    "<base href='javascript:struck()//'>",
    "<link rel=stylesheet href='//x.example/x.css'>",
    "<style>@import '//x.example/x.css';</style>",
    "<p style='background: url(javascript:struck())'>word</p>",
    "<marquee onstart=struck()>word</marquee>",
    "<template><script>struck()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=struck()>'>",
    "<xmp><p title='</xmp><script>struck()</script>'>",
    "<textarea><p title='</textarea><img src=x onerror=struck()>'>",
    "<title><p title='</title><img src=x onerror=struck()>'>",
    "</title><script>struck()</script>",
    "</style><script>struck()</script>",
    "</script><script>struck()</script>",
    "</main></body></html><script>struck()</script>",
    "<!--><script>struck()</script>-->",
    "<!-- --!><script>struck()</script>",
    "<![CDATA[<script>struck()</script>]]>",
    "<?xml version='1.0'?><script>struck()</script>",
    "<!DOCTYPE x [<!ENTITY e '<script>struck()</script>'>]>&e;",
    "&lt;script&gt;struck()&lt;/script&gt;",
    "&#60;script&#62;struck()&#60;/script&#62;",
    "\\<script>struck()\\</script>",
    "\\\\<script>struck()</script>",
    "<\N{ZERO WIDTH SPACE}script>struck()</script>",
    "\N{FULLWIDTH LESS-THAN SIGN}script\N{FULLWIDTH GREATER-THAN SIGN}struck()",
    "'\"><script>struck()</script>",
    '" onmouseover=struck() x="',
    "[word](javascript:struck())",
    "[word](<javascript:struck()>)",
    "[word](JaVaScRiPt:struck())",
    "[word](data:text/html,<script>struck()</script>)",
    "[word](vbscript:struck())",
    "[word](//x.example/x)",
    '[word](https://x.example/"onmouseover="struck())',
    "[word][ref] and\n\n[ref]: javascript:struck()",
    "![word](javascript:struck())",
    "![word](https://x.example/x.png)",
    '!["onerror="struck()](x.png)',
    "<javascript:struck()>",
    "<https://x.example/x>",
    "`<script>struck()</script>`",
    "``` <script>struck()</script>",
    "{=html} <script>struck()</script>",
    "`<script>struck()</script>`{=html}",
    "[word]{onclick=struck()}",
    "# word {onclick=struck()}",
    "::: {onclick=struck()}",
    "$\\href{javascript:struck()}{word}$",
    "[^<script>]: struck()",
    'word[^"onclick=struck()] word',
    "<sup onclick=struck()>1</sup>",
    "<sup><script>struck()</script></sup>",
    '<sup>"><img src=x onerror=struck()></sup>',
]

ALLOWED = {
    "a": {"class", "role", "href", "id", "aria-label", "aria-current", "rel"},
    "li": {"id", "value", "class"},
    "meta": {"charset", "http-equiv", "content", "name"},
    "link": {"rel", "href"},
    "script": {"type", "id", "src", "defer"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
}
PLACES = {"id", "class", "role", "aria-labelledby", "aria-label", "data-folio", "lang", "open", "hidden"}
ELEMENTS = {
    *("html", "head", "body", "title", "style", "header", "nav", "main", "footer", "section", "div", "details"),
    *("summary", "p", "span", "em", "strong", "sup", "sub", "br", "hr", "ul", "blockquote", "figure", "pre", "code"),
    *("col", "colgroup", "table", "thead", "tbody", "tr", "th", "td", "del", "ins", "i"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}


def markdown(vector: str) -> str:
    """Set a vector wherever a text has a place of its own, among sentences that are whole."""
    line = " ".join(vector.split())
    cell = line.replace("|", "")
    return (
        f"# {line}\n\n{vector} It was so.\n\nHe said *{line}* and\n{line}\nto them.<sup>1</sup>\n\n"
        f"> {line} So it was.\n\n"
        f"| a | b |\n|---|---|\n| {cell} | 2 |\n\nThere it ends.\n\n---\n\n1. {line} So he wrote.\n"
    )


def paged(mark: str) -> str:
    return mark.join(map(markdown, VECTORS))


TEXTS: dict[str, str] = {
    "Markdown": paged("\n\n"),
    "plain text": "\f".join(f"Page {number}\n\n{vector}\n\nThe end of it.\n" for number, vector in enumerate(VECTORS)),
    "marker": paged("\n\n{1}" + "-" * 48 + "\n\n"),
    "HathiTrust": paged("\n\n## p. 17 (#19) " + "#" * 40 + "\n\n"),
    "Azure": paged("\n\n<!-- PageBreak -->\n\n"),
    "pymupdf4llm": paged("\n--- end of page=3 ---\n"),
    "proofreaders": paged("\n-----File: 001.png---\n"),
    "spans": '<span id="page-5-1"></span>'.join(map(markdown, VECTORS)),
}


def in_json(value: object, vectors: list[str]) -> object:
    """Put vectors into the texts of a structured file, one after the other."""
    if isinstance(value, dict):
        return {key: in_json(inner, vectors) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_json(inner, vectors) for inner in value]
    if isinstance(value, str) and value.count(" ") > 2:
        taken, vectors[:] = vectors[:9], [*vectors[9:], *vectors[:9]]
        return f"{value} {' '.join(taken)} So it was."
    return value


def structured(name: str) -> list[bytes]:
    """Put the vectors into a sample of an engine, in as many files as it takes to have them all."""
    text = (ENGINES / name).read_text(encoding="utf-8")
    vectors = list(VECTORS)
    if name.endswith("l"):
        lines = [
            json.dumps(in_json(json.loads(line), vectors)) for line in text.splitlines() * 4 if line.startswith("{")
        ]
        if lines:
            return ["\n".join(lines).encode()]
    if name.endswith("json"):
        return [json.dumps(in_json(json.loads(text), vectors)).encode() for _ in range(9)]
    words = re.compile(r'(?<=CONTENT=")[^"]{3,}(?=")|(?<=>)[A-Za-z]{3,}(?=<)|(?<=>)[A-Za-z][^<>\n]{8,}(?=<)')
    found = []
    for start in range(0, len(VECTORS), 12):
        row = iter(VECTORS[start:] + VECTORS[:start])
        found.append(words.sub(lambda _, row=row: in_xml(next(row, "word")), text, 12).encode())  # type: ignore[misc]
    return found


def in_xml(vector: str) -> str:
    return escape(" ".join(vector.split()), {'"': "&quot;"})


def pages_of(book: Book) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(bind_site(book, BARE))) as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")}
    return pages | {"single": bind_html(book, BARE).decode()}


def made(source: Source) -> Book:
    mended = repair(source)
    text = mended.manuscript.text
    book = read_book(text, samples.EDITION, begun(mended.manuscript))
    marks = record(mended.manuscript, mended.changes, mended.queries)
    listed = tuple(Emendation("1", vector, vector, vector) for vector in VECTORS)
    return replace(book, record=marks, emendations=listed)


def live(page: str) -> list[str]:
    """Tell of what stands in a page that no book has."""
    found = list[str]()
    scripts = 0
    own = "{http://www.w3.org/1999/xhtml}"
    for element in tinyhtml5.parse(page).iter():
        name = str(element.tag).removeprefix(own)
        scripts += name == "script"
        if name not in ELEMENTS | set(ALLOWED):
            found.append(f"<{name}>")
        for key, value in element.items():
            if key not in ALLOWED.get(name, set()) | PLACES:
                found.append(f"<{name} {key}={value!r}>")
            if key in {"href", "src"} and not re.match(r"https?://|mailto:|data:image/|data:,|[\w./-]*(#.*)?$", value):
                found.append(f"{key}={value!r}")
    return found + ([] if scripts == 3 else [f"{scripts} scripts"])


@pytest.mark.parametrize("dialect", TEXTS)
def test_no_text_becomes_live(dialect: str) -> None:
    book = made(read_source(TEXTS[dialect].encode(), "ocr.md"))
    for name, page in pages_of(book).items():
        assert live(page) == [], name
        assert name in {"index.html", "emendations.html"} or "struck()" in page


@pytest.mark.parametrize("name", sorted(file.name for file in ENGINES.iterdir() if file.suffix != ".txt"))
def test_no_structured_file_becomes_live(name: str) -> None:
    for data in structured(name):
        book = made(read_source(data, name))
        for page, text in pages_of(book).items():
            assert live(text) == [], page


@pytest.mark.parametrize("vector", VECTORS)
def test_no_statement_of_the_edition_becomes_live(vector: str) -> None:
    line: Any = " ".join(vector.split())
    lines = (
        *("title", "subtitle", "publisher", "place", "series", "source", "rights", "description"),
        *("note_on_the_text", "colophon", "identifier"),
    )
    names = dict.fromkeys(("authors", "editors", "translators"), (line, line))
    stated: dict[str, Any] = {**dict.fromkeys(lines, line), **names}
    book = read_book("# A\n\nB\n\n# C\n\nD", replace(samples.EDITION, **stated, file_as=((line, f"{line}, A."),)))
    for name, page in pages_of(replace(book, emendations=(Emendation(line, line, line, line),))).items():
        assert live(page) == [], name


def test_a_tag_in_two_lines_stops_no_build() -> None:
    text = (
        "The first line of it is as long as the others are, and has <b\nclass=c> in it, and then goes on and on and\n"
    )
    read = read_source((text * 9).encode(), "ocr.txt")
    assert "class=c" in pages_of(made(read))["single"]


@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n---\n\n", "\f", " ", "\n> ", "\n\n1. ", "\n\n## "])
def test_vectors_alone_stop_no_build(between: str) -> None:
    for step in (1, 2, 3, 5, 7):
        repair(read_source(f"It began.\n\n{between.join(VECTORS[::step])}".encode(), "ocr.md"))
        repair(read_source(f"It began.\n\n{between.join(VECTORS[::-step])}".encode(), "ocr.md"))


def test_what_is_live_is_seen() -> None:
    page = pages_of(read_book("A", samples.EDITION))["single"]
    assert live(page) == []

    def seen(put: str) -> list[str]:
        return live(page.replace("<main", f"{put}<main"))

    assert seen("<script>1</script>") == ["4 scripts"]
    assert seen("<b onclick=x>") == ["<b>", "<b onclick='x'>"]
    assert seen("<a href='java\nscript:x'>") == ["href='java\\nscript:x'"]
    assert seen("<svg></svg>") == ["<{http://www.w3.org/2000/svg}svg>"]
