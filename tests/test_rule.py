from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import edits, source_of, texts

from reissue.manuscript import Batch, Edit, Manuscript, begin, mend
from reissue.repair import RuleFault, repair
from reissue.rule import Keeps, Rule, broken_promise, letters, rule, words

TEXT = "A quick hand is a gift.\n\nA clean hand is a habit.\n\nThe stick-\nmaker’s *galley* waits.\n"
ORDER, WORDS, LETTERS, NOTHING = Keeps

# What a rule does, where, and which promises that breaks.
DONE: list[tuple[str, str, tuple[str | slice, ...], set[Keeps]]] = [
    ("drops a word", "quick ", (), {ORDER, WORDS, LETTERS}),
    ("drops a line", "A clean hand is a habit.\n\n", (), {ORDER, WORDS, LETTERS}),
    ("swaps two words", "quick hand", (slice(6, 10), slice(5, 6), slice(0, 5)), {ORDER, LETTERS}),
    ("swaps two paragraphs", TEXT[:49], (slice(25, 49), "\n\n", slice(0, 23)), {ORDER, LETTERS}),
    ("doubles a word", "clean", (slice(0, 5), " ", slice(0, 5)), {ORDER, WORDS, LETTERS}),
    ("adds a word", "clean", (slice(0, 5), " white"), {ORDER, WORDS, LETTERS}),
    ("changes a letter", "habit", ("hobit",), {ORDER, WORDS, LETTERS}),
    ("changes a capital", "clean", ("Clean",), {ORDER, WORDS, LETTERS}),
    ("closes two words up", "is a gift", ("isa gift",), {ORDER, WORDS}),
    ("parts a word", "habit", ("ha bit",), {ORDER, WORDS}),
    ("closes a broken word", "-\nmaker", (slice(2, 7),), {ORDER, WORDS}),
    ("glues a word to the next", "quick ", (slice(0, 5),), {ORDER, WORDS}),
    ("glues a line to the next", ".\n\nA clean", ("A clean",), {ORDER, WORDS}),
    ("takes emphasis for nothing", "*galley*", (slice(1, 7),), set()),
    ("adds emphasis within a word", "habit", ("ha*bit*",), {ORDER, WORDS}),
    ("changes a stop", "gift.", ("gift!",), set()),
    ("joins two paragraphs", ".\n\nThe", (". The",), set()),
    ("raises a figure", "gift.", ("gift.[^3]",), {ORDER, WORDS, LETTERS}),
    ("makes a tag of a word", "clean", ("<clean>",), {ORDER, WORDS, LETTERS}),
    ("changes nothing", "clean", (slice(0, 5),), set()),
]  # fmt: skip


@pytest.mark.parametrize("keeps", [ORDER, WORDS, LETTERS])
@pytest.mark.parametrize(("found", "new", "broken"), [case[1:] for case in DONE], ids=[case[0] for case in DONE])
def test_a_planted_breach_is_found(found: str, new: tuple[str | slice, ...], broken: set[Keeps], keeps: Keeps) -> None:
    planted = planting(found, new, keeps)
    manuscript = begin(source_of(TEXT))
    result, changes = mend(manuscript, planted.find(manuscript), Batch(planted.name))
    said = broken_promise(planted, TEXT, result.text, changes)
    assert bool(said) == (keeps in broken), said
    assert not said or said.startswith(f"promised to keep {keeps.value}, but made ")


def test_repair_stops_at_a_broken_promise() -> None:
    with pytest.raises(RuleFault, match="the rule planted promised to keep the words and their order, but made"):
        repair(source_of(TEXT), rules=[planting("quick ", (), ORDER)])


def test_an_emendation_says_why() -> None:
    planted = planting("quick ", (), NOTHING)
    with pytest.raises(
        RuleFault, match="the rule planted changed 'quick ' at page 1, line 1, column 3 and did not say why"
    ):
        repair(source_of(TEXT), rules=[planted])
    repaired = repair(source_of(TEXT), rules=[planting("quick ", (), NOTHING, why="it was in no other copy")])
    assert repaired.manuscript.text == TEXT.replace("quick ", "")


@pytest.mark.parametrize("keeps", [ORDER, WORDS, LETTERS])
@given(data=st.data())
def test_what_the_check_accepts_is_kept_in_the_whole_text(keeps: Keeps, data: st.DataObject) -> None:
    manuscript = begin(source_of(data.draw(texts())))
    result, changes = mend(manuscript, data.draw(edits(len(manuscript.text))), Batch("rule"))
    assume(changes)
    if not broken_promise(planting("", (), keeps), manuscript.text, result.text, changes):
        assert kept(keeps, result.text) == kept(keeps, manuscript.text)


@pytest.mark.parametrize("keeps", [ORDER, WORDS, LETTERS])
@given(text=texts())
def test_what_is_left_alone_is_kept(keeps: Keeps, text: str) -> None:
    manuscript = begin(source_of(text))
    same = [Edit(place, place + 1, (slice(place, place + 1),)) for place in range(0, len(manuscript.text), 3)]
    result, changes = mend(manuscript, same, Batch("rule"))
    assert broken_promise(planting("", (), keeps), manuscript.text, result.text, changes) == ""


def test_a_rule_is_made_of_a_generator() -> None:
    @rule(Keeps.ORDER)
    def turned_letter(_manuscript: Manuscript) -> Iterator[Edit]:
        """Letters stand on their heads."""
        yield Edit(0, 0, ())

    assert (turned_letter.name, turned_letter.defect) == ("turned-letter", "Letters stand on their heads.")
    assert turned_letter.keeps is Keeps.ORDER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A *quick* hand’s", ["A", "quick", "hand", "s"]),
        ("gift.<sup>12</sup> And", ["gift", "12", "And"]),
        ("gift.[^12] And", ["gift", "12", "And"]),
        ("gift.[^3-12] And", ["gift", "12", "And"]),
        ("[^3-12]: A note", ["12", "A", "note"]),
        ("ﬁne e\N{COMBINING ACUTE ACCENT}t", ["fine", "e", "t"]),
        ("a_b __c__", ["a", "b", "c"]),
        ("3 < 4 and 5 > 4", ["3", "4", "and", "5", "4"]),
        ("> quoted\n>\n> <!-- --> more", ["quoted", "more"]),
        ("𝐀𝐁 и ٣", ["𝐀𝐁", "и", "٣"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert letters(text) == "".join(found)


def planting(found: str, new: tuple[str | slice, ...], keeps: Keeps, why: str = "") -> Rule:
    """Make a rule that puts `new` in place of the first `found`; the slices of `new` count in `found`."""

    def find(manuscript: Manuscript) -> Iterator[Edit]:
        at = manuscript.text.find(found)
        if at >= 0:
            parts = (slice(part.start + at, part.stop + at) if isinstance(part, slice) else part for part in new)
            yield Edit(at, at + len(found), tuple(parts), why)

    return Rule("planted", "A defect planted by a test.", keeps, find)


def kept(keeps: Keeps, text: str) -> object:
    if keeps is Keeps.LETTERS:
        return letters(text)
    return Counter(words(text)) if keeps is Keeps.WORDS else words(text)
