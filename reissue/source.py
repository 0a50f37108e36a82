"""The OCR as it came, and where on which page each of its characters stood.

It is never written, and refuses what is no text. Where an engine writes a structured file instead of text (JSON, XML),
the source is its transcription: the lines of the ledger and of the editor's decisions are counted in that, and since a
file is always transcribed alike, they are as fixed as in a text. The digest stays that of the bytes received.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from reissue import Trouble
from reissue.engines import Transcription, from_bytes, from_text, set_in_order, signature
from reissue.search import beginnings
from reissue.view import view

# What engines write where a page ends: marker, pymupdf4llm, Azure and docling, Distributed Proofreaders, HathiTrust,
# and the form feed of plain text. Each stands at the beginning of a line.
PAGE_MARK = (
    r"[{<#\f-](?<=(?m:^).)(?:(?<=\f)|(?<=\{)[0-9]+\}-{48}|(?<=<)!-- ?(?:PageBreak|page[ _-]?break) ?-->"
    r"|(?<=-)(?:-- end of page=[0-9]+ -{3}|----File: [^\n]*|----(?=[ \t]*(?:\n|\Z)))"
    r"|(?<=#)# p\. [^\n]*\(#[0-9]+\) #{5,})"
)
LONGEST_LINE = 1_000_000  # characters; the longest paragraphs in print have some twenty thousand


class Place(NamedTuple):
    """Where something stands in the source: page, line, column, all from 1.

    The page is the one that a structured file says, else counted by the page ends that the text shows. `file` is the
    page file whose lines are counted; "" where the source is one file.
    """

    page: int
    line: int
    column: int
    file: str = ""

    def __str__(self) -> str:
        """Say it as an editor would look it up."""
        return f"{self.file + ', ' if self.file else ''}page {self.page}, line {self.line}, column {self.column}"


@dataclass(frozen=True)
class Source:
    """What the OCR engine wrote: `name` for messages, `text` decoded, `digest` the SHA-256 of the bytes in hexadecimal.

    `engine` says for people whose conventions it follows. `files` tells at which offset each page file begins, where
    the source is a folder of texts; `leaves` at which offset each page begins, with its number, where the text is the
    transcription of structured files, which say so. `pictures` are the names of the picture files that came with it.
    """

    name: str
    text: str
    digest: str
    files: tuple[tuple[int, str], ...] = ()
    engine: str = ""
    leaves: tuple[tuple[int, int], ...] = ()
    pictures: frozenset[str] = frozenset()

    @cached_property
    def in_lines(self) -> str:
        """The text, as long as it is, with a line feed where a carriage return alone ends a line."""
        return _in_lines(self.text)

    @property
    def transcribed(self) -> bool:
        """Whether the text stands in no file that was received, so that an editor needs it to count lines in."""
        return bool(self.leaves)

    def has_picture(self, text: str, opening: int) -> bool:
        """Tell whether a picture begins at `opening` of a text, `![words](name)`, whose file came with the source."""
        found = _PICTURE.match(text, opening) if self.pictures else None
        return found is not None and found["name"] in self.pictures

    def place(self, offset: int) -> Place:
        """Find page, line and column of the character at `offset` of `text`."""
        line = bisect_right(self._line_starts, offset)
        page = bisect_right(self._page_starts, offset) + 1
        if self.leaves:
            page = self.leaves[max(0, bisect_right(self.leaves, offset, key=itemgetter(0)) - 1)][1]
        column = offset - self._line_starts[line - 1] + 1
        if not self.files:
            return tuple.__new__(Place, (page, line, column, ""))  # without a step of Python: each change has its place
        start, file = self.files[max(0, bisect_right(self.files, (offset, "\U0010ffff")) - 1)]
        return Place(page, line - bisect_right(self._line_starts, start) + 1, column, file)

    def line(self, number: int, file: str = "") -> tuple[int, int]:
        """Give the span of line `number` (from 1) of a file, without its end; LookupError if there is none."""
        starts, first, last = self._line_starts, 0, len(self._line_starts)
        if file or self.files:
            begins = {name: start for start, name in self.files}
            if file not in begins:
                message = (
                    f"{self.name} has no file {file!r}; it has {', '.join(begins) or 'only one, so leave `file` out'}"
                )
                raise LookupError(message)
            later = [start for start, _ in self.files if start > begins[file]]
            first = bisect_right(starts, begins[file]) - 1
            last = bisect_right(starts, later[0]) - 2 if later else last  # less the line of the form feed
        if not 1 <= number <= last - first:
            where = f"the transcription of {self.name}" if self.transcribed else file or self.name
            message = f"{where} has no line {number}; its last line is {last - first}"
            raise LookupError(message)
        start = starts[first + number - 1]
        end = starts[first + number] if first + number < len(starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n\f"))

    @cached_property
    def _line_starts(self) -> list[int]:
        ends = _LINE_END if "\r" in self.text else _LINE_FEED
        return [0, *(end.end() for end in ends.finditer(self.text))]

    @cached_property
    def _page_starts(self) -> list[int]:
        marks = [end.end() for end in page_marks(self.in_lines)]
        return marks or [end.end() for end in _NOTES_END.finditer(self.in_lines)]


@view
def page_marks(text: str) -> tuple[re.Match[str], ...]:
    """Give what engines write where a page ends, in order."""
    return tuple(beginnings(_PAGE_MARK, text, _PAGE_SIGNS))


def read_source(data: bytes, name: str, encoding: str = "") -> Source:
    """Read one OCR file: a structured one, or text in UTF-8, UTF-16 with its byte order mark, or `encoding`.

    Raises Trouble, in one line, for what is empty, binary, broken, not in that encoding, or has a line that no page of
    print has.
    """
    text, engine, leaves = _read(data, name, encoding)
    source = Source(name, text, hashlib.sha256(data).hexdigest(), (), engine, leaves)
    _check(source)
    return source


def join_pages(pages: Sequence[tuple[str, bytes]], name: str, encoding: str = "") -> Source:
    """Make one source of a folder's page files, given in page order; between two pages stands a form feed.

    A page may be empty, as a blank leaf is; Trouble if all are, or for what `read_source` refuses. The pages are
    counted, even where structured files have numbers, for most engines begin anew in each. If any file is a structured
    one, the lines are counted in the transcription of all.
    """
    parts, files, engines, at = list[str](), list[tuple[int, str]](), dict[str, None](), 0
    starts = list[int]()
    for page, data in pages:
        text, engine, leaves = _read(data, page, encoding)
        engines |= {engine: None} if leaves else {}
        files.append((at, page))
        starts += [at + start for start, _ in leaves or ((0, 1),)]
        parts.append(text.rstrip("\r\n"))
        at += len(parts[-1]) + len(_BETWEEN)
    text = _BETWEEN.join(parts) + "\n"
    engine = ", ".join(engines) or signature(_in_lines(text), pages[0][0])
    digest = hashlib.sha256(b"\f".join(data for _, data in pages)).hexdigest()
    numbers = tuple((start, number) for number, start in enumerate(starts, 1)) if engines else ()
    source = Source(name, text, digest, () if numbers else tuple(files), engine, numbers)
    _check(source)
    return source


def natural_order(name: str) -> list[tuple[int, str]]:
    """Sort key for page files: `page-9` before `page-10`."""
    return [(int(part), "") if part.isdigit() else (0, part.lower()) for part in re.split(r"(\d+)", name)]


def _read(data: bytes, name: str, encoding: str) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """Give the text of a file, whose conventions it follows, and where its pages begin, if it is a structured one."""
    _check_kind(data, name)
    made: Transcription | None
    if encoding:  # is what its reader says, even where XML names another
        text = _decoded(data, name, encoding)
        made = from_bytes(text.encode(), name, "utf-8")
    else:
        made = from_bytes(data, name)
        text = "" if made else _decoded(data, name, encoding)
    made = made or from_text(text, name)
    if made is None:
        return text, signature(_in_lines(text), name), ()
    text, leaves = set_in_order(made.leaves)
    _check_characters(text, name)
    return text, made.engine, leaves


def _in_lines(text: str) -> str:
    return _RETURN.sub("\n", text) if "\r" in text else text


def _check(source: Source) -> None:
    if not source.text.strip():
        message = f"{source.name} is empty: there is no text in it to restore"
        raise Trouble(message)
    long = max(map(len, source.text.split("\n"))) >= LONGEST_LINE
    if end := _LONG_LINE.search(source.text) if long else None:
        line = source.place(end.start()).line
        message = f"{source.name}, line {line}, has over {LONGEST_LINE:,} characters: no paragraph in print is as long"
        raise Trouble(message)


def _check_kind(data: bytes, name: str) -> None:
    if kind := next((kind for head, kind in _BINARY if data.startswith(head)), ""):
        message = f"{name} is {kind}, not text: give the Markdown or plain text that the OCR engine wrote from it"
        raise Trouble(message)


def _decoded(data: bytes, name: str, encoding: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif encoding.lower().replace("_", "-") in ("", "utf-8", "utf8"):
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start + 1} (0x{data[error.start]:02x}, line {line})"
        hint = "save it as UTF-8, or name its encoding with --encoding, such as --encoding latin-1"
        message = f"{name} is not {encoding.removesuffix('-sig').upper()}: {byte} does not belong there; {hint}"
        raise Trouble(message) from None
    except (LookupError, UnicodeError):  # as Python's own "undefined" raises
        message = f"{encoding} is no encoding that Python knows; utf-8, utf-16, latin-1 and cp1252 are usual"
        raise Trouble(message) from None
    _check_characters(text, name)
    return text


def _check_characters(text: str, name: str) -> None:
    if (nul := text.find("\0")) >= 0:
        message = f"{name} is a binary file, not text: it has a zero byte at character {nul + 1}"
        raise Trouble(message)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}, at character {error.start + 1}"
        message = f"{name} has half a character, {half} of its text"
        raise Trouble(message) from None


_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\((?P<name>[^()\s]+)\)")
_BETWEEN = "\n\f\n"
_RETURN = re.compile(r"\r(?!\n)")
_LINE_END, _LINE_FEED = re.compile(r"\r\n|[\n\r]"), re.compile(r"\n")
_LONG_LINE = re.compile(rf"(?<![^\r\n])[^\r\n]{{{LONGEST_LINE}}}")
_PAGE_MARK = re.compile(PAGE_MARK)
_PAGE_SIGNS = ("\f", "{", "<!--", "## p. ", "--- end of page=", "-----")  # with one of these each of them begins
# Where no engine's mark shows the pages' ends, a page ends after the notes that stand below a rule at its foot.
_NOTES_END = re.compile(r"-(?<=\n-)-{2,}\n(?:\n+(?=[0-9]{1,3}\.? )[^\n]+)+\n+")
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive (an EPUB, a DOCX …)"),
    (b"\x1f\x8b", "a gzip archive"),
)
