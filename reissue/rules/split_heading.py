"""Headings in two parts: the number in a line of its own, or a line that ends in mid-phrase."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks, numbered_headings
from reissue.manuscript import Edit, Manuscript
from reissue.numerals import COUNTED
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def split_heading(manuscript: Manuscript) -> Iterator[Edit]:
    """A chapter's number and its title, or the two lines of one title, stand as two headings, one below the other."""
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
        elif _is_cut(text, number, title):
            yield Edit(number.end, title.body, (" ",))
        place += 1


def _is_cut(text: str, first: Block, second: Block) -> bool:
    """Tell whether a heading breaks off after a word that wants another, and goes on in the one below it."""
    if first.kind is not Kind.HEADING or second.kind is not Kind.HEADING or first.level != second.level:
        return False
    above, below = text[first.body : first.end], text[second.body : second.end]
    if above.isupper() != below.isupper() or "*" in above + below:
        return False
    return bool(_WANTS.search(above) or _ADDS.match(below))


_COUNTED = (*COUNTED, "BOOK", "PART", "SECTION", "ACT", "SCENE", "APPENDIX")
_NUMBER = re.compile(
    rf"(?:(?:{'|'.join((*_COUNTED, *map(str.title, _COUNTED)))})\s+)?"
    r"(?:[IVXLCDM]{1,8}|[0-9]{1,3}|[A-Z]|(?:THE )?(?:ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE"
    r"|FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH))[.:]?"
)
# A heading may begin with any of these, and a few poems end so; none ends with an article or with "of".
_WANTS = re.compile(r"(?:^|[^\W\d_,] )(?:of|the|an|and|or|on|in|with|from|for|at|upon|into)\Z", re.IGNORECASE)
_ADDS = re.compile(r"(?:and|or) (?!\w+\Z)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[IVXLC]+|[0-9]{1,3})[.:] ")
