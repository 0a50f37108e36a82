import pytest

from reissue import pandoc
from reissue.lift import lift_notes
from reissue.pandoc import cut, to_html

# What may stand above a place where a text is cut, and might run on over it.
ABOVE = [
    "A paragraph.",
    "A hard line,\\",
    "> A quotation.",
    "> * An item of a quotation.",
    "* An item.",
    "* An item.\n\n    And more of it.",
    "* One.\n* Two.",
    "1. One.\n\n    - Two.\n\n    - Three.",
    "    What stands in a typewriter's letters.",
    "| A | B |\n|---|---|\n| C | D |",
    "*Not ended, [nor this](, nor <this, nor ^this, nor `this",
    '* Nor [this](a "title, nor <b, nor `this',
    "![A picture](a.png)",
    "A heading below\n---",
    "A note.[^1]\n\n[^1]: Of\n\n    * two\n\n    parts.",
    "\\",
    "[a\\](b)]: https://example.org",
]
BELOW = [
    "A paragraph.",
    "# A heading",
    "###### Another",
    "<urn:reissue:page:1>Of the next page.",
    "a: b",
    "#No heading",
]


@pytest.mark.parametrize("above", ABOVE)
def test_a_text_read_in_stretches_gives_what_one_reading_gives(above: str, monkeypatch: pytest.MonkeyPatch) -> None:
    markdown = lift_notes("\n\n".join(f"{above}\n\n{below}" for below in BELOW)).markdown
    whole = to_html(markdown)
    monkeypatch.setattr(pandoc, "_SHORTEST", 1)
    monkeypatch.setattr(pandoc, "cores", lambda: len(BELOW))
    monkeypatch.setattr(pandoc, "_READERS", len(BELOW))
    assert len(cut(markdown, len(BELOW))) > 1
    assert to_html(markdown) == whole


def test_a_stretch_begins_where_nothing_runs_on() -> None:
    assert cut("One.\n\n    Two.\n\n> Three.\n\nFour.\n\n    Five.", 5) == [
        "One.\n\n    Two.\n\n> Three.\n\n",
        "Four.\n\n    Five.",
    ]


def test_stretches_are_of_about_one_length() -> None:
    stretches = cut("A paragraph of a book.\n\n" * 1000, 4)
    assert "".join(stretches) == "A paragraph of a book.\n\n" * 1000
    assert {len(stretch) // 1000 for stretch in stretches} <= {5, 6}


def test_a_comment_in_a_list_runs_on_so_nothing_is_cut() -> None:
    markdown = "* An item <!-- and\n\nA comment. -->\n\nA paragraph."
    assert cut(markdown, 3) == [markdown]


def test_a_short_text_is_read_at_once() -> None:
    assert cut("One.\n\nTwo.", 0) == ["One.\n\nTwo."]


def test_nothing_but_blank_lines_is_no_stretch() -> None:
    assert cut("    \n\nOne.", 2) == ["    \n\nOne."]
