from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import edits, pages, source_of, texts

from reissue.emendation import read_emendations
from reissue.ledger import read_ledger, write_ledger
from reissue.manuscript import Change, Edit, Manuscript
from reissue.repair import Repaired, RuleFault, repair, replay, undo
from reissue.rule import Keeps, Rule, rule
from reissue.source import Source

# Each of these once made a rule find more in its own result, or break its promise.
ONCE_UNSETTLED = [
    "\\",
    "^\n ",
    pytest.param("1*9"),
    pytest.param("It is known that 2*3 = 6."),
    pytest.param(
        "The text.\n\n" + "---\n\n" * 6,
    ),
    "---\n\n---",
    "*9",
    "# \N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\n\n# \N{LATIN SMALL LETTER SHARP S}",
    "4\n\nd",
    "*open* *open",
    "*casual* **casual* r*",
    "r. Tench wide space in 1871 <b> set it in type.”2\n\n---\n\n1. e",
    "<sup>1</sup>-\n\n1.*\n\n“*o",
    ".1\n?\n\n7\n\n---\n\nl",
    "_n_ *l* *.",
    "*n *o** *p",
    "<sup>1</sup>\n\n---\n\n_\n\n ---\n\nT",
    "<sup>2</sup>\n\n2.1\n\n---\n\np\n\n---\n\nn",
    "r1\n\n1 I\n\ne.\n\n4\n\nA",
    "<*Z",
    "_'i",
    "9\\\n\ne",
    "Its doctrines.* In 1845<sup>2</sup>\n\n* A note.\n\n---\n\n1. Its number.\n\n2. And one more.\n",
    # Six times the same page: each pass found the notes of one more.
    "The lamp was lit.30 The wick was cut.31\n\n30 Keeper, *Of Oil*, 4.\n\n31 Keeper, *Of Wicks*, 9.\n\n" * 6,
]


@settings(max_examples=250)
@given(texts())
def test_any_text_is_repaired_and_can_be_taken_back(text: str) -> None:
    exact(source_of(text))


@settings(max_examples=100)
@given(pages())
def test_pages_are_repaired_and_can_be_taken_back(text: str) -> None:
    exact(source_of(text))


@settings(max_examples=100)
@given(st.data())
def test_the_editors_decisions_can_be_taken_back_as_well(data: st.DataObject) -> None:
    source = source_of(data.draw(texts()))
    exact(source, tuple(data.draw(edits(len(source.text)))))


@settings(max_examples=60)
@given(pages())
def test_a_repaired_text_needs_no_repair(text: str) -> None:
    once = repair(source_of(text)).manuscript.text
    assert repair(source_of(once)).changes == ()


@pytest.mark.parametrize("text", ONCE_UNSETTLED)
def test_what_once_did_not_settle(text: str) -> None:
    once = exact(source_of(text)).manuscript.text
    assert not once.strip() or repair(source_of(once)).changes == ()


@pytest.mark.parametrize(
    "text",
    [
        "A plain paragraph.\n\nAnd one more, with “marks” and the apostrophe of a book’s.\n",
        "# A HEADING\n\nSome words.[^1]\n\n[^1]: A note.\n",
        "> A quotation.\n>\n> It goes on.\n\nThe text goes on.\n",
    ],
)
def test_a_clean_text_is_left_alone(text: str) -> None:
    repaired = repair(source_of(text))
    assert repaired.changes == ()
    assert repaired.queries == ()
    assert repaired.manuscript.text == text


def test_a_rule_that_does_not_settle_is_at_fault() -> None:
    @rule(Keeps.ORDER)
    def growing_stop(manuscript: Manuscript) -> Iterator[Edit]:
        """See a stop that has company."""
        end = len(manuscript.text)
        yield Edit(end, end, (".",))

    with pytest.raises(RuleFault, match="the rule growing-stop does not settle: at page 1, line 1, column"):
        repair(source_of("Words"), rules=[growing_stop])


def test_rules_that_undo_each_other_are_at_fault() -> None:
    with pytest.raises(RuleFault, match="does not settle"):
        repair(source_of("a: b"), rules=[replacing(":", ";"), replacing(";", ":")])


