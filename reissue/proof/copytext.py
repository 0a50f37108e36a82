"""The copy: `book.md` read by proof's own eyes, so that a fault of the binding half's reader is seen.

It reads the narrow Markdown of manuscripts, and no more.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from reissue.proof.inline import PAGE, Aside, Line, printed_mark, write_inline
from reissue.proof.pointing import places_of
from reissue.proof.reading import Note, Reading, Transcript


def read_copy(markdown: str, pages: Iterable[tuple[int, str]] = (), pictures: Iterable[str] = ()) -> Reading:
    """Read the text of `book.md`; notes are named by their labels, and notes and references know their lines.

    `pages` says in order at which offset of it each page of print begins, and which folio it bears.
    What describes a picture of `pictures` is no part of the text; of any other picture, the words are.
    """
    shown, described = frozenset(pictures), list[str]()

    def take(picture: re.Match[str]) -> str:
        if picture["name"] not in shown:
            return picture[0]
        named = picture["words"] == PurePath(picture["name"]).name  # as engines write it
        described.append("" if named else _plain(picture["words"]))
        return ""

    markdown = _with_pages(markdown, pages)
    markdown = _PICTURE.sub(take, markdown) if shown else markdown
    body, aside = Transcript(), Aside(frozenset(_LABEL.findall(markdown)), [], [])
    _blocks([Line(number, text) for number, text in enumerate(markdown.split("\n"), 1)], body, aside)
    passage = body.passage()
    places = places_of(passage, aside.notes)
    return Reading(passage, tuple(aside.notes), tuple(aside.orphans), places, tuple(described))


def undescribed(copy: Reading) -> Iterator[str]:
    """Tell of pictures of which nobody who cannot see them is told anything."""
    for number, words in enumerate(copy.pictures, 1):
        if not words:
            yield f"picture {number} of the book has no alternative text; write it between its square brackets"


def _with_pages(markdown: str, pages: Iterable[tuple[int, str]]) -> str:
    parts, done = list[str](), 0
    for at, folio in pages:
        parts += [markdown[done:at], PAGE, folio, PAGE]
        done = at
    return "".join([*parts, markdown[done:]])


def _blocks(lines: list[Line], transcript: Transcript, aside: Aside) -> None:
    """Write the blocks down, but for notes, which are set aside."""
    at = 0
    while at < len(lines):
        number, text = lines[at]
        if not text.strip() or text.strip() == "<!-- -->":
            at += 1
        elif note := _NOTE.fullmatch(text):
            end = _end_of_note(lines, at)
            rest = [Line(line, _INDENT.sub("", inner, count=1)) for line, inner in lines[at + 1 : end]]
            words = Transcript()
            _blocks([Line(number, note["text"]), *rest], words, aside)
            aside.notes.append(
                Note(note["label"], printed_mark(note["label"]), words.passage(), number, transcript.here())
            )
            at = end
        elif text.startswith(">"):
            end = _end(lines, at, _PLAIN)
            quoted = [Line(line, _QUOTED.sub("", inner, count=1)) for line, inner in lines[at:end]]
            start = transcript.here()
            _blocks(quoted, transcript, aside)
            transcript.span(start, "block quotation")
            at = end
        elif _RULE.fullmatch(text):
            transcript.mark("rule")
            at += 1
        elif heading := _HEADING.fullmatch(text):
            _block(lines[at]._replace(text=heading["text"]), transcript, aside, f"heading {len(heading['level'])}")
            at += 1
        elif text.startswith("|") and at + 1 < len(lines) and _TABLE_RULE.fullmatch(lines[at + 1].text):
            end = _end(lines, at, _TABLED)
            for line in lines[at:end]:
                _row(line, transcript, aside)
            at = end
        else:
            end = _end(lines, at, _PLAIN)
            _block(Line(number, "\n".join(line.text for line in lines[at:end])), transcript, aside, "paragraph")
            at = end


def _end(lines: list[Line], at: int, pattern: re.Pattern[str]) -> int:
    while at < len(lines) and pattern.match(lines[at].text):
        at += 1
    return at


def _end_of_note(lines: list[Line], at: int) -> int:
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


def _block(line: Line, transcript: Transcript, aside: Aside, kind: str) -> None:
    transcript.part()
    start = transcript.here()
    write_inline(line, transcript, aside)
    transcript.span(start, kind)
    transcript.part()


def _row(line: Line, transcript: Transcript, aside: Aside) -> None:
    if not _TABLE_RULE.fullmatch(line.text):
        for cell in _CELL.findall(line.text.strip().strip("|")):
            transcript.part()
            write_inline(line._replace(text=cell), transcript, aside)
        transcript.part()


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\\(?=[!-/:-@\[-`{-~])|[*_]", "", words).split())


_PICTURE = re.compile(r"(?<!\\)!\[(?P<words>[^\[\]\n]*)\]\((?P<name>[^()\s]+)\)")
_LABEL = re.compile(r"^(?: {4}|\t|> ?)*\[\^([^\]\s]+)\]:", re.MULTILINE)
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)")
_INDENT = re.compile(r"\A(?: {4}|\t)")
_QUOTED = re.compile(r"\A> ?")
_TABLED = re.compile(r"\|")
_PLAIN = re.compile(r"[ \t]*[^ \t]")
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_TABLE_RULE = re.compile(r"[|: \t]*-[|:\- \t]*")
_CELL = re.compile(r"(?:[^|\\]|\\.)+")
