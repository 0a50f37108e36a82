"""Notes that are marked with signs, which begin anew on each page."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.emphasis import emphasised
from reissue.labels import parts_a_sentence
from reissue.manuscript import Edit, Manuscript
from reissue.note_run import PAGE
from reissue.rule import Keeps, rule


class _Foot(NamedTuple):
    start: int
    body: int
    end: int
    sign: str
    close: int = 0  # where the asterisk stands that an engine put at its end, as if the first opened emphasis


@rule(Keeps.ORDER)
def symbol_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The notes at a page's foot are marked with an asterisk, a dagger and so on, and nothing leads to them."""
    text = manuscript.text
    page, run = 0, len(set(_RUN.findall(text)))
    above: _Foot | None = None
    groups = list(_groups(text))
    groups = sorted([*groups, *_glued(text, groups)])
    turns = [block.start for block in blocks(text) if block.kind is Kind.PAGE] if groups else []
    for number, feet in enumerate(groups):
        if above is None or _rank(feet[0].sign) <= _rank(above.sign):
            page = above.end if above else 0  # else a further paragraph of the last note parts it from the next
        turned = bisect_left(turns, feet[0].start)
        calls = (
            _calls(text, feet, max(page, turns[turned - 1])) if turned else []
        )  # on the notes' own page, if they can be
        calls = calls if any(calls) else _calls(text, feet, page)
        if _is_glued(text, feet[0]) and not _is_called(text, feet[0], calls[0], groups[number + 1 :]):
            continue
        above = feet[-1]
        if sum(call is not None for call in calls) * 2 >= len(feet):
            run += 1
            for foot, call in zip(feet, calls, strict=True):
                if call is not None:
                    yield Edit(*call, (f"[^p{run}-{foot.sign}]",))
                gap = text[max(0, foot.start - 2) : foot.start]
                apart = "\n" * (2 - len(gap) + len(gap.rstrip("\n"))) if foot.start else ""
                yield Edit(foot.start, foot.body, (f"{apart}[^p{run}-{foot.sign}]: ",))
                if foot.close:
                    yield Edit(foot.close, foot.end, ())


def _glued(text: str, groups: Sequence[list[_Foot]]) -> Iterator[list[_Foot]]:
    """Give what may be a note with its asterisk close to its first word: it closes as emphasis, or parts a sentence.

    Only where a row of notes with signs shows that the book has them.
    """
    known = {foot.start for feet in groups for foot in feet}
    row = tuple(block for block in blocks(text) if block.kind is not Kind.PAGE) if len(groups) >= _CUSTOM else ()
    place = {block.start: number for number, block in enumerate(row)}
    for block, spans, strays in emphasised(text) if row else ():
        start, end = block.start, block.end
        if block.kind is not Kind.PARAGRAPH or start in known or end - start < _LINE or text[start] != "*":
            continue
        whole = bool(spans) and spans[0] == (start, end, 1) and not strays and text[end - 2] in ".!?"
        if whole and text[start + 1].isupper():
            yield [_Foot(start, start + 1, end, "*", close=end - 1)]
        elif strays[:1] == ((start, 1),) and parts_a_sentence(text, row, place[start]):
            yield [_Foot(start, start + 1, end, "*")]


def _is_called(text: str, foot: _Foot, call: tuple[int, int] | None, below: Sequence[list[_Foot]]) -> bool:
    """Tell whether a reference on the page leads to what may be a note, and not to a later one, which has its own."""
    if call is None or foot.start - call[0] > PAGE:
        return False
    later = next((feet for feet in below if not _is_glued(text, feet[0])), None)
    return later is None or later[0].sign != foot.sign or _calls(text, later, foot.end)[0] is not None


def _is_glued(text: str, foot: _Foot) -> bool:
    """Tell whether an asterisk stands close to the first word, so that it may open emphasis."""
    return foot.body == foot.start + 1 and text[foot.body] != "*"


def _groups(text: str) -> Iterator[list[_Foot]]:
    """Give the rows of lines that begin with signs in their order: the notes of one page, if they are notes."""
    group = list[_Foot]()
    for block in blocks(text):
        lines = _lines(text, block) if block.kind is Kind.PARAGRAPH else ()
        found = [label for line in lines if text[line] in _FIRST and (label := _LABEL.match(text, line, block.end))]
        if group and (not found or found[0].start() > block.start):
            yield group
            group = []
        for number, label in enumerate(found):
            after = found[number + 1] if number + 1 < len(found) else None
            foot = _Foot(label.start(), label.end(), after.start() - 1 if after else block.end, _sign(label["sign"]))
            if group and _rank(foot.sign) <= _rank(group[-1].sign):
                yield group
                group = []
            group.append(foot)
    if group:
        yield group


def _lines(text: str, block: Block) -> list[int]:
    """Give where the lines of a block begin."""
    lines = [block.start]
    at = text.find("\n", block.start, block.end)
    while at >= 0:
        lines.append(at + 1)
        at = text.find("\n", at + 1, block.end)
    return lines


