import io
import itertools
import json
import re
import zipfile
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from samples import EDITION, LANTERNS, STYLES

from reissue.bind import Styles
from reissue.bind.html import bind_html
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.changed import Emendation
from reissue.job import deliver
from reissue.proof import prove

BARE = Styles({"book": "p { margin: 0 }", "print": "", "epub": "", "web": ""}, {})
MARKDOWN = (
    "Before all.\n\n# I. The Lamp\n\nIt burned[^1] as in [the oil](#heading-ii-the-oil-of-caf).\n\n## Wicks\n\n"
    "| red | 3 |\n|---|---|\n| white | 4 |\n\n# II. The Oil of Café\n\nNobody came.\n\n[^1]: All *night*.\n"
)
PAGES = [(len("Before all.\n\n# I. The Lamp\n\n"), "12")]


def book(markdown: str = MARKDOWN) -> Book:
    read = read_book(markdown, EDITION, PAGES if markdown is MARKDOWN else ())
    return replace(read, emendations=(Emendation("12", "tbe", "the", "misread"),))


def files(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


SITE = files(bind_site(book(), BARE))


def packed(site: dict[str, str]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for name, text in site.items():
            made.writestr(name, text)
    return archive.getvalue()


def faults(name: str = "", old: str = "", new: str = "") -> list[str]:
    assert not name or old in SITE[name]
    changed = SITE | ({name: SITE[name].replace(old, new, 1)} if name else {})
    return [finding.message for finding in prove({"a.site": packed(changed)}, MARKDOWN, PAGES)]


def test_a_site_has_a_page_for_each_chapter_and_leads_through_them() -> None:
    pages = ["text.html", "i-the-lamp.html", "ii-the-oil-of-cafe.html", "emendations.html"]
    assert sorted(SITE) == sorted(["index.html", "index.js", "reader.js", "style.css", *pages])
    row = ["index.html", *pages]
    for name, after in itertools.pairwise(row):
        assert f'<a rel="next" href="{after}">' in SITE[name]
        assert f'<a rel="prev" href="{name}">' in SITE[after]


def test_the_contents_say_on_which_page_one_is_and_lead_to_the_emendations() -> None:
    for name, page in SITE.items():
        if name.endswith(".html"):
            (current,) = re.findall(r'<a href="([^"]*)" aria-current="page">', page) or [""]
            assert current.partition("#")[0] == ("" if name == "index.html" else name)
            assert re.search(r'<p><a href="emendations\.html"[^>]*>Emendations</a></p>', page)
    assert 'rel="next"' not in SITE["emendations.html"]
    listed = re.findall('<li><a href="([^"]*)"', SITE["index.html"])
    assert listed == [
        "text.html#chapter-1",
        "i-the-lamp.html",
        "i-the-lamp.html#heading-2-2",
        "ii-the-oil-of-cafe.html",
    ]


def test_links_between_chapters_lead_to_their_pages() -> None:
    assert '<a href="ii-the-oil-of-cafe.html#heading-ii-the-oil-of-caf" class="pointer">' in SITE["i-the-lamp.html"]
    assert '<a class="noteref" role="doc-noteref" href="#note-1"' in SITE["i-the-lamp.html"]


def test_the_index_has_every_text_under_its_address_and_the_pages_of_print() -> None:
    index = json.loads(SITE["index.js"].removeprefix("window.bookIndex = ").removesuffix(";\n"))
    _, lamp, oil = index["chapters"]
    assert lamp[:2] == ["i-the-lamp.html", "I. The Lamp"]
    assert [text for _, text in lamp[2]] == [
        "I. The Lamp",
        "It burned as in the oil.",
        "Wicks",
        "red 3 white 4",
        "Notes",
        "All night.",
    ]
    assert all(f'id="{name}"' in SITE["i-the-lamp.html"] for name, _ in lamp[2])
    assert lamp[2][-1][0] == "note-1"
    assert oil[2][1][1] == "Nobody came."
    assert index["places"] == {"p12": "i-the-lamp.html"}


def test_a_page_may_run_and_fetch_nothing_but_its_own_files() -> None:
    for name, page in SITE.items():
        if name.endswith(".html"):
            policy = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
            assert policy == [
                (
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                    "base-uri 'none'; form-action 'none'"
                )
            ]
            assert re.findall("<script[^>]* src=[^>]*>", page) == ['<script src="reader.js" defer>']


def test_a_site_is_the_same_on_any_day_and_has_its_fonts_beside_it() -> None:
    first, second = (bind_site(book(), STYLES) for _ in range(2))
    assert first == second
    names = [name for name in files(first) if name.startswith("fonts/")]
    assert len(names) == len(re.findall("@font-face", files(first)["style.css"])) > 3
    assert all(f'url("{name}")' in files(first)["style.css"] for name in names)


@pytest.mark.parametrize("notes", ["chapter", "book"])
def test_a_site_is_proved_word_by_word(notes: str) -> None:
    edition = replace(EDITION, notes=notes)
    site = bind_site(read_book(LANTERNS, edition), BARE)
    assert [finding for finding in prove({"a.site": site}, LANTERNS) if finding.edition == "a.site"] == []


def test_what_is_wrong_with_a_site_is_found() -> None:
    lamp, oil = "i-the-lamp.html", "ii-the-oil-of-cafe.html"
    assert faults() == []
    assert "‘Nobody’" in "".join(faults(oil, "Nobody came", "came"))
    assert faults(lamp, 'href="#note-1"', 'href="#note-2"') != []
    lost = faults(lamp, f'rel="next" href="{oil}"', f'href="{oil}"')
    assert f"{oil} is a page to which none leads on" in lost
    assert faults("index.html", 'href="i-the-lamp.html"', 'href="i-the-lump.html"') == [
        "index.html: the link ‘I. The Lamp’ leads nowhere: i-the-lump.html"
    ]
    assert faults(oil, "<main", "<script>1</script><main") == [f"{oil}: there is a <script>, which no edition may have"]
    assert faults(oil, "</head>", "<script>1</script></head>") == [
        f"{oil}: there is a <script>, which no edition may have"
    ]
    assert faults(oil, 'src="reader.js"', 'src="other.js"') == [f"{oil}: other.js is not in the file"]
    assert faults("style.css", "p {", "p { background: url(x.png);") == ["style.css: x.png is not in the file"]
    (unread,) = prove({"a.site": b"x"}, "A")
    assert unread.message.startswith("cannot be read as the archive of a site")
    assert [f.message for f in prove({"a.site": packed({"a.html": ""})}, "A")] == ["there is no index.html"]


def test_a_folder_takes_the_place_of_the_one_that_was_there_whole(tmp_path: Path) -> None:
    deliver({"a.site": packed({"index.html": "one", "old.html": "old"}), "a.txt": b"x"}, tmp_path)
    assert (tmp_path / "a.site" / "old.html").read_text() == "old"
    deliver({"a.site": packed({"index.html": "two", "fonts/f": "f"})}, tmp_path)
    found = {str(file.relative_to(tmp_path)): file.read_text() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == {"a.txt": "x", "a.site/index.html": "two", "a.site/fonts/f": "f"}
    assert oct((tmp_path / "a.site").stat().st_mode)[-3:] == "755"


def test_the_folder_has_the_very_fonts_of_the_single_file() -> None:
    page = bind_html(book(), STYLES).decode()
    with zipfile.ZipFile(io.BytesIO(bind_site(book(), STYLES))) as archive:
        fonts = [archive.read(name) for name in archive.namelist() if name.startswith("fonts/")]
    assert len(fonts) > 1
    assert {b64decode(font) for font in re.findall('base64,([^")]*)', page)} == set(fonts)
