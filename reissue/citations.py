"""The works that notes cite: author, titles, and where in the work.

A citation is told by its form alone: a title in italics or between marks, or words before a page. It refuses to know
any work.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reissue.blocks import Block, Kind, blocks
from reissue.capitals import CLOSED
from reissue.emphasis import emphasised
from reissue.view import view


class Citation(NamedTuple):
    """One work as a note cites it: text[start:end]. `authors` and the words of `titles` are folded for comparing.

    `marked` if its title is set apart by italics or marks, `cut` if it ends in an ellipsis; `dated` if a year is
    given, `located` if a page, a volume or a chapter is. Without authors and marks it may be a name as well as a title.
    """

    start: int
    end: int
    authors: tuple[str, ...]
    titles: tuple[tuple[str, ...], ...]
    marked: bool = False
    cut: bool = False
    dated: bool = False
    located: bool = False

    @property
    def fullness(self) -> int:
        """Say how much is told of the work beside its title."""
        return bool(self.authors) + (len(self.authors) > 1) + (len(self.titles) > 1) + self.dated


@view
def cited(text: str) -> tuple[tuple[Block, tuple[Citation, ...]], ...]:
    """Give the notes of a text in order, each with the works that it cites."""
    notes = [block for block in blocks(text) if block.kind is Kind.NOTE]
    spans = {found.block.start: found.spans for found in emphasised(text)} if notes else {}
    return tuple((note, works_in(text, note, spans.get(note.start, ()))) for note in notes)


def works_in(text: str, block: Block, spans: tuple[tuple[int, int, int], ...]) -> tuple[Citation, ...]:
    """Give the works that a block cites; `spans` are those of its emphasis."""
    base, works = block.body, _works_in(outlined(text, block, spans))
    return tuple(work._replace(start=base + work.start, end=base + work.end) for work in works)


def outlined(text: str, block: Block, spans: tuple[tuple[int, int, int], ...]) -> str:
    """Give the words of a block letter for letter, emphasis between OPEN and CLOSE, all other markup as BLANK."""
    found = _MARKUP.sub(_blanks, text[block.body : block.end])
    for start, end, width in spans:
        low, high = start - block.body, end - block.body
        inner = found[low + width : high - width].replace(OPEN, BLANK).replace(CLOSE, BLANK)
        found = f"{found[:low]}{OPEN}{BLANK * (width - 1)}{inner}{BLANK * (width - 1)}{CLOSE}{found[high:]}"
    return found


def stretches(words: str) -> Iterator[tuple[int, int, int]]:
    """Part an outlined block where a citation can end: at the ends of sentences, semicolons and brackets.

    Gives start and end of each, and where it was led up to: what stands before a bracket leads up to what is in it.
    """
    start = before = 0
    for found in _EDGE.finditer(words):
        if found["aside"] or (found["title"] and not _is_said(words, found)):
            continue
        if found.start() > start:
            yield start, found.start(), before
        before = start if found.group() == "(" else found.end()
        start = found.end()
    if start < len(words):
        yield start, len(words), before


def folded(words: str) -> tuple[str, ...]:
    """Give the words of a title or a name for comparing: without capitals, accents, and the article it begins with."""
    plain = unicodedata.normalize("NFKD", words.translate(_UNMARKED)).casefold()
    found = _WORD.findall(plain if plain.isascii() else _ACCENT.sub("", plain))
    return tuple(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


def names(words: str) -> tuple[str, ...]:
    """Give the names with which a stretch of words ends, the last one last; () if it ends with no name."""
    found = _NAMES.search(words[-_REACH:].translate(_UNMARKED))
    if not found:
        return ()
    return tuple(name for name in folded(found["names"]) if len(name) > 1 and name not in _LEADS)


def where_named(words: str) -> int:
    """Give where the names begin with which a stretch of words ends; its end if it ends with no name."""
    found = _NAMES.search(words, max(0, len(words) - _REACH))
    if not found:
        return len(words)
    leading = _LEADING.match(words, found.start("names"))
    return leading.end() if leading else found.start("names")


OPEN, CLOSE, BLANK = "\x01", "\x02", "\x00"
LOCATOR = re.compile(
    r"(?<![\w.])(?:pp?\.?|pages?|vols?\.?|volume|ch\.|chaps?\.?|chapters?|bk\.|book|tome|fol\.|sect\.|§)"
    r"\x00*\s?(?:[0-9]+[a-z]?|[ivxlc]+)\b(?:\s?(?:ff?\b\.?|(?:[-–&,]|and\b)\s?(?:[0-9]+|[ivxlc]+)\b))*",
    re.IGNORECASE,
)
"""What tells where in a work: a page, a volume, a chapter."""
TITLE = re.compile(r"\x01[^\x01\x02]+\x02|“[^“”]{2,400}”")
YEAR = re.compile(r"\b1[4-9][0-9]{2}\b|\b20[0-9]{2}\b")


@lru_cache(maxsize=10_000)  # from one rule to the next, nearly all notes stay as they are
def _works_in(words: str) -> tuple[Citation, ...]:
    """Give the works that an outlined block cites; their offsets count in it."""
    return tuple(_citations(words))


def _citations(words: str) -> Iterator[Citation]:
    for start, end, before in stretches(words):
        titles = list(TITLE.finditer(words, start, end))
        for number, own in enumerate(groups := list(_works(titles))):
            until = groups[number + 1][0].start() if number + 1 < len(groups) else end
            yield _marked(words, (start if not number else groups[number - 1][-1].end(), before, until), own)
        place = None if titles else _PLACES.search(words, start, end)
        if place:
            yield from _unmarked(words, (start, before), place)


def _works(titles: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Put together the titles of one work: an article's between marks, and the book's in italics that holds it."""
    group = list[re.Match[str]]()
    for title in titles:
        if group and (len(group) > 1 or title.group()[0] != OPEN or group[0].group()[0] == OPEN):
            yield group
            group = []
        group.append(title)
    if group:
        yield group


