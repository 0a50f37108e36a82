"""The chapters, sections, parts and appendices of a book, and the words that send the reader to one of them.

It leaves alone what sends to the chapters of another author's book.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reissue.another_book import ORDINALS, is_anothers, works_cited
from reissue.blocks import Block, Kind, blocks
from reissue.capitals import plain
from reissue.numerals import of_roman
from reissue.pointers import Pointer, in_prose, stand_unlinked
from reissue.view import view
from reissue.vocabulary import found_in_runs


class Division(NamedTuple):
    """What a heading opens: where it stands, its address, of which kind it is, and its number as figures or letter."""

    start: int
    address: str
    kind: str
    number: str


@view
def divisions(text: str) -> tuple[Division, ...]:
    """Give the numbered divisions of a book in order.

    Where no heading is called a chapter, those of the first level that have numbers are chapters, or those of the
    second that are counted through the book, if what stands above them is an introduction, an appendix or the like.
    """
    headings = [block for block in blocks(text) if block.kind is Kind.HEADING]
    found = [_division(text, block) for block in headings]
    chapters = "" if any(division.kind == "chapter" for division in found) else "first"
    if chapters and not any(division.kind == chapters for division in found) and _are_chapters(text, headings, found):
        chapters = "second"
    found = [d._replace(kind="chapter" if d.kind == chapters else "") if d.kind in _LEVELS else d for d in found]
    addresses = Counter(division.address for division in found)
    return tuple(d for d in found if d.kind and d.address and addresses[d.address] == 1)


def _are_chapters(text: str, headings: Sequence[Block], found: Sequence[Division]) -> bool:
    """Tell whether the numbered headings of the second level are chapters of the book, and no sections of a chapter."""
    numbers = [division.number for division in found if division.kind == "second"]
    counted = len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
    above = [text[block.body : block.end] for block in headings if block.level == 1]
    return counted and any(_BESIDE.match(words) for words in above)


@view
def _by_number(text: str) -> Mapping[tuple[str, str], Sequence[str]]:
    """Give the addresses of the divisions by kind and number."""
    found: dict[tuple[str, str], list[str]] = {}
    for division in divisions(text):
        found.setdefault((division.kind, division.number), []).append(division.address)
    return found


@view
def division_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words that send to a chapter or another division of this book; without target if it does not have it."""
    if not _HINT.search(text):
        return ()
    works, found = works_cited(text), list[Pointer]()
    anothers = -1  # where words end that send to another author's book, and with them those that go on behind a comma
    for block, send in in_prose(text, _sends(text)):
        goes_on = text[anothers : min(send.start(), anothers + _NEAR)] in _GOING_ON
        if goes_on or is_anothers(text, block, send, works.get(block.start, ())):
            anothers = send.end()
        else:
            found += _sent(text, send)
    return tuple(found)


def sends_to_a_division(text: str) -> bool:
    """Tell whether anything in some blocks seems to send to a division."""
    return stand_unlinked(text, _sends(text))


def _sends(text: str) -> Iterator[re.Match[str]]:
    """Give the words that send to a division, or seem to; where none can begin, the long pattern is not tried.

    They begin with what is called a chapter or the like, or with the word before it: the next chapter.
    """
    done, kinds = 0, [(found.start(), found["near"]) for found in found_in_runs(text, _NAME)]
    ways = [text.rfind(" ", 0, at - 1) + 1 for at, near in kinds if near and text[at - 1 : at] == " "]
    for start in sorted([*(at for at, _ in kinds), *ways]):
        send = _SEND.match(text, start + (text[start] == "[")) if start >= done else None
        if send:
            done = send.end()
            yield send


def _sent(text: str, send: re.Match[str]) -> Iterator[Pointer]:
    kind = _KINDS[(send["kind"] or send["near"]).lower().rstrip(".")[:3]]
    if send["way"] and send["way"] not in ORDINALS:
        yield _to_neighbour(text, send, kind)
        return
    if send["way"]:
        targets = _by_number(text).get((kind, str(ORDINALS.index(send["way"]) + 1)), ())
        if len(targets) == 1:
            yield Pointer(
                kind, send.start("way"), send.end(), tuple(targets), f"the edition has one {kind} of this number"
            )
        return
    for number, found in enumerate(_NUMBER.finditer(text, send.start("numbers"), send.end("numbers"))):
        if not _is_number(text, send, found):
            break
        targets = _by_number(text).get((kind, figures(found.group())), ())
        start = send.start() if not number else found.start()
        how = f"the edition has one {kind} {found.group()}" if len(targets) == 1 else "it leads outside of the edition"
        yield Pointer(kind, start, found.end(), tuple(targets) if len(targets) == 1 else (), how)


def _is_number(text: str, send: re.Match[str], number: re.Match[str]) -> bool:
    """Tell a number from the speaker's I, from an article, and from a word that counts something else."""
    sign, small = number.group(), send["kind"][0].islower()
    if sign == "I" and small and text[number.end() : number.end() + 2].strip().islower():
        return False
    if len(sign) == 1 and sign not in "IVXLC" and sign.isupper() and not send["kind"].lower().startswith("app"):
        return False
    several = send["kind"].lower().endswith(("s", "s.", "ices", "§§"))
    return sign.lower() not in _WORDS or number.start() == send.start("numbers") or several


