"""The copy as an edition is to have it that numbers its notes anew: the same words, with other figures in known places.

What else differs from the manuscript remains a fault: only the marks of notes and references, and the number in a link
to a note that names it, are other than printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from reissue.proof.pointing import note_address, places_of
from reissue.proof.reading import Passage, Reading


class Numbers(NamedTuple):
    """How an edition numbers its notes: "as printed", by "chapter" or through the "book"; if `signs`, signs too.

    `pages`: whether a PDF shows its own pages where the print refers to one of its.
    """

    run: str = "as printed"
    signs: bool = False
    pages: bool = False


class Edit(NamedTuple):
    """In place of text[start:end] there is to be something new."""

    start: int
    end: int
    new: str


AS_PRINTED = Numbers()


def renumbered(copy: Reading, numbers: Numbers) -> Reading:
    """Give the copy with the notes numbered as is asked, in the order in which they are first called."""
    if numbers.run == "as printed":
        return copy
    order = [*_chapters_of_notes(copy)]
    marks = dict(_marks(copy, order, numbers))
    first = {note.name: index for index, note in reversed([*enumerate(copy.notes)])}
    known = {name: marks[index] for name, index in first.items()}
    targets = {note_address(name): (copy.notes[index].mark, marks[index]) for name, index in reversed(first.items())}
    body = _with(copy.body, known, targets)
    notes = tuple(
        copy.notes[index]._replace(mark=marks[index], passage=_with(copy.notes[index].passage, known, targets))
        for indexes in order
        for index in indexes
    )
    return copy._replace(body=body, notes=notes, places=places_of(body, notes))


def edited(passage: Passage, edits: Sequence[Edit]) -> Passage:
    """Give a passage with other words in places, which come in their order; what lies upon the words stays on them."""
    parts, done, shifts = list[str](), 0, [0]
    for low, high, new in edits:
        parts += [passage.text[done:low], new]
        done = high
        shifts.append(shifts[-1] + len(new) - (high - low))
    ends = [edit.end for edit in edits]

    def moved(at: int) -> int:
        number = bisect_right(ends, at)
        if number < len(edits) and edits[number].start < at:
            at = min(at, edits[number].start + len(edits[number].new))
        return at + shifts[number]

    return Passage(
        "".join([*parts, passage.text[done:]]),
        tuple(span._replace(start=moved(span.start), end=moved(span.end)) for span in passage.spans),
        tuple(call._replace(at=moved(call.at)) for call in passage.references),
        tuple(link._replace(start=moved(link.start), end=moved(link.end)) for link in passage.pointers),
        tuple(page._replace(at=moved(page.at)) for page in passage.pages),
    )


def _chapters_of_notes(copy: Reading) -> Iterator[list[int]]:
    """Give the notes of each chapter, by index, in the order of the first calls, uncalled ones last."""
    quoted = [span for span in copy.body.spans if span.kind == "block quotation"]
    begins = [
        span.start
        for span in copy.body.spans
        if span.kind == "heading 1" and not any(q.start <= span.start < q.end for q in quoted)
    ]
    first = {note.name: index for index, note in reversed([*enumerate(copy.notes)])}
    calls = list[list[int]]([] for _ in range(len(begins) + 1))
    for reference in copy.body.references:
        if reference.note in first:
            calls[bisect_right(begins, reference.at)].append(first[reference.note])
    inner = [[first[call.note] for call in note.passage.references if call.note in first] for note in copy.notes]
    homes = dict[int, int]()
    _settle(homes, [(index, chapter) for chapter, called in enumerate(calls) for index in called], inner)
    standing = [(index, bisect_right(begins, note.at)) for index, note in enumerate(copy.notes)]
    _settle(homes, standing, inner)
    for chapter, called in enumerate(calls):
        own = dict.fromkeys(index for index in range(len(copy.notes)) if homes[index] == chapter)
        yield _in_order(own, called, inner)


def _settle(homes: dict[int, int], waiting: Sequence[tuple[int, int]], inner: Sequence[Sequence[int]]) -> None:
    """Say to which chapter notes belong, and then those that they call."""
    while waiting:
        later = list[tuple[int, int]]()
        for index, chapter in waiting:
            if index not in homes:
                homes[index] = chapter
                later += [(called, chapter) for called in inner[index]]
        waiting = later


def _in_order(own: dict[int, None], called: Sequence[int], inner: Sequence[Sequence[int]]) -> list[int]:
    order, waiting = dict[int, None](), [*reversed(called)]
    while waiting:
        index = waiting.pop()
        if index in own and index not in order:
            order[index] = None
            waiting += reversed(inner[index])
    return [*(order | own)]


def _marks(copy: Reading, order: Iterable[Iterable[int]], numbers: Numbers) -> Iterator[tuple[int, str]]:
    through = count(1)
    for indexes in order:
        run = through if numbers.run == "book" else count(1)
        for index in indexes:
            mark = copy.notes[index].mark
            yield index, str(next(run)) if numbers.signs or mark.isdecimal() else mark


def _with(passage: Passage, known: dict[str, str], targets: dict[str, tuple[str, str]]) -> Passage:
    """Set the new marks of references, and the new number where a link names the old one of the note it leads to."""
    edits = list[Edit]()
    for pointer in passage.pointers:
        old, new = targets.get(pointer.target, ("", ""))
        words = passage.text[pointer.start : pointer.end]
        found = [match.span(1) for match in _NAMED.finditer(words) if match[1] == old]
        found = [(0, len(words))] if old and words == old else found
        edits += [Edit(pointer.start + low, pointer.start + high, new) for low, high in found]
    changed = edited(passage, edits)
    calls = (call._replace(mark=known.get(call.note, call.mark)) for call in changed.references)
    return changed._replace(references=tuple(calls))


_NAMED = re.compile(r"\b(?:(?:foot)?notes?|f?nn?\.)\s?([0-9]+)\b", re.IGNORECASE)
