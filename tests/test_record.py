import pytest

from reissue.address import address, opening
from reissue.changed import Mark
from reissue.record import record
from reissue.repair import repair
from reissue.source import read_source


def marks(ocr: str) -> tuple[Mark, ...]:
    mended = repair(read_source(ocr.encode(), "ocr.md"))
    return record(mended.manuscript, mended.changes, mended.queries)


def test_a_change_stands_with_its_paragraph_even_if_that_was_moved() -> None:
    ocr = (
        '# A\n\nThe first of them was never seen.\n\nThe second said "no" to the\n\n---\n\n1. He said "so" to me.\n\f\n'
        "keeper of the lamp, who went.<sup>1</sup>\n"
    )
    found = [(mark.rule, mark.before, mark.after, mark.note, mark.opening[:9]) for mark in marks(ocr)]
    assert ("straight-quote", 'second said "no” to the', "second said “no” to the", "", "thesecond") in found
    assert [note for rule, before, _, note, _ in found if rule == "straight-quote" and '"' in before] == [
        "",
        "",
        "1",
        "1",
    ]
    assert all(begins == "thesecond" for rule, _, _, note, begins in found if rule == "raised-reference")


def test_a_question_is_told_from_a_change() -> None:
    found = marks("# A\n\nHe went home.[^9] And that was all of it.\n")
    asked = [mark for mark in found if mark.asked]
    assert asked
    assert all(mark.why for mark in asked)


def test_what_is_shown_of_a_change_is_short_and_shows_the_ends_of_lines() -> None:
    long = "word " * 200
    (mark,) = (mark for mark in marks(f'{long}end "{long}" and more.\n') if "“" in mark.after and mark.before)
    assert len(mark.before) <= 170
    assert all("\n" not in mark.before + mark.after for mark in marks("A \n\n\n\nB said.\n\n\n"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Café, at", "the cafe at"),
        ("ﬁne œuvre", "Fine œuvre"),
        ("“No,” he said", '"No," he said'),
        ("to-day", "to day"),
    ],
)
def test_what_repair_changes_most_is_no_part_of_an_address(one: str, other: str) -> None:
    assert address(opening(one)) == address(opening(other))


@pytest.mark.parametrize(("one", "other"), [("The cat", "The cot"), ("In 1911", "In 1912"), ("A", "B")])
def test_other_words_have_another_address(one: str, other: str) -> None:
    assert address(opening(one)) != address(opening(other))


def test_an_address_is_of_the_beginning_alone() -> None:
    begins = "a beginning that is long enough for anybody to tell it from others "
    assert opening(begins + "and this") == opening(begins + "or that")
    assert opening("") == ""
