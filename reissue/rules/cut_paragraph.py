"""Paragraphs cut in two by the end of a page."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import PROSE, Block, Kind, bare, blocks, seam
from reissue.capitals import plain
from reissue.emphasis import emphasis
from reissue.figures import figures
from reissue.folios import folios, gaps, near_gaps
from reissue.hyphens import breaks_at_stop
from reissue.manuscript import Edit, Manuscript
from reissue.misfit import is_abbreviated, misfits, opens_low
from reissue.quotes import LEFT_DOUBLE, RIGHT_DOUBLE, is_open, is_quotation, marks
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS, reach=12, told=(opens_low,))
def cut_paragraph(manuscript: Manuscript) -> Iterator[Edit]:
    """A paragraph breaks off in mid-sentence at the end of a page and goes on below the page's notes."""
    text = manuscript.text
    row = [block for block in blocks(text) if block.kind is not Kind.FENCE]
    stays = (Kind.NOTE, Kind.RULE, Kind.PAGE)
    drawn = figures(text)
    whole = [[place] for place, block in enumerate(row) if block.kind not in stays and block.start not in drawn]
    whole = _in_order(text, row, whole)
    low = _resumed(manuscript)
    sides = enumerate(pairwise(row), 1)
    apart: set[tuple[int, ...]] = {(at - 1, at) for at, (a, b) in sides if b.start not in low and _is_whole(text, a, b)}
    while (joined := _join_once(text, row, whole, apart, low)) != whole:
        whole = joined  # a paragraph cut more than once is only known for what it is when it is whole
    for parts in whole:
        if len(parts) > 1 and parts[0] == min(parts):  # else what stood above it is no half of the same paragraph
            own = set(parts)
            between = [row[place] for place in range(parts[0], max(parts)) if place not in own]
            last = max(parts)
            yield _joined(text, between, [row[place] for place in parts], row[min(last + 1, len(row) - 1)])


def _in_order(text: str, row: list[Block], whole: list[list[int]]) -> list[list[int]]:
    """Put together the halves of a sentence between which the engine read what stands elsewhere on the page.

    What begins in mid-sentence below a stop goes on with what breaks off further up. Between them stands what is whole
    in itself, as a note at the page's foot that was not known for one: it is left out here, and goes below. Or the last
    lines of the second column were read before the figure above them: they close what breaks off again.
    """
    ordered = list[list[int]]()
    for place, parts in enumerate(whole):
        ordered.append(parts)
        below = row[whole[place + 1][0]] if place + 1 < len(whole) else None
        if not _begins_low(text, row[parts[0]]):
            continue
        for back in range(2, min(_BETWEEN, len(ordered) - 1) + 1):
            if halves := _halves(text, row, ordered[-back - 1 :], below):
                ordered[-back - 1 :] = [halves]
                break
    return ordered


def _halves(text: str, row: list[Block], run: list[list[int]], below: Block | None) -> list[int]:
    """Give the parts of the paragraph that breaks off first in the run and goes on last in it; none if it is not so."""
    top, *middle, rest = run
    first, last, inner = row[top[-1]], row[rest[0]], [row[parts[0]] for parts in middle]
    between = row[top[-1] + 1 : rest[0]]
    kinds = [block.kind for block in between]
    if (
        first.kind not in (last.kind, Kind.QUOTATION)
        or {block.kind for block in inner} != {Kind.PARAGRAPH}
        or not all(_is_closed(text, block) for block in inner)
        or not _breaks_off(text, first)
        or not _are_halves(text, row, top, rest)
    ):
        return []
    if not any(_begins_low(text, block) for block in inner):
        ruled_off = Kind.RULE in kinds[middle[-1][0] - top[-1] :]
        at_foot = Kind.PAGE in kinds or ((Kind.NOTE in kinds or Kind.RULE in kinds) and not ruled_off)
        labelled = len(inner) == 1 and _is_labelled(text[inner[0].body : inner[0].end])
        return [*top, *rest] if at_foot or labelled or _BROKEN.search(text, first.end - 2, first.end) else []
    turned = Kind.PAGE in kinds or Kind.NOTE in kinds
    goes_on = _breaks_off(text, last) and below and below.kind is Kind.PARAGRAPH and not _begins_low(text, below)
    if len(inner) == 1 and turned and goes_on and any(block.start in figures(text) for block in between):
        return [*top, *rest, *middle[0]]
    return []


