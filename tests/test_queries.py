"""How the queries are put to the editor; that their decisions settle them is in test_ledger.py."""

import re

import pytest
from strategies import source_of

from reissue.emendation import read_emendations
from reissue.queries import count, density, write_queries
from reissue.repair import Query, repair, replay
from reissue.rules import RULES
from reissue.source import Source


def query(source: Source, rule: str, words: str, after: str, number: int = 0) -> Query:
    """Make a query of a rule on one of the places where some words stand."""
    at = [found.start() for found in re.finditer(re.escape(words), source.text)][number]
    return Query(rule, source.place(at), words, after, "is it so?", f"…⟦{words}⟧…")


def test_the_kinds_stand_by_what_is_at_stake() -> None:
    source = source_of("One two three four five.\n")
    asked = [
        query(source, "straight-quote", "One", "“One"),
        query(source, "broken-word", "two", "to"),
        query(source, "orphan-reference", "three", ""),
        query(source, "lost-leaf", "four", "four"),
        query(source, "orphan-reference", "five", ""),
    ]
    written = write_queries(source, asked, RULES)
    kinds = ["lost-leaf", "orphan-reference", "broken-word", "straight-quote"]
    assert re.findall("^## (.*)$", written, re.MULTILINE) == kinds
    rows = re.findall(r"^\| \[(.*)\]\(#(.*)\) \| (\d+) \| \S.* \|$", written, re.MULTILINE)
    assert rows == [(kind, kind, "2" if kind == "orphan-reference" else "1") for kind in kinds]


def test_a_query_names_the_folio_of_its_page() -> None:
    source = source_of("\f\n".join(f"{number} LAMPS\n\nIt burned.\n" for number in range(40, 44)))
    written = write_queries(source, [query(source, "lost-mark", "burned", "burned”", 2)], RULES)
    assert re.search(r"^1\. page 3, line 11, column 4 \(folio 42\): is it so\?$", written, re.MULTILINE)


def test_queries_that_one_decision_settles_stand_together() -> None:
    source = source_of("A com-positor set it.\n\nNo com-positor knew.\n")
    asked = [query(source, "broken-word", "-", "", number) for number in (0, 1)]
    written = write_queries(source, asked, RULES)
    assert "1. page 1, line 1, column 6: is it so? (and at 1 more place, which one decision settles)" in written
    assert "   page 1, line 3, column 7:" in written


def test_the_decision_for_all_is_accepted_and_does_what_the_program_would() -> None:
    source = source_of("A com-positor set it.\n\nNo com-positor knew.\n\nA com-positor went.\n")
    asked = [query(source, "broken-word", "-", "", number) for number in range(3)]
    written = write_queries(source, asked, RULES)
    tables = re.findall(r"(?m)^ {7}\[\[emendation\]\]\n(?: {7}.+\n)+", written)
    assert len(tables) == 2
    stet, mended = (read_emendations(re.sub("^ +", "", toml).encode(), "e", source) for toml in tables)
    assert [edit.new for edit in stet] == [(slice(edit.start, edit.end),) for edit in stet]
    assert len(stet) == len(mended) == 3
    assert repair(source, mended).manuscript.text.count("compositor") == 3


def decisions(written: str) -> list[str]:
    """Take the decisions out of written queries, as an editor does who copies them."""
    return [
        re.sub("^ +", "", toml, flags=re.MULTILINE)
        for toml in re.findall(r"(?m)^ {7}\[\[emendation\]\]\n(?: {7}.+\n)+", written)
    ]


ITALICS = "In the *Quay Herald* of {0} they read it; and *the Quay Herald of Sunday* had it <i>Quay Herald</i> too.\n\n"
ROMAN = "“It was Quay Herald, {0},” they said on that day, “in the Quay Herald; and it is true.”\n\n"


def test_one_decision_sets_a_title_in_italics_wherever_it_is_in_roman_type() -> None:
    source = source_of("".join([ITALICS.format("May") * 6, ROMAN.format("March") * 2, ITALICS.format("June") * 2]))
    asked = repair(source).queries
    assert [query.rule for query in asked] == ["roman-phrase"] * 4
    assert count(source, asked) == 1
    stet, mended = decisions(write_queries(source, asked, RULES))
    assert mended.splitlines()[:4] == [
        "[[emendation]]",
        "all = true",
        'before = "Quay Herald"',
        'after = "*Quay Herald*"',
    ]
    rebuilt = repair(source, read_emendations(mended.encode(), "e", source))
    assert rebuilt.queries == ()
    words = rebuilt.manuscript.text
    assert words.count("Quay Herald") == words.count("*Quay Herald*") + words.count("*the Quay Herald of Sunday*") == 28
    assert replay(source, rebuilt.changes).text == words
    stands = repair(source, read_emendations(stet.encode(), "e", source))
    assert stands.queries == ()
    assert stands.manuscript.text.count("“It was Quay Herald, March,”") == 2


def test_a_title_that_is_part_of_a_longer_name_is_decided_place_by_place() -> None:
    source = source_of(
        ITALICS.format("May") * 6 + ROMAN.format("March") + "They met at the Quay Herald Inn, all of them.\n"
    )
    written = write_queries(source, repair(source).queries, RULES)
    assert "all = true" not in written
    assert len(re.findall(r'after = ".*\*Quay Herald\*', written)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "A com-positor set it.\n\nNo com-positor knew.\n\nBut this com-positor is not asked about.\n",
        "A com-positor set it.\n\nNo com-positor’s knew; com-positor\n",
    ],
)
def test_a_word_that_also_stands_where_nothing_is_asked_is_decided_place_by_place(text: str) -> None:
    source = source_of(text)
    written = write_queries(source, [query(source, "broken-word", "-", "", number) for number in (0, 1)], RULES)
    assert "all = true" not in written
    assert "\n2. page 1, line 3" in written


@pytest.mark.parametrize(
    ("text", "queries", "said"),
    [
        ("One.\n\f\nTwo.\n\f\nThree.\n\f\nFour.\n", 3, "75 per 100 pages"),
        ("{0}" + "-" * 48 + "\n\nOne.\n\n{1}" + "-" * 48 + "\n\nTwo.\n\f", 3, "150 per 100 pages"),
        ("The lamp burned. " * 1000 + "\n\f\n" + "The lamp burned. " * 1000, 14, "about 70 per 100 pages"),
        ("The lamp burned. " * 1000, 7, "about 70 per 100 pages"),
        ("One.\n", 0, "about 0 per 100 pages"),
        ("One.\n", 1, "about 100 per 100 pages"),
    ],
)
def test_the_queries_are_counted_by_the_page(text: str, queries: int, said: str) -> None:
    assert density(source_of(text), queries) == said


def test_a_quotation_that_ends_in_the_next_paragraph_is_asked_about_once() -> None:
    source = source_of("He said: “The lamp is out.\n\nI will light it.”\n\nThe lamp burned.\n")
    (asked,) = repair(source).queries
    assert (asked.before, asked.after) == ("out.", "out.”")


def test_what_would_be_set_before_a_word_is_decided_on_that_word() -> None:
    source = source_of("The lamp burned.\n\nThe sea is high,” said the keeper.\n\nThe lamp burned.\n")
    (asked,) = repair(source).queries
    assert (asked.before, asked.after, str(asked.place)) == ("The", "“The", "page 1, line 3, column 1")
