"""The lines of a PDF's pages; those of a part that was read before are known by the digest of all that it draws with.

That is its contents, its resources with the fonts, and the edges of its page, as they stand in the file that is proved.
A page is of two parts if it ends what the first of them has begun before the folio is drawn. Where a file may give
other words for what is drawn, or may hide some, nothing is taken as read.
"""

import hashlib
import marshal
import re
from typing import NamedTuple

import pymupdf

from reissue.aside import Aside
from reissue.kept import digest, find_made, keep_made, makers
from reissue.proof.otherwise import says_more, without_structure
from reissue.proof.sheets import Line, lines_of


def lines_of_pages(document: pymupdf.Document, data: bytes, begin: Aside | None = None) -> list[list[Line]]:
    """Read the lines of all pages of a document, of which `data` are the bytes; keep them for the next time.

    If `begin` is there, the latter of them are read aside.
    """
    looked = _looked(document, data, begin) if len(document) >= _MANY else None
    if looked is None:
        return [list(lines_of(page)) for page in document]
    return [
        [Line(number, *line) for sign in own for line in marshal.loads(looked.lines[sign])]  # noqa: S302 - our own
        for number, own in enumerate(looked.signs)
    ]


def look_through(data: bytes, first: int) -> "_Looked | None":
    """Look through the pages of a document from one on, as the process does that works aside."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        if says_more(document, data, 1, 2):
            return None
        before = find_made(_key(document), _Read) or _NOTHING
        return _look_through(document, before, range(first, len(document)))


class _Read(NamedTuple):
    """What was read: the letters of each font, what ends all that it begins, and the parts' lines by their signs.

    The lines of a part are all but the page's number of each, as `marshal` writes it.
    """

    letters: dict[str, frozenset[str]]
    closed: frozenset[bytes]
    pages: dict[str, bytes]


_NOTHING = _Read({}, frozenset(), {})


class _Looked(NamedTuple):
    """Pages looked through: the fonts' letters, what is closed, the signs of each page's parts, the lines read anew."""

    letters: dict[str, frozenset[str]]
    closed: frozenset[bytes]
    signs: list[list[str]]
    lines: dict[str, bytes]

    def together(self, other: "_Looked") -> "_Looked":
        """Put the pages behind these to them."""
        return _Looked(self.letters, self.closed | other.closed, self.signs + other.signs, self.lines | other.lines)


def _looked(document: pymupdf.Document, data: bytes, begin: Aside | None) -> _Looked | None:
    """Look through all pages, and give the lines of all; nothing if the file may say more than they do."""
    former = len(document) * _HERE // 100 if begin else len(document)
    latter = begin(look_through, data, former) if begin else None
    if says_more(document, data, 0, 2 if begin else 1):
        return None
    key = _key(document)
    before = find_made(key, _Read) or _NOTHING
    looked = _look_through(document, before, range(former))
    if latter:
        other = latter()
        if other is None:
            return None
        looked = looked.together(other)
    known = before.pages | looked.lines
    if not all(sign in known for own in looked.signs for sign in own):  # what was kept was there only for one of us
        return None
    lines = {sign: known[sign] for own in looked.signs for sign in own}
    if looked.lines or looked.letters != before.letters or looked.closed != before.closed:
        keep_made([(key, _Read(looked.letters, looked.closed, lines))])
    return looked._replace(lines=lines)


def _key(document: pymupdf.Document) -> str:
    said = map(str, sorted((document.metadata or {}).items()))
    return "lines-" + digest(makers(), pymupdf.VersionBind, *said)


def _look_through(document: pymupdf.Document, before: _Read, numbers: range) -> _Looked:
    """Give each page's parts the signs of what they draw with, and read those that are not known by them."""
    look = _Look(document, before.closed)
    parted = [look.parts(number) for number in numbers]
    lost, known, anew = look.lost(before.letters), set[str](), dict[str, bytes]()
    with without_structure(document):
        for number, own in zip(numbers, parted, strict=True):
            for part, sign in own:
                if sign in known or sign in anew:
                    continue
                if sign in before.pages and not (lost and look.draws(part, lost)):
                    known.add(sign)
                    continue
                anew[sign] = marshal.dumps([tuple(line[1:]) for line in look.lines(number, part)])
    signs = [[sign for _, sign in own] for own in parted]
    return _Looked(look.letters, frozenset(look.closed), signs, anew)


