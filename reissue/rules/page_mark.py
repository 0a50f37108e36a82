"""What OCR engines write where a page ends."""

import re
from collections.abc import Iterator

from reissue.blocks import PAGE
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.source import PAGE_MARK


@rule(Keeps.NOTHING)
def page_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The engine's own mark stands where a page ends, or a form feed that is not in a line of its own."""
    text = manuscript.text
    for found in _MARKS.finditer(text) if _MARK.search(text) else ():
        new = f"{PAGE}\n\n" * len(_MARK.findall(found.group()))
        if found.end() == len(text):
            new = "\n"
        elif found.start():
            new = "\n\n" + new
        if found.group() != new:
            yield Edit(*found.span(), (new,), "a page ends here")
    for found in _FURNITURE.finditer(text):
        yield Edit(*found.span(), (), f"the engine's note of the page's furniture: {found[1]}")


_MARK = re.compile(PAGE_MARK)
_MARKS = re.compile(rf"(?:(?<=\S)[ \t\n]+|\A[ \t\n]*)(?:{PAGE_MARK}[ \t\n]*)+")
_FURNITURE = re.compile(r"<!-- Page(?<=^<!-- Page)(?:Number|Header|Footer)=\"([^\"\n]*)\" -->\n*", re.MULTILINE)
