"""The notes that cite in brief: whose full citation each of them means, resolved in order and by run.

It refuses to choose between two: then all are given.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from reissue.bibliography import listed_works, told_works
from reissue.blocks import Block
from reissue.citations import LOCATOR, Citation, cited, names, where_named
from reissue.notes import mark, openings
from reissue.pointers import Pointer, note_address, notes_by_address
from reissue.view import view
from reissue.works import Mention, Works


@view
def brief_citations(text: str) -> tuple[Pointer, ...]:
    """Give the short citations, *ibid.*, *op. cit.* and *loc. cit.* of the notes, each with the places it can mean.

    A short citation means the first note of its run that tells more of the work, or else of the last run before that
    does; where no note does, the entry in the book's list of works, or the paragraph before it that gives the work in
    full. *Ibid.* means what the note before it means. In a chapter's first note it is asked about unless one work alone
    can be meant, and so it is behind a note that is missing.
    """
    walk = _Walk(text)
    return tuple(pointer for note, works in cited(text) for pointer in walk.through(note, works))


class _Walk:
    """What the notes have cited so far: the works, and what the last note means."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._works = Works()
        self._last: tuple[Block, tuple[str, ...]] | None = None
        self._seen: dict[str, tuple[Block, tuple[str, ...]]] = {}
        self._notes = notes_by_address(text)
        self._elsewhere = _Elsewhere(text)

    def through(self, note: Block, works: tuple[Citation, ...]) -> Iterator[Pointer]:
        """Go through one note, and give its pointers."""
        text, run, own = self._text, note.label.rpartition("-")[0], note_address(note.label)
        backs = list(_BACK.finditer(text, note.body, note.end)) if _HINT.search(text, note.body, note.end) else []
        events: list[tuple[int, Citation | re.Match[str]]] = [(back.start(), back) for back in backs]
        events += [
            (work.start, work)
            for work in works
            if not any(b.start() < work.end and work.start < b.end() for b in backs)
        ]
        means = list[str]()
        for _, event in sorted(events, key=lambda event: event[0]):
            if isinstance(event, Citation):
                found = self._works.meant(event, run) if event.located else []
                elsewhere = self._elsewhere.meant(event, note.start) if event.located and not found else []
                found = found or elsewhere
                places = tuple(dict.fromkeys(mention.address for mention in found))
                if event.located and not (places or event.authors) and self._works.is_repeated(event):
                    yield Pointer("short citation", event.start, event.end, (), "no note gives the work in full")
                if len(places) != 1 or elsewhere:
                    self._works.add(Mention(event, run, places[0] if len(places) == 1 else own))
                means.append(places[0] if len(places) == 1 else own)
                if places:
                    yield from self._pointer("short citation", event.start, event.end, places, own)
            else:
                start, places = self._meant_before(event, note, run, means)
                doubt = "" if event["work"] or means else self._doubt(note, run, places)
                if len(places) == 1 and not doubt:
                    means.append(places[0])
                if doubt:
                    yield Pointer(_kind(event), start, event.end(), places, doubt, asked=True)
                else:
                    yield from self._pointer(_kind(event), start, event.end(), places, own)
        if not (means or backs) and (
            _PLACE.fullmatch(text, note.body, note.end)
            or _PAGED.search(text[max(note.body, note.end - _END) : note.end])
        ):
            means.append(own)  # it names a place, in a work that is known from the text
        self._last = self._seen[run] = note, tuple(dict.fromkeys(means))

    def _meant_before(
        self, back: re.Match[str], note: Block, run: str, means: list[str]
    ) -> tuple[int, tuple[str, ...]]:
        """Give where the words begin that point back, with the author's name if there is one, and what they mean."""
        before = self._text[note.body : back.start()]
        authors = names(before) if back["work"] else ()
        if authors:
            found = self._works.of(authors, run) or self._elsewhere.of(authors, note.start)
            return note.body + where_named(before), tuple(dict.fromkeys(mention.address for mention in found))
        before_it = self._seen.get(run) or self._last
        return back.start(), tuple(means[-1:]) or (before_it[1] if before_it else ())

    def _doubt(self, note: Block, run: str, places: tuple[str, ...]) -> str:
        """Say why *ibid.*, the first words of a note, may not mean what the note before it means; "" if it must."""
        last, number = self._seen.get(run) or self._last, mark(note.label)
        if last is None or not number.isdecimal():
            return ""
        if run not in self._seen:
            first = "with this note the numbers begin anew"
            if number != "1":
                return f"{first}, but it has the number {number}"
            if len(places) != 1:
                return f"{first}, and the note before it does not cite one work"
            called = self._text.find(f"[^{note.label}]", last[0].end)
            title = _TITLED.search(self._text, last[0].end, called)
            return f"{first}, and the text before it names {title.group()}" if title else ""
        before = mark(last[0].label)
        if before.isdecimal() and int(before) != int(number) - 1:
            return f"the note before it is not {int(number) - 1}, but {before}"
        return ""

    def _pointer(self, kind: str, start: int, end: int, places: tuple[str, ...], own: str) -> Iterator[Pointer]:
        known = tuple(place for place in places if place in self._notes or place.startswith("work-"))
        if not known:
            yield Pointer(kind, start, end, (), "no note before it cites the work")
        elif len(known) > 1:
            called = [self._called(place) for place in known]
            called = [called[0], *(call.removeprefix("note ") for call in called[1:])]
            yield Pointer(kind, start, end, known, f"it may mean {', '.join(called[:-1])} or {called[-1]}")
        elif known[0] != own:
            yield Pointer(kind, start, end, known, f"{self._called(known[0])} gives the work in full")

    def _called(self, place: str) -> str:
        """Say what stands at an address: which note, or the paragraph with which words."""
        if place in self._notes:
            return f"note {self._notes[place]}"
        return f"the paragraph “{place.removeprefix('work-').replace('-', ' ')}”"