def _begins_low(text: str, block: Block) -> bool:
    """Tell whether a paragraph begins in small letters, and not with one that numbers it."""
    if text[block.body : block.body + 1].isupper():  # as mostly
        return False
    begins = bare(text[block.body : block.body + _REACH])
    return begins[:1].islower() and not _ITEM.match(begins)


def _breaks_off(text: str, block: Block) -> bool:
    end = bare(text[max(block.body, block.end - _REACH) : block.end])
    return end[-1:].isalnum() or bool(_BROKEN.search(end[-2:]))


def _is_labelled(words: str) -> bool:
    """Tell whether a paragraph begins with a number, or with the sign of a note."""
    starred = words.startswith("*") and any(stray[0] == 0 for stray in emphasis(words).strays)
    return starred or words[0] in "†‡§‖¶" or bool(_ITEM.match(words))


def _is_closed(text: str, block: Block) -> bool:
    """Tell whether a paragraph ends with a stop, or is a folio that waits for the editor."""
    words = text[block.body : block.end]
    return words.isdigit() or (not _has_lines(words) and bool(_STOP.search(bare(words[-_REACH:]))))


def _resumed(manuscript: Manuscript) -> frozenset[int]:
    """Give the offsets of the paragraphs that go on from the page before in small letters, though it ends with a stop.

    Not where the folios show that a page is lost between.
    """
    found = [misfit for misfit in misfits(manuscript.text) if misfit.turned]
    source = manuscript.source.in_lines
    row = folios(source) if found else []
    lost = [gap.first.page.end for gap in (*gaps(row), *near_gaps(source, row))] if found else []
    spans = [(manuscript.at(above.start), manuscript.at(below.start)) for above, below, _ in found]
    return frozenset(
        misfit.below.start
        for misfit, (start, end) in zip(found, spans, strict=True)
        if not any(start <= edge <= end for edge in lost)
    )


def _join_once(
    text: str, row: list[Block], whole: list[list[int]], apart: set[tuple[int, ...]], low: frozenset[int]
) -> list[list[int]]:
    """Put together each two paragraphs, given by the places of their parts, that are halves of one.

    Those that have been found to be none are `apart`, and not looked at again; those that begin at `low` are second
    halves.
    """
    joined = whole[:1]
    for parts, after in zip(whole[1:], [*whole[2:], []], strict=False):
        left = joined[-1]
        ends = (left[0], left[-1], parts[0], parts[-1], *after[:1], *after[-1:])
        if (left[-1], parts[0]) in apart or ends in apart:
            joined.append(parts)
            continue
        first, second = row[left[-1]], row[parts[0]]
        prose = first.kind in PROSE and second.kind in PROSE
        turned = parts[0] - left[-1] != 1
        alike = first.kind is second.kind or (turned and first.kind is Kind.QUOTATION and text[second.body].islower())
        if (
            prose
            and alike
            and (
                second.start in low
                or _are_halves(text, row, left, parts)
                or (turned and _is_one_quotation(text, row, left, parts, after))
            )
        ):
            joined[-1] = left + parts
        else:
            apart.add(ends)
            joined.append(parts)
    return joined


def _is_whole(text: str, block: Block, below: Block) -> bool:
    """Tell from afar a paragraph that ends with a stop, if the one right below begins with a capital or a figure."""
    end, start = block.end - 1, below.body
    end -= text[end] in _QUOTED
    start += text[start : start + 1] in _QUOTING
    first = text[start : start + 1]
    return text[end] in _STOPS and (first.isupper() or first.isdigit())


