"""The words that send the reader to a page of this book by its number, and the page numbers of its index.

A page that stands behind a name or a title is another book's, and is left alone: `see p. 45 above` is ours, `p. 45` and
`Nove, p. 45` are not known to be.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reissue.blocks import Block, Kind
from reissue.index_entries import indexed
from reissue.manuscript import Manuscript
from reissue.pagination import Begun, begun, page_address
from reissue.pointers import Pointer, in_prose, is_quoted
from reissue.vocabulary import led_by


class _Edition(NamedTuple):
    """Where the pages of the edition begin, by folio; a folio that two pages bear is none."""

    begins: dict[str, int]
    pages: Sequence[Begun]


def page_pointers(manuscript: Manuscript) -> tuple[Pointer, ...]:
    """Give the words that send to a page of this book, and the numbers of its index; without target if it is not there.

    Where no page bears a folio, nothing is given.
    """
    text = manuscript.text
    sends, index = list(_sends(text)), list(indexed(text))
    if not (sends or index) or not (pages := begun(manuscript)):
        return ()
    times = Counter(page.folio for page in pages)
    edition = _Edition({page.folio: page.offset for page in pages if times[page.folio] == 1}, pages)
    return (*_sent(text, sends, edition), *_indexed(text, index, edition))


def _sends(text: str) -> Iterator[tuple[Block, re.Match[str], str]]:
    """Give the words that send to a page of ours: in which block, and what says that it is ours or where it stands."""
    for block, send in in_prose(text, led_by(text, _WORDS, _SEND)):
        quoted = is_quoted(text, block, send.start())
        before = _BEFORE.search(text, max(block.body, send.start() - _REACH), send.start())
        start = before.start() if before else send.start()
        here = before.group() if before else send["after"]
        if quoted or not here or _OURS.search(text, max(block.body, start - _REACH), start) is None:
            continue
        yield block, send, here


def _sent(text: str, sends: Sequence[tuple[Block, re.Match[str], str]], edition: _Edition) -> Iterator[Pointer]:
    for block, send, here in sends:
        for number, figure in enumerate(_NUMBER.finditer(text, *send.span("numbers"))):
            start = figure.start() if number else send.start()
            begins = edition.begins.get(figure["first"])
            wrong = begins is not None and block.kind is Kind.PARAGRAPH and _wrong_way(here, begins, send.start())
            yield _pointer(start, figure, edition, wrong=wrong)


def _indexed(text: str, index: Sequence[Block], edition: _Edition) -> Iterator[Pointer]:
    """Give the figures of the index: behind commas and leaders, and, where most heads have no comma, behind a space."""
    plain = "\n".join(_LINKED.sub(r"\1", text[block.body : block.end]) for block in index)
    spaced = len(_BEHIND_SPACE.findall(plain)) > len(_BEHIND_COMMA.findall(plain))
    for block in index:
        found = {figure.start(): figure for figure in _ENTERED.finditer(text, block.body, block.end)}
        for tail in _BEHIND_SPACE.finditer(text, block.body, block.end) if spaced else ():
            found |= {figure.start(): figure for figure in _FIGURE.finditer(text, *tail.span())}
        for at in sorted(found):
            yield _pointer(at, found[at], edition)


def _pointer(start: int, figure: re.Match[str], edition: _Edition, *, wrong: bool = False) -> Pointer:
    folio = figure["first"]
    if wrong:
        return Pointer("page", start, figure.end(), (), f"page {folio} stands on the other side")
    if folio not in edition.begins:
        return Pointer("page", start, figure.end(), (), "the edition has no one page of this number")
    return Pointer("page", start, figure.end(), (page_address(folio),), f"the page bears {folio}")


def _wrong_way(here: str, begins: int, place: int) -> bool:
    """Tell whether a page that is said to stand above begins below."""
    return any(word in here.lower() for word in ("above", "supra", "ante")) and begins > place


_REACH = 24
_BARE = r"(?:[0-9]{1,4}|(?=[ivxl])(?!in\b)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3}))"
_FOLIO = rf"{_BARE}(?![a-z])"
_NUMBER = re.compile(rf"(?P<first>{_FOLIO})(?:[-–]{_FOLIO})?")
_WAY = r"(?:above|below|supra|infra|ante|post)"
_WORDS = frozenset(("p", "pp", "page", "pages"))
_SEND = re.compile(
    r"[Pp](?<![\w.-][Pp])(?:p?\.|ages?) ?"
    rf"(?P<numbers>{_FOLIO}(?:(?:, and |, | and | & |[–-]){_FOLIO})*)(?![\w])"
    rf"(?P<after>,? {_WAY}\b| of (?:this|the present) (?:book|work|volume|study|edition)\b)?"
)
_BEFORE = re.compile(rf"\b(?i:{_WAY}),? (?:at |on )?\Z")
# What may stand before it, where the page is ours; behind a comma it would be that of the work named there.
_OURS = re.compile(
    r"(?:^|[(;:—] ?|(?<!cit)(?<!bid)(?<!loc)(?<!vol)\. ?|\b(?:[Ss]ee|[Cc]f\.|[Cc]ompare|[Vv]ide|[Aa]lso),? "
    r"|(?<![\w.-])(?![ivxl]+ )[a-z]{2,} )\Z",
    re.MULTILINE,
)
_PLACE = rf"{_BARE}(?:[-–]{_FOLIO})?(?:nn?\b\.?(?: ?[0-9]+)?|ff?\b\.?)?"
_PLACES = rf"{_PLACE}(?:, {_PLACE})*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_FIGURE = re.compile(_PLACE.replace(_BARE, f"(?P<first>{_BARE})", 1))
# Behind a comma or leaders, or alone in a cell of a table; before a stop, the end of the line or the cell, or the head
# of the next column.
_ENTERED = re.compile(
    rf"(?:(?<=[,;*] )|(?<=\.\. )|(?<=\. \. )|(?<=… )|(?<=[^\s|] \| )(?={_PLACES}\s*\|)){_FIGURE.pattern}"
    rf"(?=[,;.*)]|\s*\Z|\s*\n| and\b|\s*\||\s*\\?<br| (?!{_MONTH})[^\W\d_a-z][^\d\n,;.|]*, [0-9])"
)
_END = r"(?=[.;]?\s*(?:\Z|\n|\||\\?<br)|;)"
_BEHIND_COMMA = re.compile(rf", {_PLACES}{_END}")
_YEARS = r"(?<!\bin )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bthe )(?<!\bsince )(?<!\bfrom )"  # these lead up to one
_BEHIND_SPACE = re.compile(rf"(?<=[a-z)”’*] ){_YEARS}(?=[0-9]){_PLACES}{_END}")
_LINKED = re.compile(r"\[([^\[\]\n]*)\]\(#[^()\s]+\)")
