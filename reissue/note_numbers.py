"""The words that send the reader to a note of this book by its number: *see note 5 above*.

A number that belongs to another author's note, or to none of this chapter's, is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain

from reissue.blocks import Block, Kind
from reissue.notes import mark
from reissue.pointers import Pointer, in_prose, is_quoted, led_up, note_address, notes_by_address, stand_unlinked
from reissue.view import view
from reissue.vocabulary import led_by


@view
def note_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words that send to a note of the same run, in the text and in notes; without target if there is none.

    In a note with a sign for a number, the run is that of the numbers round it.
    """
    sends = list(in_prose(text, led_by(text, _WORDS, _SEND)))
    return (*(_pointers(text, sends) if sends else ()), *_to_neighbours(text))


def sends_to_a_note(text: str) -> bool:
    """Tell whether anything in some blocks seems to send to a note."""
    return stand_unlinked(text, chain(led_by(text, _WORDS, _SEND), led_by(text, _SEES, _NEIGHBOUR)))


@view
def note_labels(text: str) -> tuple[str, ...]:
    """Give the labels of the notes and of the references to them, in order."""
    return tuple(found["label"] for found in _LABEL.finditer(text))


def _pointers(text: str, sends: Iterable[tuple[Block, re.Match[str]]]) -> Iterator[Pointer]:
    labels = [(found.start(), found["label"]) for found in _LABEL.finditer(text) if mark(found["label"]).isdecimal()]
    places = [at for at, _ in labels]
    known = set(notes_by_address(text).values())
    for block, send in sends:
        here = _HERE.match(text, send.end())
        if (
            is_quoted(text, block, send.start())
            or _OF.match(text, send.end())
            or not (here or _sends(text, block, send.start()))
        ):
            continue
        near = labels[max(0, bisect_right(places, send.start()) - 1)][1] if labels else ""
        own = block.label if mark(block.label).isdecimal() else near
        run = own.rpartition("-")[0]
        for number, figure in enumerate(_FIGURE.finditer(text, send.start("numbers"), send.end("numbers"))):
            label = f"{run}-{figure.group()}" if run else figure.group()
            if label == block.label or (here and block.label and _wrong_way(here.group(), label, block.label)):
                continue
            targets = (note_address(label),) if label in known else ()
            how = f"the chapter has one note {figure.group()}" if targets else "the chapter has no such note"
            yield Pointer("note", figure.start() if number else send.start(), figure.end(), targets, how)


def _sends(text: str, block: Block, start: int) -> bool:
    """Tell whether what stands before a note's number sends to it; less will do in the text, which cites no work."""
    before = led_up(text, block, start, 20)
    return bool(_SEE.search(before) or (block.kind is Kind.PARAGRAPH and _LED.search(before)))


def _to_neighbours(text: str) -> Iterator[Pointer]:
    """Lead from notes to the one before or behind each."""
    known = notes_by_address(text)
    for block, send in in_prose(text, led_by(text, _SEES, _NEIGHBOUR)):
        run, dash, number = block.label.rpartition("-")
        if number.isdecimal() and not is_quoted(text, block, send.start()):
            there = int(number) + (1 if send["way"] in ("next", "following") else -1)
            address = note_address(f"{run}{dash}{there}")
            how = f"it stands in note {number}" if address in known else "the chapter has no such note"
            yield Pointer("note", *send.span("words"), (address,) if address in known else (), how)


def _wrong_way(here: str, label: str, own: str) -> bool:
    """Tell whether a note said to stand above stands below, or the other way round."""
    there, mine = mark(label), mark(own)
    above = any(word in here for word in ("above", "supra", "ante"))
    return mine.isdecimal() and (int(there) > int(mine)) == above


_LABEL = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_WORDS = frozenset(("footnote", "footnotes", "footn", "footnn", "note", "notes", "n", "nn"))
_SEND = re.compile(
    r"[FfNn](?<![\w.-].)(?:(?<=[Ff])oot(?:[Nn]otes?|nn?\.)|(?<=[Nn])otes?|(?<=n)n?\.) "
    r"(?P<numbers>[0-9]{1,3}(?:(?:, and |, | and | & |[–-])[0-9]{1,3})*)(?![0-9])"
)
_SEES = frozenset(("see", "cf", "compare"))
_NEIGHBOUR = re.compile(
    r"[SsCc](?<!\w.)(?:(?<=[Ss])ee|(?<=[Cc])f\.|(?<=[Cc])ompare) (?:also )?"
    r"(?:the )?(?P<words>(?P<way>preceding|previous|foregoing|last|next|following) (?:foot)?note)\b(?! (?:of|by)\b)"
)
_LED = re.compile(r"\b(?:[Aa]s|[Ii]n|to|from|under) (?:[Mm]y |the |our )?\Z")
_FIGURE = re.compile(r"[0-9]+")
_HERE = re.compile(r",? (?:above|below|supra|infra|ante|post)\b")
_OF = re.compile(r",? (?:of|in|to|on) (?!this\b)")
_SEE = re.compile(r"\b(?:[Ss]ee|[Cc]f\.|[Cc]ompare|[Aa]lso|in) (?:[Mm]y |the |our )?\Z")
