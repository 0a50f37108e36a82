"""The paragraphs of a layout, each broken into lines as a whole before WeasyPrint sets the first of them.

Changes no character: a plan says where in each run of text the lines end, and WeasyPrint sets them so. What it cannot
plan (text from right to left, a picture in the line, lines that are not justified) it leaves to WeasyPrint.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.boxes import InlineBox, TextBox

from reissue.bind.pdf_cuts import AT_DASH, DASHES, cuts_of
from reissue.bind.pdf_lines import Stop, fit
from reissue.bind.pdf_widths import Divider, Ruler, Style, Types


class Run(Protocol):
    """What we read of a box of WeasyPrint's within a line, and what we write on it."""

    style: Style
    element: Element | None
    element_tag: str
    children: "Sequence[Run]"
    text: str
    text_indent: float
    indent: float
    """That of the first line of a planned paragraph; WeasyPrint forgets its own when it has set that line."""
    line_ends: tuple["End", ...]
    hyphens_above: int
    """How many hyphens one below the other the full lines above a planned paragraph end with."""
    hyphens_left: int
    """As many with its own full lines."""

    def is_in_normal_flow(self) -> bool:
        """Tell whether it stands where it is written."""


class End(NamedTuple):
    """Where a line ends in a run of text: the byte with which the next one begins, and whether a hyphen is set.

    `more` tells whether the run goes on there with something else than a space.
    """

    resume: int
    hyphen: bool
    more: bool


class _Place(NamedTuple):
    """A stop, with the run and the letter in it with which the next line begins."""

    stop: Stop
    run: int
    letter: int


def plan_lines(paragraph: Run, measure: float, types: Types, above: Run | None = None) -> bool:
    """Write on each run of a paragraph, a box of lines not yet laid out, where its lines end; False if that cannot be.

    `measure` is the width of its lines, in CSS pixels; `above` is the planned paragraph that stands above it.
    """
    runs = _runs(paragraph)
    if not runs or _LEFT_ALONE.search("".join(run.text for run in runs)):
        return False
    rulers = [types.ruler(run.style) for run in runs]
    hyphens = above.hyphens_left if above else 0
    chosen = _chosen(paragraph, runs, rulers, measure, types, hyphens)
    if chosen is None:
        return False
    _write(runs, chosen[:-1])
    paragraph.hyphens_above = hyphens
    paragraph.hyphens_left = _left(chosen[:-1], hyphens)
    paragraph.indent = paragraph.text_indent
    return True


def plan_rest(  # noqa: PLR0913 - what a page's end asks for
    paragraph: Run, measure: float, types: Types, begun: int, shunned: Sequence[int], *, loose: bool = False
) -> bool:
    """Plan the lines anew that begin behind so many letters of a planned paragraph, if one can be avoided.

    None of them is to end behind one of the numbers `shunned` of letters. False, and nothing is changed, if the lines
    would be loose, or more of them than before would end in hyphens one after the other, unless `loose` lets them.
    """
    runs = _runs(paragraph)
    before = [0, *accumulate(len(run.text) for run in runs)]
    rulers, dividers = [types.ruler(run.style) for run in runs], [types.divider(run.style) for run in runs]
    places = [(before[place.run] + place.letter, place) for place in _places(runs, rulers, dividers)]
    first = next((place.stop for at, place in places if at == begun), None)
    rest = [place for at, place in places if at > begun and at not in shunned]
    if (paragraph.element is not None and "data-lines" in paragraph.element.attrib) or (begun and first is None):
        return False
    start, spaces = (first.start, first.spaces_after) if begun and first else (0.0, 0.0)
    stops = [
        Stop(end - start, next_ - start, gap - spaces, after - spaces, cost, hyphen)
        for end, next_, gap, after, cost, hyphen in (place.stop for place in rest)
    ]
    indent, above = (0.0, 0) if begun else (paragraph.indent, paragraph.hyphens_above)
    chosen = fit(stops, measure, indent, _LOOSEST if loose else _AT_PAGE_END, above)
    standing = [place for place in _planned(runs) if before[place.run] + place.letter > begun]
    if chosen is None or (not loose and _rows(rest[number] for number in chosen) > _rows(standing)):
        return False
    kept = [place for place in _planned(runs) if before[place.run] + place.letter <= begun]
    kept += [rest[number] for number in chosen[:-1]]
    _write(runs, kept)
    paragraph.hyphens_left = _left(kept, paragraph.hyphens_above)
    return True


