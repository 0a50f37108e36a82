"""What a PDF is to have, worked out from the copy alone, so that it is at hand before there is any file.

Places are given by the letters before them, as `galley` counts them. It says nothing of pages or lines.
"""

from collections.abc import Iterable
from typing import NamedTuple

from reissue.proof.galley import Setting, letter_offsets, setting
from reissue.proof.pointing import page_address, paragraphs, pointers_of
from reissue.proof.reading import Note, Reading, references_of


class Due(NamedTuple):
    """A link upon words: the words, the letters with which they begin and end, and the address to which it leads."""

    words: str
    start: int
    end: int
    target: str


class Wanted(NamedTuple):
    """A copy as it is to be printed: its text, and its notes in their order, each with the links upon its words.

    Headings go by their words, pages of print and the paragraphs that have one by their addresses, in their order.
    `called` if something leads to each note.
    """

    copy: Reading
    text: Setting
    links: tuple[Due, ...]
    notes: tuple[tuple[Note, Setting, tuple[Due, ...]], ...]
    headings: tuple[tuple[str, int], ...]
    pages: tuple[tuple[str, int], ...]
    paragraphs: tuple[tuple[str, int], ...]
    called: bool


def wanted(copy: Reading) -> Wanted:
    """Work out how a copy is to be printed."""
    text = setting(copy.body)
    notes = [(note, setting(note.passage, note.mark)) for note in _in_order_of_call(copy)]
    headings = [span for span in copy.body.spans if span.kind.startswith("heading")]
    named = [*paragraphs(copy.body, (pointer for _, pointer in pointers_of(copy)))]
    called = {reference.note for reference in references_of(copy)}
    return Wanted(
        copy,
        text,
        _links(text),
        tuple((note, printed, _links(printed)) for note, printed in notes),
        _placed(text, ((copy.body.text[span.start : span.end], span.start) for span in headings)),
        _placed(text, ((page_address(page.folio), page.at) for page in copy.body.pages)),
        _placed(text, ((name, start) for name, start, _ in named)),
        all(note.name in called for note in copy.notes),
    )


def _placed(text: Setting, named: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Lead from places in the text, in order, to its letters."""
    rows = [*named]
    offsets = letter_offsets(text, [at for _, at in rows])
    return tuple((name, offset) for (name, _), offset in zip(rows, offsets, strict=True))


def _links(printed: Setting) -> tuple[Due, ...]:
    passage = printed.passage
    ends = sorted({end for pointer in passage.pointers for end in (pointer.start, pointer.end)})
    offsets = dict(zip(ends, letter_offsets(printed, ends), strict=True))
    return tuple(
        Due(passage.text[pointer.start : pointer.end], offsets[pointer.start], offsets[pointer.end], pointer.target)
        for pointer in passage.pointers
    )


def _in_order_of_call(copy: Reading) -> list[Note]:
    """Put the notes in the order in which pages have them: that of the first calls, also of those made in notes."""
    notes = {note.name: note for note in reversed(copy.notes)}
    order = dict[str, Note]()
    waiting = [reference.note for reference in reversed(copy.body.references)]
    while waiting:
        name = waiting.pop()
        if name in notes and name not in order:
            order[name] = notes[name]
            waiting += [reference.note for reference in reversed(notes[name].passage.references)]
    return [*order.values(), *(note for note in copy.notes if order.get(note.name) is not note)]