class _Look:
    """What the pages of a document draw with; an object with which several draw is looked at once.

    `letters` has what each font says of each of its letters: its text and its width.
    """

    def __init__(self, document: pymupdf.Document, closed: frozenset[bytes]) -> None:
        self.letters, self.closed = dict[str, frozenset[str]](), set[bytes]()
        self._closed_before = closed
        self._document, self._file = document, _MUPDF.pdf_document_from_fz_document(document)
        self._known, self._openings = dict[str, bytes](), dict[str, bytes]()
        keys = "Contents", "Resources", "MediaBox", "CropBox", "Rotate", "UserUnit"
        self._names = {key: _MUPDF.pdf_new_name(key) for key in keys}
        self._pages = [_MUPDF.pdf_lookup_page_obj(self._file, number) for number in range(len(document))]
        # The fonts of all pages, whichever are looked through, tell which letters are lost.
        self._resources = [self._whole(self._said(page, "Resources")) for page in self._pages]

    def parts(self, number: int) -> list[tuple[str, str]]:
        """Give the contents of each part of a page, and the digest of what it draws with but for the fonts' letters."""
        page = self._pages[number]
        media, crop, turn = (
            page.pdf_dict_get_inheritable(self._names[key]) for key in ("MediaBox", "CropBox", "Rotate")
        )
        edges = [(box.x0, box.y0, box.x1, box.y1) for box in (media.pdf_to_rect(), crop.pdf_to_rect())]
        unit = page.pdf_dict_get(self._names["UserUnit"]).pdf_to_real()
        around = repr((edges, turn.pdf_to_int(), unit)), self._resources[number]
        return [(part, digest(*around, self._whole(part))) for part in self._parted(self._said(page, "Contents"))]

    def _said(self, page: pymupdf.mupdf.PdfObj, key: str) -> str:
        """Give what a page says of its contents, or it or what is above it of its resources, as the file writes it."""
        name = self._names[key]
        said = page.pdf_dict_get(name) if key == "Contents" else page.pdf_dict_get_inheritable(name)
        if said.pdf_is_indirect():
            return f"{said.pdf_to_num()} 0 R"
        count = said.pdf_array_len() if said.pdf_is_array() else 0
        parts = [said.pdf_array_get(at).pdf_to_num() for at in range(count)]
        if parts and all(parts):
            return f"[{' '.join(f'{part} 0 R' for part in parts)}]"
        return str(self._document.xref_get_key(page.pdf_to_num(), key)[1])

    def _parted(self, contents: str) -> list[str]:
        """Part the contents of a page where the second of three streams ends all that it begins, and is in brackets."""
        streams = _REFERENCE.findall(contents)
        if len(streams) != 3:  # noqa: PLR2004 - a bracket, what stands in it, and what closes it
            return [contents]
        opening, within, closing = streams
        if opening not in self._openings:  # which all pages may share
            self._openings[opening] = self._stream(opening)
        if self._openings[opening] != b"q" or not (self._closes(closing, b"Q\n") and self._closes(within)):
            return [contents]
        return [within, f"[{opening} {closing}]"]

    def _closes(self, stream: str, first: bytes = b"") -> bool:
        """Tell whether a stream, which is to begin with a bracket that closes if it is given, closes all it opens."""
        sign = first + self._object(stream)
        if sign not in self._closed_before:
            drawn = self._stream(stream)
            if not drawn.startswith(first) or not _is_closed(drawn.removeprefix(first)):
                return False
        self.closed.add(sign)
        return True

    def draws(self, part: str, codes: frozenset[bytes]) -> bool:
        """Tell whether a part of a page draws a letter of these codes; if in doubt, it does."""
        drawn = b"\n".join(self._stream(stream) for stream in _REFERENCE.findall(part)).lower()
        return b"(" in drawn or b" do" in drawn or any(code in drawn for code in codes)

    def lines(self, number: int, part: str) -> list[Line]:
        """Read the lines of a part of a page, which has nothing else meanwhile.

        It is given to MuPDF's own page, which PyMuPDF would write out and read again.
        """
        page, contents = self._document[number], self._names["Contents"]
        drawn = _MUPDF.pdf_page_from_fz_page(page.this).obj()
        whole = drawn.pdf_dict_get(contents)
        streams = [_MUPDF.pdf_new_indirect(self._file, int(named.split()[0]), 0) for named in _REFERENCE.findall(part)]
        if part.startswith("["):
            row = _MUPDF.pdf_new_array(self._file, len(streams))
            for stream in streams:
                row.pdf_array_push(stream)
            streams = [row]
        if not streams:
            return list(lines_of(page))
        drawn.pdf_dict_put(contents, streams[0])
        found = list(lines_of(page))
        drawn.pdf_dict_put(contents, whole)
        return found

    def lost(self, letters: dict[str, frozenset[str]]) -> frozenset[bytes]:
        """Give the codes of those letters that a font has no more, or not with the same text and width."""
        gone = (had - self.letters.get(font, frozenset()) for font, had in letters.items())
        return frozenset(letter[:4].encode() for of_font in gone for letter in of_font)

    def _whole(self, words: str) -> bytes:
        parts = _REFERENCE.split(words)
        signed = (self._object(part) if at % 2 else part.encode() for at, part in enumerate(parts))
        return b"".join(b"%d:%b" % (len(part), part) for part in signed)

    def _object(self, reference: str) -> bytes:
        if reference not in self._known:
            self._known[reference] = b""  # of what leads back to itself, as nothing does that is drawn with
            number = int(reference.partition(" ")[0])
            words = self._document.xref_object(number, compressed=True)
            whole = hashlib.sha256(self._font(words) or self._whole(words))
            if self._document.xref_is_stream(number):
                whole.update(self._document.xref_stream_raw(number) or b"")
            self._known[reference] = whole.digest()
        return self._known[reference]

    def _font(self, words: str) -> bytes:
        """Give what a font is but for its letters, and keep those apart; nothing if they cannot be told apart."""
        texts, descendant = _TEXTS.search(words), _DESCENDANT.search(words)
        own = self._document.xref_object(int(descendant[1]), compressed=True) if descendant else ""
        widths, descriptor = _WIDTHS.search(own), _DESCRIPTOR.search(own)
        described = self._document.xref_object(int(descriptor[1]), compressed=True) if descriptor else ""
        file = _FILE.search(described)
        if not (texts and widths and file and _PLAIN in words and _SAME in own):
            return b""
        said = self._stream(texts[1])
        rest = [_TEXTS.sub("", _DESCENDANT.sub("", words)), _WIDTHS.sub("", _DESCRIPTOR.sub("", own))]
        rest.append(_SHAPES.sub("", described))
        font = digest(*rest, _heights(self._stream(file[1])))
        letters = dict(_TEXT.findall(said.decode("latin-1")))
        rows = [(int(first), row.split()) for first, row in _ROW.findall(widths[1])]
        wide = {f"{first + at:04x}": width for first, row in rows for at, width in enumerate(row)}
        plain = wide.keys() <= letters.keys() and b"beginbfrange" not in said and not any(map(_REFERENCE.search, rest))
        if not plain or font in self.letters:
            return b""
        self.letters[font] = frozenset(f"{code} {text} {wide.get(code)}" for code, text in letters.items())
        return font.encode()

    def _stream(self, reference: str) -> bytes:
        return self._document.xref_stream(int(reference.partition(" ")[0])) or b""


