"""The blocks of a text, and those of a text that has changed."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from reissue.blocks import blocks, keep_blocks
from reissue.manuscript import Batch, Edit, begin, mend
from reissue.source import read_source
from reissue.view import known

_PARTS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\n\n",
        " ",
        "    ",
        "\t",
        ">",
        "> ",
        "[^1]:",
        "[^1]: a",
        "a",
        "b c",
        "# ",
        "---",
        "\f",
        "<!-- -->",
        "**",
    ]
)
_TEXTS = st.lists(_PARTS, min_size=1, max_size=60).map("".join)
_EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), _PARTS | st.just("")), min_size=1, max_size=5)


@given(_TEXTS, _EDITS)
def test_the_blocks_of_a_text_that_has_changed_are_those_that_it_shows(
    text: str, row: list[tuple[int, int, str]]
) -> None:
    """Whatever was put there or taken away, and however near to each other."""
    before = begin(read_source(f"a\n\n{text}".encode(), "text.md"))
    edits, at = list[Edit](), 0
    for gap, gone, new in row:
        edits.append(Edit(at + gap, at + gap + gone, (new,)))
        at += gap + gone
    edits = [edit for edit in edits if edit.end <= len(before.text)]
    after, changes = mend(before, edits, Batch("test"))
    old = blocks(before.text)
    with patch("reissue.blocks._FEW", 0):
        keep_blocks(before.text, after.text, changes)
    assert old
    assert known(blocks, after.text) == blocks.__wrapped__(after.text)  # type: ignore[attr-defined]


def test_where_much_has_changed_the_blocks_are_made_out_anew() -> None:
    """As also where nobody has asked for them."""
    manuscript = begin(read_source(b"One.\n\nTwo.\n", "text.md"))
    after, changes = mend(manuscript, [Edit(4, 6, ("\n\n\n",))], Batch("test"))
    keep_blocks(manuscript.text, after.text, changes)
    assert known(blocks, after.text) is None
    blocks(manuscript.text)
    keep_blocks(manuscript.text, after.text, changes)
    assert known(blocks, after.text) is None
