"""The pages of a structured file, set down as text: what every format is brought to."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Leaf(NamedTuple):
    """One page: its number as the file has it, from 1, and its text in the Markdown that the repair half reads."""

    number: int
    text: str


class Transcription(NamedTuple):
    """What a structured file says: the `engine` whose conventions it follows, for people, and its pages in order."""

    engine: str
    leaves: tuple[Leaf, ...]


def set_in_order(leaves: Iterable[Leaf]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the pages as one text, with a form feed in a line of its own between two; and at which offset each begins.

    A page without text is a page: its form feed stands.
    """
    parts, starts, at = list[str](), list[tuple[int, int]](), 0
    for leaf in leaves:
        if starts:
            parts.append("\f")
            at += len("\n\n\f") if len(parts) > 1 else len("\f")
        words = leaf.text.replace("\f", "\n").strip("\n")
        if words:
            at += len("\n\n") if parts else 0
            parts.append(words)
        starts.append((at, leaf.number))
        at += len(words)
    return "\n\n".join(parts) + "\n", tuple(starts)


def page_and_notes(
    blocks: Sequence[str], notes: Sequence[str], heads: Sequence[str] = (), feet: Sequence[str] = ()
) -> str:
    """Give the text of a page whose notes the engine knows: below a rule at its foot, all within its furniture."""
    return "\n\n".join(filter(None, [*heads, *blocks, *(["---", *notes] if any(notes) else []), *feet]))


def furniture(kind: str, words: str) -> str:
    """Set down what the engine calls the `Header`, `Footer` or `Number` of a page, in a comment as Azure has it.

    So its words stand in the source, and the ledger says that they were taken out.
    """
    words = " ".join(words.split()).replace("-->", "-- >")
    return f'<!-- Page{kind}="{words}" -->' if words else ""


def numbered(texts: Sequence[str], numbers: Sequence[int | None]) -> tuple[Leaf, ...]:
    """Give the pages the numbers that the file has, if they rise from page to page; else count them."""
    known = [number for number in numbers if number is not None]
    rising = len(known) == len(texts) and all(a < b for a, b in pairwise([0, *known]))
    return tuple(Leaf(*leaf) for leaf in zip(known if rising else range(1, len(texts) + 1), texts, strict=True))
