"""The OCR as it came, and where on which page each of its characters stood.

It is never written, and refuses what is no text.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from reissue import Trouble

# What engines write where a page ends: marker, pymupdf4llm, Azure and docling, Distributed Proofreaders, HathiTrust,
# and the form feed of plain text. Each stands at the beginning of a line.
PAGE_MARK = (
    r"[{<#\f-](?<=(?m:^).)(?:(?<=\f)|(?<=\{)[0-9]+\}-{48}|(?<=<)!-- ?(?:PageBreak|page[ _-]?break) ?-->"
    r"|(?<=-)(?:-- end of page=[0-9]+ -{3}|----File: [^\n]*|----(?=[ \t]*(?:\n|\Z)))"
    r"|(?<=#)# p\. [^\n]*\(#[0-9]+\) #{5,})"
)
LONGEST_LINE = 1_000_000  # characters; the longest paragraphs in print have some twenty thousand


class Place(NamedTuple):
    """Where something stands in the source: page, counted by the page ends that it shows, line, column, all from 1.

    `file` is the page file whose lines are counted; "" where the source is one file.
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

    `files` tells at which offset each page file begins, where the source is a folder of them.
    """

    name: str
    text: str
    digest: str
    files: tuple[tuple[int, str], ...] = ()

    def place(self, offset: int) -> Place:
        """Find page, line and column of the character at `offset` of `text`."""
        line = bisect_right(self._line_starts, offset)
        page = bisect_right(self._page_starts, offset) + 1
        column = offset - self._line_starts[line - 1] + 1
        if not self.files:
            return Place(page, line, column)
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
            message = f"{file or self.name} has no line {number}; its last line is {last - first}"
            raise LookupError(message)
        start = starts[first + number - 1]
        end = starts[first + number] if first + number < len(starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n\f"))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [end.end() for end in _PAGE_END.finditer(self.text)]


def read_source(data: bytes, name: str, encoding: str = "") -> Source:
    """Decode one OCR file: UTF-8, UTF-16 with its byte order mark, or the `encoding` asked for.

    Raises Trouble, in one line, for what is empty, binary, not in that encoding, or has a line that no page of
    print has.
    """
    digest = hashlib.sha256(data).hexdigest()
    _check_kind(data, name)
    text = _decoded(data, name, encoding)
    if not text.strip():
        message = f"{name} is empty: there is no text in it to restore"
        raise Trouble(message)
    source = Source(name, text, digest)
    if end := _LONG_LINE.search(text):
        line = source.place(end.start()).line
        message = f"{name}, line {line}, has over {LONGEST_LINE:,} characters: no paragraph in print is as long"
        raise Trouble(message)
    return source


def join_pages(pages: Sequence[tuple[str, bytes]], name: str, encoding: str = "") -> Source:
    """Make one source of a folder's page files, given in page order; between two pages stands a form feed.

    A page may be empty, as a blank leaf is; Trouble if all are, or for what `read_source` refuses.
    """
    for page, data in pages:
        _check_kind(data, page)
    texts = [_decoded(data, page, encoding).rstrip("\r\n") for page, data in pages]
    text, files = "", list[tuple[int, str]]()
    for (page, _), words in zip(pages, texts, strict=True):
        text += "\n\f\n" if files else ""
        files.append((len(text), page))
        text += words
    source = read_source((text + "\n").encode(), name)
    return replace(source, digest=hashlib.sha256(b"\f".join(data for _, data in pages)).hexdigest(), files=tuple(files))


def natural_order(name: str) -> list[tuple[int, str]]:
    """Sort key for page files: `page-9` before `page-10`."""
    return [(int(part), "") if part.isdigit() else (0, part.lower()) for part in re.split(r"(\d+)", name)]


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
    except LookupError:
        message = f"{encoding} is no encoding that Python knows; utf-8, utf-16, latin-1 and cp1252 are usual"
        raise Trouble(message) from None
    if (nul := text.find("\0")) >= 0:
        message = f"{name} is a binary file, not text: it has a zero byte at character {nul + 1}"
        raise Trouble(message)
    return text


_LINE_END = re.compile(r"\r\n|[\n\r]")
_LONG_LINE = re.compile(rf"(?<![^\r\n])[^\r\n]{{{LONGEST_LINE}}}")
# A page ends at an engine's mark, or after the notes that stand below a rule at its foot.
_PAGE_END = re.compile(rf"{PAGE_MARK}|-(?<=\n-)-{{2,}}\n(?:\n+(?=[0-9]{{1,3}}\.? )[^\n]+)+\n+")
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive (an EPUB, a DOCX …)"),
    (b"\x1f\x8b", "a gzip archive"),
)
