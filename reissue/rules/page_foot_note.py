"""Notes at the feet of the old pages, lifted out of the text."""

from collections import deque
from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.feet import REST, feet
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_foot_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The notes of a page stand at its foot as plain paragraphs, below a rule or without one."""
    text = manuscript.text
    found = feet(text)
    several = any(foot.run > 1 for foot in found)
    rules = deque(block for block in blocks(text) if block.kind is Kind.RULE)
    for foot in found:
        while rules and rules[0].end < foot.start and text[rules[0].end : foot.start].strip():
            rules.popleft()
        ruled = bool(rules) and rules[0].end < foot.start
        start = rules.popleft().start if ruled else foot.start
        gap = text[max(0, start - _GAP) : start]
        start -= len(gap) - len(gap.rstrip(" \\\n"))
        label = (slice(foot.at, foot.at + len(foot.label)),) if foot.label else (REST,)
        opens = f"[^{foot.run}-" if several and foot.label else "[^"
        yield Edit(start, foot.body, ("\n\n" if start else "", opens, *label, "]: "))


_GAP = 8  # no more white space than this stands between two blocks
