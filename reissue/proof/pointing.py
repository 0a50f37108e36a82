"""Where the links among the words lead: from short citations to notes, from the names of chapters to headings.

A place is known by its own words, whatever a format calls it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reissue.proof.reading import Begun, Note, Passage, Pointer, Reading, quote


def wrong_pointers(copy: Reading, reading: Reading) -> Iterator[str]:
    """Tell of links of the copy that are lost or lead elsewhere, and of links that it does not have."""
    right, found = Counter(_led(copy)), Counter(_led(reading))
    for words, place in (right - found).elements():
        yield f"the link {quote(words)} does not lead to {place}"
    for words, place in (found - right).elements():
        yield f"the link {quote(words)} leads to {place}, as none in the manuscript does"


def dead_pointers(copy: Reading) -> Iterator[tuple[int, str, str]]:
    """Tell of links of the copy that lead to no note and no heading, with their lines and addresses."""
    places = dict(reversed(copy.places))
    for passage, pointer in pointers_of(copy):
        if pointer.target not in places:
            words = passage.text[pointer.start : pointer.end]
            yield pointer.line, f"(#{pointer.target})", f"the link {quote(words)} leads nowhere: #{pointer.target}"


def places_of(body: Passage, notes: Sequence[Note]) -> tuple[tuple[str, str], ...]:
    """Give the places of the copy to which links can lead: notes, headings, pages of print."""
    pointers = [pointer for passage in (body, *(note.passage for note in notes)) for pointer in passage.pointers]
    headings = [body.text[span.start : span.end] for span in body.spans if span.kind.startswith("heading")]
    places = [note_place(note_address(note.name), note) for note in notes]
    places += [heading_place(heading_address(words), words) for words in headings]
    places += [paragraph_place(name, body.text[start:end]) for name, start, end in paragraphs(body, pointers)]
    return (*places, *(page_place(page_address(page.folio), body, page) for page in body.pages))


def heading_place(name: str, words: str) -> tuple[str, str]:
    """Make a heading a place to which a link can lead, under its name in the file."""
    return name, f"the heading {quote(words)}"


def note_place(name: str, note: Note) -> tuple[str, str]:
    """Make a note a place to which a link can lead, under its name in the file."""
    return name, f"the note {note.mark}: {quote(note.passage.text)}"


def page_place(name: str, passage: Passage, page: Begun) -> tuple[str, str]:
    """Make the beginning of a page of print a place to which a link can lead, under its name in the file."""
    return name, f"page {page.folio}: {quote(passage.text[page.at : page.at + _SHOWN].strip())}"


def paragraph_place(name: str, words: str) -> tuple[str, str]:
    """Make a paragraph a place to which a link can lead, under its name in the file."""
    return name, f"the paragraph {quote(words)}"


def paragraphs(body: Passage, pointers: Iterable[Pointer]) -> Iterator[tuple[str, int, int]]:
    """Give the paragraphs of the copy that have an address, with it and where they stand.

    These are captions by kind and number, what stands below the last heading that is called an index, by its head, and
    what gives a work in full, by its first words, if a link leads to it.
    """
    works = {pointer.target for pointer in pointers if pointer.target.startswith("work-")}
    index = max(
        (s.start for s in body.spans if s.kind.startswith("heading") and "index" in body.text[s.start : s.end].lower()),
        default=len(body.text),
    )
    for span in body.spans:
        if span.kind == "paragraph":
            if caption := _CAPTION.match(body.text, span.start, span.end):
                yield f"{_KINDS[caption[1][:2].lower()]}-{caption[2].lower()}", span.start, span.end
            head = _HEAD.match(body.text, span.start, span.end)
            if head and span.start > index:
                name = "-".join(["entry", *re.findall(r"[a-z0-9]+", head[0].lower())[:_WORDS]])
                yield name, span.start, span.end
            if works:
                words = body.text[span.start : min(span.end, span.start + _REACH)].lower()
                name = "-".join(["work", *re.findall(r"[a-z0-9]+", words)[:_FIRST]])
                if name in works:
                    yield name, span.start, span.end


def page_address(folio: str) -> str:
    """Give the address of a page of print in the copy, by its folio."""
    return f"page-{folio}"


def heading_address(words: str) -> str:
    """Give the address of a heading in the copy, by its words."""
    return "-".join(["heading", *re.findall(r"[a-z0-9]+", words.lower())[:_FIRST]])


def note_address(label: str) -> str:
    """Give the address of a note in the copy, by its label."""
    return "note-" + re.sub(r"[^A-Za-z0-9._-]", lambda sign: f"x{ord(sign[0]):x}", label)


def pointers_of(reading: Reading) -> Iterator[tuple[Passage, Pointer]]:
    """Give the links among the words of the body and of the notes, each with the passage in which it stands."""
    for passage in (reading.body, *(note.passage for note in reading.notes)):
        for pointer in passage.pointers:
            yield passage, pointer


def _led(reading: Reading) -> Iterator[tuple[str, str]]:
    """Give the words of each link, and the place to which it leads."""
    places = dict(reversed(reading.places))
    for passage, pointer in pointers_of(reading):
        if pointer.target in places:
            yield passage.text[pointer.start : pointer.end], places[pointer.target]


_WORDS = 6  # of an entry's head
_HEAD = re.compile(r"[^,.;:(0-9]*")
_KINDS = {"fi": "figure", "pl": "plate", "ta": "table", "ma": "map"}
_CAPTION = re.compile(
    r"(Figure|FIGURE|Fig\.|FIG\.|Plate|PLATE|Table|TABLE|Map|MAP) ([0-9]{1,3}(?:\.[0-9]{1,3})?|[IVXLC]+)\b"
    r"(?![-–]|,? (?:and |or )?[a-z0-9])"
)
_FIRST, _REACH = 8, 400  # words of a heading or a work, and in how many characters they stand
_SHOWN = 60  # characters of a page
