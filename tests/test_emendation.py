import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import source_of, texts

from reissue import Trouble
from reissue.emendation import read_emendations
from reissue.ledger import write_ledger
from reissue.repair import repair
from reissue.source import join_pages

TEXT = "The modem press, and\nthe modem modem.\n\nA line that goes\non, and aaa.\n"
GOOD = {"line": 1, "before": "modem", "after": "modern", "why": "rn read as m"}

REFUSED: list[tuple[str, str, tuple[str, ...]]] = [
    ("an unknown key", "[[emendation]]\nlines = 1\n", ("emendation 1", "unknown key 'lines'", "line, before")),
    ("an unknown table", "[[correction]]\nline = 1\n", ("unknown key 'correction'", "[[emendation]]")),
    ("a loose key", "line = 1\n", ("unknown key 'line'", "[[emendation]]")),
    ("one pair of brackets", "[emendation]\nline = 1\n", ("two pairs of brackets",)),
    ("a value for a table", "emendation = 3\n", ("[[emendation]] with two pairs",)),
    ("a list of values", "emendation = [1, 2]\n", ("[[emendation]] with two pairs",)),
    ("no TOML", "[[emendation]]\nline = one\n", ("line 2", "[[emendation]]")),
    ("marks not closed", '[[emendation]]\nbefore = "one\n', ("line 2",)),
    ("an old encoding", 'before = "é"', ("emendations.toml",)),
]  # fmt: skip

TABLES: list[tuple[str, dict[str, object], tuple[str, ...]]] = [
    ("a line in quotes", {"line": "1"}, ("line must be a whole number",)),
    ("a line and a half", {"line": 1.5}, ("line must be a whole number",)),
    ("a line that is true", {"line": True}, ("line must be a whole number",)),
    ("a number for words", {"before": 3}, ("before must be text in quotes",)),
    ("a list for words", {"after": ["a"]}, ("after must be text in quotes",)),
    ("no words", {"before": ""}, ("before is empty",)),
    ("blank words", {"before": " "}, ("before is empty",)),
    ("no reason", {"why": " "}, ("why is empty; say the reason",)),
    ("line 0", {"line": 0}, ("test.md has no line 0; its last line is 6",)),
    ("a line before it", {"line": -1}, ("test.md has no line -1",)),
    ("a line too far", {"line": 99}, ("test.md has no line 99; its last line is 6",)),
    ("a file where there is one only", {"file": "1.md"}, ("test.md has no file '1.md'",)),
    ("other words", {"before": "modern"}, ("'modern' does not stand on line 1", "copy it exactly")),
    ("other marks", {"before": "press,  and"}, ("'press,  and' does not stand on line 1",)),
    ("words of the next line", {"before": "the modem"}, ("does not stand on line 1",)),
    ("words that stand there twice", {"line": 2}, ("'modem' stands 2 times on line 2", "take in more of the words")),
    ("all and a line", {"all": True}, ("line and all are both there; all = true decides for the whole source",)),
    ("words that overlap themselves", {"line": 5, "before": "aa"}, ("'aa' stands 2 times on line 5",)),
]  # fmt: skip


