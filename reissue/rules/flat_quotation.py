"""Block quotations that lie flat among the paragraphs."""

import re
from collections.abc import Iterator

from reissue.blocks import FENCE, Block, Kind, bare, blocks
from reissue.capitals import plain
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import (
    LEFT_DOUBLE,
    RIGHT_DOUBLE,
    RIGHT_SINGLE,
    balance,
    is_dialogue,
    is_open,
    is_quotation,
    is_spoken,
    marks,
)
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS, reach=2, told=(is_dialogue,))
def flat_quotation(manuscript: Manuscript) -> Iterator[Edit]:
    """A block quotation is set as ordinary paragraphs, each opening with a quotation mark; or a stanza as one."""
    text = manuscript.text
    row = blocks(text)
    place, done, fenced = 0, 0, False
    while place < len(row):
        parts = _quotation(text, row, place, done)
        if not parts:
            if place and row[place - 1].kind is Kind.QUOTATION and _belongs(text, row[place - 1], row[place]):
                yield Edit(row[place - 1].end, row[place].start, ("\n>\n> ",))
            fenced = row[place].kind is Kind.QUOTATION
            place += 1
            continue
        last = row.index(parts[-1], place)
        yield _set_in(text, row[place : last + 1], parts, fenced=fenced)
        place, done, fenced = last + 1, last + 1, True


def _quotation(text: str, row: tuple[Block, ...], place: int, done: int) -> list[Block]:
    """Give the paragraphs of the block quotation at `place`: each opens with a mark, only the last closes.

    Those before `done` are set in already.
    """
    verse = _is_verse(text, row[place])
    if not verse and not _OPENS.match(text, row[place].start, row[place].end):
        return []
    lead = next((row[at] for at in range(place - 1, -1, -1) if row[at].kind not in (Kind.NOTE, Kind.RULE)), None)
    led = lead is not None and lead.kind is Kind.PARAGRAPH and _LEAD.search(text, lead.end - _REACH, lead.end)
    spoken = lead is not None and lead.start >= row[done].start and is_spoken(text, lead)
    flat = _is_flat(text, row[place]) and not spoken and _is_displayed(text, row, place, lead)
    interrupted = led and _is_interrupted(text, row[place]) and not is_dialogue(text)
    if not (verse or flat or interrupted):
        return []
    parts = [row[place]]
    for block in _below(row, place):
        if block.kind in (Kind.NOTE, Kind.RULE):
            continue
        if _is_author(text, block):
            return [*parts, block]
        goes_on = _is_verse(text, block) if verse else _goes_on(text, parts[-1]) and _is_flat(text, block)
        if not goes_on:
            break
        parts.append(block)
    if led and not verse and balance(_words(text, parts[-1])) > 0:
        parts += _unmarked_rest(text, _below(row, row.index(parts[-1], place)))
    return parts


def _unmarked_rest(text: str, below: Iterator[Block]) -> list[Block]:
    """Give the paragraphs in which an open quotation goes on without marks, if one of the next ones closes it."""
    parts = list[Block]()
    for block in (block for block in below if block.kind not in (Kind.NOTE, Kind.RULE)):
        if block.kind is not Kind.PARAGRAPH or len(parts) == _MANY or _is_flat(text, block):
            return []
        parts.append(block)
        left = balance(_words(text, block))
        if left:
            return parts if left < 0 and bare(_words(text, block)).endswith(RIGHT_DOUBLE) else []
    return []


def _below(row: tuple[Block, ...], place: int) -> Iterator[Block]:
    """Give the blocks below the one at `place`, without a copy of the rest of the book."""
    return (row[at] for at in range(place + 1, len(row)))


def _goes_on(text: str, block: Block) -> bool:
    """Tell whether a quotation is not at its end with this paragraph."""
    words = _words(text, block)
    return is_open(words) or balance(words) > 0


def _words(text: str, block: Block) -> str:
    return plain(text[block.start : block.end])


def _is_verse(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a stanza: short lines with the breaks that the engine kept."""
    if block.kind is not Kind.PARAGRAPH or text.find("\\\n", block.start, block.end) < 0:
        return False
    return max(map(len, _words(text, block).split("\\\n"))) <= _VERSE


def _is_flat(text: str, block: Block) -> bool:
    return block.kind is Kind.PARAGRAPH and is_quotation(_words(text, block))


def _is_interrupted(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a quotation but for a few words, as who wrote it."""
    words = _words(text, block)
    if block.kind is not Kind.PARAGRAPH or not words.lstrip("*_").startswith((LEFT_DOUBLE, '"')):
        return False
    outside, since = 0, -1
    for mark in marks(words):
        if mark.sign == RIGHT_DOUBLE and since < 0:
            since = mark.at
        elif mark.sign == LEFT_DOUBLE and since >= 0:
            outside, since = outside + mark.at - since, -1
    return 0 < outside * _FEW <= len(words) and bare(words)[-1:] in (*'.…!?"', RIGHT_DOUBLE, RIGHT_SINGLE)


def _is_displayed(text: str, row: tuple[Block, ...], place: int, before: Block | None) -> bool:
    """Tell whether the printer set a quotation apart; a line of dialogue is one from end to end as well, and is not.

    It was if the paragraph before leads up to it, if it ends in a note's reference, if it goes on in a second
    paragraph, or if it is longer than people speak.
    """
    words = _words(text, row[place])
    lead = bare(text[before.body : before.end]) if before and before.kind is not Kind.HEADING else ""
    after = next((block for block in _below(row, place) if block.kind not in (Kind.NOTE, Kind.RULE)), None)
    goes_on = after is not None and _goes_on(text, row[place]) and _opens(text, after)
    if not goes_on and after is not None and is_spoken(text, after):
        return False
    if (after is not None and _is_author(text, after)) or words.endswith("]"):
        return True
    if is_dialogue(text):
        return False
    leads = lead.endswith((":", "—", ",")) and len(words) > _LINE
    return leads or goes_on or len(words) > _SPEECH


def _opens(text: str, block: Block) -> bool:
    """Tell whether a paragraph is a quotation that has been set in, or could be."""
    set_in = block.kind is Kind.QUOTATION and text[block.body : block.end].lstrip("*_")[:1] in (LEFT_DOUBLE, '"')
    return set_in or _is_flat(text, block)


def _belongs(text: str, quotation: Block, block: Block) -> bool:
    """Tell whether a paragraph below a block quotation is its author's line, or goes on with it."""
    open_ = is_open(text[quotation.body : quotation.end])
    return _is_author(text, block) or (open_ and _is_flat(text, block))


def _is_author(text: str, block: Block) -> bool:
    """Tell whether a paragraph is the line below a quotation that names its author."""
    return block.kind is Kind.PARAGRAPH and bool(_AUTHOR.fullmatch(text, block.start, block.end))


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


_LINE, _SPEECH, _VERSE, _REACH = 38, 240, 72, 40
_MANY = 6  # paragraphs without a mark in one quotation
_FEW = 8  # of so many letters, only one may stand outside the marks
_LEAD = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*(?:\[\^[^\]\s]+\])?\Z")
_OPENS = re.compile(r"[*_\[]*[\"“]")  # as a quotation does, with whatever marks before it
_LINE_END = re.compile(r"\n")
_AUTHOR = re.compile(r"[ \t]*[—–] ?[A-Z][^\n]{2,60}")
