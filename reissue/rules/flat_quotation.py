"""Block quotations that lie flat among the paragraphs."""

import re
from collections.abc import Iterator

from reissue.blocks import FENCE, Block, Kind, bare, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import is_open, is_quotation
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS)
def flat_quotation(manuscript: Manuscript) -> Iterator[Edit]:
    """A block quotation is set as ordinary paragraphs, each opening with a quotation mark; or a stanza as one."""
    text = manuscript.text
    row = blocks(text)
    place, fenced = 0, False
    while place < len(row):
        parts = _quotation(text, row, place)
        if not parts:
            fenced = row[place].kind is Kind.QUOTATION
            place += 1
            continue
        last = row.index(parts[-1], place)
        yield _set_in(text, row[place : last + 1], parts, fenced=fenced)
        place, fenced = last + 1, True


def _quotation(text: str, row: tuple[Block, ...], place: int) -> list[Block]:
    """Give the paragraphs of the block quotation at `place`: each opens with a mark, only the last closes."""
    verse = _is_verse(text, row[place])
    if not verse and not (_is_flat(text, row[place]) and _is_displayed(text, row, place)):
        return []
    parts = [row[place]]
    for block in row[place + 1 :]:
        if block.kind in (Kind.NOTE, Kind.RULE):
            continue
        if block.kind is Kind.PARAGRAPH and _AUTHOR.fullmatch(text, block.start, block.end):
            return [*parts, block]
        goes_on = _is_verse(text, block) if verse else is_open(_words(text, parts[-1])) and _is_flat(text, block)
        if not goes_on:
            break
        parts.append(block)
    return parts


def _words(text: str, block: Block) -> str:
    return text[block.start : block.end]


def _is_verse(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a stanza: short lines with the breaks that the engine kept."""
    lines = _words(text, block).split("\\\n")
    return block.kind is Kind.PARAGRAPH and len(lines) > 1 and max(map(len, lines)) <= _VERSE


def _is_flat(text: str, block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and is_quotation(_words(text, block))


def _is_displayed(text: str, row: tuple[Block, ...], place: int) -> bool:
    """Tell whether the printer set a quotation apart; a line of dialogue is one from end to end as well, and is not.

    It was if the paragraph before leads up to it, if it ends in a note's reference, if it goes on in a second
    paragraph, or if it is longer than people speak.
    """
    words = _words(text, row[place])
    before = next((block for block in reversed(row[:place]) if block.kind not in (Kind.NOTE, Kind.RULE)), None)
    lead = bare(text[before.body : before.end]) if before and before.kind is not Kind.HEADING else ""
    after = next((block for block in row[place + 1 :] if block.kind not in (Kind.NOTE, Kind.RULE)), None)
    goes_on = after is not None and is_open(words) and _is_flat(text, after)
    if _is_spoken(text, before) or (not goes_on and _is_spoken(text, after)):
        return False
    if after is not None and _AUTHOR.fullmatch(text, after.start, after.end):
        return True
    leads = lead.endswith((":", "—", ",")) and len(words) > _LINE
    return leads or words.endswith("]") or goes_on or len(words) > _SPEECH


def _is_spoken(text: str, block: Block | None) -> bool:
    """Tell whether a paragraph is dialogue: it opens with a short speech, or says who speaks after one."""
    return block is not None and block.kind is Kind.PARAGRAPH and bool(_SPEAKS.match(text, block.start, block.end))


def _set_in(text: str, row: tuple[Block, ...], parts: list[Block], *, fenced: bool) -> Edit:
    """Set the paragraphs in; the notes that stood between them follow.

    A fence keeps this quotation apart from one just before.
    """
    new: list[str | slice] = [FENCE, "\n\n"] if fenced else []
    for number, part in enumerate(parts):
        new.append("\n>\n> " if number else "> ")
        start = part.start
        for end in _LINE_END.finditer(text, part.start, part.end):
            new += [slice(start, end.end()), "> "]
            start = end.end()
        new.append(slice(start, part.end))
    for block in row:
        if block.kind is Kind.NOTE:
            new += ["\n\n", slice(block.start, block.end)]
    return Edit(parts[0].start, parts[-1].end, tuple(new))


_LINE, _SPEECH, _VERSE = 38, 240, 72
_SPEAKS = re.compile(
    r"[“\"][^”\"\n]{1,160}[”\"](?:\Z| (?:he|she|I|they|we|said|asked|cried|replied|answered|[A-Z][a-z]+ "
    r"(?:said|asked|cried)))"
)
_LINE_END = re.compile(r"\n")
_AUTHOR = re.compile(r"[—–] ?[A-Z][^\n]{2,60}")