def table(decision: dict[str, object]) -> str:
    values = {key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") for key, value in decision.items()}
    return "[[emendation]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


@pytest.mark.parametrize(("toml", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_no_list_of_decisions_is_refused(toml: str, said: tuple[str, ...]) -> None:
    assert_refused(toml.encode("latin-1"), said)


@pytest.mark.parametrize("key", list(GOOD))
def test_what_is_missing_is_named(key: str) -> None:
    decision = table({name: value for name, value in GOOD.items() if name != key})
    assert_refused(decision.encode(), ("emendation 1", f"{key} is missing; needed are line, before, after and why"))


@pytest.mark.parametrize(("wrong", "said"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_what_does_not_fit_the_source_is_refused(wrong: dict[str, object], said: tuple[str, ...]) -> None:
    good = table({"line": 4, "before": "A line", "after": "A row", "why": "misread"})
    assert_refused((good + table(GOOD | wrong)).encode(), ("emendation 2", *said))


@pytest.mark.parametrize(
    "pair",
    [
        [{"before": "modem press"}, {"before": "press, and"}],
        [{"before": "modem press"}, {"before": "press"}],
        [{"before": "modem"}, {"before": "modem"}],
        [{"before": "press"}, {"before": "press", "after": "press"}],
    ],
)
def test_two_decisions_on_the_same_words_are_refused(pair: list[dict[str, object]]) -> None:
    toml = "".join(table(GOOD | decision) for decision in pair)
    assert_refused(toml.encode(), ("two emendations change the same words, at page 1, line 1, column",))


ALL = {"all": True, "before": "modem", "after": "modern", "why": "rn read as m"}


def test_one_decision_may_be_for_every_place() -> None:
    source = source_of(TEXT + "Modems, modem-like, a modem’s, modem\n")
    edits = read_emendations(table(ALL).encode(), "emendations.toml", source)
    assert [source.text[edit.start - 1 : edit.end + 2] for edit in edits] == [
        *(" modem p", " modem m", " modem.\n", " modem-l", " modem’s", " modem\n")
    ]  # fmt: skip
    assert {edit[2:] for edit in edits} == {(("modern",), "rn read as m", True)}
    repaired = repair(source, edits)
    assert repaired.manuscript.text.count("modern") == 6
    assert sum(change.rule == "emendation" for change in repaired.changes) == 6


def test_the_print_may_stand_in_every_place() -> None:
    edits = read_emendations(table(ALL | {"after": "modem", "why": "stet"}).encode(), "e", source_of(TEXT))
    assert [edit.new for edit in edits] == [(slice(4, 9),), (slice(25, 30),), (slice(31, 36),)]


def test_marks_need_no_blanks_around_them() -> None:
    edits = read_emendations(table(ALL | {"before": "--", "after": "–"}).encode(), "e", source_of("a--b, c --d"))
    assert [edit[:2] for edit in edits] == [(1, 3), (8, 10)]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (table(ALL | {"before": "mode"}), "'mode' stands nowhere in test.md as whole words; copy it exactly"),
        (table(ALL | {"before": "Modem"}), "'Modem' stands nowhere in test.md as whole words"),
        (table(ALL | {"all": False}), "all can only be true; leave it out where the decision is on one line"),
        (table(ALL | {"all": "true"}), "all can only be true"),
        (table(ALL | {"file": "1.md"}), "file and all are both there"),
        (table(ALL) + table(GOOD), "two emendations change the same words, at page 1, line 1, column 5"),
        (table({"all": True, "after": "x", "why": "y"}), "before is missing; needed are line, before, after and why"),
    ],
)
def test_a_decision_for_every_place_is_as_strict(toml: str, said: str) -> None:
    assert_refused(toml.encode(), (said,))


@given(texts(), st.data())
def test_the_words_of_a_text_can_be_decided_in_every_place(text: str, data: st.DataObject) -> None:
    source = source_of(text)
    words = re.findall(r"[^\W_]+", source.text)
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    decision = {"all": True, "before": word, "after": word, "why": "stet"}
    edits = read_emendations(table(decision).encode(), "emendations.toml", source)
    assert all(source.text[edit.start : edit.end] == word for edit in edits)
    assert len(edits) == len(re.findall(rf"\b{re.escape(word)}\b", source.text))


def test_an_accepted_decision_is_on_the_ledger() -> None:
    source = source_of(TEXT)
    toml = table({"line": 5, "before": "aaa", "after": "AAA", "why": "so printed"}) + table(GOOD)
    repaired = repair(source, read_emendations(toml.encode(), "emendations.toml", source))
    assert "The modern press" in repaired.manuscript.text
    first, second = repaired.changes[:2]
    assert (first.rule, first.place[:3], first.before, first.after) == ("emendation", (1, 1, 5), "modem", "modern")
    assert (second.rule, second.why) == ("emendation", "so printed")
    assert '"rule": "emendation", "page": 1, "line": 1, "column": 5' in write_ledger(source, repaired.changes)


def test_decisions_that_touch_are_taken() -> None:
    source = source_of(TEXT)
    toml = table(GOOD | {"before": "modem"}) + table(GOOD | {"before": " press", "after": " Press"})
    assert [edit[:2] for edit in read_emendations(toml.encode(), "emendations.toml", source)] == [(4, 9), (9, 15)]


def test_words_may_go_on_in_the_next_line() -> None:
    source = source_of(TEXT)
    toml = table({"line": 4, "before": "goes\non", "after": "goes on", "why": "one line"})
    (edit,) = read_emendations(toml.encode(), "emendations.toml", source)
    assert source.text[edit.start : edit.end] == "goes\non"


def test_the_print_may_stand() -> None:
    (edit,) = read_emendations(table(GOOD | {"after": "modem", "why": "stet"}).encode(), "e", source_of(TEXT))
    assert edit.new == (slice(4, 9),)


@pytest.mark.parametrize("toml", [b"", b"# Nothing decided yet.\n", b"emendation = []\n"])
def test_no_decisions(toml: bytes) -> None:
    assert read_emendations(toml, "emendations.toml", source_of(TEXT)) == []


def test_a_byte_order_mark_is_nothing() -> None:
    assert len(read_emendations(b"\xef\xbb\xbf" + table(GOOD).encode(), "emendations.toml", source_of(TEXT))) == 1


def test_decisions_on_page_files_name_the_file() -> None:
    source = join_pages([("1.md", b"The modem press.\n"), ("2.md", b"\nThe modem press.\n")], "scans")
    (edit,) = read_emendations(table(GOOD | {"line": 2, "file": "2.md"}).encode(), "e", source)
    assert source.place(edit.start)[1:] == (2, 5, "2.md")
    for wrong, said in (
        ({}, "scans has no file ''; it has 1.md, 2.md"),
        ({"file": "3.md"}, "scans has no file '3.md'; it has 1.md, 2.md"),
        ({"file": "1.md", "line": 3}, "1.md has no line 3; its last line is 1"),
        ({"file": "2.md"}, "'modem' does not stand on line 1"),
    ):
        with pytest.raises(Trouble, match=said):
            read_emendations(table(GOOD | wrong).encode(), "e", source)


@given(texts(), st.data())
def test_whatever_stands_once_on_its_line_can_be_decided(text: str, data: st.DataObject) -> None:
    source = source_of(text)
    number = data.draw(st.integers(1, len(text.splitlines())))
    try:
        start, end = source.line(number)
    except LookupError:
        return
    before = source.text[start:end]
    if not before.strip():
        return
    decision = {"line": number, "before": before, "after": "x", "why": "why"}
    (edit,) = read_emendations(table(decision).encode(), "emendations.toml", source)
    assert edit == (start, end, ("x",), "why", True)


def assert_refused(toml: bytes, said: tuple[str, ...]) -> None:
    with pytest.raises(Trouble) as refused:
        read_emendations(toml, "emendations.toml", source_of(TEXT))
    message = str(refused.value)
    assert message.startswith("emendations.toml")
    assert all(words in message for words in said), message
    assert "\n" not in message
