import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TROUBLESOME, paragraphs

from reissue.emphasis import Span, emphasis

PAIRED: list[tuple[str, list[str], list[str]]] = [
    ("no marks at all", [], []),
    ("one *word* here", ["*word*"], []),
    ("*one* and **two** and ***three***", ["*one*", "**two**", "***three***"], []),
    ("_one_ and __two__", ["_one_", "__two__"], []),
    ("snake_case_word is one", [], []),
    ("2 * 3 * 4", [], []),
    ("an \\* that is printed", [], []),
    ("\\*not this\\* but *this*", ["*this*"], []),
    ("one *word", [], ["*"]),
    ("one word*", [], ["*"]),
    ("*one* two* three", ["*one*"], ["*"]),
    ("*one two *three*", ["*three*"], ["*"]),
    ("**one* two", [], ["**", "*"]),
    ("*one **two** three*", ["*one **two** three*", "**two**"], []),
    ("**one *two* three**", ["**one *two* three**", "*two*"], []),
    ("* item that is none", [], []),
    ("**** four", [], []),
    ("*one _two* three_", ["*one _two*", "_two* three_"], []),
    ("*“Whole.”*[^12]", ["*“Whole.”*"], []),
]


@pytest.mark.parametrize(("text", "spans", "strays"), PAIRED)
def test_marks_are_paired(text: str, spans: list[str], strays: list[str]) -> None:
    found = emphasis(text)
    assert [text[span.start : span.end] for span in found.spans] == spans
    assert sorted(text[start : start + width] for start, width in found.strays) == sorted(strays)


@pytest.mark.parametrize("text", ["of the label[^0-*] here", "a note[^*] and a *word*"])
def test_the_mark_of_a_note_is_no_emphasis(text: str) -> None:
    assert emphasis(text).strays == ()
    assert all("[^" not in text[span.start : span.end] for span in emphasis(text).spans)


def test_a_span_knows_its_words() -> None:
    text = "a **bold** word"
    assert emphasis(text).spans == (Span(2, 10, 2),)
    assert text[emphasis(text).spans[0].inner] == "bold"


@given(st.one_of(paragraphs(), st.lists(st.sampled_from([*TROUBLESOME, "*", "**", "_"]), max_size=30).map("".join)))
def test_every_mark_is_one_half_of_one_pair_or_a_stray(text: str) -> None:
    found = emphasis(text)
    runs = list(found.strays)
    for span in found.spans:
        assert 1 <= span.width <= 3
        assert span.start + span.width <= span.end - span.width
        runs += [(span.start, span.width), (span.end - span.width, span.width)]
    assert len(runs) == len(set(runs))
    for start, width in runs:
        assert text[start : start + width] in {sign * width for sign in "*_"}
        assert text[start - 1 : start] not in ("*", "_", "\\") or start == 0
    assert found == emphasis(text)
