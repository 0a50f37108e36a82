"""What is wrong with the notes of the copy itself, before any file is bound: gaps, doubles, what lacks the other."""

from collections.abc import Iterator
from itertools import pairwise

from reissue.proof.pointing import dead_pointers
from reissue.proof.reading import Finding, Note, Reading, references_of


def flaws(copy: Reading, name: str) -> list[Finding]:
    """Tell what is wrong with the notes before any file is bound; `name` is that of the copy's file."""
    found = {*_unmatched(copy), *_miscounted(copy), *_misplaced(copy), *dead_pointers(copy)}
    return [Finding(name, f"line {line}: {what}", line, words) for line, words, what in sorted(found)]


def _unmatched(copy: Reading) -> Iterator[tuple[int, str, str]]:
    called = {reference.note for reference in references_of(copy)}
    for reference in copy.orphans:
        yield reference.line, f"[^{reference.note}]", f"the reference {reference.note} has no note"
    for note in copy.notes:
        if note.name not in called:
            yield note.line, f"[^{note.name}]", f"no reference leads to the note {note.name}"
        if not note.passage.text:
            yield note.line, f"[^{note.name}]", f"the note {note.name} is empty"


def _miscounted(copy: Reading) -> Iterator[tuple[int, str, str]]:
    """Find where the numbers of a run do not go 1, 2, 3 …; marks that are no numbers are no part of the count.

    Only what is seen to be an extract, a page from the middle of a book, may begin with another number.
    """
    runs = dict[str, list[tuple[int, Note]]]()
    for note in copy.notes:
        if note.mark.isdecimal():
            runs.setdefault(note.name.rpartition("-")[0], []).append((int(note.mark), note))
    for notes in runs.values():
        first, note = notes[0]
        if first != 1 and not (note is copy.notes[0] and _is_extract(copy)):
            yield note.line, f"[^{note.name}]", f"the notes begin with {note.name}, not with 1"
        for (earlier, _), (later, note) in pairwise(notes):
            if later == earlier:
                yield note.line, f"[^{note.name}]", f"the note {note.name} stands twice"
            elif later > earlier + 1:
                missing = str(earlier + 1) if later == earlier + 2 else f"{earlier + 1} to {later - 1}"
                yield note.line, f"[^{note.name}]", f"the note {note.name} follows {earlier}: {missing} missing"
            elif later < earlier:
                yield note.line, f"[^{note.name}]", f"the note {note.name} follows {earlier}: out of order"


def _is_extract(copy: Reading) -> bool:
    """Tell whether the text begins in mid-sentence, with no heading, before the first reference to a note."""
    first = min((reference.at for reference in copy.body.references), default=0)
    for span in sorted(copy.body.spans):
        if span.start >= first or span.kind.startswith("heading"):
            return False
        if span.kind == "paragraph" and copy.body.text[span.start : span.end].lstrip()[:1].islower():
            return True
    return False


def _misplaced(copy: Reading) -> Iterator[tuple[int, str, str]]:
    """Find references of the body that are first made after a later number of their run."""
    highest, seen = dict[str, int](), set[str]()
    for reference in copy.body.references:
        if reference.mark.isdecimal() and reference.note not in seen:
            seen.add(reference.note)
            run, number = reference.note.rpartition("-")[0], int(reference.mark)
            if number < highest.setdefault(run, number):
                yield (
                    reference.line,
                    f"[^{reference.note}]",
                    f"the reference {reference.note} stands after {highest[run]}: out of order",
                )
            highest[run] = max(highest[run], number)
