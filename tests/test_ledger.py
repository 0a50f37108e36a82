import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import edits, pages, source_of, texts

from reissue.bootstrap import ROOT
from reissue.emendation import read_emendations
from reissue.ledger import read_ledger, write_ledger
from reissue.manuscript import Batch, Edit, begin, mend
from reissue.queries import write_queries
from reissue.repair import Query, repair
from reissue.rules import RULES
from reissue.source import Source, join_pages, read_source

ASKING = 'A “mark” of the 5" kind, which is odd.\n\nHe said “no and went.\n\nThe end of it.\n'
OWN = ROOT / "manuscript" / "source"


@settings(max_examples=100)
@given(st.data())
def test_the_ledger_loses_nothing(data: st.DataObject) -> None:
    source = source_of(data.draw(texts()))
    _, changes = mend(begin(source), data.draw(edits(len(source.text))), Batch("rule", data.draw(st.integers(1, 3))))
    assert read_ledger(write_ledger(source, changes), source) == changes


def test_the_ledger_is_lines_of_json() -> None:
    source = read_source(b"One  two\n", "ocr.md")
    _, changes = mend(begin(source), [Edit(3, 5, (slice(3, 4),), "too wide")], Batch("wide"))
    head, line = map(json.loads, write_ledger(source, changes).splitlines())
    assert head == {"source": "ocr.md", "sha256": source.digest, "characters": 9}
    assert line == {
        "rule": "wide",
        "page": 1,
        "line": 1,
        "column": 4,
        "start": 3,
        "before": "  ",
        "after": " ",
        "new": [[0, 1]],
        "why": "too wide",
    }


def test_the_ledger_of_page_files_names_the_file() -> None:
    source = join_pages([("1.md", b"One"), ("2.md", b"Two\n\nThree  four")], "scans")
    changes = repair(source).changes
    assert read_ledger(write_ledger(source, changes), source) == list(changes)
    assert '"page": 2, "line": 3, "column": 6, "file": "2.md"' in write_ledger(source, changes)


def test_the_ledger_names_the_folio_where_it_is_known() -> None:
    source = source_of("\f\n".join(f"{number} LAMPS\n\nIt  burned.\n" for number in range(40, 44)))
    changes = repair(source).changes
    written = write_ledger(source, changes)
    assert read_ledger(written, source) == list(changes)
    lines = [json.loads(line) for line in written.splitlines()[1:]]
    assert {(line["page"], line["folio"]) for line in lines} == {(1, "40"), (2, "41"), (3, "42"), (4, "43")}


def test_the_ledger_of_another_source_is_refused() -> None:
    with pytest.raises(ValueError, match=r"this is the ledger of test.md with SHA-256 .*, not of test.md"):
        read_ledger(write_ledger(source_of("One"), []), source_of("Two"))


def test_no_queries() -> None:
    assert "There are none" in write_queries(source_of("One"), [], RULES)


def test_queries_say_where_what_and_how_to_decide() -> None:
    source = source_of(ASKING)
    queries = repair(source).queries
    written = write_queries(source, queries, RULES)
    assert written.startswith("# Queries on test.md\n\n2 places where the program does not know")
    for query in queries:
        assert f"{query.place}: {query.why}" in written
        assert query.context in written
        assert f"## {query.rule}\n" in written
    assert "page 1, line 1, column 18" in written
    assert "page 1, line 3, column 17" in written
    assert "The program would put `went.”` for `went.`." in written
    assert 'after = "went.”"' in written


def test_one_query_says_so() -> None:
    source = source_of(ASKING.partition("\n\n")[0])
    assert "1 place where" in write_queries(source, repair(source).queries, RULES)


@pytest.mark.parametrize("page", sorted(OWN.iterdir()), ids=lambda page: page.name)
def test_the_decisions_printed_for_this_repositorys_book_settle_its_queries(page: Path) -> None:
    source = read_source(page.read_bytes(), page.name)
    assert settle(source) >= 2


def test_the_decisions_printed_for_page_files_settle_their_queries() -> None:
    source = join_pages([("1.md", b"The first page.\n"), ("2.md", ASKING.encode())], "scans")
    assert settle(source) == 2


UNSETTLED = [
    ("a folio", "The printer.\n\n44\n\nAnd the rest of it goes on here.\n"),
    ("a lost reference", "The printer.<sup>1</sup> The lamp.\n\n---\n\n1. One.\n\n2. Two.\n\nThe sea.\n"),
    ("a lost mark before a form feed", "He said “so\f"),
]


@pytest.mark.parametrize(
    "text",
    [
        "He said *so and went to bed.\n",
        "The lamp.<sup>1</sup>\n\n---\n\n1. *The keepers of the north, who were\n",
        "The lamp.<sup>1</sup>\n\n---\n\n*The keepers of the north, who were\n",
        pytest.param(
            "The lamp.1\n\n---\n\n*The keepers of the north, who were\n",
        ),
    ],
)
def test_the_decision_on_a_mark_without_a_partner_settles_it(text: str) -> None:
    assert settle(source_of(text)) >= 1


@pytest.mark.parametrize("text", [case[1] for case in UNSETTLED], ids=[case[0] for case in UNSETTLED])
def test_the_decisions_that_do_not_settle(text: str) -> None:
    assert settle(source_of(text)) >= 1


@settings(max_examples=40)
@given(pages())
def test_the_decisions_printed_for_any_pages_settle_their_queries(text: str) -> None:
    settle(source_of(text), strictly=False)


def settle(source: Source, *, strictly: bool = True) -> int:
    """Take each decision printed below each query: it is accepted, and the query gone. Counts them.

    Where a line has several faults, doing as the program would may bring the next one up, which only the strict count.
    """
    queries = repair(source).queries
    for query in queries:
        decisions = printed(source, query)
        assert 1 <= len(decisions) <= 2, query
        for toml in decisions if strictly else decisions[:1]:
            made = read_emendations(toml.encode(), "emendations.toml", source)
            left = repair(source, made).queries
            assert like(query, left) < like(query, queries), f"{toml}\nleaves {query}"
    return len(queries)


def printed(source: Source, query: Query) -> list[str]:
    """Give the decisions printed below one query, as an editor would copy them."""
    lines = [line.strip() for line in write_queries(source, [query], RULES).split("\n") if line.startswith(" " * 7)]
    found = ["[[emendation]]" + block for block in "\n".join(lines).split("[[emendation]]")[1:]]
    assert all(tomllib.loads(toml)["emendation"] for toml in found)
    return found


def like(query: Query, queries: Sequence[Query]) -> int:
    """Count the queries that ask the same on the same line; the columns of words that a decision rewrote are gone."""
    asks = (query.rule, query.why, query.place.line, query.place.file)
    return sum(asks == (other.rule, other.why, other.place.line, other.place.file) for other in queries)
