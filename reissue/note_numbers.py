"""The words that send the reader to a note of this book by its number: *see note 5 above*.

A number that belongs to another author's note, or to none of this chapter's, is left alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from reissue.blocks import Block
from reissue.pointers import Pointer, in_prose, is_quoted, note_address, notes_by_address
from reissue.search import beginnings
from reissue.view import view


@view
def note_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words that send to a note of the same run, in the text and in notes; without target if there is none."""
    sends = list(in_prose(text, beginnings(_SEND, text, _SIGNS)))
    return tuple(_pointers(text, sends)) if sends else ()


def _pointers(text: str, sends: Iterable[tuple[Block, re.Match[str]]]) -> Iterator[Pointer]:
    labels = [(found.start(), found["label"]) for found in _LABEL.finditer(text)]
    places = [at for at, _ in labels]
    known = set(notes_by_address(text).values())
    for block, send in sends:
        here = _HERE.match(text, send.end())
        if (
            is_quoted(text, block, send.start())
            or _OF.match(text, send.end())
            or not (here or _SEE.search(text[max(0, send.start() - 20) : send.start()]))
        ):
            continue
        own = block.label or (labels[max(0, bisect_right(places, send.start()) - 1)][1] if labels else "")
        run = own.rpartition("-")[0]
        for number, figure in enumerate(_FIGURE.finditer(text, send.start("numbers"), send.end("numbers"))):
            label = f"{run}-{figure.group()}" if run else figure.group()
            if label == block.label or (here and block.label and _wrong_way(here.group(), label, block.label)):
                continue
            targets = (note_address(label),) if label in known else ()
            how = f"the chapter has one note {figure.group()}" if targets else "the chapter has no such note"
            yield Pointer("note", figure.start() if number else send.start(), figure.end(), targets, how)


def _wrong_way(here: str, label: str, own: str) -> bool:
    """Tell whether a note said to stand above stands below, or the other way round."""
    there, mine = label.rpartition("-")[2], own.rpartition("-")[2]
    above = any(word in here for word in ("above", "supra", "ante"))
    return mine.isdecimal() and (int(there) > int(mine)) == above


_LABEL = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_SIGNS = ("Foot", "foot", "Note", "note", "n. ", "nn. ")
_SEND = re.compile(
    r"[FfNn](?<![\w.-].)(?:(?<=[Ff])oot(?:[Nn]otes?|nn?\.)|(?<=[Nn])otes?|(?<=n)n?\.) "
    r"(?P<numbers>[0-9]{1,3}(?:(?:, and |, | and | & |[–-])[0-9]{1,3})*)(?![0-9])"
)
_FIGURE = re.compile(r"[0-9]+")
_HERE = re.compile(r",? (?:above|below|supra|infra|ante|post)\b")
_OF = re.compile(r",? (?:of|in|to|on) (?!this\b)")
_SEE = re.compile(r"\b(?:[Ss]ee|[Cc]f\.|[Cc]ompare|[Aa]lso|in) (?:[Mm]y |the |our )?\Z")