def _rows(places: Iterable[_Place]) -> int:
    """Count the hyphens that stand below another one."""
    return sum(one.stop.hyphen and other.stop.hyphen for one, other in pairwise(places))


def _planned(runs: Sequence[Run]) -> Iterator[_Place]:
    """Give the places where the lines of a planned paragraph end."""
    for number, run in enumerate(runs):
        for end in run.line_ends:
            before = run.text.encode()[: end.resume].decode()
            yield _Place(Stop(0, 0, 0, 0, 0, end.hyphen or before.endswith("-")), number, len(before))


def _write(runs: Sequence[Run], places: Sequence[_Place]) -> None:
    """Write on each run where lines end in it."""
    ends: list[list[End]] = [[] for _ in runs]
    for place in places:
        text = runs[place.run].text
        before = text[: place.letter]
        hyphen = place.stop.hyphen and not before.endswith("-")
        ends[place.run].append(
            End(len(before.encode()), hyphen, text[place.letter : place.letter + 1] not in {"", " "})
        )
    for run, own in zip(runs, ends, strict=True):
        run.line_ends = tuple(own)


def space(ruler: Ruler, style: Style) -> float:
    """Give the width of a space that is neither widened nor narrowed: that of the font, if it is not too narrow."""
    return max(ruler[" "], _SPACE * float(style["font_size"]))  # type: ignore[arg-type]


def protrusion(sign: str, *, left: bool) -> float:
    """Say which part of its width a mark stands out beyond the edge of the text, so that the edge looks straight."""
    return (_LEFT if left else _RIGHT).get(sign, 0.0)


def _runs(paragraph: Run) -> list[Run]:
    """List the runs of text of a paragraph; none if something in it is no text, or not justified."""
    style = paragraph.style
    if style["text_align_all"] != "justify" or style["white_space"] != "normal" or style["direction"] != "ltr":
        return []
    found: list[Run] = []
    return found if _gather(paragraph, found) else []


def _gather(box: Run, found: list[Run]) -> bool:
    for child in box.children:
        if isinstance(child, TextBox):
            if child.text:
                found.append(child)
        elif not isinstance(child, InlineBox) or not child.is_in_normal_flow() or not _gather(child, found):
            return False
    return True


def _chosen(  # noqa: PLR0913, PLR0917 - all that a plan follows from
    paragraph: Run, runs: Sequence[Run], rulers: Sequence[Ruler], measure: float, types: Types, above: int
) -> list[_Place] | None:
    """Choose where the lines end: without a hyphen if no line is loose then, else with hyphens.

    So many of them stand `above`. Two begin the paragraph only where none does, and where a line were loose else.
    """
    told = paragraph.element.get("data-lines") if paragraph.element is not None else None
    undivided = _places(runs, rulers, [None] * len(runs))
    if told is None:
        chosen = _fitted(undivided, measure, paragraph.text_indent, _LOOSE, above)
    else:
        chosen = _as_told(undivided, runs, [int(letters) for letters in told.split()])
    if chosen:
        return chosen
    dividers = [types.divider(run.style) for run in runs]
    divided = any(divider is not None for divider in dividers)
    places = _places(runs, rulers, dividers) if divided else undivided
    if told is not None and (chosen := _as_told(places, runs, [int(letters) for letters in told.split()])):
        return chosen
    indent, at_most = paragraph.text_indent, max(above, 1)
    for loosest, hyphens in ((_VERY_LOOSE, at_most), (_VERY_LOOSE, above), (_LOOSEST, above), (_LOOSEST, 0)):
        chosen = chosen or _fitted(places, measure, indent, loosest, hyphens)
    return chosen


def _fitted(places: Sequence[_Place], measure: float, indent: float, loosest: float, above: int) -> list[_Place] | None:
    chosen = fit([place.stop for place in places], measure, indent, loosest, above)
    return [places[number] for number in chosen] if chosen else None


def _left(places: Sequence[_Place], above: int) -> int:
    """Count the hyphens one below the other with which these ends of lines end, and those above them if all do."""
    behind = (number for number, place in enumerate(reversed(places)) if not place.stop.hyphen)
    return next(behind, len(places) + above)


