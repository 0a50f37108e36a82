"""Whether words that send to a chapter send to one of another author's book: quoted, cited or named beside them."""

import re
from collections.abc import Mapping

from reissue.blocks import Block, Kind
from reissue.citations import cited
from reissue.pointers import is_quoted, led_up


def works_cited(text: str) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Give where the works stand that each note cites, by where the note begins."""
    return {note.start: tuple((work.start, work.end) for work in works) for note, works in cited(text)}


def is_anothers(text: str, block: Block, send: re.Match[str], works: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether words send to a chapter of another book; `works` is where the block cites some.

    They do so behind the name of a book, a person or an authority, before `of` and what is none of ours, in a
    quotation, and in a note that has just cited a work; but not where they say that they mean this book.
    """
    start, end = send.span()
    if is_quoted(text, block, start) or _VERSE.match(text, end):
        return True
    if _HERE.match(text, end):
        return False
    before = led_up(text, block, start, _REACH)
    if _OF.match(text, end) or _WHOSE.search(before) or text[end : end + 1] == "’" or _NAMED.search(before):
        return True
    small = bool(send["kind"] and send["kind"][0].islower())
    if send["way"] in ORDINALS:
        return bool(_ASIDE.search(text, block.body, start))
    if small and ((send["kind"] == "part" and not _ENDS.match(text, end)) or _AUTHORITY.search(before)):
        return True
    return block.kind is Kind.NOTE and _is_cited(text, start, works, before, short=small and "." in send["kind"])


def _is_cited(text: str, start: int, works: tuple[tuple[int, int], ...], before: str, *, short: bool) -> bool:
    """Tell whether a chapter named in a note belongs to the work that the note has just cited."""
    cites = any(low <= start and not _SENTENCE.search(text, min(high, start), start) for low, high in works)
    return cites or bool(_LISTED.search(before)) or (short and not before.strip())


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""The words that count chapters, in order."""
_REACH = 80
_HERE = re.compile(r",? (?:above|below|supra|infra|of (?:this|the present) (?:book|work|volume|study|essay))\b")
_OF = re.compile(
    r",? (?:of (?!(?:this|the present)\b)(?:[*“]|(?:his|her|their|its|the|that|those|an?|another|some|any)\b|[A-Z])"
    r"|(?:in|to|from) (?:[*“]|(?:his|her|their|its)\b|the [*“A-Z]|(?!I\b)[A-Z]"
    r"|the [\w ]{0,30}\b(?:volume|book|work|edition|report|act|essay|tract|treatise|pamphlet|series)\b))|, [*“]"
)
_ENDS = re.compile(r"[.,;:)]|\s*\Z|\n| (?:above|below|of this|of the present)\b")
_AUTHORITY = re.compile(r"(?<!Part )(?<!Book )(?<!Chapter )(?<!Section )(?<!Appendix )\b[A-Z][\w.’-]*, \Z")
_VERSE = re.compile(r"[.:] ?[0-9]|, (?:v|verse|pp?|§)\b")
_WHOSE = re.compile(r"(?:\b(?:his|her|their|its|whose)|[’']s|s[’'])\s\Z|(?:[A-Z][\w.]*|[*”]) ?\(\Z", re.MULTILINE)
_LISTED = re.compile(r"(?:[*_”)0-9]|[A-Z][\w.’-]*),\s*(?:and |especially |particularly |esp\. |see )?\Z")
_SENTENCE = re.compile(r"[.;?!][”’*)]* ")
_ASIDE = re.compile(r"[*“_]|\b(?:his|her|their) |[A-Z]\w+[’']s? ")
_NAMED = re.compile(
    r"\b(?:[Ss]ee|[Ii]n|[Bb]y|[Ff]rom|[Cc]f\.|[Cc]ompare) (?:also )?(?:the|an?|his|her|their) "
    r"(?![^.,;:()\n]*(?:chapter|section|part|appendix)\b)[^\W_][^.,;:()\n]{2,60}, \Z"
    r"|\b[Ii]b[il]d(?:em)?\.?[*_]*,? \Z"
)
