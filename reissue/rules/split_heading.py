"""Headings whose number stands in a line of its own."""

import re
from collections.abc import Iterator

from reissue.blocks import Kind, blocks, numbered_headings
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def split_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A chapter's number and its title stand as two headings, one below the other."""
    text = manuscript.text
    row, loose, place = blocks(text), numbered_headings(text), 0
    while place + 1 < len(row):
        number, title = row[place], row[place + 1]
        words = text[number.body : number.end]
        alone = (number.kind is Kind.HEADING or number.start in loose) and _NUMBER.fullmatch(words.strip("*"))
        if alone and title.kind is Kind.HEADING and not _NUMBERED.match(text, title.body, title.end):
            marks = len(words) - len(words.lstrip("*"))
            label = slice(number.body + marks, number.end - marks)
            stop = " " if text[label.stop - 1] in ".:" else ". "
            hashes = (
                slice(title.start, title.body) if number.kind is Kind.PARAGRAPH else slice(number.start, number.body)
            )
            yield Edit(number.start, title.end, (hashes, label, stop, slice(title.body, title.end)))
            place += 1
        place += 1


_NUMBER = re.compile(
    r"(?:(?:CHAPTER|BOOK|PART|SECTION|LECTURE|LETTER|ESSAY|ACT|SCENE|CANTO|APPENDIX|Chapter|Book|Part|Section|Lecture|Letter|Appendix)\s+)?"
    r"(?:[IVXLCDM]{1,8}|[0-9]{1,3}|[A-Z]|(?:THE )?(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE"
    r"|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH))[.:]?"
)
_NUMBERED = re.compile(r"(?:[IVXLC]+|[0-9]{1,3})[.:] ")
