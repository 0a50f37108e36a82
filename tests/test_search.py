"""What a search by signs finds is what the pattern finds by itself."""

import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from reissue.manuscript import Batch, Edit, begin, mend
from reissue.revise import seams
from reissue.search import beginnings, begins, changed, places
from reissue.source import read_source

_PATTERN = re.compile(r"[-<a](?:(?<=^-)--+|(?<=<)b|(?<=a)a?(?=-))", re.MULTILINE)
_SIGNS = ("---", "<", "a")


@given(st.text("-<ab\n", max_size=40))
def test_signs_lead_to_all_that_the_pattern_finds(text: str) -> None:
    """One match after the other, none of which overlaps."""
    found = [match.span() for match in _PATTERN.finditer(text)]
    assert [match.span() for match in beginnings(_PATTERN, text, _SIGNS)] == found
    assert begins(_PATTERN, text, _SIGNS) is bool(found)


_PUT = st.sampled_from(["", "-", "--", "a", "<"])
_EDITS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), _PUT, st.booleans()))


@given(st.text("-<ab\n", min_size=1, max_size=40), st.lists(_EDITS, max_size=4))
def test_what_a_text_lacked_is_found_where_it_has_come_with_a_change(
    text: str, batches: list[list[tuple[int, int, str, bool]]]
) -> None:
    """Whether something was put there, taken away, or moved."""
    manuscript = begin(read_source(text.encode(), "text.md"))
    changed(manuscript.text, manuscript.text, ())
    with patch("reissue.search._SHARE", 0):
        for row in batches:
            assert places(manuscript.text, _LOOKED_FOR) == _standing(manuscript.text)
            edits, at = list[Edit](), 0
            for gap, gone, new, moved in row:
                start, end = at + gap, at + gap + gone
                if end > len(manuscript.text):
                    break
                middle = start + gone // 2
                turned = (slice(middle, end), new, slice(start, middle))
                edits.append(Edit(start, end, turned if moved else (new,)))
                at = end
            mended, changes = mend(manuscript, edits, Batch("test"))
            changed(manuscript.text, mended.text, seams(changes))
            manuscript = mended
    assert places(manuscript.text, _LOOKED_FOR) == _standing(manuscript.text)


def _standing(text: str) -> list[int]:
    return sorted(found.start() for sign in _LOOKED_FOR for found in re.finditer(re.escape(sign), text))


_LOOKED_FOR = ("---", "<", "ab", "\n\n", "a-<")
