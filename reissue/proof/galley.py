"""A galley: printed lines as one row of letters; and a passage as it should be printed there."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple
from unicodedata import bidirectional

from reissue.proof.collation import after, words_are
from reissue.proof.difference import Difference, counterpart, slid
from reissue.proof.reading import Passage, Reference, Span, quote
from reissue.proof.sheets import Line, letters_of

RUN = 16
"""Letters that must go together before print and copy count as together again."""


class Galley:
    """Printed lines, one after the other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Put the letters of the lines in one row."""
        self.lines = lines
        self.letters = "".join(line.letters for line in lines)
        self._starts = list(accumulate([len(line.letters) for line in lines], initial=0))
        runs = [run for line in lines for run in line.runs]
        self._fonts = [font for _, font, _ in runs]
        self._edges = list(accumulate([len(letters) for letters, _, _ in runs], initial=0))

    def line(self, at: int) -> Line | None:
        """Give the line in which a letter stands, the last one for the end; None if there are no lines."""
        return self.lines[min(bisect_right(self._starts, at), len(self.lines)) - 1] if self.lines else None

    def stretch(self, start: int, end: int) -> Sequence[Line]:
        """Give the lines in which a stretch stands; that of its beginning where it is empty."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(end - 1, start))
        return self.lines[min(first, len(self.lines) - 1) : last] if self.lines else ()

    def page(self, at: int) -> str:
        """Say on which page of the file a letter stands."""
        line = self.line(max(at, 0))
        return f"page {line.page + 1}" if line else "nowhere"

    def font(self, at: int) -> str:
        """Name the font in which a letter is set."""
        return self._fonts[bisect_right(self._edges, at) - 1]

    def fonts(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Give the fonts of a stretch, each with the number of letters that are set in it one after the other."""
        run = bisect_right(self._edges, start) - 1
        while start < end and run < len(self._fonts):
            edge = min(self._edges[run + 1], end)
            if edge > start:
                yield self._fonts[run], edge - start
            start, run = edge, run + 1

    def is_ornament(self, start: int, end: int) -> bool:
        """Tell whether a stretch is of lines without any letter or figure."""
        lines = self.lines[max(bisect_right(self._starts, start) - 1, 0) : bisect_left(self._starts, end)]
        return not any(sign.isalnum() for line in lines for sign in line.letters)

    def words(self, start: int, end: int) -> str:
        """Give the letters of a stretch as they are printed, spaces and all."""
        words = []
        for number in range(max(bisect_right(self._starts, start) - 1, 0), bisect_left(self._starts, end)):
            at, printed = self._starts[number], ""
            for sign in self.lines[number].words:
                if start <= at < end:
                    printed += sign
                at += len(letters_of(sign))
            words.append(printed.strip())
        return " ".join(words)


class Stressed(NamedTuple):
    """A paragraph with emphasised words: where in the letters it begins and ends, and where they do, with their spans.

    Words in small capitals are passed over, which not every face has.
    """

    start: int
    end: int
    words: tuple[tuple[int, int, Span], ...]


class Setting(NamedTuple):
    """A passage as it should be printed: its letters, with those of the marks, and where each mark begins and ends.

    The passage itself begins behind so many letters as `lead`, those of its number.
    """

    passage: Passage
    letters: str
    marks: tuple[tuple[int, int, Reference], ...]
    lead: int
    stressed: tuple[Stressed, ...] = ()


def setting(passage: Passage, number: str = "") -> Setting:
    """Set a passage, with the number that is printed before it, if it is a note."""
    parts, marks, done = [letters_of(number)], list[tuple[int, int, Reference]](), 0
    lead = length = len(parts[0])
    for reference in passage.references:
        before, mark = letters_of(passage.text[done : reference.at]), letters_of(reference.mark)
        parts += before, mark
        length += len(before) + len(mark)
        marks.append((length - len(mark), length, reference))
        done = reference.at
    parts.append(letters_of(passage.text[done:]))
    printed = Setting(passage, "".join(parts), tuple(marks), lead)
    return printed._replace(stressed=tuple(_stressed(printed)))


def letter_offsets(printed: Setting, places: Sequence[int]) -> list[int]:
    """Lead from places in a passage's text, in order, to its letters; a mark at a place stands before that."""
    text, offsets, done, at = printed.passage.text, list[int](), 0, printed.lead
    marks = deque(printed.marks)
    for place in places:
        at += len(letters_of(text[done:place]))
        done = place
        while marks and marks[0][2].at <= place:
            start, end, _ = marks.popleft()
            at += end - start
        offsets.append(at)
    return offsets


def misprints(printed: Setting, galley: Galley, found: Sequence[Difference], where: str = "") -> Iterator[str]:
    """Say which words, or marks of references, are lost, added or changed; ornaments may be added to the copy."""
    if not found:
        return
    text = printed.passage.text
    words = text.split(" ")
    starts = letter_offsets(printed, [*accumulate((len(word) + 1 for word in words), initial=0)])
    edges = frozenset(starts)
    for difference in found:
        start, end, other_start, other_end = slid(difference, printed.letters, galley.letters, edges)
        place = f"{galley.page(other_start - (other_start == other_end))}: {where}"
        ornament = start == end and galley.is_ornament(other_start, other_end)
        if ornament or _turned(printed.letters[start:end], galley.letters[other_start:other_end]):
            continue
        raw = galley.words(other_start, other_end)
        become = f"has become {quote(raw)}" if raw else "is lost"
        marks = [reference for at, to, reference in printed.marks if at <= start < end <= to]
        if marks:
            yield f"{place}the mark {marks[0].mark} {after(text, marks[0].at)} {become}"
            continue
        if start < end <= starts[0]:
            yield f"{place}its number {become}"
            continue
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_left(starts, end), first)
        before = after(" ".join(words[max(first - 6, 0) : first]))
        if other_start == other_end and start == starts[first] and end == starts[last]:
            gone = words[first:last]
            yield f"{place}{words_are(len(gone), of_copy=True)} missing {before}: {quote(' '.join(gone))}"
        elif start == end == starts[first]:
            yield f"{place}{words_are(len(raw.split()))} not in the manuscript {before}: {quote(raw)}"
        else:
            last = max(last, first + 1)
            raw = galley.words(other_start - max(start - starts[first], 0), other_end + starts[last] - end)
            yield f"{place}{before} {quote(' '.join(words[first:last]))} has become {quote(raw)}"


