"""The copy: `book.md` read by proof's own eyes, so that a fault of the binding half's reader is seen.

It reads the narrow Markdown of manuscripts, and no more.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from reissue.proof.reading import Finding, Note, Reading, Reference, Transcript


def read_copy(markdown: str) -> Reading:
    """Read the text of `book.md`; notes are named by their labels, and notes and references know their lines."""
    body, notes = Transcript(), list[Note]()
    _blocks([_Line(number, text) for number, text in enumerate(markdown.split("\n"), 1)], body, notes)
    return Reading(body.passage(), tuple(notes))


def flaws(copy: Reading, name: str) -> list[Finding]:
    """Tell what is wrong with the notes before any file is bound; `name` is that of the copy's file."""
    found = {*_unmatched(copy), *_miscounted(copy), *_misplaced(copy)}
    return [Finding(name, f"line {line}: {what}") for line, what in sorted(found)]


def printed_mark(label: str) -> str:
    """Give the mark that is printed for a label: what follows its last hyphen."""
    return label.rpartition("-")[2] or label


def references_of(copy: Reading) -> Iterator[Reference]:
    """Give every reference of the body and then of the notes."""
    yield from copy.body.references
    for note in copy.notes:
        yield from note.passage.references


class _Line(NamedTuple):
    number: int
    text: str


def _blocks(lines: list[_Line], transcript: Transcript, notes: list[Note]) -> None:
    """Write the blocks down; notes are taken out of the row and added to `notes`."""
    at = 0
    while at < len(lines):
        number, text = lines[at]
        if not text.strip() or text.strip() == "<!-- -->":
            at += 1
        elif note := _NOTE.fullmatch(text):
            end = _end_of_note(lines, at)
            rest = [_Line(line, _INDENT.sub("", inner, count=1)) for line, inner in lines[at + 1 : end]]
            inner = Transcript()
            _blocks([_Line(number, note["text"]), *rest], inner, notes)
            notes.append(Note(note["label"], printed_mark(note["label"]), inner.passage(), number))
            at = end
        elif text.startswith(">"):
            end = _end(lines, at, _QUOTED)
            quoted = [_Line(line, _QUOTED.sub("", inner, count=1)) for line, inner in lines[at:end]]
            start = transcript.here()
            _blocks(quoted, transcript, notes)
            transcript.span(start, "block quotation")
            at = end
        elif _RULE.fullmatch(text):
            transcript.mark("rule")
            at += 1
        elif heading := _HEADING.fullmatch(text):
            _block(lines[at]._replace(text=heading["text"]), transcript, f"heading {len(heading['level'])}")
            at += 1
        elif text.startswith("|"):
            end = _end(lines, at, _TABLED)
            for line in lines[at:end]:
                _row(line, transcript)
            at = end
        else:
            end = _end(lines, at, _PLAIN)
            _block(_Line(number, "\n".join(line.text for line in lines[at:end])), transcript, "paragraph")
            at = end


def _end(lines: list[_Line], at: int, pattern: re.Pattern[str]) -> int:
    while at < len(lines) and pattern.match(lines[at].text):
        at += 1
    return at


def _end_of_note(lines: list[_Line], at: int) -> int:
    """Find where a note ends: at the first block that is not indented."""
    at = end = _end(lines, at, _PLAIN)
    while at < len(lines):
        if not lines[at].text.strip():
            at += 1
        elif _INDENT.match(lines[at].text):
            at = end = _end(lines, at, _PLAIN)
        else:
            break
    return end


def _block(line: _Line, transcript: Transcript, kind: str) -> None:
    transcript.part()
    start = transcript.here()
    _inline(line, transcript)
    transcript.span(start, kind)
    transcript.part()


def _row(line: _Line, transcript: Transcript) -> None:
    if not _TABLE_RULE.fullmatch(line.text):
        for cell in _CELL.findall(line.text.strip().strip("|")):
            transcript.part()
            _inline(line._replace(text=cell), transcript)
        transcript.part()


def _inline(line: _Line, transcript: Transcript) -> None:
    """Write the characters of one block down, with what emphasis, references and breaks lie in them."""
    text = line.text
    tokens = list(_TOKEN.finditer(text))
    opened, closed, bare = _pair_stars(text, [token for token in tokens if token["stars"]])
    starts = list[tuple[int, str]]()
    done = 0
    for token in tokens:
        transcript.write(text[done : token.start()])
        done = token.end()
        place = line._replace(number=line.number + text.count("\n", 0, token.start()))
        if token["stars"]:
            for _ in closed.get(token.start(), ()):
                transcript.span(*starts.pop())
            transcript.write("*" * bare.get(token.start(), 0))
            starts += [(transcript.here(), kind) for kind in opened.get(token.start(), ())]
        elif token["raised"]:
            _inline(place._replace(text=token["raised"]), transcript)
        elif token["label"]:
            transcript.refer(printed_mark(token["label"]), token["label"], place.number)
        elif token["break"]:
            transcript.mark("line break")
        elif token["escaped"]:
            transcript.write("\N{NO-BREAK SPACE}" if token["escaped"] == " " else token["escaped"])
        elif token["entity"]:
            transcript.write(unescape(token["entity"]))
        elif token["words"] is not None:
            _inline(place._replace(text=token["words"]), transcript)
    transcript.write(text[done:])


