"""A flaw of the printed numbering is a fault until the editor lets the words there stand and says why."""

import pytest

from reissue.emendation import read_emendations
from reissue.explained import parted
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
