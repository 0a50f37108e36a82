"""What OCR engines write where a page ends."""

import re
from collections.abc import Iterator

from reissue.blocks import PAGE
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings
from reissue.source import PAGE_MARK, page_marks


@rule(Keeps.NOTHING, reach=1)
def page_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """The engine's own mark stands where a page ends, or a form feed that is not in a line of its own."""
    text = manuscript.text
    for found in _marked(text):
        ends, furniture = len(_MARK.findall(found.group())), _FURNITURE.findall(found.group())
        new = f"{PAGE}\n\n" * ends
        if found.end() == len(text):
            new = "\n"
        elif found.start():
            new = "\n\n" + new
        if found.group() != new:
            why = [*(["a page ends here"] if ends else []), *(f"the page's furniture: {words}" for words in furniture)]
            yield Edit(*found.span(), (new,), "; ".join(why))


def _marked(text: str) -> Iterator[re.Match[str]]:
    """Give the marks that stand together, with the white space round them."""
    marks, done = [*page_marks(text), *beginnings(_FURNITURE, text, ("<!-- Page",))], 0
    for start in sorted(mark.start() for mark in marks):
        at = start
        while at > done and text[at - 1] in " \t\n":
            at -= 1
        if start >= done and (found := _MARKS.match(text, at)):
            yield found
            done = found.end()


_MARK = re.compile(PAGE_MARK)
_FURNITURE = re.compile(r"<!-- Page(?<=(?m:^)<!-- Page)(?:Number|Header|Footer)=\"([^\n]*?)\" -->")
_MARKS = re.compile(rf"(?:(?<=\S)[ \t\n]+|\A[ \t\n]*)(?:(?:{PAGE_MARK}|{_FURNITURE.pattern})[ \t\n]*)+")
