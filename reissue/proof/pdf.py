"""The proof of a PDF: its text and its notes letter by letter, each note whole on a page where it belongs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise
from operator import attrgetter

import pymupdf

from reissue.aside import Aside
from reissue.proof.collation import after, few, lost_pictures
from reissue.proof.difference import Difference, counterpart, differences, slid
from reissue.proof.galley import RUN, Galley, Setting, lost_emphasis, misprints
from reissue.proof.paging import pages_shown, repaged, wrong_labels
from reissue.proof.pdf_links import Call, Lead, wrong_destinations, wrong_links, wrong_outline
from reissue.proof.pdf_type import Type, type_of
from reissue.proof.pointing import heading_address, note_address
from reissue.proof.read_before import lines_of_pages
from reissue.proof.reading import Note, Proved, Reading, quote
from reissue.proof.sheets import Line, sort_lines
from reissue.proof.wanted import Due, Wanted, wanted
from reissue.proof.ways import Ways, ways_of


def prove_pdf(  # noqa: PLR0913 - what the file is held against
    data: bytes,
    copy: Reading,
    *,
    families: Collection[str] = (),
    new_pages: bool = False,
    due: Wanted | None = None,
    begin: Aside | None = None,
) -> Proved:
    """Compare a PDF with the copy. Pages are counted from 1 through the file, whatever their folios.

    `families` are those of type that it may show; any, if there are none.
    `new_pages`: references to pages of print are to show the folio here of the page on which that one begins.
    `due` is what was worked out before of the same copy, where there are none of these.
    `begin` has a part of a long file read aside.
    """
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except pymupdf.FileDataError as fault:
        return Proved((f"cannot be read as a PDF: {fault}",), "", "")
    with document:
        if document.pdf_catalog() <= 0:
            return Proved(("cannot be read as a PDF: what lists its pages is lost",), "", "")
        _, language = document.xref_get_key(document.pdf_catalog(), "Lang")
        title = (document.metadata or {}).get("title") or ""
        copy = repaged(copy, pages_shown(document)) if new_pages else copy
        pages = lines_of_pages(document, data, begin)
        rest = begin(look_over, data, families) if begin else partial(_look_over, document, families)
        due = due if due and due.copy is copy else wanted(copy)
        faults = [*_faults(document, pages, lambda: rest()[0], due, new_pages=new_pages)]
        type_ = rest()[1]
        return Proved(
            (*faults, *type_.strange), title, language if language != "null" else "", tuple(sorted(type_.unprinted))
        )


def look_over(data: bytes, families: Collection[str]) -> tuple[Ways, Type]:
    """Read the ways through a file, and its type, as the process does that works aside."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return _look_over(document, families)


def _look_over(document: pymupdf.Document, families: Collection[str]) -> tuple[Ways, Type]:
    return ways_of(document), type_of(document, families)


def _faults(
    document: pymupdf.Document,
    pages: Sequence[Sequence[Line]],
    find_ways: Callable[[], Ways],
    due: Wanted,
    *,
    new_pages: bool,
) -> Iterator[str]:
    copy, text = due.copy, due.text
    notes = [(note, printed) for note, printed, _ in due.notes]
    sheets = sort_lines(pages[: _end_of_text(document)], text.letters, "".join(printed.letters for _, printed in notes))
    body, foot = Galley(sheets.text), Galley(sheets.notes)
    yield from few(_off_the_page([line for page in pages for line in page]))
    yield from few(_overprinted([*sheets.front, *sheets.text, *sheets.notes]))
    yield from few(_climbing(sheets.text))
    yield from few(_climbing(sheets.notes))
    found = differences(text.letters, body.letters, RUN)
    yield from few(misprints(text, body, found if due.called else _without_title_of_loose_notes(found)))
    yield from few(lost_emphasis(text, body, found))
    begins = dict[str, int]()
    yield from few(_misprinted_notes(notes, foot, begins))
    places = {name: line for name, at in begins.items() if (line := foot.line(at))}
    calls = [
        Call(reference, after(copy.body.text, reference.at), line, at)
        for start, _, reference in text.marks
        if (at := counterpart(found, start)) is not None and (line := body.line(at))
    ]
    yield from few(_early_notes(calls, places))
    begun = _lines(due.pages, body, found)
    headings = [*_printed(due.headings, body, found)]
    ways = {note_address(name): line for name, line in places.items()}
    ways |= {heading_address(words): line for words, line in reversed(headings)} | begun
    ways |= _lines(due.paragraphs, body, found)
    leads = [*_leads(due.links, body, lambda at: counterpart(found, at), ways)]
    for note, _, links in due.notes:
        if (begin := begins.get(note.name)) is not None:
            leads += _leads(links, foot, lambda at, begin=begin: begin + at, ways)  # type: ignore[misc]
    through = find_ways()
    yield from few(wrong_links(through.links, calls, places, sheets, leads))
    yield from few(wrong_destinations(through.places, begun, sheets))
    if new_pages:
        yield from few(wrong_labels(document, sheets.margins))
    yield from wrong_outline(through.outline, copy, headings, sheets.first)
    yield from lost_pictures(len(copy.pictures), through.pictures)


def _end_of_text(document: pymupdf.Document) -> int:
    """Say how many pages there are before the emendations and what else follows the text, if they have a name."""
    page, *_ = document.resolve_link(f"#nameddest={_BACK}")
    return page if page >= 0 else len(document)


