"""Note numbers damaged in any way: no note is lost, and no reference leads to a note of another chapter."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import source_of

from reissue.blocks import Kind, blocks
from reissue.linkmap import mapped
from reissue.repair import repair

WORDS = ("The bell", "A ringer", "The town", "Its clock", "The frost", "Nobody there", "The sexton", "His rope")
SAYS = ("rang out at noon", "was heard in the marsh", "broke in two", "hung there for years", "had a tale of it")
NAME = "Q[a-d]{3}q"


def _name(*numbers: int) -> str:
    """Name a note in letters, so that its name has no figure that could be taken for a reference."""
    return f"Q{''.join('abcd'[number] for number in numbers)}q"


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Draw a print of two or three chapters, each with pages and notes of its own, whose numbers are shuffled."""
    chapters = []
    for chapter in range(1, draw(st.integers(2, 3)) + 1):
        parts, number = [f"# CHAPTER {'I' * chapter}"], 0
        for page in range(draw(st.integers(1, 2))):
            count = draw(st.integers(0, 4))
            own = [str(number + place) for place in range(1, count + 1)]
            called, labels = draw(_shuffled(own)), draw(_shuffled(own))
            form = draw(st.sampled_from(["<sup>{}</sup>", "[^{}]", "{}", "<sup>{}</sup>"]))
            said = [
                f"{WORDS[(chapter + page + place) % 8]} {SAYS[place]}.{form.format(call)}"
                for place, call in enumerate(called)
            ]
            parts.append(" ".join([*said, "And so it was left to stand where it stood, for all the town to see it."]))
            notes = [
                f"{label}. Told in {_name(chapter, page, place)} of the parish by its clerk."
                for place, label in enumerate(labels)
            ]
            parts += ["---", *notes] if notes else []
            number += count
        chapters.append("\n\n".join(parts))
    return "\n\n".join(chapters) + "\n"


def _shuffled(numbers: list[str]) -> st.SearchStrategy[list[str]]:
    """Shuffle numbers, or misread some of them."""
    misread = st.tuples(*(st.sampled_from([number, number, number.replace("1", "l"), "7"]) for number in numbers))
    return st.one_of(st.permutations(numbers), misread.map(list))


@settings(deadline=None, max_examples=120)
@given(damaged())
def test_no_note_is_lost_and_none_is_led_to_from_another_chapter(print_: str) -> None:
    text = repair(source_of(print_)).manuscript.text
    assert sorted(re.findall(NAME, text)) == sorted(re.findall(NAME, print_))
    notes = {block.label: text[block.body : block.end] for block in blocks(text) if block.kind is Kind.NOTE}
    chapter = 0
    for block in blocks(text):
        chapter += block.kind is Kind.HEADING
        for reference in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text[block.body : block.end]):
            own = re.findall(NAME, notes.get(reference[1], ""))
            assert {name[1] for name in own} <= {"abcd"[chapter]}, reference[0]
    for pointer in mapped(text):
        assert not pointer.target.startswith("note-") or pointer.target.removeprefix("note-") in notes


@pytest.mark.parametrize("labels", [("2", "1"), ("1", "1"), ("7", "2"), ("l", "2"), ("2", "l")])
def test_what_is_damaged_in_one_chapter_leaves_the_next_alone(labels: tuple[str, str]) -> None:
    calls = ("1", labels[1])
    page = "The bell rang.<sup>{}</sup> Then it broke.<sup>{}</sup>\n\n---\n\n{}. Told here.\n\n{}. Told there."
    print_ = f"# CHAPTER I\n\n{page.format(*calls, *labels)}\n\n# CHAPTER II\n\n{page.format(1, 2, 1, 2)}\n"
    text = repair(source_of(print_)).manuscript.text
    second = text[text.index("# CHAPTER II") :]
    assert "The bell rang.[^2-1] Then it broke.[^2-2]" in second
    assert "[^2-1]: Told here.\n\n[^2-2]: Told there." in second