def _to_neighbour(text: str, send: re.Match[str], kind: str) -> Pointer:
    """Lead to the division before or after the one in which the words stand, if both are known and in a row."""
    row = [division for division in divisions(text) if division.kind == kind]
    here = bisect_right([division.start for division in row], send.start()) - 1
    there = here + (1 if send["way"] in _ONWARD else -1)
    known = here >= 0 and 0 <= there < len(row) and row[here].number.isdigit() and row[there].number.isdigit()
    known = known and int(row[there].number) - int(row[here].number) == there - here
    how = f"it stands in {kind} {row[here].number}" if known else "it leads outside of the edition"
    return Pointer(kind, send.start("way"), send.end(), (row[there].address,) if known else (), how)


def _division(text: str, block: Block) -> Division:
    words = _REFERENCE.sub("", plain(text[block.body : block.end]))
    address = "" if _MARKED.search(words) else heading_address(words)
    words = words.replace("*", "").replace("\\", "").strip()
    named = _HEADED.match(words)
    if named:
        return Division(block.start, address, _KINDS[named["kind"].lower()[:3]], figures(named["number"]))
    if section := _SECTION.match(words):
        return Division(block.start, address, "section", section["number"])
    first = _FIRST.match(words) if block.level <= len(_LEVELS) else None
    return Division(block.start, address, _LEVELS[block.level - 1] if first else "", figures(first[1]) if first else "")


def heading_address(words: str) -> str:
    """Give the address by which links lead to a heading; "" if it has no words of the Latin alphabet."""
    found = re.findall(r"[a-z0-9]+", words.lower())[:_FIRST_WORDS]
    return "-".join(["heading", *found]) if found else ""


def figures(number: str) -> str:
    """Give a number, Roman or in words too, as figures; a letter as a capital."""
    plain = number.strip(".").lower()
    if plain in _WORDS:
        return str(_WORDS.index(plain) + 1)
    if not re.fullmatch(r"[ivxlc]+", plain):
        return plain.upper()
    return str(of_roman(plain))


_NEAR, _FIRST_WORDS = 8, 8
_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_LEVELS = ("first", "second")
_KINDS = {
    "cha": "chapter",
    "ch": "chapter",
    "sec": "section",
    "§": "section",
    "§§": "section",
    "par": "part",
    "app": "appendix",
}
_SPELLED = rf"(?:{'|'.join(_WORDS)})"
_NUMERAL = rf"(?:[0-9]+(?:\.[0-9]+)*|[IVXLC]+|[ivxlc]+|[A-Z]|(?i:{_SPELLED}))"
_NUMBER = re.compile(rf"\b{_NUMERAL}\b")
_ONWARD = ("next", "following")
_HINT = re.compile(r"[Cc]hap|[Cc]h\.|[Ss]ect|§|[Pp]art |[Aa]pp(?:endix|\.)")
_NAME = re.compile(  # how they begin
    r"[CcSsPpAa§](?<![\w-].)(?:(?P<near>(?<=[Cc])hapter)|(?<=[Cc])h(?:ap|\.)|(?<=[Ss])ec[st.]|(?<=§)|(?<=[Pp])art|(?<=[Aa])pp)"
)
_SEND = re.compile(
    r"(?<![\w-])(?:(?P<kind>[Cc]hapters?|[Cc]haps?\.|[Cc]h\.|[Ss]ections?|[Ss]ect?s?\.|§§?|Parts?|part|"
    r"[Aa]ppendix|[Aa]ppendices|[Aa]pp\.) ?"
    rf"(?P<numbers>{_NUMERAL}\b(?:(?:, and |, | and | & |[–-]| to | or ){_NUMERAL}\b(?!\.?[0-9]))*)"
    r"|(?:(?<=\b(?:[Tt]he|[Ss]ee|[Oo]ur) )|(?<=\b(?:[Tt]he|[Ss]ee|[Oo]ur) \[))"
    rf"(?P<way>next|following|preceding|previous|foregoing|{'|'.join(ORDINALS)}) (?P<near>[Cc]hapter)\b)"
)
_GOING_ON = (", ", " and ", " or ", ", and ")
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_MARKED = re.compile(r"[\[<^&`]")
_HEADED = re.compile(
    rf"(?P<kind>CHAPTER|SECTION|PART|APPENDIX|§) ?(?P<number>{_NUMERAL})\b(?:[.:,;—–-]|\s|\Z)", re.IGNORECASE
)
_SECTION = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})+)(?:[.:]? |[.:]?\Z)")
_BESIDE = re.compile(
    r"[*_ ]*(?:introduct|preface|foreword|prologue|appendi|index|bibliograph|conclusion|epilogue|afterword|notes\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"(?P<number>[0-9]{1,3}|[IVXLC]+)(?:[.:] |\.?\Z)")
