"""The entries of the index at the back of the book, and the words that send from one to another, see and see also."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from reissue.blocks import Block, Kind, blocks
from reissue.capitals import plain
from reissue.pointers import Pointer
from reissue.search import begins
from reissue.view import view


@view
def entry_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words in the index that send to another entry; without target if the index has not the one entry.

    An entry that stands in the middle of a paragraph or in a table cannot be led to, and nothing is given.
    """
    entries = list(indexed(text))
    if not any(_SEE.search(text, entry.body, entry.end) for entry in entries):
        return ()
    addresses = Counter(entry_address(text[entry.body : entry.end]) for entry in entries)
    lines = [line for entry in entries for line in text[entry.body : entry.end].split("\n")]
    inside = {entry_address(line.lstrip("|-> ")) for line in lines} - addresses.keys()
    return tuple(pointer for entry in entries for pointer in _sent(text, entry, addresses, inside))


def indexed(text: str) -> Iterator[Block]:
    """Give the paragraphs of the index at the back of the book, which ends with the next heading of its level."""
    level = 0
    for block in blocks(text) if begins(_INDEX_HINT, text, _SIGNS) else ():
        if block.kind is Kind.HEADING and (not level or block.level <= level):
            level = block.level if _INDEX.fullmatch(text, block.body, block.end) else 0
        elif level and block.kind is Kind.PARAGRAPH:
            yield block


@view
def index_printed(text: str) -> tuple[str, ...]:
    """Give the paragraphs of the index, as they stand."""
    return tuple(text[block.start : block.end] for block in indexed(text))


@lru_cache(maxsize=100_000)  # from one rule to the next, nearly all entries stay as they are
def entry_address(words: str) -> str:
    """Give the address of an entry by its head, the words before its first stop or figure; "" if it has none."""
    found = re.findall(r"[a-z0-9]+", _HEAD.match(_MARKUP.sub("", plain(words)).lower())[0])  # type: ignore[index]
    return "-".join(["entry", *found[:_WORDS]]) if found else ""


def _sent(text: str, entry: Block, addresses: Counter[str], inside: Collection[str]) -> Iterator[Pointer]:
    own = entry_address(text[entry.body : entry.end])
    for send in _SEE.finditer(text, entry.body, entry.end):
        for head in _NAMED.finditer(text, *send.span("heads")):
            target = entry_address(head.group())
            if target and target != own and target not in inside and not _PLACE.match(head.group()):
                known = addresses[target] == 1
                how = "the index has one entry of this name" if known else "the index has no one entry of this name"
                yield Pointer("entry", *head.span(), (target,) if known else (), how)


_WORDS = 6
_MARKUP = re.compile(r"\*|_|\\|\[|\]|\(#[^()\s]+\)")
_HEAD = re.compile(r"[^,.;:(0-9\n]*")
_SEE = re.compile(r"(?<![\w])[*_]*[Ss]ee(?:[*_]*,? [*_]*(?:also|under)\b)?[*_]*,? (?P<heads>[^.\n()|]+)")
_PLACE = re.compile(r"[*_]*(?:pp?|pages?|plates?|figs?|notes?|above|below)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<!\S)(?!and [A-Z])[^;,\s](?:(?!,? and (?=[A-Z])|, (?=[A-Z]))[^;])*(?<! )")
_SIGNS = ("Index", "index", "INDEX")
_INDEX_HINT = re.compile(r"[Ii](?:ndex|NDEX)\b(?=[^\n]{0,50}$)", re.MULTILINE)
_INDEX = re.compile(
    r"[*_ ]*(?:(?:general|subject|name) )?index(?: of [\w, ]{2,40}| and glossary)?[*_. ]*", re.IGNORECASE
)
