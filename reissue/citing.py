"""The notes that cite in brief: whose full citation each of them means, resolved in order and by run.

It refuses to choose between two: then all are given.
"""

import re
from collections.abc import Iterator

from reissue.blocks import Block
from reissue.citations import LOCATOR, Citation, cited, names, where_named
from reissue.pointers import Pointer, note_address, notes_by_address
from reissue.view import view
from reissue.works import Mention, Works


@view
def brief_citations(text: str) -> tuple[Pointer, ...]:
    """Give the short citations, *ibid.*, *op. cit.* and *loc. cit.* of the notes, each with the notes it can mean.

    A short citation means the first note of its run that tells more of the work, or else of the last run before that
    does. *Ibid.* means what the note before it means.
    """
    walk = _Walk(text)
    return tuple(pointer for note, works in cited(text) for pointer in walk.through(note, works))


class _Walk:
    """What the notes have cited so far: the works, and what each run's last note means."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._works = Works()
        self._last: dict[str, tuple[str, ...]] = {}
        self._labels = set(notes_by_address(text).values())

    def through(self, note: Block, works: tuple[Citation, ...]) -> Iterator[Pointer]:
        """Go through one note, and give its pointers."""
        text, run = self._text, note.label.rpartition("-")[0]
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
                labels = tuple(dict.fromkeys(mention.label for mention in found))
                if event.located and not (labels or event.authors) and self._works.is_repeated(event):
                    yield Pointer("short citation", event.start, event.end, (), "no note gives the work in full")
                if len(labels) != 1:
                    self._works.add(Mention(event, run, note.label))
                means.append(labels[0] if len(labels) == 1 else note.label)
                if labels:
                    yield from self._pointer("short citation", event.start, event.end, labels, note.label)
            else:
                start, labels = self._meant_before(event, note, run, means)
                if len(labels) == 1:
                    means.append(labels[0])
                yield from self._pointer(_kind(event), start, event.end(), labels, note.label)
        if not means and _FIGURE.search(text, note.body, note.end):
            means.append(note.label)  # it names a place, in a work that is known from the text
        self._last[run] = tuple(dict.fromkeys(means))

    def _meant_before(
        self, back: re.Match[str], note: Block, run: str, means: list[str]
    ) -> tuple[int, tuple[str, ...]]:
        """Give where the words begin that point back, with the author's name if there is one, and what they mean."""
        before = self._text[note.body : back.start()]
        authors = names(before) if back["work"] else ()
        if authors:
            found = self._works.of(authors, run)
            return note.body + where_named(before), tuple(dict.fromkeys(mention.label for mention in found))
        return back.start(), tuple(means[-1:]) or self._last.get(run, ())

    def _pointer(self, kind: str, start: int, end: int, labels: tuple[str, ...], own: str) -> Iterator[Pointer]:
        known = tuple(label for label in labels if label in self._labels)
        if not known:
            yield Pointer(kind, start, end, (), "no note before it cites the work")
        elif len(known) > 1:
            where = ", ".join(known[:-1])
            yield Pointer(kind, start, end, _addresses(known), f"it may mean note {where} or {known[-1]}")
        elif known[0] != own:
            yield Pointer(kind, start, end, _addresses(known), f"note {known[0]} gives the work in full")


def _addresses(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(note_address(label) for label in labels)


def _kind(back: re.Match[str]) -> str:
    return "op. cit." if back["work"] else "ibid."


_HINT = re.compile(r"b[il1]d|[Cc]i[tl]")
# What OCR makes of the capital that a note begins with is allowed for.
_BACK = re.compile(
    r"(?<![\w*_])[*_]*(?:(?P<same>[I1lJi|/][bh][il1]d(?:em\b)?)|(?P<work>(?:[Oo0]p|[Ll1I]oc)\. ?[Cc]i[tl]\b))"
    rf"(?:\.[*_]*|[*_]*\.?)(?:,? ?{LOCATOR.pattern})*"
)
_FIGURE = re.compile(r"[0-9]|\b[ivxlc]+\b")
