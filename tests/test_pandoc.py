"""Markdown turned in parts: the same as turned at once, and a part that did not change is not turned again."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from samples import LANTERNS

from reissue import bootstrap, pandoc
from reissue.lift import lift_notes

BETWEEN = (
    "A paragraph.",
    "- an item\n\n    of two paragraphs",
    "3. an item\n\n4. and one more",
    "> a quotation\n>\n> # with a heading\n\n> and another",
    "    code\n\n    # no heading",
    "| one | two |\n|-----|-----|\n| a | b |",
    "<b>no markup</b>\n\n<!-- nor this",
    r"*never closed\n\n**nor this",
    "Set\n===\n\n***",
    "#not a heading",
)
HARD = "".join(
    f"{block}\n\n{beginning} {number}\n\n"
    for number, block in enumerate(BETWEEN)
    for beginning in ("# Chapter", "Text.[^{0}]\n\n[^{0}]: A note\n\n    of two paragraphs.\n\n#".format(f"n{number}"))
)


@pytest.mark.parametrize(
    "markdown",
    [HARD, LANTERNS * 2, (bootstrap.ROOT / "manuscript" / "book.md").read_text(encoding="utf-8")],
    ids=["hard", "lanterns", "manuscript"],
)
def test_the_parts_together_are_the_whole(markdown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    monkeypatch.setattr(pandoc, "_NOTES", 3)
    lifted = lift_notes(markdown).markdown
    monkeypatch.setattr(pandoc, "_LONG", len(lifted) + 1)
    whole = pandoc.to_html(lifted)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(pandoc, "_LONG", 0)
    assert pandoc.to_html(lifted) == whole
    kept = len(list(tmp_path.iterdir()))
    assert kept > 1
    monkeypatch.setattr(pandoc, "turn", lambda _: pytest.fail("turned again"))
    assert pandoc.to_html(lifted) == whole


def test_only_the_part_that_changed_is_turned_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path))
    monkeypatch.setattr(pandoc, "_LONG", 0)
    before = "# One\n\nText.\n\n# Two\n\nText.\n\n# Three\n\nText."
    pandoc.to_html(before)
    turned, turn = list[str](), pandoc.turn

    def watch(parts: Sequence[str]) -> list[str]:
        turned.extend(parts)
        return turn(parts)

    monkeypatch.setattr(pandoc, "turn", watch)
    html = pandoc.to_html(before.replace("# Two\n\n", "# Two\n\nMore "))
    assert [part.strip() for part in turned] == ["# Two\n\nMore Text."]
    assert html.replace("More ", "") == turn([before])[0]
