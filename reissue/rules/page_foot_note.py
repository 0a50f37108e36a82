"""Notes at the feet of the old pages, lifted out of the text."""

from collections.abc import Iterator

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.notes import feet
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def page_foot_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The notes of a page stand at its foot as plain paragraphs, below a rule or without one."""
    text = manuscript.text
    found = feet(text)
    rules = {
        after.start: block.start
        for block, after in zip(blocks(text), blocks(text)[1:], strict=False)
        if block.kind is Kind.RULE
    }
    several = any(foot.run > 1 for foot in found)
    for foot in found:
        if foot.rest:
            continue
        start = rules.get(foot.start, foot.start)
        apart = () if start == 0 or text[start - 1] == "\n" else ("\n\n",)
        label = slice(foot.start, foot.start + len(foot.label))
        yield Edit(start - len(apart), foot.body, (*apart, f"[^{foot.run}-" if several else "[^", label, "]: "))
