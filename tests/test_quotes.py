import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TROUBLESOME, paragraphs

from reissue.quotes import is_open, is_quotation, marks

CURLY = str.maketrans("“”‘’", "\"\"''")

# Paragraphs as a printer sets them: made straight, every mark must be read as it was printed.
PRINTED = [
    "“It is only a comma,” he said.",
    "He said: “It is a comma.” And went.",
    "“A ‘turned letter’ is an n,” he said.",
    "the readers’ closet and the boy’s desk",
    "in the 1450’s and the 1880’s",
    "I don’t know, and he won’t say.",
    "a word—“stet”—that is kind",
    "a word — “stet” — that is kind",
    "(“stet,” as they say)",
    "[“stet”]",
    "“*Stet*” is a word, and “**stet**” too.",
    "*“Stet,”* he wrote.",
    "“Then who,” the boy asked at last, “reads the reader?”",
    "the book,”[^3] and “the rest”[^4]",
    "“the book,”<sup>3</sup> and “the rest.”",
    "“He called it ‘the book,’” she said.",
    "“‘The book,’ he said, ‘is mine.’”",
    "“An opening without its end, as in a first paragraph",
    "> “quoted in a quotation”",
    "“One ... two,” and “three …”",
    "the so-called “workers’ state” of the 1930’s",
    "James’s house, and St. James’ gate",
    "rock ’n’ roll",
    "‘A single quotation,’ he said.",
    "the class of ’49",
    "’Tis hard to blame him.",
]

DOUBTFUL = [
    ('a 5" gun', ["inches"]),
    ("at 30' and 5\"", ["inches"]),
    ("'tis a thing' he said", ["letters left out"]),
    ("the 'beginning of it", ["does not end in this paragraph"]),
]  # fmt: skip

QUOTATIONS = [
    ("“A quick hand is a gift.”", True),
    ('"A quick hand is a gift."', True),
    ("“A quick hand is a gift.”[^2]", True),
    ("“A quick hand is a gift.” (Rules, p. 3)", True),
    ("*“A quick hand is a gift.”*", True),
    ("**“A quick hand.”**[^19]", True),
    ("“A quotation that goes on in the next paragraph", True),
    ("“One ‘two’ three.”", True),
    ("“One,” he said.", False),
    ("“One,” he said, “two.”", False),
    ("He said: “One.”", False),
    ("One.", False),
    ("", False),
    ("‘One.’", False),
    ("”One.", False),
]


@pytest.mark.parametrize("printed", PRINTED)
def test_straight_marks_are_read_as_they_were_printed(printed: str) -> None:
    straight = printed.translate(CURLY)
    assert read(straight) == printed


@pytest.mark.parametrize("printed", PRINTED)
def test_curly_marks_are_believed(printed: str) -> None:
    assert read(printed) == printed
    assert not any(mark.doubt for mark in marks(printed))


@pytest.mark.parametrize(("text", "doubts"), DOUBTFUL)
def test_what_cannot_be_known_is_doubted(text: str, doubts: list[str]) -> None:
    found = [mark.doubt for mark in marks(text) if mark.doubt]
    assert found
    assert all(any(words in doubt for doubt in found) for words in doubts)


@pytest.mark.parametrize(("text", "whole"), QUOTATIONS)
def test_a_quotation_from_end_to_end(text: str, whole: bool) -> None:  # noqa: FBT001 -- it is the answer
    assert is_quotation(text) is whole


@pytest.mark.parametrize(
    ("text", "open_"),
    [("“One", True), ("“One” and “two", True), ("“One”", False), ("One", False), ("“One ‘two’", True), ("‘One", False)],
)
def test_a_quotation_that_goes_on(text: str, open_: bool) -> None:  # noqa: FBT001 -- it is the answer
    assert is_open(text) is open_


@given(st.one_of(paragraphs(), st.lists(st.sampled_from(TROUBLESOME), max_size=30).map("".join)))
def test_every_mark_is_read_once_and_nothing_else(text: str) -> None:
    found = list(marks(text))
    assert [mark.at for mark in found] == [at for at, sign in enumerate(text) if sign in "\"'“”‘’"]
    for mark in found:
        printed = text[mark.at]
        assert mark.sign == printed or printed in "\"'"
        assert mark.sign in {'"': '"“”', "'": "'‘’"}.get(printed, printed)
        assert mark.doubt or mark.sign not in "\"'"


@given(paragraphs())
def test_what_has_been_read_is_read_the_same_again(text: str) -> None:
    assert read(read(text)) == read(text)


def read(text: str) -> str:
    """Put the marks there as they are read."""
    signs = list(text)
    for mark in marks(text):
        signs[mark.at] = mark.sign
    return "".join(signs)
