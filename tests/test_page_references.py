"""References to pages of print shown with the PDF's own numbers: in no other format, and each the right one."""

import random
import re
from collections.abc import Sequence

import pymupdf
import pytest
from samples import STYLES

from reissue.bind import pdf
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.bind.pdf_compositors import compositors
from reissue.bind.pdf_references import with_new_numbers
from reissue.book import Book, read_book
from reissue.edition import Edition
from reissue.proof import Numbers, prove

NEW = Edition("Wells", page_references="new")
PAGES = {"page-v": 1, "page-xii": 2, "page-7": 3, "page-8": 3, "page-9": 4, "page-10": 4, "page-12": 5, "page-113": 20}
WORDS = "the well of a rope in winter nobody drew from it yard keeper said house lantern".split()  # noqa: SIM905


def link(words: str) -> str:
    """Lead words to the page that they name first."""
    found = re.search(r"\b([0-9]+|[ivx]+)", words)
    assert found
    return f"[{words}](#page-{found[1]})"


def linked(text: str) -> str:
    return re.sub(r"\{([^}]+)\}", lambda found: link(found[1]), text)


def shown(text: str) -> str:
    folios = [name.removeprefix("page-") for name in PAGES]
    markdown = linked(text) + "\n\n" + " ".join("ab" for _ in folios)
    pages = [(len(markdown) - 3 * place + 1, folio) for place, folio in enumerate(reversed(folios), 1)]
    book = with_new_numbers(read_book(markdown, NEW, pages), PAGES)
    return re.sub("<[^>]+>", "", book.chapters[0].html).split("\n")[0]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("See {p. 7} above, and {p. xii}.", "See p. 3 above, and p. 2."),
        ("Rope, {7}, {8}, {9}; of hemp, {10}.", "Rope, 3, 4; of hemp, 4."),
        ("Rope, {7–9}, {10}, {12}.", "Rope, 3–4, 5."),
        ("Rope, {7}, {8-9}.", "Rope, 3-4."),
        ("Rope, {7n}, {8}, {8n}, {9n. 4}, {10f.}", "Rope, 3n, 3, 3n, 4n. 4, 4f."),
        ("Rope, {7n}, {8n}, {v}", "Rope, 3n, 1"),
        ("See {pp. 7} and {8}, but {pp. 7}, {8} f.", "See p. 3, but pp. 3 f."),
        ("See {pages 7–8} or {Pp. 9–10}.", "See page 3 or P. 4."),
        ("See {pp. 7}, {9}, and {12}.", "See pp. 3, 4, and 5."),
        ("See {pp. 7}, {8}, and {12}.", "See pp. 3 and 5."),
        ("See {pp. 7}, {9}, and {10}; {pp. 7}, and {12}.", "See pp. 3, 4; pp. 3, and 5."),
        ("See {pp. 112–13} and {pp. 113–4}.", "See [pp. 112–13](#page-112) and p. 20."),
        ("See {pp. 7-11}, of which the last is lost.", "See pp. 3-4, of which the last is lost."),
        ("See {pp. 113-12}, which is no range, nor {pp. 9-x}.", "See pp. 113-12, which is no range, nor pp. 9-x."),
        ("Rope, *{7–8}*, **{9}**; {10}.", "Rope, 3, 4; 4."),
        ("Rope, *{7}*, *{8}*, {9}.", "Rope, 3, 4."),
        ("[The passage above](#page-7), written in 1907.", "The passage above, written in 1907."),
    ],
)
def test_a_reference_names_the_page_here(text: str, new: str) -> None:
    assert shown(text) == new.replace("[pp. 112–13](#page-112)", "pp. 112–13")


@pytest.fixture(scope="module")
def wells() -> tuple[str, Sequence[tuple[int, str]]]:
    """Write a book of twelve pages of print with references to them of all kinds, and an index."""
    chance, text, pages = random.Random(1), "", list[tuple[int, str]]()  # noqa: S311 - a text to set
    folios = ["v", "vi", "vii", *map(str, range(3, 13))]
    for place, folio in enumerate(folios):
        text += "" if place % 6 else f"# Chapter {place // 6 + 1}\n\n"
        pages.append((len(text), folio))
        number = chance.randint(4, 9)
        for said in (
            f"see {link(f'p. {chance.choice(folios)}')} above.[^{place + 1}]",
            f"compare {link(f'pp. {number}–{number + 1}')} and {link(str(number + 2))}.",
        ):
            text += f"{' '.join(chance.choices(WORDS, k=chance.randint(60, 150))).capitalize()}; {said}\n\n"
        text += f"[^{place + 1}]: So on {link(f'p. {number}')}.\n\n"
    text += "# Index\n\n"
    for word in WORDS:
        numbers = sorted(chance.sample(range(3, 12), 5))
        text += f"{word.capitalize()}, {link('v')}, {', '.join(link(str(number)) for number in numbers)}\n\n"
    return text, pages


def test_the_pdf_names_its_own_pages_and_no_other_format_does(wells: tuple[str, Sequence[tuple[int, str]]]) -> None:
    text, pages = wells
    book = read_book(text, NEW, pages)
    bound = bind_pdf(book, STYLES)
    html = bind_html(book, STYLES)
    assert html == bind_html(read_book(text, Edition("Wells"), pages), STYLES)
    assert prove({"a.pdf": bound, "a.html": html}, text, pages, numbers=Numbers(pages=True)) == []
    assert any("has become" in finding.message for finding in prove({"a.pdf": bound}, text, pages))
    with compositors(2) as compose:
        assert bind_pdf(book, STYLES, compose) == bound
    with pymupdf.open(stream=bound) as document:
        index = document[-1].get_text()
    rope = next(line for line in index.splitlines() if line.startswith("Rope"))
    numbers = [int(number) for number in re.findall("[0-9]+", rope)]
    assert numbers == sorted({*numbers})
    assert numbers[0] == 1


def test_numbers_that_do_not_come_to_rest_get_room(
    wells: tuple[str, Sequence[tuple[int, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    text, pages = wells
    monkeypatch.setattr(pdf, "_PATIENCE", -1)
    bound = bind_pdf(read_book(text, NEW, pages), STYLES)
    assert prove({"a.pdf": bound}, text, pages, numbers=Numbers(pages=True)) == []


def test_a_wrong_number_is_found(wells: tuple[str, Sequence[tuple[int, str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    text, pages = wells

    def one_further(book: Book, known: dict[str, int], _restless: object) -> Book:
        return with_new_numbers(book, known | {"page-5": known["page-5"] + 1})

    monkeypatch.setattr(pdf, "with_new_numbers", one_further)
    bound = bind_pdf(read_book(text, NEW, pages), STYLES)
    findings = prove({"a.pdf": bound}, text, pages, numbers=Numbers(pages=True))
    assert any("’ has become ‘" in finding.message for finding in findings)
