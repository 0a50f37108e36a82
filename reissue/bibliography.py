"""The works that the book itself gives in full: in its list of works, and in the words of its paragraphs.

It refuses a paragraph that begins as another does, since no link could tell the two apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from reissue.blocks import PROSE, Block, Kind, blocks
from reissue.capitals import plain
from reissue.citations import BLANK, TITLE, YEAR, Citation, folded, names, outlined, where_named, works_in
from reissue.emphasis import emphasised
from reissue.notes import within
from reissue.search import beginnings
from reissue.view import view
from reissue.works import Mention


@view
def listed_works(text: str) -> tuple[Mention, ...]:
    """Give the works in the lists of works of a book, each with the address of its paragraph.

    A list stands below a heading that says so, and ends with the next heading of its level. An entry that begins with a
    dash is by the author of the one before.
    """
    found, authors, entries = list[Mention](), tuple[str, ...](), list(_below(text))
    addresses = _addresses(text) if entries else {}
    spans = {emphasis.block.start: emphasis.spans for emphasis in emphasised(text)} if entries else {}
    for block in entries:
        address = _address(text, block)
        for words in _LINE_END.split(outlined(text, block, spans.get(block.start, ()))):
            entry = _entry(words, block.start, authors)
            authors = entry.authors if entry else ()
            if entry and addresses.get(address) == 1:
                found.append(Mention(entry, "", address))
    return tuple(found)


@view
def told_works(text: str) -> tuple[Mention, ...]:
    """Give the works that the paragraphs of a book give with author, title and, in brackets behind it, a year.

    Each has the address of its paragraph, and stands where it is told.
    """
    dated = [found.start() for found in beginnings(_DATED, text, ("(",))]
    lists = {block.start for block in _below(text)} if dated else set[int]()
    found, addresses = list[Mention](), _addresses(text) if dated else {}
    for block, spans, _ in emphasised(text) if dated else ():
        if block.kind is not Kind.PARAGRAPH or block.start in lists:
            continue
        own = within(dated, block.start, block.end)
        if own and addresses.get(address := _address(text, block)) == 1:
            found += [Mention(work, "", address) for work in works_in(text, block, spans) if _is_told(work, own)]
    return tuple(found)


def _is_told(work: Citation, dated: Sequence[int]) -> bool:
    """Tell whether a work is given with its author, its title and its year, and the year in brackets behind it."""
    return bool(work.authors) and work.marked and work.dated and any(abs(at - work.end) <= _NEAR for at in dated)


def _below(text: str) -> Iterator[Block]:
    """Give the paragraphs below the headings of lists of works."""
    level = 0
    for block in blocks(text):
        if block.kind is Kind.HEADING and (not level or block.level <= level):
            level = block.level if _LIST.fullmatch(text, block.body, block.end) else 0
        elif level and block.kind in PROSE:
            yield block


def _entry(words: str, at: int, before: tuple[str, ...]) -> Citation | None:
    """Read an entry: its author, whose name may be turned round, its titles, and whether it has a year."""
    words = words[_ITEM.match(words).end() :]  # type: ignore[union-attr]
    titles = list(TITLE.finditer(words, 0, _REACH))[:2]
    if len(titles) > 1 and titles[0].group()[0] != "“":
        titles = titles[:1]
    led = (words[: titles[0].start()] if titles else words).replace(BLANK, "")
    inverted, dash = _INVERTED.match(led), _DASH.match(led)
    if dash:
        authors, rest = before, led[dash.end() :]
    elif inverted:
        fore = folded(inverted["fore"])
        authors, rest = (*(name[:1] for name in fore), *folded(inverted["name"])), led[inverted.end() :]
    else:
        authors, rest = (names(led) if not where_named(led) else ()), ""
        if led.strip() and not authors:
            return None
    named = _UNMARKED.match(rest) if not titles and authors else None
    told = [folded(title.group()) for title in titles] or ([folded(named["title"])] if named else [])
    if not told or not told[0] or (dash and not before):
        return None
    return Citation(at, at, authors, tuple(told), marked=bool(titles), dated=bool(YEAR.search(words)))


def _addresses(text: str) -> dict[str, int]:
    """Count the paragraphs by their addresses."""
    return Counter(_address(text, block) for block in blocks(text) if block.kind in PROSE)


def _address(text: str, block: Block) -> str:
    """Give the address by which links lead to a paragraph: its first words; "" if it has too few or is marked up."""
    return _address_of(text[block.body : min(block.end, block.body + _HEAD)])


@lru_cache(maxsize=10_000)  # from one rule to the next, nearly all paragraphs begin as they did
def _address_of(head: str) -> str:
    words = _MARKUP.sub("", plain(head))
    found = [word.group() for word in islice(_WORD.finditer(words.lower()), _WORDS)]
    return "-".join(["work", *found]) if len(found) >= _LEAST and "<" not in words else ""


_WORDS, _LEAST = 8, 3
_HEAD, _REACH, _NEAR = 400, 250, 80
_WORD = re.compile(r"[a-z0-9]+")
_MARKUP = re.compile(r"\*|_|\\|\[\^[^\]\s]+\]|\]\(#[^()\s]+\)|\[|\n> ?")
_LIST = re.compile(
    r"[*_ ]*(?:[0-9ivxlc]+\. |[a-z]\. )?(?:(?:a |the )?(?:selected|select|short|brief|general) )?"
    r"(?:bibliography|references|authorities|literature(?: cited)?|sources|bibliographical note"
    r"|(?:list of )?(?:the )?(?:principal |chief )?(?:works|books|authorities|sources)"
    r"(?: (?:cited|consulted|quoted|used|referred to|and [a-z]+))?)[*_. ]*",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"(?:\\|\x00| {2})\n(?:> ?)?")
_ITEM = re.compile(r"(?:[\x00\\]*(?:[-+•]|[0-9]{1,3}[\x00\\]*[.)]) )?[\x00\\ ]*")
_DASH = re.compile(r"(?:[—–-]+|Idem|Id\.)[.,:]? ?")
_ONE = r"[^\W\d_a-z][\w’'-]*"
_INVERTED = re.compile(
    rf"(?P<name>(?:(?:de|du|di|von|van|der|den|la|le) )*{_ONE}), "
    rf"(?P<fore>(?:{_ONE}\.? ?|(?:de|von|van|y|and|&) )+)[.,:;]? ?(?:\((?:ed|tr)s?\.\),? ?)?"
)
_UNMARKED = re.compile(r"(?:\(?[0-9]{4}[a-z]?\)?[.,:]? )?(?P<title>[^\W\d_a-z][^.,:;()\n]{3,120})[.,:;(]")
_DATED = re.compile(r"\((?<=[*_”\s].)(?:(?<=[*_”].)|(?<=[*_”]\s.))[^()\n]{0,60}\b(?:1[4-9]|20)[0-9]{2}\)")
