import hashlib
import time

import pytest

from reissue import Trouble
from reissue.source import LONGEST_LINE, Place, Source, join_pages, natural_order, read_source

PAGES = {"page-1.md": b"First.\nSecond.\n", "page-2.md": b"", "page-10.md": b"Third.\r\n\r\nFourth.\n\n"}

PLACES = [
    ("lines end in LF", "ab\ncd\n\nef", "e", Place(1, 4, 1)),
    ("lines end in CRLF", "ab\r\ncd\r\n\r\nef", "e", Place(1, 4, 1)),
    ("lines end in CR", "ab\rcd\r\ref", "f", Place(1, 4, 2)),
    ("ends of every kind", "a\r\nb\rc\nd", "d", Place(1, 4, 1)),
    ("the LF of a CRLF belongs to its line", "ab\r\ncd", "\n", Place(1, 1, 4)),
    ("a form feed between pages", "ab\n\fcd\n", "c", Place(2, 2, 2)),
    ("a form feed on a line of its own", "ab\n\f\ncd", "d", Place(2, 3, 2)),
    ("a page's notes end it", "One.<sup>1</sup>\n\n---\n\n1. A note.\n\nTwo.\n", "Two", Place(2, 7, 1)),
    (
        "the note itself is still on its page",
        "One.<sup>1</sup>\n\n---\n\n1. A note.\n\nTwo.\n",
        "A note",
        Place(1, 5, 4),
    ),
    ("a rule without notes ends no page", "One.\n\n---\n\nTwo.\n", "Two", Place(1, 5, 1)),
    ("the line separators of Unicode end no line", "a\N{LINE SEPARATOR}b\N{NEXT LINE}c", "c", Place(1, 1, 5)),
    ("an astral character is one column", "\N{MATHEMATICAL BOLD CAPITAL A}b", "b", Place(1, 1, 2)),
    ("a combining mark is a column", "e\N{COMBINING ACUTE ACCENT}f", "f", Place(1, 1, 3)),
]

