"""A flaw of the printed numbering is a fault until the editor lets the words there stand and says why."""

import pytest

from reissue.emendation import read_emendations
from reissue.explained import flawed, parted
from reissue.proof import Finding, prove
from reissue.repair import repair
from reissue.source import read_source

PRINT = """# ONE

It rang.<sup>1</sup> Then it broke.<sup>2</sup> Then it was mended.<sup>4</sup>

---

1. Told here.

2. Told there.

4. Told nowhere else.
"""
GAP = "book.md: line 9: the note 4 follows 2: 3 missing (page 1, line 11, column 4)"


def found(toml: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source = read_source(PRINT.encode(), "bell.md")
    decisions = read_emendations(toml.encode(), "emendations.toml", source)
    manuscript = repair(source, decisions).manuscript
    return parted([*prove({}, manuscript.text), Finding("bell.pdf", "no page")], manuscript, decisions)


def decision(before: str, after: str) -> str:
    return f'[[emendation]]\nline = 11\nbefore = "{before}"\nafter = "{after}"\nwhy = "The print has no note 3."\n'


def test_what_nobody_explained_is_a_fault_with_its_page_and_line() -> None:
    assert found("") == ((), (GAP, "bell.pdf: no page"))


def test_what_the_editor_let_stand_is_told_with_his_reason_and_is_no_fault() -> None:
    assert found(decision("Told", "Told")) == ((f"{GAP}; The print has no note 3.",), ("bell.pdf: no page",))


@pytest.mark.parametrize(("before", "after"), [("else", "else"), ("Told", "Said")])
def test_another_decision_explains_nothing(before: str, after: str) -> None:
    assert found(decision(before, after))[1] == (GAP, "bell.pdf: no page")


WELLS = """# CONTENTS

The Yard 7

The Rope 8

The Lamp 8

The Well 9

The Wel1s 9

The Frost 11

\f

7

# THE YARD

It is the oldest.

\f

8

# THE ROPE

The keeper wound it.

# THE THIEF

He cut it.

\f

9

# THE WELL

It is deep.

# THE WELLS

They are deep.

# THE FROST

Nobody drew from it.
"""
DIFFERENCES = [
    f"book.md: line {said} (page {page}, line {line}, column {column}, folio {folio})"
    for said, page, line, column, folio in (
        ("7: the contents name it, but no heading of the text is called so: The Lamp 8", 1, 7, 1, 6),
        ("13: the contents say that it stands on page 11, but it stands on 9: The Frost 11", 1, 13, 1, 6),
        ("23: the contents do not name this heading: THE THIEF", 3, 31, 3, 8),
    )
]


def differences(toml: str = "", print_: str = WELLS) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source = read_source(print_.encode(), "wells.md")
    decisions = read_emendations(toml.encode(), "emendations.toml", source)
    manuscript = repair(source, decisions).manuscript
    return parted(flawed(manuscript), manuscript, decisions)


def test_what_the_contents_have_and_the_text_has_not_is_a_fault_and_the_reverse_too() -> None:
    assert differences() == ((), tuple(DIFFERENCES))


def test_a_difference_that_the_editor_let_stand_is_explained() -> None:
    toml = "".join(
        f'[[emendation]]\nline = {line}\nbefore = "{words}"\nafter = "{words}"\nwhy = "So in print."\n'
        for line, words in ((7, "The Lamp 8"), (31, "THE THIEF"))
    )
    explained = (f"{DIFFERENCES[0]}; So in print.", f"{DIFFERENCES[2]}; So in print.")
    assert differences(toml) == (explained, (DIFFERENCES[1],))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("The Rope 8", "The Ropc 8", id="a misread letter"),
        pytest.param("The Rope 8", "The Ropes 8", id="a letter too many"),
        pytest.param("The Yard 7", "The Yard 1", id="a misread figure"),
        pytest.param("# THE YARD", "THE YARD", id="a heading without its marks"),
        pytest.param("The Rope 8", "The Yard, the Rope, the Lamp, the Thief, the Well, the Frost", id="another form"),
    ],
)
def test_what_may_be_a_misreading_is_no_fault(right: str, wrong: str) -> None:
    assert set(differences(print_=WELLS.replace(right, wrong))[1]) <= set(DIFFERENCES)


def test_a_chapter_that_the_text_has_not_is_found_among_entries_that_name_chapters() -> None:
    entries = [
        f"Chapter {number}. {name} {number * 5}" for number, name in enumerate(("Yard", "Rope", "Lamp", "Frost"), 1)
    ]
    chapters = [
        f"# CHAPTER {number}. {name}\n\nIt is told." for number, name in ((1, "YARD"), (2, "ROPE"), (4, "FROST"))
    ]
    faults = differences(print_="\n\n".join(["# CONTENTS", *entries, *chapters]))[1]
    assert [fault.partition(": line 7: ")[2] for fault in faults] == [
        "the contents name it, but no heading of the text is called so: Chapter 3. Lamp 15 (page 1, line 7, column 1)"
    ]


def test_contents_of_which_no_half_are_headings_are_no_measure_of_the_text() -> None:
    other = WELLS.replace("# THE", "# OF")
    assert differences(print_=other) == ((), ())


def test_a_reference_whose_note_is_lost_is_a_fault_if_it_follows_upon_another() -> None:
    said = "It rang.<sup>1</sup> It broke.<sup>2</sup> It weighed 3 cwt.<sup>7</sup>, or 10<sup>3</sup>."
    page = f"{said}\n\n---\n\n1. Told here.\n"
    fault = "book.md: line 1: the reference 2 has no note (page 1, line 1, column 31)"
    assert differences(print_=page) == ((), (fault,))
    stet = "\n".join(f'{key} = "broke.<sup>2</sup>"' for key in ("before", "after"))
    toml = f'[[emendation]]\nline = 1\n{stet}\nwhy = "Its page is lost."\n'
    assert differences(toml, page) == ((f"{fault}; Its page is lost.",), ())


@pytest.mark.parametrize("second", ["2. Told twice.", "<sup>2</sup> Told twice."])
def test_a_second_note_of_one_number_is_a_fault(second: str) -> None:
    page = f"It rang.<sup>1</sup> It broke.<sup>2</sup>\n\n---\n\n1. Told here.\n\n2. Told there.\n\n{second}\n"
    faults = differences(print_=page)[1]
    assert [fault.partition(" (")[0] for fault in faults] == ["book.md: line 7: the note 2 stands twice"]
    assert differences(print_=page.replace(second, "3. Told on."))[1] == ()
