"""A PDF whose chapters are laid out each by itself: the bytes are the same, and no process is waited for in vain."""

import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pikepdf
import pymupdf
import pytest
import samples
from samples import LANTERNS, STYLES
from weasyprint.text.line_break import Layout

import build
from reissue import Trouble, bootstrap
from reissue.bind import Styles, pdf_chapter, pdf_justify
from reissue.bind.pdf import bind_pdf
from reissue.bind.pdf_caster import Caster
from reissue.bind.pdf_compositors import compositors
from reissue.bind.pdf_forme import Copy, Forme, House
from reissue.bind.pdf_standing import standing
from reissue.book import read_book
from reissue.edition import Edition
from reissue.proof import prove

EDITION = Edition("The Tide Tables", publisher="The Quay", year=1901)
BOOK = "\n\n".join(
    f"# Chapter {chapter}\n\n"
    + "\n\n".join(
        f"The tide came in, and the tide of day {day} went out.[^{chapter}-{day}] " * 9 for day in range(chapter * 2)
    )
    + "".join(f"\n\n[^{chapter}-{day}]: It is written *so* in the log of day {day}." for day in range(chapter * 2))
    for chapter in range(1, 7)
)
UNEASY = """\
TO Yarmouth. WE TRY To Type: “AV. TA” (VAT) WAY. Off office; afflict, fjord—ſtill. In 1845, 12 or 3 fl. of *fjord* oil.

Ölbaum naïve—Ægir’s Łódź: Ελληνικά words, and עברית too. What is 1   2  3? Yes. 4.[^uneasy]

[^uneasy]: 1845. *T* V. **W** Y … V . H~2~O x^2^ †
"""
"""What is not one font, or not plain, or kerned with a space."""
HOUSE = House("", {}, {}, 140.0)


def copy(name: str, words: str = "") -> Copy:
    tree = Element("html")
    SubElement(SubElement(tree, "body"), "section", id=name).text = words
    return Copy(tree)


def forme(words: str) -> Forme:
    return Forme(words.encode(), 1, "right", None, (), (), (), (), ())


def open_house(_: House) -> Callable[[Copy], Forme]:
    def work(copy: Copy) -> Forme:
        words = "".join(copy.tree.itertext())
        if words == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if words == "ends":
            os._exit(3)
        if words == "sleeps":
            time.sleep(60)
        if words == "refuses":
            raise Trouble("it is refused")
        if words == "fails":
            message = "a thing that nobody foresaw"
            raise LookupError(message)
        return forme(words)

    return work


def open_untidy_house(house: House) -> Callable[[Copy], Forme]:
    (Path(tempfile.mkdtemp()) / "font").write_bytes(b"of which a process that is killed cannot take care")
    return open_house(house)


@pytest.fixture(scope="module")
def tides() -> bytes:
    return bind_pdf(read_book(BOOK, EDITION), STYLES)