class _Elsewhere:
    """The works that stand in no note: in the lists of works, which hold all the book, and in the paragraphs so far."""

    def __init__(self, text: str) -> None:
        self._listed, self._told, self._passed = Works(), Works(), 0
        for mention in listed_works(text):
            self._listed.add(mention)
        self._to_come = told_works(text)
        self._openings = openings(text)

    def meant(self, work: Citation, place: int) -> list[Mention]:
        """Give the works that a citation at a place shortens; none for one that gives the work itself.

        A mere name can mean a work that is told of in the same chapter.
        """
        if len(work.authors) > 1 or work.dated or len(work.titles) > 1:
            return []
        if listed := self._listed.meant(work, ""):
            return listed
        told = self._until(place).meant(work, "")
        name = not (work.authors or work.marked)  # which a person can have who is told of elsewhere
        return [mention for mention in told if not name or self._chapter(mention.cited.start) == self._chapter(place)]

    def of(self, authors: tuple[str, ...], place: int) -> list[Mention]:
        """Give the works of an author."""
        return self._listed.of(authors, "") or self._until(place).of(authors, "")

    def _chapter(self, place: int) -> int:
        return bisect_right(self._openings, place)

    def _until(self, place: int) -> Works:
        while self._passed < len(self._to_come) and self._to_come[self._passed].cited.start < place:
            self._told.add(self._to_come[self._passed])
            self._passed += 1
        return self._told


def _kind(back: re.Match[str]) -> str:
    return "op. cit." if back["work"] else "ibid."


_END = 60
_HINT = re.compile(r"b[il1]d|[Cc]i[tl]")
# What OCR makes of the capital that a note begins with is allowed for.
_BACK = re.compile(
    r"(?<![\w*_])[*_]*(?:(?P<same>[I1lJi|/][bh][il1]d(?:em\b)?)|(?P<work>(?:[Oo0]p|[Ll1I]oc)\. ?[Cc]i[tl]\b))"
    rf"(?:\.[*_]*|[*_]*\.?)(?:,? ?{LOCATOR.pattern})*"
)
_TITLED = re.compile(r"[*_][^\W\d_a-z][^*_\s]* [^*_\n]{1,200}[*_]|“[^\W\d_a-z][^“”\n]{2,80}[^.,;:!?“”\n]”")
# A page behind a comma, with which a citation ends.
_PAGED = re.compile(r"[\w”’*)] ?, ?(?<!note, )(?:pp?\. ?)?[0-9]{1,3}(?:[–, -]+[0-9]{1,3})*\.?\s*\Z")
# Names, numbers and abbreviations, and nothing else but the small words that names have among them.
_NAMED = (
    r"[*_“”(]*(?:[^\W\d_a-z][\w’-]*|[0-9][\w–-]*|[ivxlc]+|[a-z]{1,5}(?=\.)|of|the|and|to|in|on|for|de|la|du|der|von)"
    r"[*_“”).,;:]*"
)
_PLACE = re.compile(rf"(?=[^\n]*(?:[0-9]|\b[ivxlc]+\b)){_NAMED}(?:\s+{_NAMED}){{0,19}}\s*")
