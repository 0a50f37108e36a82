"""Emphasis that begins or ends beside its words."""

from collections.abc import Iterator

from reissue.emphasis import emphasised
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def loose_emphasis(manuscript: Manuscript) -> Iterator[Edit]:
    """Emphasis takes in the space before or after its words."""
    text = manuscript.text
    for start, end, width in (span for found in emphasised(text) for span in found.spans):
        left, right = start + width, end - width
        if text[left] == " ":
            yield Edit(start, left + 1, (" " * _needed(text, start - 1), slice(start, left)))
        if text[right - 1] == " " and right - left > 1:
            yield Edit(right - 1, end, (slice(right, end), " " * _needed(text, end)))


def _needed(text: str, beside: int) -> bool:
    """Tell whether a space is wanted there: not if one is there already, nor before a stop."""
    return beside >= 0 and text[beside : beside + 1] not in " \n.,;:!?)”’" and text[beside : beside + 1] != ""