def _marked(words: str, bounds: tuple[int, int, int], titles: list[re.Match[str]]) -> Citation:
    start, before, end = bounds
    first, last = titles[0], titles[-1]
    place = _PLACES.search(words, last.end(), end)
    led = words[start : first.start()]
    authors = names(led) if led.strip(_SPACES) else names(words[before:start].rstrip("("))
    begin = start + where_named(led) if authors else first.start()
    if not authors and (writer := _WRITER.match(words, start)):
        authors = names(writer["names"])
    if not authors and len(titles) > 1:
        authors = names(words[first.end() : last.start()])  # of the book that holds an article without an author
    if not authors and (after := _AUTHOR_AFTER.match(words, last.end(), end)):
        authors = folded(after[1])
    tail = words[last.end() : place.start() if place else end]
    return Citation(
        begin,
        place.end() if place else last.end(),
        authors,
        tuple(folded(_ELLIPSIS.split(title.group())[0]) for title in titles),
        marked=True,
        cut=bool(_ELLIPSIS.search(first.group()) or _ELLIPSIS.match(words, first.end())),
        dated=bool(YEAR.search(tail)) or _between(words, titles),
        located=place is not None,
    )


def _between(words: str, titles: list[re.Match[str]]) -> bool:
    return bool(YEAR.search(words, titles[0].end(), titles[-1].start())) if len(titles) > 1 else False


def _unmarked(words: str, bounds: tuple[int, int], place: re.Match[str]) -> Iterator[Citation]:
    """Read what stands before a place without italics or marks: a name, a title, or both with a comma between."""
    start, before = bounds
    start = max(start, words.rfind(": ", start, place.start()) + 1)
    head = words[start : place.start()]
    leading = len(_LEADING.match(head)[0])  # type: ignore[index]
    head = head[leading:].rstrip(f" ,.{BLANK}")
    if not head or not _HEAD.fullmatch(head):
        return
    parts = head.split(",")
    bare = [part for part in parts if not YEAR.search(part)]
    if not bare:
        return
    named = len(bare) > 1 and bool(_NAME.fullmatch(bare[0].strip(_SPACES)))
    authors = names(bare[0]) if named else names(words[before:start].rstrip("("))
    title = folded(_ELLIPSIS.split(" ".join(bare[1:] if named else bare))[0])
    if title:
        yield Citation(
            start + leading,
            place.end(),
            authors,
            (title,),
            cut=bool(_ELLIPSIS.search(head)),
            dated=len(bare) < len(parts),
            located=True,
        )