def _are_halves(text: str, row: list[Block], left: list[int], right: list[int]) -> bool:
    turned = right[0] - left[-1] != 1
    first, second = _words(text, row, left), _words(text, row, right)
    # Short lines without a stop are addresses, signatures, titles; a paragraph's beginning fills a line at least.
    long = len(first) >= (_LINE if turned else _THREE_LINES) or (
        len(first) >= _TWO_LINES and len(second) >= _THREE_LINES and bool(_INTERRUPTED.search(first))
    )
    return _goes_on(bare(first), bare(second), turned=turned, long=long)


def _is_one_quotation(text: str, row: list[Block], left: list[int], right: list[int], after: list[int]) -> bool:
    """Tell whether a quotation goes on in the same paragraph, though the page ends with a sentence.

    A new paragraph of it would open with a mark. It is seen to go on where its mark closes, or the next paragraph opens
    with one.
    """
    first, second, third = (bare(_words(text, row, parts)) for parts in (left, right, after))
    if first[:1] not in _OPENING or not is_open(first) or not second or second[0] in _OPENING or _ITEM.match(second):
        return False
    signs = [mark.sign for mark in marks(second) if mark.sign in (LEFT_DOUBLE, RIGHT_DOUBLE)]
    return signs[:1] == [RIGHT_DOUBLE] or (not signs and third[:1] in _OPENING)


def _words(text: str, row: list[Block], parts: list[int]) -> str:
    """Give the words of a paragraph's parts; where it is cut again and again, its first and last parts tell enough."""
    told = parts if len(parts) <= _TOLD else [parts[0], *parts[1 - _TOLD :]]
    return " ".join(plain(text[row[part].body : row[part].end]) for part in told)


def _goes_on(first: str, second: str, *, turned: bool, long: bool) -> bool:  # noqa: PLR0911 -- one answer a line
    """Tell whether `second` goes on with `first`; `turned` if notes or a rule show that a page ends between them."""
    if first.isdigit() or second.isdigit():
        return False  # a folio, which waits for the editor
    if not first or not second or _ITEM.match(second) or _has_lines(first + second) or "|" in (first[0], second[0]):
        return False
    end, lower = first[-_REACH:], second.lstrip("“‘\"'([—")[:1].islower()
    if _BROKEN.search(end[-2:]):
        return lower or turned
    if (end[-1] == ")" and _ASIDE.search(end)) or (second[0] in _OPENING and _CLOSED.search(end)):
        return lower  # a sentence of its own in brackets ends it; or another speaker has the word
    if _STOP.search(end):
        return (turned or lower) and (_ends_nothing(end, second, lower=lower) or _is_misread(end, second))
    if _LEAD.search(end):
        return lower and turned and second[:1].islower()
    if first.endswith("”") and is_quotation(first) and not lower:
        return False  # a block quotation that ends with its author's comma
    if is_quotation(second) and (first[-1] in ",—" or not turned):
        return False  # a block quotation, brought in by “Moreover,” or the like
    if first.isupper() or second.isupper():
        return False
    return lower or long


def _has_lines(words: str) -> bool:
    return "\\" in words and "\\\n" in words


def _ends_nothing(first: str, second: str, *, lower: bool) -> bool:
    """Tell whether the stop at the end of `first` is an abbreviation's, or an ellipsis or a call in the sentence."""
    lower = lower and second[:1].islower()
    return is_abbreviated(first, lower=lower) or (lower and bool(_ELLIPSIS.search(first) or _CALLED.search(first)))


def _is_misread(first: str, second: str) -> bool:
    """Tell whether the stop at the end of `first` is the hyphen of a broken word, misread."""
    left, right = _STOPPED.search(first), _FIRST.match(second)
    return left is not None and right is not None and breaks_at_stop(left[1], right.group(), "en")


