import re

import pytest
from strategies import source_of

from reissue.folios import folios, gaps, numbered, pages, uncounted
from reissue.manuscript import begin
from reissue.rules.lost_leaf import lost_leaf

BODY = "\n\nThe lamp was lit at dusk, and {} boats came in.\n\n"
FORMS = {
    "a head": ("LAMPS {}\n\nIt burned.\n", "\f"),
    "the folio first": ("{} THE LAMP\n\nIt burned.\n", "\f"),
    "a heading": ("# {} THE LAMP\n\nIt burned.\n", "\f"),
    "two lines": ("**THE LAMP**\n\n{}\n\nIt burned.\n", "\f"),
    "the foot": ("It burned.\n\n{}\n", "\f"),
    "the foot in brackets": ("It burned.\n\n[ {} ]\n", "\f"),
    "the foot between dashes": ("It burned.\n\n— {} —\n", "\f"),
    "a head in a comment": ('<!-- PageHeader="{} THE LAMP" -->\n\nIt burned.\n', "\f"),
    "a foot in a comment": ('It burned.\n\n<!-- PageFooter="{}" -->\n', "\f"),
    "a comment": ('It burned.\n\n<!-- PageNumber="{}" -->\n', "<!-- PageBreak -->\n"),
}


def book(numbers: list[str], form: str = "a head") -> str:
    page, mark = FORMS[form]
    return f"\n{mark}\n".join(page.format(number) for number in numbers)


def read(numbers: list[str], form: str = "a head") -> list[str]:
    return [f"{folio.page.scan}:{folio}" for folio in folios(book(numbers, form))]


def said(numbers: list[str]) -> list[str]:
    return [edit.why for edit in lost_leaf.find(begin(source_of(book(numbers))))]


@pytest.mark.parametrize("form", FORMS)
def test_a_folio_is_read_wherever_it_stands(form: str) -> None:
    assert read(["40", "41", "42"], form) == ["1:40", "2:41", "3:42"]


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["l0", "I1", "12", "l3", "2O"], ["1:10", "2:11", "3:12", "4:13"]),
        (["iv", "v", "vi", "3", "4", "5"], ["1:iv", "2:v", "3:vi", "4:3", "5:4", "6:5"]),
        (["xlviii", "xlix", "l", "li"], ["1:xlviii", "2:xlix", "3:l", "4:li"]),
        (["7", "8"], []),
        (["1812", "1815", "1821"], []),
        (["", "", ""], []),
        (["40", "", "42", "97", "44"], ["1:40", "3:42", "5:44"]),
    ],
)
def test_folios_are_those_that_follow_each_other(numbers: list[str], found: list[str]) -> None:
    assert read(numbers) == found


def test_the_banner_of_a_page_names_its_folio_and_the_scan() -> None:
    text = "".join(f"\n## p. {page} (#{page + 12}) ########\n\nIt burned.\n" for page in range(3, 7))
    assert [(folio.number, folio.page.scan) for folio in folios(text)] == [(3, 15), (4, 16), (5, 17), (6, 18)]


@pytest.mark.parametrize(
    ("mark", "counts"),
    [
        ("\n{{{}}}------------------------------------------------\n", [6, 7, 9]),
        ("\n-----File: 0{}.png-----\n", [6, 7, 9]),
        ("\n--- end of page={} ---\n", [7, 9, 10]),
        ("\n\f{:.0}", [1, 2, 3]),
    ],
)
def test_the_engine_counts_the_pages_in_its_own_way(mark: str, counts: list[int]) -> None:
    text = f"One.\n{mark.format('7')}\nTwo.\n{mark.format('9')}\nThree.\n"
    assert [page.scan for page in pages(text)] == counts
    assert [(first.scan, second.scan) for first, second in uncounted(text)] == [(7, 9)] * (9 in counts)
    assert [text[page.start : page.end].strip() for page in pages(text)] == ["One.", "Two.", "Three."]


