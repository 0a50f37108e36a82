"""What was found in the copy, parted into what the editor has explained and what is a fault, each with its place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reissue.blocks import Kind, blocks
from reissue.contents import printed_contents
from reissue.linkmap import standing, whereabouts
from reissue.manuscript import Edit, Manuscript
from reissue.notes import mark
from reissue.proof import Finding
from reissue.unlisted import differences


def parted(
    findings: Iterable[Finding], manuscript: Manuscript, decisions: Sequence[Edit]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the explained findings, each with the editor's reason, and the faults.

    A flaw of the printed numbering is explained where the editor has decided that the words stand with which the note
    begins, or those just before the reference; a difference between the printed contents and the headings, where he has
    decided that words of the entry or of the heading stand.
    """
    where, at = whereabouts(manuscript), standing(manuscript)
    explained, faults = list[str](), list[str]()
    for finding in findings:
        if not finding.line:
            faults.append(str(finding))
            continue
        place = manuscript.at(at(finding.line, finding.words))
        said = f"{finding} ({where(finding.line, finding.words)})"
        stet = (edit for edit in decisions if edit.new == (slice(edit.start, edit.end),))
        why = next((edit.why for edit in stet if edit.start <= place <= edit.end), "")
        (explained if why else faults).append(f"{said}; {why}" if why else said)
    return tuple(explained), tuple(faults)


def flawed(manuscript: Manuscript) -> list[Finding]:
    """Give what is surely amiss in the manuscript: notes that are lost, contents that are not those of the text."""
    text, found = manuscript.text, list[Finding]()
    for start, end, what in sorted((*_lost_notes(text), *_second_notes(text), *_differing(manuscript))):
        words = text[start:end].split("\n")[0]
        line = text.count("\n", 0, start) + 1
        found.append(Finding("book.md", f"line {line}: {what}", line, words))
    return found


def _lost_notes(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the raised numbers that have no note, but follow upon a reference that has one; others may be none."""
    last = ""
    for found in _MARK.finditer(text):
        if found["label"]:
            last = mark(found["label"])
        elif last.isdecimal() and int(found["raised"]) == int(last) + 1:
            last = found["raised"]
            yield *found.span(), f"the reference {last} has no note"


def _second_notes(text: str) -> Iterator[tuple[int, int, str]]:
    """Find the paragraphs that stand behind a note and have its number: as a rule, another note of the same number."""
    for note, block in pairwise(blocks(text)):
        if note.kind is Kind.NOTE and block.kind is Kind.PARAGRAPH:
            number = _NUMBER.match(text, block.start, block.end)
            if number and mark(number["label"] or number["plain"]) == mark(note.label):
                yield *number.span(), f"the note {mark(note.label)} stands twice"


def _differing(manuscript: Manuscript) -> Iterator[tuple[int, int, str]]:
    text = manuscript.text
    for contents in printed_contents(text):
        for start, end, why, sure in differences(manuscript, contents):
            if sure:
                yield start, end, f"{why}: {text[start:end]}"


_NUMBER = re.compile(r"(?:\[\^(?P<label>[^\]\s]+)\]|(?P<plain>[0-9]{1,3})\\?[.)]) +[^\s]+")
_MARK = re.compile(r"\[\^(?P<label>[^\]\s]+)\](?!:)|(?<=[^\s\d])(?:\^|<sup>)(?P<raised>[0-9]{1,3})(?:\^|</sup>)")