def test_one_process_and_three_give_the_same_bytes_and_leave_no_others(
    tides: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for jobs in (1, 3):
        with compositors(jobs) as compose:
            assert bind_pdf(read_book(BOOK, EDITION), STYLES, compose) == tides
        assert not [*tmp_path.iterdir()]


def test_what_is_quickened_is_set_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages() -> list[bytes]:
        document = pymupdf.open(stream=bind_pdf(read_book(f"{LANTERNS}\n\n{UNEASY}", samples.EDITION), STYLES))
        return [page.read_contents() for page in document]

    def count(line: Layout) -> object:
        shaped.append(line.text)
        return get_first_line(line)

    shaped, get_first_line = list[str](), Layout.get_first_line
    monkeypatch.setattr(Layout, "get_first_line", count)
    quick, few = pages(), len(shaped)
    contexts = ("quickened", "styles_shared", "plain_passed", "blocks_asked_once", "margins_measured_once")
    for name in (*contexts, "notes_set_once", "words_kept"):
        monkeypatch.setattr(pdf_chapter, name, nullcontext)
        shaped.clear()
        assert pages() == quick
    monkeypatch.setattr(pdf_justify, "set_line", lambda *_: None)
    assert pages() == quick
    monkeypatch.setattr(Caster, "width", lambda *_: None)
    assert pages() == quick
    assert few < len(shaped) * 2 / 3


def test_formes_come_in_the_order_of_their_copies() -> None:
    words = ["one", "three times as long", "two", "", "four", "five by five"]
    with compositors(2, open_house) as compose:
        assert [made.pdf.decode() for made in compose(HOUSE, [copy("c", text) for text in words])] == words
        assert compose(HOUSE, []) == []


def test_no_more_processes_are_started_than_have_something_to_set() -> None:
    others = len(multiprocessing.active_children())
    with compositors(3, open_house, begin=1) as compose, ThreadPoolExecutor(max_workers=1) as foreman:
        for words in (["one"], ["one", "two"], ["one", "two", "three", "four"]):
            set_ = foreman.submit(compose, HOUSE, [copy("c", text) for text in words])
            assert [made.pdf.decode() for made in set_.result()] == words
            assert len(multiprocessing.active_children()) - others == min(len(words), 3)
    with compositors(3, open_house):
        assert len(multiprocessing.active_children()) - others == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("dies", r"the process that lays out chapter-2 has ended unfinished \(signal 9\)"),
        ("ends", "the process that lays out chapter-2 has ended unfinished; perhaps"),
        ("sleeps", "lays out chapter-2 has set nothing for 1 seconds, and was ended"),
        ("refuses", "^it is refused$"),
        ("fails", "chapter-2 cannot be laid out, a fault .* LookupError.'a thing that nobody foresaw'"),
    ],
)
def test_a_process_that_fails_is_told_in_one_line_and_replaced(words: str, message: str) -> None:
    with compositors(2, open_house, patience=1) as compose:
        with pytest.raises(Trouble, match=message):
            compose(HOUSE, [copy("chapter-1", "good"), copy("chapter-2", words)])
        assert [made.pdf for made in compose(HOUSE, [copy("chapter-3", "good")])] == [b"good"]