def test_a_page_that_bears_no_folio_has_that_which_its_neighbours_leave_it() -> None:
    assert [folio for _, folio in numbered(book(["40", "41", "", "43", ""]))] == ["40", "41", "42", "43", ""]
    assert [folio for _, folio in numbered(book(["40", "41", "42", "", "45", "46", "47"]))][3] == ""


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        ("39 40 41 44 45 46", "page 3 bears folio 41 and page 4 folio 44: folios 42 and 43 missing: is a leaf lost?"),
        ("39 40 41 43 44 45", "page 3 bears folio 41 and page 4 folio 43: folio 42 missing: is a page lost?"),
        ("iv v vi ix x xi", "page 3 bears folio vi and page 4 folio ix: folios vii and viii missing: is a leaf lost?"),
        ("39 40 41 44 45", "page 3 bears folio 41 and page 4 folio 44: folios 42 and 43 missing: is a leaf lost?"),
        ("40 41 43 44", "page 2 bears folio 41 and page 3 folio 43: folio 42 missing: is a page lost?"),
        ("1 2 3 8 9 10", "page 3 bears folio 3 and page 4 folio 8: folios 4 to 7 missing: is more than a leaf lost?"),
        ("44 45 46 46 47 48", "pages 3 and 4 both bear folio 46: is a page repeated?"),
        ("44 45 46 45 46 47", "page 3 bears folio 46 and page 4 folio 45: are pages repeated?"),
        (
            "9 10 11 - 15 16 17",
            "page 3 bears folio 11 and page 5 folio 15, with 2 pages too few between: is a leaf lost?",
        ),
    ],
)
def test_a_break_in_the_row_is_told(numbers: str, why: str) -> None:
    assert said(numbers.replace("-", "").split(" ")) == [why]


@pytest.mark.parametrize(
    "numbers",
    [
        "39 40 41 42 43 44",
        "39 40 41 48 43 44 45",  # one figure misread
        "39 40 41 47 48 44 45 46",  # two
        "39 40 41 - - 42 43 44",  # a plate, both sides of it
        "39 40 41 1 2 3 4",  # a part with a numbering of its own
        "39 40 41 - 2 3 4",
        "v vi vii 1 2 3",
        "39 40 41 44",  # too few to go by
        "40 44 45 46",
        "39 40 48 49",  # too many to be a leaf
    ],
)
def test_no_break_is_told_where_there_is_none(numbers: str) -> None:
    assert said(numbers.replace("-", "").split(" ")) == []


def test_series_that_are_far_from_the_break_prove_nothing() -> None:
    unnumbered = [""] * 9
    assert said(["39", "40", *unnumbered, "50", "60", "61", "62"]) == []


def test_at_the_edge_of_a_text_a_broken_sentence_tells_with_the_folios() -> None:
    body = "and they rowed the boat back to the harbour in the dark, for there was no moon."
    low, whole = (f"12\n\nThe lamp was lit\n\f\n14\n\n{text}\n" for text in (body, body.capitalize()))
    assert [edit.why for edit in lost_leaf.find(begin(source_of(low)))] == [
        "page 1 bears folio 12 and page 2 folio 14: folio 13 missing: is a page lost?"
    ]
    assert not list(lost_leaf.find(begin(source_of(whole))))


def test_the_doubt_is_put_upon_words_and_never_upon_a_folio() -> None:
    text = book(["39", "40", "41", "44", "45", "46"], "the foot")
    (doubt,) = lost_leaf.find(begin(source_of(text)))
    assert re.fullmatch("[A-Za-z]+", text[doubt.start : doubt.end])
    assert not doubt.sure


def test_a_row_without_folios_has_no_gaps() -> None:
    assert list(gaps([])) == []


def test_a_page_on_which_a_chapter_opens_counts_beside_the_row() -> None:
    opening, plain = "# THE LAMP\n\nIt burned.\n", "It burned.\n"
    row = book(["2", "3", "4"])
    assert [folio for _, folio in numbered(f"{opening}\n\f\n{row}\n\f\n{opening}")] == ["1", "2", "3", "4", "5"]
    assert [folio for _, folio in numbered(f"{plain}\n\f\n{row}\n\f\n{plain}")] == ["", "2", "3", "4", ""]
    assert [folio for _, folio in numbered(f"{opening}\n\f\n{book(['1', '2', '3'])}")] == ["", "1", "2", "3"]