def _printed(named: Iterable[tuple[str, int]], body: Galley, found: Sequence[Difference]) -> Iterator[tuple[str, Line]]:
    """Find the lines in which places of the text stand that have a name and are printed."""
    for name, at in named:
        place = counterpart(found, at)
        if place is not None and (line := body.line(place)):
            yield name, line


def _lines(named: Iterable[tuple[str, int]], body: Galley, found: Sequence[Difference]) -> dict[str, Line]:
    """Find the lines in which places of the text stand, by their names; the first of one name."""
    lines = dict[str, Line]()
    for name, line in _printed(named, body, found):
        lines.setdefault(name, line)
    return lines


def _leads(
    links: Iterable[Due], galley: Galley, place: Callable[[int], int | None], ways: Mapping[str, Line]
) -> Iterator[Lead]:
    """Find the lines in which the links upon words stand that lead to lines which are known."""
    for words, start, end, target in links:
        first, last = place(start), place(end)
        if first is None or last is None or target not in ways:
            continue
        yield Lead(words, tuple(dict.fromkeys(galley.stretch(first, last))), ways[target], first)


def _off_the_page(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if not line.whole:
            yield f"page {line.page + 1}: {quote(line.words)} is not wholly on the page"


def _overprinted(lines: Sequence[Line]) -> Iterator[str]:
    """Tell of lines that are printed upon each other."""
    last: Line | None = None
    for line in sorted(lines, key=attrgetter("page", "baseline", "box")):
        if last and last.page == line.page and line.baseline - last.baseline < _CLOSEST * min(line.size, last.size):
            shared = min(line.box[2], last.box[2]) - max(line.box[0], last.box[0])
            if shared > _CLOSEST * line.size:
                yield f"page {line.page + 1}: {quote(line.words)} is printed upon {quote(last.words)}"
        last = line


def _climbing(lines: Sequence[Line]) -> Iterator[str]:
    """Tell of lines that are painted after another, but stand above it."""
    for last, line in pairwise(line for line in lines if line.whole):
        above = last.page == line.page and line.baseline < last.baseline - _CLOSEST * line.size
        if above and min(line.box[2], last.box[2]) > max(line.box[0], last.box[0]):
            yield f"page {line.page + 1}: {quote(line.words)} stands above its place, behind {quote(last.words)}"


def _without_title_of_loose_notes(found: Sequence[Difference]) -> list[Difference]:
    """Leave out the title that stands over notes to which nothing leads, and that the copy does not have."""
    return [d for d in found if d.start < d.end or d.other_end - d.other_start > _LONGEST_TITLE]


def _misprinted_notes(notes: Sequence[tuple[Note, Setting]], foot: Galley, begins: dict[str, int]) -> Iterator[str]:
    """Tell of notes that are lost, doubled or misprinted, and put into `begins` where each of the others begins."""
    letters = "".join(printed.letters for _, printed in notes)
    edges = list(accumulate((len(printed.letters) for _, printed in notes), initial=0))
    places = frozenset(edges)
    found = [slid(d, letters, foot.letters, places) for d in differences(letters, foot.letters, RUN)]
    told = set[Difference]()
    for (note, printed), (start, end) in zip(notes, pairwise(edges), strict=True):
        touching = [d for d in found if max(d.start, start) < min(d.end, end) or start < d.start == d.end < end]
        place = counterpart(found, start)
        if touching:
            elsewhere = [d for d in found if printed.letters in foot.letters[d.other_start : d.other_end]]
            inner = [d for d in touching if start <= d.start and d.end <= end]
            if elsewhere:
                told.add(elsewhere[0])
                place = foot.letters.index(printed.letters, elsewhere[0].other_start)
            elif touching[0].start <= start and end <= touching[0].end:
                yield f"the note {note.name} is not printed: {quote(note.passage.text)}"
            else:
                told.update(inner)
                own = [d._replace(start=d.start - start, end=d.end - start) for d in inner]
                own += [
                    Difference(max(d.start - start, 0), min(d.end, end) - start, d.other_start, d.other_start)
                    for d in touching
                    if d not in inner
                ]
                yield from misprints(printed, foot, sorted(own), f"note {note.name}: ")
        else:
            yield from lost_emphasis(printed, foot, (), begin=place or 0)
        if place is not None:
            begins[note.name] = place
    for d in found:
        if d not in told:
            yield from _strange(d, notes, foot)


def _strange(difference: Difference, notes: Sequence[tuple[Note, Setting]], foot: Galley) -> Iterator[str]:
    """Tell of what stands among the notes besides them."""
    new = foot.letters[difference.other_start : difference.other_end]
    if any(sign.isalnum() for sign in new):
        doubled = [note.name for note, printed in notes if printed.letters in new]
        words = quote(foot.words(difference.other_start, difference.other_end))
        what = f"the note {doubled[0]} is printed once more" if doubled else "this is no note of the manuscript"
        yield f"{foot.page(difference.other_start)}: {what}: {words}"


def _early_notes(calls: Sequence[Call], places: Mapping[str, Line]) -> Iterator[str]:
    """Tell of notes that stand on a page before that of the first reference to them."""
    first = {call.reference.note: call for call in reversed(calls)}
    for name, call in reversed(first.items()):
        if name in places and places[name].page < call.line.page:
            here, there = places[name].page + 1, call.line.page + 1
            yield f"page {here}: the note {name} stands before its reference on page {there}, {call.place}"


_BACK = "back-matter"  # the name of the page on which it begins
_CLOSEST = 0.4  # of the size of type, between two baselines
_LONGEST_TITLE = 20  # letters
