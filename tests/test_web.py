"""The HTML edition as people read it, in Chromium: one book of several chapters, as a single file and as a folder.

What drives the browser, and axe, which looks for what shuts people out, are what tests/readers/package-lock.json names.
"""

import json
import re
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from finished import NAMES, built
from samples import CHROMIUM, EDITION, HERE, JAVA, NODE, STYLES, needing

from reissue.apparatus import emendations
from reissue.bind.html import bind_html
from reissue.bind.site import bind_site
from reissue.book import Book, read_book
from reissue.pagination import begun
from reissue.record import record
from reissue.repair import repair
from reissue.rules import RULES
from reissue.source import read_source

READERS = HERE / "readers"
NU = HERE / "validators" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SAID = "The keeper of the third lamp wrote it down as he saw it, and went up again before the oil was cold."
FILES = ["emendations.html", "i-the-lamps.html", "ii-the-oil.html", "iii-the-cafe.html", "index.html"]


def ocr() -> str:
    """Write the OCR of a book of three chapters and twelve pages: notes at their feet, a table, marks of the page."""
    pages = []
    for number in range(1, 13):
        head = {1: "# I. THE LAMPS\n\n", 5: "# II. THE OIL\n\n", 9: "# III. THE CAFÉ\n\n"}.get(number, "")
        said = f'On day {number} he said "no" to them all. {SAID} {SAID} He never told why.<sup>{number}</sup> {SAID}'
        more = f"And on that evening the number was {number * 7}. {SAID} {SAID}"
        extra = {
            3: "\n\n| lamp | oil |\n|:-----|----:|\n| red | 3 |\n| white | 4 |\n",
            9: "\n\nAt the Café Škoda, as in the naïve days of the tbe lamps, nobody knew him. It was tbe end.",
        }.get(number, "")
        note = f"{number}. See the log of the house, leaf {number}, and *what* it has of him."
        pages.append(f"{head}{said}\n\n{more}{extra}\n\n---\n\n{note}\n\n{number}\n")
    return "\f\n".join(pages)


@pytest.fixture(scope="module")
def book() -> Book:
    source = read_source(ocr().encode(), "ocr.md")
    mended = repair(source)
    read = read_book(mended.manuscript.text, EDITION, begun(mended.manuscript))
    marks = record(mended.manuscript, mended.changes, mended.queries)
    return replace(read, emendations=emendations(source, mended.changes, RULES), record=marks)