def _is_closed(contents: bytes) -> bool:
    """Tell whether contents end all that they begin, and nothing else, as far as that is plain."""
    if b"(" in contents:
        return False
    begun = list[bytes]()
    for operator in filter(_BRACKETS.__contains__, contents.split()):
        if operator in _ENDS:
            begun.append(_ENDS[operator])
        elif not begun or begun.pop() != operator:
            return False
    return not begun


def _heights(font: bytes) -> bytes:
    """Give what the file of a font says of the heights of its lines."""
    tables = {
        row[:4]: int.from_bytes(row[8:12]) for row in (font[at : at + 16] for at in range(12, 12 + 16 * font[5], 16))
    }
    head, lines = tables[b"head"], tables[b"hhea"]
    return font[head + 18 : head + 20] + font[lines + 4 : lines + 10]


_HERE = 52
"""Pages of a hundred that are not read aside, where the file is still to be opened meanwhile."""
_MUPDF = pymupdf.mupdf
_MANY = 40
"""Pages, of which fewer are read sooner than they are known again."""
_ENDS = {b"q": b"Q", b"BT": b"ET", b"BMC": b"EMC", b"BDC": b"EMC", b"BX": b"EX"}
_BRACKETS = frozenset({*_ENDS, *_ENDS.values(), b"BI"})
"""Also what begins a picture, which may hold anything."""
_REFERENCE = re.compile(r"\b([0-9]+ [0-9]+ R)\b")

# A font as WeasyPrint writes it, whose letters are numbered as in the font that the book brought.
_PLAIN, _SAME = "/Encoding/Identity-H", "/CIDToGIDMap/Identity"
_TEXTS = re.compile(r"/ToUnicode ([0-9]+) 0 R")
_DESCENDANT = re.compile(r"/DescendantFonts\[([0-9]+) 0 R\]")
_DESCRIPTOR = re.compile(r"/FontDescriptor ([0-9]+) 0 R")
_WIDTHS = re.compile(r"/W\[((?:[0-9]+\[[-0-9. ]*\])*)\]")
_FILE = re.compile(r"/FontFile2 ([0-9]+) 0 R")
_ROW = re.compile(r"([0-9]+)\[([-0-9. ]*)\]")
_TEXT = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]+)>")
_SHAPES = re.compile(r"/FontBBox\[[-0-9. ]*\]|/FontFile[23]? [0-9]+ 0 R|/CIDSet [0-9]+ 0 R")
"""How letters look, of which no line tells."""
