"""Notes that are marked with signs, which begin anew on each page."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reissue.blocks import Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


class _Foot(NamedTuple):
    start: int
    body: int
    end: int
    sign: str


@rule(Keeps.ORDER)
def symbol_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The notes at a page's foot are marked with an asterisk, a dagger and so on, and nothing leads to them."""
    text = manuscript.text
    page, run = 0, len(set(_RUN.findall(text)))
    for feet in _groups(text):
        calls = _calls(text, feet, page)
        if sum(call is not None for call in calls) * 2 >= len(feet):
            run += 1
            for foot, call in zip(feet, calls, strict=True):
                if call is not None:
                    yield Edit(*call, (f"[^p{run}-{foot.sign}]",))
                gap = text[max(0, foot.start - 2) : foot.start]
                apart = "\n" * (2 - len(gap) + len(gap.rstrip("\n"))) if foot.start else ""
                yield Edit(foot.start, foot.body, (f"{apart}[^p{run}-{foot.sign}]: ",))
        page = feet[-1].end


def _groups(text: str) -> Iterator[list[_Foot]]:
    """Give the rows of lines that begin with signs in their order: the notes of one page, if they are notes."""
    group = list[_Foot]()
    for block in blocks(text):
        found = list(_LABEL.finditer(text, block.start, block.end)) if block.kind is Kind.PARAGRAPH else []
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


def _calls(text: str, feet: list[_Foot], page: int) -> list[tuple[int, int] | None]:
    """Find the reference to each note of a page, in their order, above the notes."""
    calls = list[tuple[int, int] | None]()
    at = page
    for foot in feet:
        pattern = _CALL % "|".join(re.escape(form) for form in _forms(foot.sign))
        found = re.compile(pattern).search(text, at, feet[0].start)
        calls.append(found.span() if found else None)
        at = found.end() if found else at
    return calls


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
_LABEL = re.compile(rf"(?m:^)(?:<sup>)?(?P<sign>{_ONE})(?:</sup>)?[ ]+(?=\S)")
# A reference hangs on a word or a stop; an asterisk that closes emphasis has its partner before it in the paragraph.
_CALL = rf"(?<=[\w.,;:!?”’\"')\]])[ ]?(?:<sup>)?(?:%s)(?:</sup>)?(?![\w*|{_SINGLE}])"
_RUN = re.compile(r"\[\^p([0-9]+)-")