def lost_emphasis(printed: Setting, galley: Galley, found: Sequence[Difference], begin: int = 0) -> Iterator[str]:
    """Tell of emphasised words that are set in the type of the paragraph around them.

    `begin` is where the passage begins in the galley. Paragraphs whose words differ are passed over.
    """
    text = printed.passage.text
    for start, end, own in printed.stressed:
        at, until = counterpart(found, start), counterpart(found, end - 1)
        if at is None or until != at + end - 1 - start:
            continue
        shift = begin + at - start
        plain = dict[str, int]()
        for font, count in galley.fonts(shift + start, shift + end):
            plain[font] = plain.get(font, 0) + count
        for first, last, _ in own:
            for font, count in galley.fonts(shift + first, shift + last):
                plain[font] = plain.get(font, 0) - count
        font, count = max(plain.items(), key=itemgetter(1))
        for first, last, span in own:
            if first < last and count and galley.font(shift + first) == font:
                words = quote(text[span.start : span.end])
                yield f"{galley.page(shift + first)}: the {span.kind} {after(text, span.start)} is lost: {words}"


def _stressed(printed: Setting) -> Iterator[Stressed]:
    spans = printed.passage.spans
    emphases = [span for span in spans if span.kind in {"emphasis", "strong"}]
    if not emphases:
        return
    small = [span for span in spans if span.kind == "small capitals"]
    emphases = [span._replace(start=start) for span in emphases if (start := _past(small, span)) < span.end]
    emphases.sort()
    starts = [span.start for span in emphases]
    held = [
        (paragraph, own)
        for paragraph in spans
        if paragraph.kind == "paragraph"
        if (own := _outermost(emphases[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]))
    ]
    places = sorted({place for paragraph, own in held for span in (paragraph, *own) for place in span[:2]})
    letters = dict(zip(places, letter_offsets(printed, places), strict=True))
    for paragraph, own in held:
        words = tuple((letters[span.start], letters[span.end], span) for span in own)
        yield Stressed(letters[paragraph.start], letters[paragraph.end], words)


def _turned(lost: str, new: str) -> bool:
    """Tell of letters written from right to left, which a PDF may give in another order than that of reading."""
    return any(bidirectional(sign) in {"R", "AL"} for sign in lost) and sorted(lost) == sorted(new)


def _past(small: Sequence[Span], span: Span) -> int:
    """Give where the words of a span begin that are not in small capitals; its end if all are."""
    start = span.start
    for other in small[max(bisect_left(small, (start,)) - 1, 0) :]:
        if other.start > start + 1:  # not even behind a space
            break
        start = max(start, other.end)
    return start


def _outermost(spans: Sequence[Span]) -> list[Span]:
    found = list[Span]()
    for span in spans:
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found