def _is_said(words: str, found: re.Match[str]) -> bool:
    """Tell whether what stands between marks is no title but something said: a sentence, or a word in passing."""
    title = found.group()
    if title[0] == OPEN:
        return False
    inner = title[1:-1].strip(_SPACES)
    sentence = inner.endswith((".", "!", "?")) and not words[found.end() :].lstrip(BLANK).startswith((",", " ("))
    return len(inner) > _LONGEST or not inner[:1].isupper() or sentence


def _blanks(found: re.Match[str]) -> str:
    return BLANK * len(found.group())


_LONGEST, _REACH = 200, 100
_SPACES = f" ,.:{BLANK}"
_UNMARKED = {1: None, 2: None, 0: None}
# The brackets of a link and its address, the marks of small capitals, note references, and the backslash of an escape.
_MARKUP = re.compile(
    rf"\[\^[^\]\s]+\]|\[(?=(?:[^\[\]\n]|\[[^\[\]\n]+{CLOSED})*\]\(#)|\]\(#[^()\s]+\)"
    rf"|\[(?=(?:[^\[\]]|\[[^\[\]\n]+\]\(#)*{CLOSED})|{CLOSED}|\\(?=[!-/:-@\[-`{{-~])"
)
_EDGE = re.compile(
    r"(?P<title>\x01[^\x01\x02]+\x02|“[^“”]{2,400}”)"
    r"|(?P<aside>\((?![^()]*\bpp?\.)[^()\x01“;]{1,60}[0-9]\))"
    r"|[;()—\n]|(?:(?<=[a-z]{4})|(?<=[0-9)”\x00\x02]))[.?!][”’]?(?=\s+\x00*[A-Z“\x01])"
)
_PLACES = re.compile(rf"{LOCATOR.pattern}(?:,? {LOCATOR.pattern})*", re.IGNORECASE)
_ELLIPSIS = re.compile(r"[ ,\x00\x02]*(?:…|\. ?\. ?\.)")
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_ARTICLES = frozenset("a an the le la les l der die das el il lo gli een de het".split())  # noqa: SIM905
_PARTICLE = r"(?:de|du|da|di|del|della|von|van|der|den|ten|la|le|and|et|und|&)"
_ONE = r"[^\W\d_a-z][\w’'-]*\.?(?:[^\W\d_a-z]\.)*"
_NAME = re.compile(rf"(?:{_ONE} |{_PARTICLE} )*{_ONE}", re.UNICODE)
_NAMES = re.compile(
    rf"(?<![\w.’'])(?P<names>(?:{_ONE} |{_PARTICLE} )*{_ONE})(?:[’']s?)?"
    r"(?:,? ?\(?(?:eds?|trans|tr|editors?)\b\.?\)?)?[ ,:\x00(]*\Z"
)
_WRITER = re.compile(rf"[ \x00]*(?P<names>(?:{_ONE} )*{_ONE}) to ")  # of a letter
_AUTHOR_AFTER = re.compile(rf",? (?:by )?((?:{_ONE} ){{1,3}}{_ONE})(?=[,.;)]|\Z)")
_LEADS = frozenset(
    "see also cf compare in quoted cited from and by as but so vide voir siehe vgl the thus for on ibid ed eds".split()  # noqa: SIM905
)
_LEADING = re.compile(
    r"(?:[ ,.:\x00]|(?:see|also|cf|compare|in|quoted|cited|from|and|by|as|but|so|vide|voir|siehe|vgl|thus|e\.g|i\.e)\b"
    r")*",
    re.IGNORECASE,
)
# Capitalised words, with the small ones that titles and names have among them.
_PLAIN = (
    r"(?:[^\W\d_a-z][\w’'.-]*|[0-9]{4}|&|\.\.\.|…|(?:of|the|and|in|on|to|for|a|an|at|with|from|into|de|du|des|la|le|les|"
    r"et|von|van|und|der|die|das|del|di|e|y)\b)"
)
_HEAD = re.compile(rf"{_PLAIN}(?:[ ,\x00]+{_PLAIN}){{0,14}}")
