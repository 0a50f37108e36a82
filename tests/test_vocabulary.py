"""The words of a text, counted and found by its few runs, are those that one finds who reads it letter by letter."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reissue.misreading import pairs_of
from reissue.vocabulary import WORD, counted_words, led_by, places, runs, sampled_words, word_before, words_at

TEXTS = st.text(alphabet="abAB -_.,’1²\n\t\f\N{NO-BREAK SPACE}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}*", max_size=60)
WORDS = st.frozensets(st.text(alphabet="ab", min_size=1, max_size=2), max_size=4)


@given(TEXTS)
def test_the_count_is_that_of_the_unhyphened_words(text: str) -> None:
    tokens = re.findall(r"[-\w]+", text.lower())
    assert counted_words(text) == Counter(token for token in tokens if WORD.fullmatch(token))


@given(st.lists(TEXTS, min_size=2, max_size=8), st.data())
def test_a_text_that_has_changed_a_little_is_counted_anew(paragraphs: list[str], data: st.DataObject) -> None:
    """What was counted before may be taken again, but nothing of it may stay."""
    for _ in range(3):
        text = "\n\n".join(paragraphs)
        assert runs(text) == Counter(re.findall(r"[^ \n]+", text))
        assert counted_words(text) == sampled_words(text)
        paragraphs[data.draw(st.integers(0, len(paragraphs) - 1))] = data.draw(TEXTS)


@given(TEXTS)
def test_each_run_stands_where_it_is_said_to(text: str) -> None:
    expected = [(found.start(), found.group()) for found in re.finditer(r"[^ \n]+", text)]
    assert list(places(text, runs(text).keys())) == expected


@given(TEXTS, WORDS)
def test_words_are_found_in_the_order_of_the_text(text: str, words: frozenset[str]) -> None:
    expected = [found.span() for found in WORD.finditer(text) if found.group().lower() in words]
    assert [found.span() for found in words_at(text, words)] == expected


@given(TEXTS)
def test_words_lead_to_all_that_a_pattern_finds(text: str) -> None:
    pattern = re.compile(r"(?<![^\W\d_])[Aa]b?(?: a| -)")
    expected = [found.span() for found in pattern.finditer(text)]
    assert [found.span() for found in led_by(text, frozenset(("a", "ab")), pattern)] == expected


@given(TEXTS, st.frozensets(st.tuples(st.sampled_from("ab"), st.sampled_from(["a", "b", "ab"])), max_size=3))
def test_pairs_are_counted_once_each(text: str, wanted: frozenset[tuple[str, str]]) -> None:
    words = list(WORD.finditer(text))
    pairs = [(a.group().lower(), b.group().lower()) for a, b in pairwise(words) if b.start() == a.end() + 1]
    assert pairs_of(text, wanted) == Counter(pair for pair in pairs if pair in wanted)


def test_the_word_before_a_place_may_stand_within_a_run() -> None:
    found = word_before("the well-known", len("the well-known"))
    assert found
    assert found.group() == "known"
    assert word_before("the. ", 4) is None