def _joined(text: str, between: list[Block], parts: list[Block], below: Block) -> Edit:
    """Put the parts one after the other, and after them the notes, figures and paragraphs that stood between.

    Emphasis that the cut tore is whole again. A quotation that goes on `below` begins anew there, or its next paragraph
    would go on with the last of the notes.
    """
    ends = [part.end for part in parts]
    starts = [part.body for part in parts]
    for number, (before, part) in enumerate(pairwise(parts)):
        torn = _torn(text, before, part)
        ends[number] -= torn
        starts[number + 1] += torn
    new: list[str | slice] = []
    for number in range(1, len(parts)):
        new += [seam(text, ends[number - 1]), slice(starts[number], ends[number])]
    for block in between:
        if block.kind in (Kind.NOTE, *PROSE) or block.start in figures(text):
            new += ["\n\n", slice(block.start, block.end)]
    end = max(part.end for part in parts)
    if new[-1] != slice(starts[-1], ends[-1]) and _WITHIN.fullmatch(text, end, max(end, below.start)):
        new, end = [*new, "\n\n"], below.start
    return Edit(ends[0], end, tuple(part for part in new if part != ""))


def _torn(text: str, before: Block, after: Block) -> int:
    """Give the width of the emphasis marks that close one half and open the other."""
    closing = _MARKS_LAST.search(text, max(before.start, before.end - _MARKS), before.end)
    opening = _MARKS_FIRST.match(text, after.body, after.end)
    if not closing or not opening or closing.group() != opening.group():
        return 0
    return 0 if emphasis(text[before.start : before.end]).strays else len(opening.group())


_STOPS, _QUOTED, _QUOTING = frozenset(".!?…"), frozenset("”’\"')"), frozenset("“‘\"'(")
_OPENING = ("“", '"')
_LINE, _TWO_LINES, _THREE_LINES = 50, 110, 180
_BETWEEN = 4  # paragraphs between the halves of a sentence, and one
_TOLD = 12  # parts; few paragraphs run over more pages
_MARKS = 3  # asterisks at most in one mark
_REACH = 40  # no abbreviation, no row of marks after a stop is longer
_LEAD = re.compile(r": ?[-\N{EN DASH}\N{EM DASH}]*\Z")
_BROKEN = re.compile(r"[^\W\d_][-\N{SOFT HYPHEN}\N{NOT SIGN}]\Z")
_STOPPED = re.compile(r"(?<![\w.])([a-z]{2,})\.\Z")
_FIRST = re.compile(r"[a-z]{2,}(?![\w.])")
_STOP = re.compile(r"[.!?…][”’\"')\]»*_]*\Z")
_CLOSED = re.compile(r"(?:[^\s(\[“‘]|[-\N{EM DASH}\N{EN DASH}] )[”\"][*_]*\Z")
# A clause that has only begun, so that it cannot lead up to a quotation: “; for, without this,”.
_INTERRUPTED = re.compile(
    r"[,;] (?:and|but|for|that|because|though|although|since|when|if|as|yet|nor|or|which|who),?"
    r" (?:without|with|in|by|from|after|before|under|on|at|to|upon|during|through|besides) [a-z]+(?: [a-z]+){0,3},\Z"
)
_ASIDE = re.compile(r"[.!?…][”\"’'*_]* \([A-Z][^()]*\)\Z")
_CALLED = re.compile(r"[!?][”’\"')]*\Z")
_ELLIPSIS = re.compile(r"(?:\.\s?\.\s?\.|…)\Z")
_ITEM = re.compile(r"(?:\(?(?:[0-9]{1,3}|[a-z]|[ivxl]{1,5})\\?[.)] |[-+•*] )")
_WITHIN = re.compile(r"\n>[> ]*\n")  # between two paragraphs of one quotation
_MARKS_LAST = re.compile(r"(?<![*\\])\*{1,3}\Z")
_MARKS_FIRST = re.compile(r"\*{1,3}(?!\*)")
