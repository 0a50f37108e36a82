"""A reading: what proof finds in a text, whether manuscript or bound file: its words, and what lies upon them.

It knows no format.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

Kind = str  # "paragraph", "heading 2", "block quotation", "emphasis", "small capitals", "line break", "rule" and so on


class Finding(NamedTuple):
    """Something that is wrong in a file: the name of the file, and one line that says what and where.

    Of the copy, also the line, and the words in it by which the place is found.
    """

    edition: str
    message: str
    line: int = 0
    words: str = ""

    def __str__(self) -> str:
        """Say it as the build prints it."""
        return f"{self.edition}: {self.message}"


class Span(NamedTuple):
    """A stretch of a passage's text that is something, from offset to offset; a mark without words has both alike."""

    start: int
    end: int
    kind: Kind


class Reference(NamedTuple):
    """A reference to a note: the offset after which its mark is printed, the mark, the name of the note."""

    at: int
    mark: str
    note: str
    line: int = 0


class Pointer(NamedTuple):
    """A link upon words, from offset to offset, and the name of the place to which it leads."""

    start: int
    end: int
    target: str
    line: int = 0


class Begun(NamedTuple):
    """A page of print begins behind the words up to offset `at`; `folio` is its number, `name` that of the mark."""

    at: int
    folio: str
    name: str = ""


class Passage(NamedTuple):
    """Words in their order, one space between two of them, and the spans, references and links that lie upon them.

    `pages` is where pages of print begin.
    """

    text: str
    spans: tuple[Span, ...]
    references: tuple[Reference, ...]
    pointers: tuple[Pointer, ...] = ()
    pages: tuple[Begun, ...] = ()


class Note(NamedTuple):
    """A note under the name by which it is called; `mark` is what is printed before it, `line` is counted from 1.

    `at` is the offset in the body behind which it stands, where it is known.
    """

    name: str
    mark: str
    passage: Passage
    line: int = 0
    at: int = 0


class Reading(NamedTuple):
    """The body of a text and its notes, both in the order in which they stand, and the references that have no note.

    The mark of such a reference is among the words, as raised letters. `places` are those to which links can lead, each
    with what stands there. `pictures` are its pictures, each by the words that tell of it to those who cannot see it.
    """

    body: Passage
    notes: tuple[Note, ...]
    orphans: tuple[Reference, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()


def references_of(copy: Reading) -> Iterator[Reference]:
    """Give every reference of the body and then of the notes."""
    yield from copy.body.references
    for note in copy.notes:
        yield from note.passage.references


class Proved(NamedTuple):
    """What the proof of one file found, and what the file says of itself to its readers: its title and its language.

    `unprinted` are the signs for which nothing is printed, since no font of the file has them.
    """

    faults: tuple[str, ...]
    title: str
    language: str
    unprinted: tuple[str, ...] = ()


class Transcript:
    """A passage while it is written down: white space becomes one space, or nothing at the ends."""

    def __init__(self) -> None:
        """Begin with no words."""
        self._parts: list[str] = []
        self._length = 0
        self._parted = False
        self._spans: list[Span] = []
        self._references: list[Reference] = []
        self._pointers: list[Pointer] = []
        self._pages: list[Begun] = []

    def write(self, text: str) -> None:
        """Add characters; only the white space of markup parts words, so that a no-break space remains what it is."""
        words = _WORD.findall(text)
        if not words:
            self._parted = self._parted or bool(text)
            return
        run = " ".join(words)
        if self._length and (self._parted or text[0] in _WHITE):
            run = " " + run
        self._parts.append(run)
        self._length += len(run)
        self._parted = text[-1] in _WHITE

    def part(self) -> None:
        """End a word here, as the edge of a block does."""
        self._parted = True

    def here(self) -> int:
        """Say the offset after the last word written; a span is closed with what this said at its beginning."""
        return self._length

    def span(self, start: int, kind: Kind) -> None:
        """Lay a span from `start` to here."""
        self._spans.append(Span(start, self._length, kind))

    def mark(self, kind: Kind) -> None:
        """Set a mark that has no words, such as a line break."""
        self._spans.append(Span(self._length, self._length, kind))
        self.part()

    def refer(self, mark: str, note: str, line: int = 0) -> None:
        """Set a reference after the last word written."""
        self._references.append(Reference(self._length, mark, note, line))

    def point(self, start: int, target: str, line: int = 0) -> None:
        """Lay a link from `start` to here."""
        self._pointers.append(Pointer(start, self._length, target, line))

    def begin_page(self, folio: str, name: str = "") -> None:
        """Begin a page of print after the last word written."""
        self._pages.append(Begun(self._length, folio, name))

    def passage(self) -> Passage:
        """Give what was written; spans that hold no words are left out, and a span begins at its first word."""
        text = "".join(self._parts)
        spans = []
        for start, end, kind in self._spans:
            first = start + 1 if text[start : start + 1] == " " and start < end else start
            if first < end or kind in _WORDLESS:
                spans.append(Span(first, end, kind))
        pointers = [
            pointer._replace(start=pointer.start + (text[pointer.start : pointer.start + 1] == " "))
            for pointer in self._pointers
        ]
        return Passage(text, tuple(sorted(spans)), tuple(self._references), tuple(pointers), tuple(self._pages))


def quote(text: str) -> str:
    """Put a text between quotation marks: the whole of it, or where it is long its first words and the last two."""
    words = text[:_REACH].split(" ")
    if len(text) > _REACH or len(words) > _EXCERPT + 3:
        text = f"{' '.join(words[:_EXCERPT])} … {' '.join(text[-_REACH:].split(' ')[-2:])}"
    return f"\N{LEFT SINGLE QUOTATION MARK}{text}\N{RIGHT SINGLE QUOTATION MARK}"


_WHITE = " \t\r\n\f"
_WORD = re.compile(f"[^{_WHITE}]+")
_WORDLESS = frozenset({"line break", "rule"})
_REACH = 200  # characters of a long text that are looked at
_EXCERPT = 8  # words
