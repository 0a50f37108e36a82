"""Collation: a reading held against the copy, and what is lost, added, changed or moved in it said in words.

It reads no file.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from reissue.proof.difference import Alignment
from reissue.proof.pointing import wrong_pointers
from reissue.proof.reading import Note, Passage, Reading, Reference, Span, quote

MOST = 5  # findings of one sort told for one file: what one fault does a thousand times needs no thousand lines


def collate(copy: Reading, reading: Reading) -> Iterator[str]:
    """Say how a reading differs from the copy: words, blocks, emphasis, references, notes, and what leads where."""
    copy, reading = _levelled(copy), _levelled(reading)
    partners = _partners(copy, reading)
    calls = list[_Call]()
    yield from _passage(copy.body, reading.body, "", calls)
    pairs = [(copy.notes[index], reading.notes[other]) for index, other in sorted(partners.items())]
    yield from few(message for note, other in pairs for message in _note(note, other, calls))
    yield from few(_lost_notes(copy, reading, partners))
    yield from few(_misled(copy, reading, partners, calls))
    yield from few(_disorder(copy, partners))
    yield from few(wrong_pointers(copy, reading))
    yield from few(_wrong_pages(copy.body, reading.body))
    yield from few(_wrong_pictures(copy, reading))


def lost_pictures(wanted: int, there: int) -> Iterator[str]:
    """Say that there are more pictures, or fewer, than the manuscript has."""
    if there != wanted:
        yield f"the manuscript has {wanted} picture{'s' * (wanted != 1)}, and the file has {there}"


def differing_words(alignment: Alignment, where: str = "") -> Iterator[str]:
    """Say which words are lost, added or changed, and after which words; `where` is put before it."""
    for start, end, other_start, other_end in alignment.differences:
        lost, new = alignment.words[start:end], alignment.other_words[other_start:other_end]
        place = after(" ".join(alignment.words[max(start - _CONTEXT - 1, 0) : start]))
        if not new:
            yield f"{where}{words_are(len(lost), of_copy=True)} missing {place}: {quote(' '.join(lost))}"
        elif not lost:
            yield f"{where}{words_are(len(new))} not in the manuscript {place}: {quote(' '.join(new))}"
        else:
            yield f"{where}{place} {quote(' '.join(lost))} has become {quote(' '.join(new))}"


def after(text: str, at: int | None = None) -> str:
    """Name a place in a text, its end if none is given, by the words before it: "after ... the reins of power"."""
    words = text[max((len(text) if at is None else at) - _REACH, 0) : at].rstrip(" ").split(" ")
    if words == [""]:
        return "at the beginning"
    return f"after {quote(('… ' if len(words) > _CONTEXT else '') + ' '.join(words[-_CONTEXT:]))}"


def words_are(count: int, *, of_copy: bool = False) -> str:
    """Begin a sentence on so many words: "1 word is", "3 words of the manuscript are"."""
    return f"{count} word{'s' * (count != 1)}{' of the manuscript' * of_copy} {'is' if count == 1 else 'are'}"


def few(messages: Iterable[str]) -> Iterator[str]:
    """Give the first messages of one sort, and then how many more there are."""
    more = 0
    for count, message in enumerate(messages):
        if count < MOST:
            yield message
        else:
            more += 1
    if more:
        yield f"… and {more} more like the last"


def _levelled(reading: Reading) -> Reading:
    """Give each heading the level at which it stands below others: a format may begin elsewhere, and leave none out."""
    above, spans = list[int](), list[Span]()
    for span in reading.body.spans:
        kind, _, number = span.kind.partition(" ")
        if kind == "heading":
            above = [level for level in above if level < int(number)]
            above.append(int(number))
            span = span._replace(kind=f"heading {len(above)}")  # noqa: PLW2901 -- the same span
        spans.append(span)
    return reading._replace(body=reading.body._replace(spans=tuple(spans)))


class _Call(NamedTuple):
    """A reference of the copy, the one that stands for it in the reading, and where."""

    copy: Reference
    reading: Reference
    place: str


def _wrong_pictures(copy: Reading, reading: Reading) -> Iterator[str]:
    yield from lost_pictures(len(copy.pictures), len(reading.pictures))
    for words, other in zip(copy.pictures, reading.pictures, strict=False):
        if words != other:
            yield f"the picture that the manuscript calls {quote(words)} is called {quote(other)}"


def _passage(copy: Passage, reading: Passage, where: str, calls: list[_Call]) -> Iterator[str]:
    alignment = Alignment(copy.text, reading.text)
    yield from few(differing_words(alignment, where))
    yield from _spans(copy, reading, alignment, where)
    yield from few(_references(copy, reading, alignment, where, calls))


def _note(note: Note, other: Note, calls: list[_Call]) -> Iterator[str]:
    if note.mark != other.mark:
        yield f"the note {note.name} {quote(note.passage.text)} is numbered {other.mark or 'with nothing'}"
    yield from _passage(note.passage, other.passage, f"note {note.name}: ", calls)


def _spans(copy: Passage, reading: Passage, alignment: Alignment, where: str) -> Iterator[str]:
    """Tell of blocks, emphasis and breaks that are lost, added, or begin or end elsewhere."""
    lost, new = Counter(copy.spans), Counter[Span]()
    for span in reading.spans:
        start, end = alignment.offset(span.start), alignment.offset(span.end)
        if start is None or end is None:
            continue
        here = Span(start, end, span.kind)
        if lost[here] > 0:
            lost[here] -= 1
        elif not any(alignment.disturbed(at, other=True) for at in span[:2]):
            new[here] += 1
    gone = (span for span in lost.elements() if not any(alignment.disturbed(at, other=False) for at in span[:2]))
    changes = [(span, True) for span in gone] + [(span, False) for span in new.elements()]
    changes.sort(key=lambda change: (change[0].kind.split()[0], change))
    for _, group in groupby(changes, key=lambda change: change[0].kind.split()[0]):
        clusters = _clusters(group)
        yield from few(f"{where}{_told(cluster, copy.text)}" for cluster in clusters)


def _clusters(changes: Iterable[tuple[Span, bool]]) -> list[list[tuple[Span, bool]]]:
    """Put together the spans that overlap: they tell of one fault."""
    clusters, reach = list[list[tuple[Span, bool]]](), -1
    for span, is_lost in changes:
        if span.start >= reach:
            clusters.append([])
        clusters[-1].append((span, is_lost))
        reach = max(reach, span.end)
    return clusters


def _told(cluster: list[tuple[Span, bool]], text: str) -> str:
    """Say what became of the spans of one cluster: where some are lost and others new, they were changed."""
    span, is_lost = cluster[0]
    words = text[span.start : span.end]
    what = f"the {span.kind} {after(text, span.start)}" + (f": {quote(words)}" if words else "")
    if len({lost for _, lost in cluster}) > 1:
        other = cluster[-1][0]
        if span.kind != other.kind:
            kinds = (span.kind, other.kind) if is_lost else (other.kind, span.kind)
            return f"the {kinds[0]} {after(text, span.start)} has become {kinds[1]}: {quote(words)}"
        return f"{what} is cut otherwise"
    return f"{what} is lost" if is_lost else f"{what} is none in the manuscript"


def _references(copy: Passage, reading: Passage, alignment: Alignment, where: str, calls: list[_Call]) -> Iterator[str]:
    """Pair the references by place and mark, by place, by mark; tell of those lost, added, moved or misprinted."""
    lost = list(copy.references)
    new = [(alignment.offset(reference.at), reference) for reference in reading.references]
    for reference, (_, other) in _pair(lost, new, lambda r: (r.at, r.mark), lambda r: (r[0], r[1].mark)):
        calls.append(_Call(reference, other, where + after(copy.text, reference.at)))
    for reference, (_, other) in _pair(lost, new, lambda r: r.at, lambda r: r[0]):
        place = where + after(copy.text, reference.at)
        calls.append(_Call(reference, other, place))
        yield f"{place} the reference {reference.mark} is printed {other.mark or 'without a mark'}"
    for reference, (at, other) in _pair(lost, new, lambda r: r.mark, lambda r: r[1].mark):
        place = where + after(copy.text, reference.at)
        calls.append(_Call(reference, other, place))
        if at is not None and not alignment.disturbed(reference.at, other=False):
            yield f"the reference {reference.mark} {place} stands {after(copy.text, at)} instead"
    for reference in lost:
        if not alignment.disturbed(reference.at, other=False):
            yield f"the reference {reference.mark} {where}{after(copy.text, reference.at)} is lost"
    for at, other in new:
        if not alignment.disturbed(other.at, other=True):
            yield f"the reference {other.mark} {where}{after(copy.text, at)} is none in the manuscript"


def _partners(copy: Reading, reading: Reading) -> dict[int, int]:
    """Pair the notes of copy and reading, by index: first what agrees wholly, then by name, by words, by mark."""
    lost, new = list(enumerate(copy.notes)), list(enumerate(reading.notes))
    ways: tuple[tuple[_Key, _Key], ...] = (
        (_mark_and_words, _mark_and_words),
        (lambda pair: f"note-{pair[1].name}", lambda pair: pair[1].name.rpartition("#")[2].removeprefix("end")),
        (lambda pair: pair[1].passage.text, lambda pair: pair[1].passage.text),
        (lambda pair: pair[1].mark, lambda pair: pair[1].mark),
    )
    pairs = [pair for key, other_key in ways for pair in _pair(lost, new, key, other_key)]
    return {index: other for (index, _), (other, _) in pairs}


def _mark_and_words(pair: tuple[int, Note]) -> Hashable:
    return pair[1].mark, pair[1].passage.text


def _lost_notes(copy: Reading, reading: Reading, partners: dict[int, int]) -> Iterator[str]:
    for index, note in enumerate(copy.notes):
        if index not in partners:
            yield f"the note {note.name} is missing: {quote(note.passage.text)}"
    texts, paired = {note.passage.text for note in copy.notes}, set(partners.values())
    for index, note in enumerate(reading.notes):
        if index not in paired:
            fault = "stands once too often" if note.passage.text in texts else "is none of the manuscript's"
            yield f"the note {note.mark} {fault}: {quote(note.passage.text)}"


def _misled(copy: Reading, reading: Reading, partners: dict[int, int], calls: list[_Call]) -> Iterator[str]:
    """Tell of references that lead to another note than in the copy, or to none."""
    labels = {note.name: index for index, note in reversed(list(enumerate(copy.notes)))}
    notes = {note.name: note for note in reading.notes}
    for call, other, place in calls:
        index = labels.get(call.note)
        if index not in partners or index is None:
            continue
        right = reading.notes[partners[index]]
        if other.note not in notes:
            yield f"the reference {call.mark} {place} leads to no note"
        elif other.note != right.name:
            wrong = notes[other.note]
            yield f"the reference {call.mark} {place} leads to the note {wrong.mark} {quote(wrong.passage.text)}"


def _disorder(copy: Reading, partners: dict[int, int]) -> Iterator[str]:
    """Tell of notes of one run that stand neither in the order of the copy nor in that of their references."""
    called = {call.note: at for at, call in reversed(list(enumerate(copy.body.references)))}
    runs = dict[str, list[int]]()
    for index in sorted(partners, key=partners.__getitem__):
        runs.setdefault(copy.notes[index].name.rpartition("-")[0], []).append(index)
    for run in runs.values():
        by_reference = [called.get(copy.notes[index].name, len(called)) for index in run]
        if by_reference != sorted(by_reference):
            for earlier, later in pairwise(run):
                if later < earlier:
                    yield f"the note {copy.notes[later].name} stands after the note {copy.notes[earlier].name}"


def _wrong_pages(copy: Passage, reading: Passage) -> Iterator[str]:
    """Tell of pages of print whose beginning is not marked, or where none begins."""
    right = Counter((page.folio, after(copy.text, page.at)) for page in copy.pages)
    found = Counter((page.folio, after(reading.text, page.at)) for page in reading.pages)
    for folio, place in (right - found).elements():
        yield f"the beginning of page {folio} of print is not marked {place}"
    for folio, place in (found - right).elements():
        yield f"page {folio} of print is marked {place}, where it does not begin"


_Key = Callable[[tuple[int, Note]], Hashable]
_Left = TypeVar("_Left")
_Right = TypeVar("_Right")


def _pair(
    left: list[_Left], right: list[_Right], key: Callable[[_Left], Hashable], other_key: Callable[[_Right], Hashable]
) -> list[tuple[_Left, _Right]]:
    """Take out of two lists what has the same key, the first with the first, and give the pairs."""
    waiting = dict[Hashable, list[int]]()
    for index in reversed(range(len(right))):
        waiting.setdefault(other_key(right[index]), []).append(index)
    pairs, rest, taken = list[tuple[_Left, _Right]](), list[_Left](), set[int]()
    for item in left:
        if indexes := waiting.get(key(item)):
            taken.add(indexes[-1])
            pairs.append((item, right[indexes.pop()]))
        else:
            rest.append(item)
    left[:] = rest
    right[:] = [item for index, item in enumerate(right) if index not in taken]
    return pairs


_CONTEXT = 5  # words
_REACH = 200  # characters looked at for them