def _calls(text: str, feet: list[_Foot], page: int) -> list[tuple[int, int] | None]:
    """Find the reference to each note of a page, in their order, above the notes."""
    calls = list[tuple[int, int] | None]()
    at = page
    for foot in feet:
        if foot.sign.startswith("*"):
            found = next((span for span in _asterisks(text, at, feet[0].start) if _fits(text, span, foot.sign)), None)
            found = found or _before_word(text, foot.sign, at, feet[0].start)
        else:
            pattern = _CALL % "|".join(re.escape(form) for form in _forms(foot.sign))
            call = re.compile(pattern).search(text, at, feet[0].start)
            found = call.span() if call else None
        calls.append(found)
        at = found[1] if found else at
    return calls


def _fits(text: str, span: tuple[int, int], sign: str) -> bool:
    """Tell whether the asterisks of a reference are as many as those of the note."""
    return text.count("*", *span) == len(sign)


def _asterisks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the asterisks that hang on a word or its stop and do not close emphasis: such as are references."""
    opened, block = 0, start  # how many asterisks have opened emphasis in this paragraph
    for found in _stars(text, start, end):
        if (turn := text.rfind("\n\n", block, found.start())) >= 0:
            opened, block = 0, turn + 2
        sign, width = found.start("sign"), found["sign"].count("*")
        escaped = "\\" in found["sign"]
        hangs = bool(_HANGS.search(text, max(block, sign - _REACH), sign))
        if hangs and not escaped and 0 < opened <= width:
            if width > opened:
                yield sign + opened, found.end()
            opened = 0
        elif hangs and (escaped or not opened) and not text[found.end() : found.end() + 1].isalnum():
            yield found.span()
        elif _ALONE.match(text, sign, found.end() + 3):
            yield sign - 1, found.end()
        elif not escaped and not text[found.end() : found.end() + 1].isspace():
            opened = width


def _stars(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give the rows of asterisks with the marks that raise them, which are looked for round an asterisk alone."""
    while (at := text.find("*", start, end)) >= 0:
        found = _STARS.search(text, max(start, at - _RAISES), end)
        if found is None:
            return
        yield found
        start = found.end()


def _before_word(text: str, sign: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the only asterisk on a page that stands before a word and opens no emphasis: there some printers set it."""
    row = emphasised(text)
    first, after = (bisect_left(row, at, key=lambda found: found.block.start) for at in (start, end))
    strays = [
        (at, at + width)
        for block, _, found in row[first:after]
        for at, width in found
        if block.kind is Kind.PARAGRAPH and text[at - 1 : at].isspace() and width == len(sign)
    ]
    return strays[0] if len(strays) == 1 and text[strays[0][1]].isalnum() else None


def _sign(printed: str) -> str:
    """Give a sign as it is set: without the engine's escapes, two bars for the parallel."""
    return printed.replace("\\", "").replace("\N{DOUBLE VERTICAL LINE}", "||")


def _forms(sign: str) -> list[str]:
    """Give the ways in which engines write a sign."""
    escaped = "".join(f"\\{one}" for one in sign)
    bars = [sign.replace("||", "\N{DOUBLE VERTICAL LINE}")] if "||" in sign else []
    return [escaped, sign, *bars]


def _rank(sign: str) -> int:
    """Give the place of a sign in the row that printers keep; doubled signs come after single ones."""
    one = "||" if sign.startswith("||") else sign[0]
    return _ORDER.index(one) + len(_ORDER) * (len(sign) // len(one) - 1)


_ORDER = ("*", "\N{DAGGER}", "\N{DOUBLE DAGGER}", "\N{SECTION SIGN}", "||", "\N{PILCROW SIGN}")
_SINGLE = "\N{DAGGER}\N{DOUBLE DAGGER}\N{SECTION SIGN}\N{PILCROW SIGN}\N{DOUBLE VERTICAL LINE}"
_ONE = r"(?:\\?\*){1,3}|(?:\|\|){1,2}|" + "|".join(f"{sign}{{1,3}}" for sign in _SINGLE)
_FIRST = frozenset(f"<\\*|{_SINGLE}")  # with one of these the label of a note with a sign begins
# A space follows the sign of a note, or an asterisk of its own before words in italics: `**Vide* the plate`.
_SLANTED = r"(?=\*\w[^*\n]{0,60}\*(?!\*)(?![^\n]*\*\*))"
_LABEL = re.compile(rf"(?:<sup>)?(?P<sign>{_ONE})(?:</sup>)?(?:[ ]+(?=\S)|{_SLANTED})")
# A reference hangs on a word or a stop; an asterisk that closes emphasis has its partner before it in the paragraph.
_CALL = rf"(?<=[\w.,;:!?”’\"')\]*])[ ]?(?:<sup>)?(?:%s)(?:</sup>)?(?![\w|{_SINGLE}])"
_STARS = re.compile(r"(?:[ ]?<sup>)?(?P<sign>(?:\\?\*)+)(?:</sup>)?")
_HANGS = re.compile(r"[\w.,;:!?”’\"')\]](?:[ ]?<sup>)?\Z")
# A space parts it from its word, another or a stop follows: it neither opens emphasis nor closes it.
_ALONE = re.compile(r"(?<=[\w.,;:!?”’\"')\]] )(?:\\?\*){1,3}(?=[.,;:!?]?(?:\s|\Z))(?! \\?\*)")
_RAISES = len(" <sup>\\")  # what may stand before the first asterisk
_CUSTOM, _LINE = 2, 50
_REACH = 8  # no more than this stands between a word and the sign that hangs on it
_RUN = re.compile(r"\[\^p([0-9]+)-")
