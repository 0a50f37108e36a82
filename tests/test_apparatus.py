"""Which changes of the text the book lists as its emendations."""

from reissue.apparatus import emendations
from reissue.changed import Emendation
from reissue.manuscript import Change
from reissue.rule import Keeps, Rule
from reissue.source import Place, read_source

SOURCE = read_source(b"A text.", "text.md")
RULES = (
    Rule("misread", "", Keeps.NOTHING, lambda _: iter(())),
    Rule("joined", "", Keeps.ORDER, lambda _: iter(())),
)


def change(rule: str, before: str, after: str, line: int = 1) -> Change:
    return Change(rule, Place(1, line, 1, ""), 0, before, (after,), "Because.", 1)


def listed(*changes: Change) -> list[tuple[str, str]]:
    return [(emended.before, emended.after) for emended in emendations(SOURCE, changes, RULES)]


def test_what_changes_words_is_listed_in_the_order_of_the_source() -> None:
    changes = [change("emendation", "modem", "modern", 9), change("misread", "tlie", "the", 2)]
    assert listed(*changes) == [("tlie", "the"), ("modem", "modern")]
    assert emendations(SOURCE, changes[:1], RULES) == (Emendation("", "modem", "modern", "Because."),)


def test_what_the_editor_took_out_is_listed() -> None:
    assert listed(change("emendation", "the the", "the"), change("emendation", "x", "")) == [
        ("the the", "the"),
        ("x", ""),
    ]


def test_restoration_and_the_furniture_of_the_page_are_not_listed() -> None:
    assert (
        listed(change("joined", "a\n\nb", "a b"), change("misread", "THE LAMP 12", ""), change("misread", "", "x"))
        == []
    )


def test_what_stands_and_what_is_only_marked_up_are_not_listed() -> None:
    assert listed(change("emendation", "sic", "sic"), change("emendation", "**stet**", "*stet*")) == []


def test_emendations_are_printed_without_the_marks_of_markdown() -> None:
    assert listed(change("emendation", "*tlie*  3\\*[^1-2]", "*the* 3\\*[^1-2]")) == [("tlie 3*", "the 3*")]
