"""Leaves that the scan left out or took twice."""

import re
from collections.abc import Iterator

from reissue.folios import Gap, Page, folios, gaps, near_gaps, uncounted
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def lost_leaf(manuscript: Manuscript) -> Iterator[Edit]:
    """A leaf is missing between two pages, or a page came twice, as the folios tell.

    The doubt is put upon the last line before the break, and changes nothing.
    """
    text = manuscript.text
    for first, second in uncounted(text):
        missing = _numbers([str(number) for number in range(first.scan + 1, second.scan)])
        why = f"the engine counts page {first.scan} and then page {second.scan}: is the text of {missing} lost?"
        yield _doubt(text, first, why)
    row = folios(text)
    far = list(gaps(row))
    told = {gap.first.page.scan for gap in far}
    for gap in (*far, *(gap for gap in near_gaps(text, row) if gap.first.page.scan not in told)):
        yield _doubt(text, gap.first.page, _said(manuscript, gap))


def _said(manuscript: Manuscript, gap: Gap) -> str:
    first, second = gap.first, gap.second
    pages = [manuscript.place(_begin(manuscript.text, folio.page)).page for folio in (first, second)]
    if first.number == second.number:
        return f"pages {pages[0]} and {pages[1]} both bear folio {first}: is a page repeated?"
    between = f"page {pages[0]} bears folio {first} and page {pages[1]} folio {second}"
    if not gap.lost:
        return f"{between}: are pages repeated?"
    what = {1: "a page", 2: "a leaf"}.get(gap.lost, "more than a leaf")
    few = "1 page" if gap.lost == 1 else f"{gap.lost} pages"
    if first.page.scan + 1 < second.page.scan:
        return f"{between}, with {few} too few between: is {what} lost?"
    missing = _numbers([str(first._replace(number=number)) for number in range(first.number + 1, second.number)])
    return f"{between}: folio{'s' if gap.lost > 1 else ''} {missing} missing: is {what} lost?"


def _numbers(numbers: list[str]) -> str:
    if len(numbers) > _FEW:
        return f"{numbers[0]} to {numbers[-1]}"
    return " and ".join(numbers)


def _begin(text: str, page: Page) -> int:
    found = _SIGN.search(text, page.start, page.end)
    return found.start() if found else page.start


def _doubt(text: str, page: Page, why: str) -> Edit:
    """Ask at the last line of words of a page: were it asked at a folio that the editor lets stand, that would stay."""
    end, least = page.end, max(0, page.end - _REACH)
    while end > least:
        start = max(least, text.rfind("\n", least, end) + 1)
        if word := _WORD.search(text, start, end):
            return Edit(*word.span(), (slice(*word.span()),), why, sure=False)
        end = start - 1
    start = _begin(text, page)
    return Edit(start, start + 1, (slice(start, start + 1),), why, sure=False)


_FEW, _REACH = 2, 4000
_SIGN = re.compile(r"\S")
_WORD = re.compile(r"[^\W\d_]{2,}(?=\W+[^\W\d_])")