@pytest.mark.parametrize("words", ["good", "dies", "ends", "fails", "sleeps"])
def test_no_process_leaves_anything_behind(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with compositors(2, open_untidy_house, patience=1) as compose:
        with pytest.raises(Trouble) if words != "good" else nullcontext():
            compose(HOUSE, [copy("chapter-1", "good"), copy("chapter-2", words)])
        assert (words == "good") == bool([*tmp_path.rglob("font")])
    assert not [*tmp_path.iterdir()]


def test_a_crash_while_a_book_is_built_ends_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "prepare", lambda _: None)
    monkeypatch.setattr(pdf_chapter, "compose", lambda *_: os._exit(9))
    if sys.platform == "darwin":
        pytest.skip("a Mac's processes begin anew, and know nothing of what is changed here")
    (tmp_path / "tide.md").write_text("The tide came in.\n")
    assert build.main([str(tmp_path / "tide.md"), "--to", "pdf", "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("build.py: the PDF was not made: the process that lays out")
    assert told.count("\n") == 1


def test_a_chapter_that_did_not_change_is_not_set_again(
    tides: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    asked: list[list[str]] = []

    def bound(markdown: str) -> bytes:
        def compose(house: House, copies: Sequence[Copy]) -> list[Forme]:
            asked[-1] += [
                section.get("id", "") for copy in copies if (section := copy.tree.find("body/section")) is not None
            ]
            press = pdf_chapter.set_up(house)
            return [pdf_chapter.compose(press, copy) for copy in copies]

        asked.append([])
        return bind_pdf(read_book(markdown, EDITION), STYLES, standing(compose))

    changed = BOOK.replace("of day 3 went out.[^2-3]", "of a day went in then.[^2-3]", 1)
    assert bound(BOOK) == tides
    assert bound(BOOK) == tides
    assert bound(changed) == bind_pdf(read_book(changed, EDITION), STYLES)
    for entry in tmp_path.iterdir():
        entry.write_bytes(entry.read_bytes()[:-5])
    assert bound(BOOK) == tides
    assert [len(names) for names in asked] == [7, 0, 1, 7]
    assert asked[2] == ["chapter-2"]


def test_pages_are_numbered_through_the_book(tides: bytes) -> None:
    document = pymupdf.open(stream=tides)
    text = [page for page in document if page.number >= 6]
    for number, page in enumerate(text, 1):
        lines = [words for *_, words, _, _ in page.get_text("blocks")]
        assert page.get_label() == str(number)
        assert not lines or any(str(number) == part for words in lines for part in words.split())
    entries = [entry for entry in document.get_toc() if entry[1].startswith("Chapter")]
    assert [title for _, title, _ in entries] == [f"Chapter {number}" for number in range(1, 7)]
    assert all(page % 2 and title in document[page - 1].get_text() for _, title, page in entries)


def test_the_tree_of_tags_is_one_and_whole(tides: bytes) -> None:
    with pikepdf.open(BytesIO(tides)) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = {
            int(root.ParentTree.Nums[at]): root.ParentTree.Nums[at + 1] for at in range(0, len(root.ParentTree.Nums), 2)
        }
        assert list(numbers) == sorted(numbers)
        held, marked = dict[tuple[object, int], object](), set[tuple[object, int]]()

        _walk(root.K[0], held)
        for page in pdf.pages:
            parents = numbers[int(page.StructParents)]
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "BDC" and "/MCID" in (told := step.operands[1]):
                    marked.add((page.objgen, int(told.MCID)))
                    assert parents[int(told.MCID)].objgen == held[page.objgen, int(told.MCID)]
            for link in page.get("/Annots", ()):
                inside = numbers[int(link.StructParent)].K
                assert link.objgen in {kid.Obj.objgen for kid in inside if not isinstance(kid, int) and "/Obj" in kid}
        assert set(held) == marked != set()


def test_links_lead_from_chapter_to_chapter() -> None:
    markdown = "# One\n\nSee [it](#heading-two).\n\n# Two\n\nThen [this](#heading-three).\n\n# Three\n\nText.\n"
    document = pymupdf.open(stream=bind_pdf(read_book(markdown, EDITION), STYLES))
    found = {page.number: [link["page"] for link in page.get_links()] for page in document if page.number >= 6}
    assert found == {6: [8], 7: [], 8: [10], 9: [], 10: []}


def test_chapters_that_begin_on_any_page_stand_on_their_side_of_the_leaf() -> None:
    styles: Styles = STYLES._replace(
        sheets=STYLES.sheets | {"print": f"{STYLES.sheets['print']}\n.chapter {{ break-before: page }}"}
    )
    document = pymupdf.open(stream=bind_pdf(read_book("# One\n\nText.\n\n# Two\n\nText.\n", EDITION), styles))
    left = [round(page.search_for("Text.")[0].x0) for page in document if page.search_for("Text.")]
    assert [page.get_label() for page in document][-2:] == ["1", "2"]
    assert left[0] > left[1]


def test_a_folio_has_the_words_and_the_figures_that_the_style_sheet_asks_for() -> None:
    said = "content: '- ' counter(page, upper-roman) ' of ' counter(pages) ' -'"
    css = f"@page :nth(1 of chapter) {{ @bottom-center {{ {said} }} }}"
    styles = STYLES._replace(sheets=STYLES.sheets | {"print": f"{STYLES.sheets['print']}\n{css}"})
    document = pymupdf.open(stream=bind_pdf(read_book("# One\n\nText.\n\n# Two\n\nText.\n", EDITION), styles))
    assert "- III of 3 -" in document[-1].get_text()
    strange = css.replace("upper-roman", "lower-alpha").replace(":nth(1 of chapter)", "")
    with pytest.raises(Trouble, match="counter cannot stand in a margin"):
        bind_pdf(read_book("Text.\n", EDITION), styles._replace(sheets=STYLES.sheets | {"print": strange}))


def test_a_style_sheet_that_asks_for_pages_of_other_chapters_is_refused() -> None:
    for css in (
        "a::after { content: target-counter(attr(href), page) }",
        "a::after { content: target-text(attr(href)) }",
    ):
        styles = STYLES._replace(sheets=STYLES.sheets | {"print": f"{STYLES.sheets['print']}\n{css}"})
        with pytest.raises(Trouble, match=r"^print\.css: target-(counter|text)\(\) cannot be had[^\n]*$"):
            bind_pdf(read_book("Text.\n", EDITION), styles)
        styles = STYLES._replace(sheets=STYLES.sheets | {"print": f"{STYLES.sheets['print']}\n/* {css} */"})
        assert bind_pdf(read_book("Text.\n", EDITION), styles)


@pytest.mark.parametrize(
    "trim", [(107.95, 174.5), (127.0, 203.2), (140.0, 216.0), (148.0, 210.0), (152.4, 228.6), (210.0, 297.0)]
)
def test_a_line_has_as_many_letters_as_one_reads_with_ease_on_any_trim(trim: tuple[float, float]) -> None:
    edition = Edition("Tides", trim=trim)
    text = "The tide came in, and then the tide of the next day went out as it had come, and nobody saw it go. " * 40
    document = pymupdf.open(stream=bind_pdf(read_book(text, edition), STYLES))
    lines = [line for page in document.pages(2) for line in page.get_text().splitlines() if "tide" in line]
    assert 58 < sum(map(len, lines[1:-1])) / len(lines[1:-1]) < 73
    said = Edition("Tides", trim=trim, type_size=12.0, leading=15.0)
    (large,) = pymupdf.open(stream=bind_pdf(read_book("One.\\\nTwo.\n", said), STYLES)).pages(2, 3)
    spans = [span for block in large.get_text("dict")["blocks"] for line in block["lines"] for span in line["spans"]]
    one, two, *_ = [span for span in spans if span["text"] in {"One.", "Two."}]
    assert (round(one["size"], 2), round(two["origin"][1] - one["origin"][1], 2)) == (12, 15)


def test_an_index_has_two_columns_and_an_epigraph_stands_to_the_right() -> None:
    entries = "\n\n".join(f"Tide {number}, {number}, {number + 2}" for number in range(90))
    text = (
        f"# One\n\n> The sea is never full.\n>\n> — A. Keeper\n\nTides came.\n\n> They went.\n\n# Index\n\n{entries}\n"
    )
    data = bind_pdf(read_book(text, EDITION), STYLES)
    assert prove({"a.pdf": data}, text) == []
    document = pymupdf.open(stream=data)
    (first,) = (page for page in document if "Tides came" in page.get_text())
    (last,) = (page for page in document if "Tide 39," in page.get_text())
    (sea, *_), (keeper, *_), (came, *_), (went, *_) = (
        first.search_for(words) for words in ("The sea", "A. Keeper", "Tides came", "They went")
    )
    assert sea.x0 > went.x0 + 20 > came.x0 + 20
    assert keeper.x1 > sea.x1
    assert last.search_for("Tide 39,")[0].x0 > last.rect.width / 2 > last.search_for("Tide 0,")[0].x1
    rows = "\n".join(f"| Row {number} | {number} |" for number in range(20))
    document = pymupdf.open(stream=bind_pdf(read_book(f"# Index\n\n| | |\n|---|---|\n{rows}\n", EDITION), STYLES))
    (page,) = (page for page in document if "Row 19" in page.get_text())
    assert page.search_for("Row 19")[0].x0 < page.rect.width / 2
    noted = f"# Index\n\nTide, 2[^1]\n\n{entries}\n\n[^1]: A note.\n"
    assert prove({"a.pdf": bind_pdf(read_book(noted, EDITION), STYLES)}, noted) == []


def _walk(element: pikepdf.Object, held: dict[tuple[object, int], object]) -> None:
    """Note of which element each mark of each page is, and that each element knows what it is in."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    for kid in kids:
        if isinstance(kid, int):
            held[element.Pg.objgen, kid] = element.objgen
        elif kid.get("/Type") == "/MCR":
            held[kid.Pg.objgen, int(kid.MCID)] = element.objgen
        elif kid.get("/Type") == "/StructElem":
            assert kid.P.objgen == element.objgen
            _walk(kid, held)