@pytest.fixture(scope="module")
def bound(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the single file, the folder, and what is to be looked for in them."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "book.html").write_bytes(bind_html(book, STYLES))
    with zipfile.ZipFile(BytesIO(bind_site(book, STYLES))) as archive:
        archive.extractall(folder / "book.site")
    return folder


def paragraph(folder: Path, words: str) -> str:
    (found,) = re.findall(f'<p id="(par-[^"]*)">[^<]*{words}', (folder / "book.html").read_text(encoding="utf-8"))
    return str(found)


@pytest.fixture(scope="module")
def seen(bound: Path) -> Any:  # noqa: ANN401 -- what the browser saw, as JSON has it
    what = {
        "chapter": "iii-the-cafe.html",
        "changes": True,
        "notes": "To the notes",
        "pages": "Pages of the printed book",
        "record": "Changes and questions",
        "kind": "straight-quote",
        "cite": "Cite",
        "passage": "The passage with its source",
        "resume": "Go on reading",
        "words": ["skoda", "Škoda", "naive", "CAFÉ naïve"],
        "leaf": "p7",
        "paragraph": paragraph(bound, "And on that evening the number was 49"),
    }
    return look(bound, what)


def look(folder: Path, what: dict[str, object]) -> Any:  # noqa: ANN401 -- what the browser saw, as JSON has it
    (folder / "what.json").write_text(json.dumps(what), encoding="utf-8")
    command = [str(NODE), str(READERS / "web.mjs"), str(folder), str(CHROMIUM)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=480)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


browsing = needing(node=NODE, chromium=CHROMIUM, axe=READERS / "node_modules" / "axe-core")


@browsing
def test_no_page_says_anything_asks_for_anything_or_shuts_anybody_out(seen: Any) -> None:  # noqa: ANN401
    assert seen["said"] == []
    assert seen["asked"] == []
    assert seen["violations"] == []
    assert seen["wide"] == []
    assert seen["cookies"] == 0
    assert seen["still"]


@browsing
def test_a_note_opens_by_mouse_key_and_finger_and_stands_beside_the_text(seen: Any) -> None:  # noqa: ANN401
    words, focus, *closed = seen["mouse"]
    assert words.startswith("See the log of the house, leaf 2, and what it has of him.")
    assert focus == "slip"
    assert closed == [0, True]
    assert seen["key"] == [1, "BUTTON", 0, True]
    assert seen["there"]
    assert seen["finger"] == [1, 0]
    assert seen["beside"] == [True, True]
    assert seen["here"].startswith("#heading-3")


@browsing
def test_pages_and_the_record_are_shown_on_request(seen: Any) -> None:  # noqa: ANN401
    assert seen["pages"] == ["none", 0, '"1"', "?pages", '"1"']
    assert seen["record"] == [True, "?pages&record", ["straight-quote"], 0]


@browsing
def test_a_paragraph_is_cited_and_copied_with_its_source(seen: Any, bound: Path) -> None:  # noqa: ANN401
    shown, copied, still_open, focus = seen["cite"]
    cited = "A. Keeper and B. Wick, Lanterns & <Lamps>: A Year of Oil (Aldmouth: The Lower House, 1911), p. 7, http"
    assert cited in shown
    assert copied.startswith("And on that evening the number was 49.")
    assert copied.endswith(f"book.html#{paragraph(bound, 'And on that evening the number was 49')}.")
    assert (still_open, focus) == (0, "Cite")
    assert seen["resume"].startswith("#par-")


@browsing
def test_what_is_printed_is_the_book_alone(seen: Any, bound: Path) -> None:  # noqa: ANN401
    assert seen["print"] == ["none", "none", "none"]
    with pymupdf.open(bound / "print.pdf") as printed:
        words = " ".join(page.get_text() for page in printed)
    assert "THE LAMPS" in words
    assert "Changes and questions" not in words


@browsing
def test_search_overlooks_accents_and_every_link_of_the_folder_arrives(seen: Any) -> None:  # noqa: ANN401
    plain, accented, naive, both = seen["search"]
    assert [mark for _, mark in plain] == [mark for _, mark in accented] == ["Škoda"]
    assert plain == accented
    assert plain[0][0].startswith("iii-the-cafe.html#par-")
    assert naive[0][1] == "naïve"
    assert both[0][0] == plain[0][0]
    assert seen["led"] == [True, True]
    assert seen["walked"] == FILES
    assert seen["dead"] == []


@browsing
@pytest.mark.parametrize("name", [name for name in ("seed", "chapters-and-pages") if name in NAMES])
def test_whole_books_are_read_as_well(name: str, tmp_path: Path) -> None:
    folder = built(name, "html,site", tmp_path)
    (made,) = folder.glob("*.site")
    made.with_suffix(".html").rename(folder / "book.html")
    made.rename(folder / "book.site")
    text = (folder / "book.html").read_text(encoding="utf-8").partition("<main")[2]
    accented = re.search(r"\b[A-Za-z]+[\u00e0-\u017f][a-z]+\b", text)
    words = [accented[0], plain(accented[0])] if accented else []
    chapter = max((folder / "book.site").glob("*.html"), key=lambda page: page.stat().st_size).name
    seen = look(folder, {"chapter": chapter, "notes": "To the notes", "words": words})
    for nothing in ("said", "asked", "violations", "wide", "dead"):
        assert seen[nothing] == []
    assert seen["still"]
    assert seen["there"]
    assert (seen["mouse"][1:], seen["key"]) == (["slip", 0, True], [1, "BUTTON", 0, True])
    assert (seen["finger"], seen["beside"]) == ([1, 0], [True, True])
    assert seen["heading"]
    assert [found[0][1] for found in seen["search"]] == words[:1] * len(words)
    assert seen["print"] == ["none", "none", "none"]
    assert set(seen["walked"]) == {page.name for page in (folder / "book.site").glob("*.html")}


def plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


@needing(nu=NU, java=JAVA)
def test_nu_finds_no_error(bound: Path) -> None:
    pages = [str(bound / "book.html"), *map(str, sorted((bound / "book.site").glob("*.html")))]
    command = [str(JAVA), "-jar", str(NU), "--errors-only", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