def _pair_stars(
    text: str, runs: list[re.Match[str]]
) -> tuple[dict[int, list[str]], dict[int, list[str]], dict[int, int]]:
    """Pair the stars that open emphasis with those that close it, the nearest first; the others are printed stars.

    Gives, by the offset of each run of stars, the kinds opened there from outside in, those closed from inside out, and
    how many stars are left.
    """
    opened, closed, bare = dict[int, list[str]](), dict[int, list[str]](), dict[int, int]()
    waiting = list[tuple[int, int]]()
    for run in runs:
        at, left = run.start(), len(run["stars"])
        before, after = text[at - 1 : at] if at else "", text[run.end() : run.end() + 1]
        while left and waiting and before.strip():
            opener, stars = waiting.pop()
            width = 2 if left > 1 and stars > 1 else 1
            kind = "strong" if width > 1 else "emphasis"
            opened.setdefault(opener, []).insert(0, kind)
            closed.setdefault(at, []).append(kind)
            left -= width
            if stars > width:
                waiting.append((opener, stars - width))
        if left and after.strip():
            waiting.append((at, left))
        elif left:
            bare[at] = left
    bare.update(waiting)
    return opened, closed, bare


def _unmatched(copy: Reading) -> Iterator[tuple[int, str]]:
    names = {note.name for note in copy.notes}
    called = {reference.note for reference in references_of(copy)}
    for reference in references_of(copy):
        if reference.note not in names:
            yield reference.line, f"the reference {reference.note} has no note"
    for note in copy.notes:
        if note.name not in called:
            yield note.line, f"no reference leads to the note {note.name}"
        if not note.passage.text:
            yield note.line, f"the note {note.name} is empty"


def _miscounted(copy: Reading) -> Iterator[tuple[int, str]]:
    """Find where the numbers of a run do not go 1, 2, 3 …; marks that are no numbers are no part of the count."""
    runs = dict[str, list[tuple[int, Note]]]()
    for note in copy.notes:
        if note.mark.isdecimal():
            runs.setdefault(note.name.rpartition("-")[0], []).append((int(note.mark), note))
    for notes in runs.values():
        first, note = notes[0]
        if first != 1:
            yield note.line, f"the notes begin with {note.name}, not with 1"
        for (earlier, _), (later, note) in pairwise(notes):
            if later == earlier:
                yield note.line, f"the note {note.name} stands twice"
            elif later > earlier + 1:
                missing = str(earlier + 1) if later == earlier + 2 else f"{earlier + 1} to {later - 1}"
                yield note.line, f"the note {note.name} follows {earlier}: {missing} missing"
            elif later < earlier:
                yield note.line, f"the note {note.name} follows {earlier}: out of order"


def _misplaced(copy: Reading) -> Iterator[tuple[int, str]]:
    """Find references of the body to a note that are first made after a later number of their run."""
    highest, unseen = dict[str, int](), {note.name for note in copy.notes}
    for reference in copy.body.references:
        if reference.mark.isdecimal() and reference.note in unseen:
            unseen.discard(reference.note)
            run, number = reference.note.rpartition("-")[0], int(reference.mark)
            if number < highest.setdefault(run, number):
                yield reference.line, f"the reference {reference.note} stands after {highest[run]}: out of order"
            highest[run] = max(highest[run], number)


_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)")
_INDENT = re.compile(r"(?: {4}|\t)")
_QUOTED = re.compile(r"> ?")
_TABLED = re.compile(r"\|")
_PLAIN = re.compile(r"[ \t]*[^ \t]")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_TABLE_RULE = re.compile(r"[|:\- \t]+")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
_TOKEN = re.compile(
    r"\\(?P<break>\n)|\\(?P<escaped>[!-/:-@\[-`{-~ ])"
    r"|\[\^(?P<label>[^\]\s]+)\]"
    r"|(?P<stars>\*+)"
    r"|\^(?P<raised>[^\s^]+)\^"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);)"
    r"|!?\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\([^()\n]*\)"
)
