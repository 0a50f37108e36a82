"""The words that send to a heading of this book by its own words: *see Work and Pay, below*.

Where no one heading on that side has the words, it is left alone, as is a mere `see below`. What is above a note
depends on where the notes stand, and is not asked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from reissue.blocks import Kind, blocks
from reissue.capitals import plain
from reissue.citations import folded
from reissue.divisions import heading_address
from reissue.pointers import Pointer, in_prose, is_quoted, stand_unlinked
from reissue.view import view
from reissue.vocabulary import led_by


@view
def heading_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words that send to a heading said to stand above or below, if just one with these words does.

    The preface, the appendix and the like need no word of where they stand, if the book has one of them.
    """
    return (*(_pointers(text) if _HINT.search(text) else ()), *_parts(text))


def sends_to_a_heading(text: str) -> bool:
    """Tell whether anything in some blocks seems to send to a heading by its words."""
    sends = chain(led_by(text, _WORDS, _SEND), led_by(text, frozenset(("see",)), _SEE_PART))
    return stand_unlinked(text, sends)


def _pointers(text: str) -> Iterator[Pointer]:
    there = _headings(text)
    for block, send in in_prose(text, led_by(text, _WORDS, _SEND)):
        if not (send["led"] or send["named"][0].isupper() or send["named"][0] in "“*_"):
            continue  # no title: they see the river below
        above, note = send["side"] in ("above", "supra"), block.kind is Kind.NOTE
        found = there.get(folded(send["title"]), [])
        found = [(start, address) for start, address in found if note or (start < block.start) is above]
        if len(found) == 1:
            address, how = found[0][1], "one heading has these words" + (f" {send['side']}" if not note else "")
            yield Pointer("heading", *send.span("named"), (address,), how)


def _parts(text: str) -> Iterator[Pointer]:
    """Lead to the preface, the appendix and the like; in a note, only where it begins with the words."""
    sends = list(in_prose(text, led_by(text, frozenset(("see",)), _SEE_PART)))
    called: dict[str, list[str]] = {}
    for title, places in _headings(text).items() if sends else ():
        called.setdefault(title[0] if title else "", []).extend(address for _, address in places)
    for block, send in sends:
        addresses = sorted(set(called.get(send["named"].lower(), ())))
        led = block.kind is Kind.PARAGRAPH or send.start() == block.body
        if len(addresses) == 1 and led and not is_quoted(text, block, send.start()):
            yield Pointer("heading", *send.span("named"), (addresses[0],), "one heading is called so")


def _headings(text: str) -> Mapping[tuple[str, ...], list[tuple[int, str]]]:
    """Give the headings by their words, and by those behind their number, each with its place and its address."""
    found = list[tuple[int, str, str]]()
    for block in blocks(text):
        if block.kind is Kind.HEADING:
            words = _REFERENCE.sub("", plain(text[block.body : block.end]))
            found.append((block.start, "" if _MARKED.search(words) else heading_address(words), words))
    times = Counter(address for _, address, _ in found)
    headings: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for start, address, words in found:
        if address and times[address] == 1:
            for title in {folded(words), folded(_NUMBERED.sub("", words))}:
                headings.setdefault(title, []).append((start, address))
    return headings


_HINT = re.compile(r"[abis](?:bove|elow|nfra|upra)\b(?<![a-z]above|[a-z]below|[a-z]infra|[a-z]supra)")
_WORDS = frozenset(("see", "cf", "compare"))
_SEND = re.compile(
    r"[SsCc](?<![\w-].)(?:(?<=[Ss])ee|(?<=[Cc])f\.|(?<=[Cc])ompare) (?:also )?"
    r"(?P<led>the (?:section|chapter|part|essay|discussion)s? (?:on|about|of|called|headed|entitled) )?"
    r"(?P<named>[“*_]*(?P<title>[^\W\d_][^“”*_.;:()\[\]\n]{2,80}?)[”*_]*),? (?P<side>above|below|supra|infra)"
    r"(?=[.,;:)\]”?!]|\s+and\b|\s*\Z|\n)"
)
_PART = "Appendix|Preface|Introduction|Index|Glossary|Bibliography|Epilogue|Conclusion|Afterword|Foreword|Postscript"
_SEE_PART = re.compile(
    rf"[Ss](?<!\w.)ee (?:also )?(?:the )?(?P<named>{_PART})(?=[.,;:)\]]|\s*\Z|\n| (?:above|below|for)\b)"
)
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")
_MARKED = re.compile(r"[\[<^&`]")
_NUMBERED = re.compile(
    r"\A[*_ ]*(?:(?:chapter|section|part|appendix|book|§)\s)?(?:[0-9][0-9.]*|[ivxlc]+\b|[a-z]\b)[.:)]?[\s*_—–-]+",
    re.IGNORECASE,
)