def _as_told(places: Sequence[_Place], runs: Sequence[Run], lines: Sequence[int]) -> list[_Place] | None:
    """Find the places behind so many letters of each line; None if there are none."""
    chosen: list[_Place] = []
    before, done = [0], 0
    for each in runs:
        before.append(before[-1] + (0 if "::" in each.element_tag else letters_in(each.text)))
    wanted = iter(lines[:-1])
    end = next(wanted, None)
    at, run, letter = 0, 0, 0
    for place in places:
        if end is None:
            break
        if place.run != run:
            at, run, letter = before[place.run], place.run, 0
        # The places in a word are not in their order.
        first, last = sorted((letter, place.letter))
        at += letters_in(runs[run].text[first:last]) * (1 if last == place.letter else -1)
        letter = place.letter
        if at == done + end:
            chosen.append(place)
            done, end = at, next(wanted, None)
    return [*chosen, places[-1]] if end is None else None


def letters_in(text: str) -> int:
    """Count the letters of a text, without what layout may add or drop where a line ends."""
    bare = text.strip(" ")
    if bare.isalpha():
        return len(bare)
    if text.isascii():
        return len(text.translate(_NOT_COUNTED))
    # To translate what is not of ASCII takes ten times as long.
    return len(text) - sum(map(text.count, map(chr, _NOT_COUNTED)))


def _places(runs: Sequence[Run], rulers: Sequence[Ruler], dividers: Sequence[Divider | None]) -> list[_Place]:
    """Find all places where a line of a paragraph may end, the last of them its end."""
    at = spaces = 0.0
    found = list[_Place]()
    for number, (run, ruler, divider) in enumerate(zip(runs, rulers, dividers, strict=True)):
        text, width = run.text, space(ruler, run.style)
        if run.style["white_space"] != "normal":
            at += ruler[text]
            spaces += (text.count(" ") + text.count("\N{NO-BREAK SPACE}")) * width
            continue
        letter, cuts = 0, cuts_of(ruler, divider)
        for index, word in enumerate(text.split(" ")):
            own = cuts[word]
            if index:
                letter += 1
                if at:
                    stop = _stop((at, at + width, spaces, spaces + width, own.before, False))
                    found.append(_place((stop, number, letter)))
                    at += width
                    spaces += width
            if word:
                for behind, end, start, cost, hyphen in own.inside:
                    stop = _stop((at + end, at + start, spaces, spaces, cost, hyphen))
                    found.append(_place((stop, number, letter + behind)))
                if own.bound:
                    spaces += own.bound * width
                at += own.width
                letter += len(word)
        if text[-1] in DASHES and number + 1 < len(runs) and _may_follow(runs[number + 1]):
            found.append(_Place(Stop(at, at, spaces, spaces, AT_DASH, text[-1] == "-"), number, len(text)))
    end = max(at, 0.0)
    found.append(_Place(Stop(end, end, spaces, spaces), len(runs) - 1, len(runs[-1].text)))
    return found


_stop: Callable[[tuple[float, float, float, float, float, bool]], Stop] = partial(tuple.__new__, Stop)
_place: Callable[[tuple[Stop, int, int]], _Place] = partial(tuple.__new__, _Place)
"""Make what is made oftenest without a call of Python's, which takes twice as long."""


def _may_follow(run: Run) -> bool:
    """Tell whether a line may begin with a run that stands behind a dash: not with the reference to a note."""
    reference = run.element is not None and "noteref" in run.element.get("class", "")
    return not reference and run.text[0].isalnum()


_SPACE = 0.25  # of the size of type
_LOOSE, _VERY_LOOSE, _AT_PAGE_END, _LOOSEST = 0.88, 0.92, 1.1, 100.0  # by how much a space grows, of its width
_LEFT_ALONE = re.compile(r"[\n\t\N{SOFT HYPHEN}\u0590-\u08ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufb1d-\ufdff]")
_NOT_COUNTED = dict.fromkeys(map(ord, " \t\n\r\N{SOFT HYPHEN}\N{HYPHEN}"))
_RIGHT = {
    **dict.fromkeys(".,-\N{HYPHEN}", 0.7),
    **dict.fromkeys("’‘", 0.6),
    **dict.fromkeys("”“:;", 0.4),
    **dict.fromkeys("\N{EM DASH}\N{EN DASH}", 0.2),
    **dict.fromkeys(")!?", 0.1),
}
_LEFT = {**dict.fromkeys("‘’", 0.6), **dict.fromkeys("“”", 0.4), "(": 0.1, "\N{EM DASH}": 0.2}