REFUSED = [
    ("nothing", b"", "", ("ocr.md is empty",)),
    ("a byte order mark alone", b"\xef\xbb\xbf", "", ("ocr.md is empty",)),
    ("blanks", b" \n\t\r\n\f \n", "", ("ocr.md is empty",)),
    ("a PDF", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "", ("ocr.md is a PDF, not text",)),
    ("a PNG", b"\x89PNG\r\n\x1a\n\0\0", "", ("ocr.md is a PNG picture, not text",)),
    ("a JPEG", b"\xff\xd8\xff\xe0", "", ("ocr.md is a JPEG picture",)),
    ("a TIFF", b"II*\0\x08", "", ("ocr.md is a TIFF picture",)),
    ("a ZIP", b"PK\x03\x04\x14\0", "", ("ocr.md is a ZIP archive",)),
    ("a gzip", b"\x1f\x8b\x08\0", "", ("ocr.md is a gzip archive",)),
    ("a zero byte", b"Some text\0 and more", "", ("ocr.md is a binary file", "character 10")),
    ("a wrong byte", b"One\nTwo\ncaf\xe9 three", "", ("ocr.md is not UTF-8", "byte 12", "line 3", "--encoding")),
    ("a cut-off character", b"One\n\xe2\x80", "", ("ocr.md is not UTF-8", "byte 5", "line 2")),
    ("half of UTF-16", b"\xff\xfea\0b", "", ("ocr.md is not UTF-16",)),
    ("an unknown encoding", b"Text", "klingon", ("klingon is no encoding",)),
    ("an encoding that none is", b"Text", "undefined", ("undefined is no encoding",)),
    ("a codec of bytes", b"Text", "base64", ("base64",)),
    ("not the encoding asked for", "café".encode("latin-1"), "ascii", ("ocr.md is not ASCII", "byte 4")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mark", "place"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_page_line_and_column(text: str, mark: str, place: Place) -> None:
    source = read_source(text.encode(), "ocr.md")
    assert source.place(text.index(mark)) == place


def test_a_place_is_said_as_it_is_looked_up() -> None:
    assert str(Place(3, 41, 7)) == "page 3, line 41, column 7"
    assert str(Place(3, 41, 7, "leaf-3.md")) == "leaf-3.md, page 3, line 41, column 7"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_places_agree(end: str) -> None:
    text = end.join(["One", "", "Two two", "\N{FORM FEED}Three", "last"])
    source = read_source(text.encode(), "ocr.md")
    for number, line in enumerate(["One", "", "Two two", "\fThree", "last"], 1):
        start, stop = source.line(number)
        assert text[start:stop] == line
        assert source.place(start)[1:3] == (number, 1)


@pytest.mark.parametrize("number", [0, -1, 4, 10**9])
def test_no_such_line(number: int) -> None:
    with pytest.raises(LookupError, match=f"ocr.md has no line {number}; its last line is 3"):
        read_source(b"One\nTwo\nThree", "ocr.md").line(number)


def test_the_lines_of_page_files_are_counted_in_each() -> None:
    source = join_pages(list(PAGES.items()), "scans")
    for words, place in {
        "First": Place(1, 1, 1, "page-1.md"),
        "Second": Place(1, 2, 1, "page-1.md"),
        "Fourth": Place(3, 3, 1, "page-10.md"),
    }.items():
        at = source.text.index(words)
        assert source.place(at) == place
        start, end = source.line(place.line, place.file)
        assert start == at
        assert source.text[start:end] == words + "."
    assert source.text.count("\f") == 2
    assert source.name == "scans"


@pytest.mark.parametrize(
    ("number", "file", "said"),
    [
        (3, "page-1.md", "page-1.md has no line 3; its last line is 2"),
        (2, "page-2.md", "page-2.md has no line 2; its last line is 1"),
        (5, "page-10.md", "page-10.md has no line 5; its last line is 4"),
        (1, "page-3.md", "scans has no file 'page-3.md'; it has page-1.md, page-2.md, page-10.md"),
        (1, "", "scans has no file ''; it has page-1.md"),
    ],
)
def test_page_files_have_no_other_lines(number: int, file: str, said: str) -> None:
    with pytest.raises(LookupError, match=said):
        join_pages(list(PAGES.items()), "scans").line(number, file)


def test_one_file_has_no_page_files() -> None:
    with pytest.raises(LookupError, match="only one, so leave `file` out"):
        read_source(b"One", "ocr.md").line(1, "page-1.md")


def test_the_first_line_of_a_page_file_begins_with_its_first_character() -> None:
    source = join_pages(list(PAGES.items()), "scans")
    assert source.place(source.text.index("Third")) == Place(3, 1, 1, "page-10.md")
    start, end = source.line(1, "page-10.md")
    assert source.text[start:end] == "Third."


def test_page_files_keep_every_word_and_their_digest() -> None:
    source = join_pages(list(PAGES.items()), "scans")
    assert source.text.split() == ["First.", "Second.", "Third.", "Fourth."]
    assert source.digest == join_pages(list(PAGES.items()), "elsewhere").digest
    assert source.digest != join_pages(list(reversed(PAGES.items())), "scans").digest


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([("a.md", b""), ("b.md", b"\n \n")], "scans is empty"),
        ([("a.md", b"One"), ("b.md", b"caf\xe9")], "b.md is not UTF-8: byte 4 .0xe9, line 1."),
        ([("a.md", b"One"), ("b.md", b"%PDF-1.4\n%\xe2\xe3")], "b.md is"),
        pytest.param([("a.md", b"One"), ("b.md", b"%PDF-1.4\nascii")], "b.md is a PDF"),
        pytest.param([("a.md", b"One"), ("b.md", b"Two\0")], "b.md is a binary file"),
    ],
)
def test_page_files_that_are_no_text_are_named(pages: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(Trouble, match=said):
        join_pages(pages, "scans")


def test_the_lines_and_pages_of_structured_page_files_are_counted_in_their_transcription() -> None:
    first = b'{"pages": [{"index": 0, "markdown": "One."}, {"index": 1, "markdown": "Two."}]}'
    pages = [("1.json", first), ("2.json", b""), ("3.json", first.replace(b"One", b"Three"))]
    source = join_pages(pages, "scans")
    assert source.transcribed
    lines = source.text.split("\n")
    for words, page in {"One.": 1, "Two.": 2, "Three.": 4}.items():
        place = source.place(source.text.index(words))
        assert place == Place(page, lines.index(words) + 1, 1)
        assert source.line(place.line) == (source.text.index(words), source.text.index(words) + len(words))
    with pytest.raises(LookupError, match="the transcription of scans has no line 99; its last line is"):
        source.line(99)
    assert not join_pages(list(PAGES.items()), "scans").transcribed


def test_natural_order() -> None:
    names = [
        "1.md",
        "2.md",
        "010.md",
        "cover.md",
        "page-1-2.md",
        "page-1-10.md",
        "page-1.md",
        "Page-9.md",
        "page-10.md",
    ]
    assert sorted(set(names), key=natural_order) == names


@pytest.mark.parametrize("name", ["page-²", "page-١", "page-①", "½"])
def test_natural_order_takes_figures_of_every_kind(name: str) -> None:
    assert sorted([name, "page-1"], key=natural_order)


@pytest.mark.parametrize(
    ("data", "encoding", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, encoding: str, said: tuple[str, ...]) -> None:
    with pytest.raises(Trouble) as refused:
        read_source(data, "ocr.md", encoding)
    message = str(refused.value)
    assert all(words in message for words in said), message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Naïve “café”\n".encode(), ""),
        ("Naïve “café”\n".encode("utf-8-sig"), ""),
        ("Naïve “café”\n".encode("utf-16"), ""),
        (b"\xfe\xff" + "Naïve “café”\n".encode("utf-16-be"), ""),
        ("Naïve “café”\n".encode("cp1252"), "cp1252"),
        ("Naïve “café”\n".encode("utf-16"), "utf-16"),
        pytest.param(
            *("Naïve “café”\n".encode("utf-8-sig"), "utf-8"),
        ),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    assert read_source(data, "ocr.md", encoding).text == "Naïve “café”\n"


def test_latin_1_only_where_it_is_asked_for() -> None:
    data = "Naïve café\n".encode("latin-1")
    assert read_source(data, "ocr.md", "latin-1").text == "Naïve café\n"
    with pytest.raises(Trouble, match="byte 3"):
        read_source(data, "ocr.md")


def test_a_line_that_no_book_has_is_refused_at_once() -> None:
    data = b"One\n" + b"word " * 10_000_000
    start = time.process_time()
    with pytest.raises(Trouble, match=r"ocr.md, line 2, has over 1,000,000 characters"):
        read_source(data, "ocr.md")
    assert time.process_time() - start < 10


def test_a_long_line_is_taken() -> None:
    assert len(read_source(b"x" * (LONGEST_LINE - 1) + b"\n", "ocr.md").text) == LONGEST_LINE


def test_a_long_book_of_long_lines_is_taken_at_once() -> None:
    data = (b"x" * 1_000 + b"\n") * 1_600
    start = time.monotonic()
    read_source(data, "ocr.md")
    assert time.monotonic() - start < 0.5


def test_a_file_of_many_empty_lines_is_taken() -> None:
    assert read_source(b"\n" * 1_000_000 + b"x", "ocr.md").place(1_000_000) == Place(1, 1_000_001, 1)


def test_a_file_whose_lines_end_in_carriage_returns_is_kept_as_it_is() -> None:
    source = read_source(b"One\rTwo\r", "ocr.md")
    digest = hashlib.sha256(b"One\rTwo\r").hexdigest()
    assert source == Source("ocr.md", "One\rTwo\r", digest, engine="Markdown")
    assert source.line(2) == (4, 7)