def test_a_doubt_is_asked_and_never_made() -> None:
    @rule(Keeps.ORDER)
    def doubtful_stop(manuscript: Manuscript) -> Iterator[Edit]:
        """Ask of a stop whether it is a comma."""
        at = manuscript.text.index(".")
        yield Edit(at, at + 1, (",",), "a stop, or a comma?", sure=False)

    repaired = repair(source_of("One. two\n"), rules=[doubtful_stop])
    assert repaired.manuscript.text == "One. two\n"
    assert repaired.changes == ()
    (query,) = repaired.queries
    assert (query.rule, query.before, query.after, query.why) == ("doubtful-stop", ".", ",", "a stop, or a comma?")
    assert query.context == "One⟦.⟧ two"
    assert query.place[:3] == (1, 1, 4)


def test_rules_work_on_what_the_editor_decided() -> None:
    repaired = repair(source_of("a. b"), [Edit(1, 2, (";",), "misread")], [replacing(";", ":")])
    assert repaired.manuscript.text == "a: b"
    assert [change.rule for change in repaired.changes] == ["emendation", "planted"]


def test_what_the_editor_lets_stand_no_rule_changes() -> None:
    stet = [Edit(1, 2, (slice(1, 2),), "stet")]
    repaired = repair(source_of("a; b; c"), stet, [replacing(";", ":")])
    assert repaired.manuscript.text == "a; b: c"


def test_a_rule_may_move_what_the_editor_lets_stand() -> None:
    def find(manuscript: Manuscript) -> Iterator[Edit]:
        if manuscript.text.startswith("a"):
            yield Edit(0, 3, (slice(2, 3), " ", slice(0, 1)))

    stet = [Edit(0, 1, (slice(0, 1),), "stet")]
    repaired = repair(source_of("a b"), stet, [Rule("moving", "A defect.", Keeps.WORDS, find)])
    assert repaired.manuscript.text == "b a"


def test_stet_protects_the_print_and_silences_the_query() -> None:
    text = 'A “mark” of the 5" kind, which is odd.\n\nHe said “no and went.\n\nThe end of it.\n'
    source = source_of(text)
    asked = repair(source).queries
    assert len(asked) == 2
    toml = "".join(
        f"[[emendation]]\nline = {line}\nbefore = '{words}'\nafter = '{words}'\nwhy = 'stet'\n"
        for line, words in ((1, '5" kind'), (3, "“no and went."))
    )
    repaired = repair(source, read_emendations(toml.encode(), "emendations.toml", source))
    assert repaired.queries == ()
    assert repaired.manuscript.text == text
    assert all(change.before == change.after for change in repaired.changes)


@pytest.mark.parametrize(
    "broken", [{"start": 1}, {"before": "x"}, {"before": "Some wordz"}, {"new": ("lost",), "before": "lost"}]
)
def test_a_ledger_that_does_not_fit_is_refused(broken: dict[str, object]) -> None:
    source = source_of("Some  words\r\nand more")
    repaired = repair(source)
    first = dict(zip(Change._fields, repaired.changes[0], strict=True)) | broken
    wrong = [Change(**first), *repaired.changes[1:]]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="does not fit"):
        replay(source, wrong)
    with pytest.raises(ValueError, match="does not fit"):
        undo("something else entirely", repaired.changes)


def exact(source: Source, decisions: tuple[Edit, ...] = ()) -> Repaired:
    """Repair a source by the laws: its ledger rebuilds the manuscript, piece by piece, and takes it back."""
    printed = source.text
    repaired = repair(source, decisions)
    for changes in (list(repaired.changes), read_ledger(write_ledger(source, repaired.changes), source)):
        assert changes == list(repaired.changes)
        assert replay(source, changes) == repaired.manuscript
        assert undo(repaired.manuscript.text, changes) == printed
    assert source.text == printed
    for piece in repaired.manuscript.pieces:
        assert piece.rule or printed.startswith(piece.text, piece.at)
    return repaired


def replacing(old: str, new: str) -> Rule:
    """Make a rule that puts one sign in place of another."""

    def find(manuscript: Manuscript) -> Iterator[Edit]:
        for at, sign in enumerate(manuscript.text):
            if sign == old:
                yield Edit(at, at + 1, (new,))

    return Rule("planted", "A defect planted by a test.", Keeps.ORDER, find)
