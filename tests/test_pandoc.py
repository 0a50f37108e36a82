"""Markdown read in stretches: the same as read at once, and a stretch that did not change is not read again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from samples import LANTERNS

from reissue import bootstrap, pandoc
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


MANUSCRIPT = (bootstrap.ROOT / "manuscript" / "book.md").read_text(encoding="utf-8")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Cut even a short text, wherever it can be cut, and keep what is read in a folder of its own."""
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    for name, value in {"_LONG": 0, "_SHORTEST": 1, "_ONE_IN": 1}.items():
        monkeypatch.setattr(pandoc, name, value)
    return tmp_path


@pytest.mark.parametrize(
    "markdown",
    [*("\n\n".join(f"{above}\n\n{below}" for below in BELOW) for above in ABOVE), LANTERNS * 2, MANUSCRIPT],
)
def test_a_text_read_in_stretches_gives_what_one_reading_gives(
    markdown: str, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lifted = lift_notes(markdown).markdown
    with monkeypatch.context() as whole:
        whole.setattr(pandoc, "_LONG", len(lifted) + 1)
        at_once = to_html(lifted)
    assert not list(short.iterdir())
    assert len(cut(lifted)) > 1
    assert to_html(lifted) == at_once
    assert len(list(short.iterdir())) > 1
    monkeypatch.setattr(pandoc, "_read", lambda _: pytest.fail("read again"))
    assert to_html(lifted) == at_once


def test_only_the_stretch_that_changed_is_read_again(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = "# One\n\nText of one.\n\n# Two\n\nText of two.\n\n# Three\n\nText of three."
    to_html(before)
    kept = len(list(short.iterdir()))
    read, read_all = list[str](), pandoc._read  # noqa: SLF001 - what is watched

    def watch(stretches: Sequence[str]) -> list[str]:
        read.extend(stretches)
        return read_all(stretches)

    monkeypatch.setattr(pandoc, "_read", watch)
    html = to_html(before.replace("of two", "of two and more"))
    assert read == ["Text of two and more.\n\n"]
    assert html.replace(" and more", "") == read_all([before])[0]
    assert len(list(short.iterdir())) == kept + 1


@pytest.mark.usefixtures("short")
def test_a_stretch_begins_where_nothing_runs_on() -> None:
    assert cut("One.\n\n    Two.\n\n> Three.\n\nFour.\n\n    Five.") == [
        "One.\n\n    Two.\n\n> Three.\n\n",
        "Four.\n\n    Five.",
    ]


def test_a_change_moves_no_cut_but_its_own() -> None:
    text = "".join(
        f"{number * number} is the number of this paragraph of a book.\n\n".replace("1", "I") for number in range(9000)
    )
    stretches, changed = cut(text), cut(f"More of {text}")
    assert "".join(stretches) == text
    assert len(stretches) > 4
    assert stretches[2:] == changed[2:]


@pytest.mark.usefixtures("short")
def test_a_comment_in_a_list_runs_on_so_nothing_is_cut() -> None:
    markdown = "* An item <!-- and\n\nA comment. -->\n\nA paragraph."
    assert cut(markdown) == [markdown]


@pytest.mark.usefixtures("short")
def test_nothing_but_blank_lines_is_no_stretch() -> None:
    assert cut("    \n\nOne.") == ["    \n\nOne."]


def test_a_short_text_is_read_at_once() -> None:
    assert cut("One.\n\nTwo.") == ["One.\n\nTwo."]
