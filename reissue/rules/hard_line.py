"""Lines as the page had them."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.measure import Measures, fits, is_verse, measures
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def hard_line(manuscript: Manuscript) -> Iterator[Edit]:
    """Each line of print stands in a line of its own, so that paragraphs, verse and addresses look alike."""
    text = manuscript.text
    widths = measures(text)
    closed = text.count(" \N{EM DASH}") < text.count("\N{EM DASH}") * _SELDOM
    for block in blocks(text):
        if text.find("\n", block.body, block.end) < 0 or text[block.body] == "|":
            continue
        if block.kind is Kind.HEADING:
            at = text.index("\n", block.body)
            yield Edit(at, at + 1, ("\n\n",))
        elif block.kind in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.NOTE):
            yield from _set(text, block, widths, closed=closed)


def _set(text: str, block: Block, widths: Measures, *, closed: bool) -> Iterator[Edit]:
    width, make = widths.at(block.start), tuple.__new__  # without a step of Python for each edit
    verse = block.kind is not Kind.NOTE and is_verse(text, block, width)
    in_text = block.kind is Kind.PARAGRAPH
    for end in _END.finditer(text, block.body, block.end):
        line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
        after = text[end.end() : end.end() + _WORD]
        plain = widths.even and in_text and not after[:1].islower()
        if end.start() - len(line) == block.start and in_text and _heads_text(text, line, end.end(), block, widths):
            new = "\n\n"
        elif verse or (after[:1] in _ITEMS and _ITEM.match(after)):
            new = "\\\n> " if block.kind is Kind.QUOTATION else "\\\n"
        elif plain and line.rstrip(_CLOSING).endswith(_STOPS) and fits(line, after, width, widths.slack):
            new = "\n\n"
        else:
            last = line[-_DASHES:] if line.endswith(_LAST) else ""
            dashed = last and _DASHED.search(last) and after[:1].isalpha()
            range_ = last and _RANGE.search(last) and after[:1].isdecimal()
            new = "" if dashed or range_ or (closed and _DASH.match(after)) else " "
        yield make(Edit, (end.start(), end.end(), (new,), "", True))


def _heads_text(text: str, line: str, start: int, block: Block, widths: Measures) -> bool:
    """Tell whether a line is the number of a chapter, and text begins below it: speech, or lines that fill the measure.

    Else the lines below may be its title.
    """
    if not _HEAD.fullmatch(line) or not text[block.start : block.end].rstrip(_CLOSING).endswith(_STOPS):
        return False
    first, *rest = text[start : block.end].split("\n")
    full = len(rest) > 1 and not fits(first, rest[0], widths.at(block.start), widths.slack)
    return first[0] in _SPEECH or (full and not first.isupper())


_HEAD = re.compile(r"(?:CHAPTER|Chapter|BOOK|Book|PART|Part)\.? (?:[0-9]{1,3}|[IVXLC]{1,7})\.?")  # above its first line
_ITEM, _ITEMS = re.compile(r"(?:[-+*•] |\([0-9a-z]{1,3}\) )"), frozenset("-+*•(")
_WORD, _SPEECH = 40, '“"‘'
_END = re.compile(r"(?<!\\)\n(?:> )?(?! {4})(?=[^\s>])")
_STOPS, _CLOSING = (".", "!", "?", ":", "…"), "”’\"')]"
_DASH = re.compile(r"\N{EM DASH}\w")
_SELDOM = 0.25  # of the dashes
_RANGE = re.compile(r"[0-9][-\N{EN DASH}]\Z")
_LAST = ("-", "\N{SOFT HYPHEN}", "\N{NOT SIGN}", "\N{EM DASH}", "\N{EN DASH}")
_DASHES = 3  # with the letter before them
_DASHED = re.compile(r"[^\W\d_][-\N{SOFT HYPHEN}\N{NOT SIGN}\N{EM DASH}\N{EN DASH}]\Z|\S(?:--|\N{EM DASH})\Z")
