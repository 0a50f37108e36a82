"""The map of the pointers: each is on it once, with its place in the source, and what leads nowhere is said once."""

import json

from hypothesis import given
from strategies import pages, source_of

from reissue.blocks import Kind, blocks
from reissue.linkmap import leading_nowhere, mapped, whereabouts, write_links
from reissue.pointers import links, note_address
from reissue.repair import Repaired, repair
from reissue.source import read_source

PRINT = """# CHAPTER I

It rang,<sup>1</sup> as Chapter II tells, and Chapter IX and then Chapter IX again.<sup>2</sup> It broke.<sup>3</sup>

---

1. Edmund Farrow, *Bells of the Marsh* (1884), p. 12.

2. Farrow, p. 31; *The Ringing Year*, p. 5.

3. *The Ringing Year*, p. 7; Ibid.

# CHAPTER II

It was cast anew.
"""


def made(text: str = PRINT) -> Repaired:
    return repair(read_source(text.encode(), "bell.md"))


def test_every_pointer_stands_on_the_map_with_its_place_and_its_target() -> None:
    written = json.loads(write_links(made().manuscript))
    assert written["source"] == "bell.md"
    told = [(row["kind"], row["words"], row["line"], row["target"]) for row in written["pointers"]]
    assert told == [
        ("note reference", "[^1]", 3, "note-1"),
        ("chapter", "Chapter II", 3, "heading-chapter-ii"),
        ("chapter", "Chapter IX", 3, None),
        ("chapter", "Chapter IX", 3, None),
        ("note reference", "[^2]", 3, "note-2"),
        ("note reference", "[^3]", 3, "note-3"),
        ("short citation", "Farrow, p. 31", 9, "note-1"),
        ("short citation", "*The Ringing Year*, p. 7", 11, None),
    ]
    assert all(row["how"] for row in written["pointers"])


def test_pages_of_print_stand_on_the_map_linked_or_not() -> None:
    print_ = "5\n\nIt hung.\n\n\f\n\n6\n\nIt rang (see p. 5 above).\n\n\f\n\n7\n\n# INDEX\n\nBells, 5, 6–7, 90\n"
    written = json.loads(write_links(made(print_).manuscript))
    assert [(row["words"], row["target"], row["how"]) for row in written["pointers"]] == [
        ("p. 5", "page-5", "the page bears 5"),
        ("5", "page-5", "the page bears 5"),
        ("6–7", "page-6", "the page bears 6"),
        ("90", None, "the edition has no one page of this number"),
    ]
    assert {row["kind"] for row in written["pointers"]} == {"page"}


def test_what_leads_nowhere_is_said_once() -> None:
    assert leading_nowhere(made().manuscript) == (
        "leading outside of the edition: Chapter IX (2); nowhere cited in full: The Ringing Year"
    )
    assert leading_nowhere(made("It rang.\n").manuscript) == ""


def test_numbers_of_pages_figures_and_entries_that_are_not_there_are_said_once() -> None:
    pages_ = "5\n\nSee Fig. 3, and see p. 4 above.\n\n\f\n\n6\n\nIt rang (see p. 99 below, and p. 99 below).\n\n\f\n\n7"
    print_ = f"{pages_}\n\n# INDEX\n\nBells, 5, 90; see Ringers\n"
    assert leading_nowhere(made(print_).manuscript) == (
        "leading outside of the edition: p. 99 (2), Fig. 3, p. 4, p. 90; not in the index: Ringers"
    )


def test_a_note_that_points_back_to_nothing_is_named_with_its_words() -> None:
    print_ = (
        "# I\n\nIt rang.<sup>1</sup> It broke.<sup>2</sup>\n\n---\n\n1. Ibid., p. 4.\n\n2. Farrow, op. cit., p. 7.\n"
    )
    assert leading_nowhere(made(print_).manuscript) == ("with no work before them: Ibid., p. 4, Farrow, op. cit., p. 7")


@given(pages())
def test_every_link_is_on_the_map_and_leads_to_a_place_that_there_is(text: str) -> None:
    repaired = repair(source_of(text)).manuscript.text
    row = blocks(repaired)
    notes = {note_address(block.label) for block in row if block.kind is Kind.NOTE}
    found = mapped(repaired)
    for link in links(repaired):
        assert [pointer.target for pointer in found if pointer.start == link.inner.start] == [link.target]
        assert link.target in notes or not link.target.startswith("note-")


def test_the_editor_is_told_where_in_the_source_a_note_or_a_reference_stands() -> None:
    before = "3\n\nIt was.\n\n\f\n\n4\n\nIt hung.\n\n\f\n\n5\n\n"
    print_ = f"{before}It rang<sup>1</sup> and broke.<sup>3</sup>\n\n1 First.\n\n3 Third.\n"
    manuscript = made(print_).manuscript
    lines = manuscript.text.split("\n")
    where = whereabouts(manuscript)
    assert where(lines.index("[^3]: Third.") + 1, "[^3]") == "page 3, line 19, column 3, folio 5"
    assert where(5, "[^3]") == "page 3, line 15, column 31, folio 5"
    assert where(5, "what does not stand there") == "page 3, line 15, column 1, folio 5"
