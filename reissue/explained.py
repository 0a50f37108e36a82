"""What was found in the copy, parted into what the editor has explained and what is a fault, each with its place."""

from collections.abc import Iterable, Sequence

from reissue.contents import printed_contents
from reissue.linkmap import standing, whereabouts
from reissue.manuscript import Edit, Manuscript
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


def differing(manuscript: Manuscript) -> list[Finding]:
    """Give where the contents of the print and the headings of the text surely differ."""
    text, found = manuscript.text, list[Finding]()
    for contents in printed_contents(text):
        for difference in differences(manuscript, contents):
            if difference.sure:
                words = text[difference.start : difference.end].split("\n")[0]
                line = text.count("\n", 0, difference.start) + 1
                found.append(Finding("book.md", f"line {line}: {difference.why}: {words}", line, words))
    return found
