"""What a search by signs finds is what the pattern finds by itself."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reissue.search import beginnings, begins

_PATTERN = re.compile(r"[-<a](?:(?<=^-)--+|(?<=<)b|(?<=a)a?(?=-))", re.MULTILINE)
_SIGNS = ("---", "<", "a")


@given(st.text("-<ab\n", max_size=40))
def test_signs_lead_to_all_that_the_pattern_finds(text: str) -> None:
    """One match after the other, none of which overlaps."""
    found = [match.span() for match in _PATTERN.finditer(text)]
    assert [match.span() for match in beginnings(_PATTERN, text, _SIGNS)] == found
    assert begins(_PATTERN, text, _SIGNS) is bool(found)
