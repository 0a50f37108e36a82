"""The notes of a book numbered anew, by chapter or through the book, where its edition asks for it.

It is a view on the book: the manuscript keeps the printed numbers, and so does a reference that has no note.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from lxml.etree import _Element as Element

from reissue.book import Book, Chapter, Note
from reissue.pandoc import inner, parse_blocks


def renumbered(book: Book) -> Book:
    """Give the book with its notes numbered as its edition asks, and in that order.

    They are numbered in the order in which they are first referred to; a note that another note refers to first follows
    that one, and notes to which nothing leads close their chapter. References bear the new numbers, and words that send
    to a note by its number, such as `note 12`, follow it. The ids remain those of the printed numbers.
    """
    if book.edition.note_numbers == "as printed":
        return book
    ordered = [_in_order_of_call(chapter) for chapter in book.chapters]
    marks = dict(_numbers(book, ordered))
    printed = {note.id: note.mark for notes in ordered for note in notes}
    chapters = []
    for chapter, own in zip(book.chapters, ordered, strict=True):
        notes = [replace(note, mark=marks[note.id], html=_marked(note.html, marks, printed)) for note in own]
        chapters.append(replace(chapter, html=_marked(chapter.html, marks, printed), notes=tuple(notes)))
    return replace(book, chapters=tuple(chapters))


def _in_order_of_call(chapter: Chapter) -> list[Note]:
    """Put the notes of a chapter in the order of the first references to them, those made in notes among them."""
    notes = {note.id: note for note in chapter.notes}
    order: dict[str, Note] = {}
    waiting = [*_called(chapter.html)][::-1]
    while waiting:
        name = waiting.pop()
        if name in notes and name not in order:
            order[name] = notes[name]
            waiting += [*_called(notes[name].html)][::-1]
    return [*(order | notes).values()]


def _called(html: str) -> Iterator[str]:
    for anchor in parse_blocks(html).iter("a"):
        if anchor.get("role") == "doc-noteref":
            yield anchor.get("href", "").removeprefix("#")


def _numbers(book: Book, ordered: Iterable[Iterable[Note]]) -> Iterator[tuple[str, str]]:
    """Give each note's id and its new mark; a sign that is to be kept is no part of the count."""
    through = count(1)
    for notes in ordered:
        numbers = through if book.edition.note_numbers == "book" else count(1)
        for note in notes:
            kept = book.edition.note_symbols == "kept" and not note.mark.isdecimal()
            yield note.id, note.mark if kept else str(next(numbers))


def _marked(html: str, marks: Mapping[str, str], printed: Mapping[str, str]) -> str:
    """Give references their new marks, and the words of links to notes the new number where they name the old one."""
    tree = parse_blocks(html)
    for anchor in tree.iter("a"):
        name = anchor.get("href", "").removeprefix("#")
        if name in marks and anchor.get("role") == "doc-noteref":
            anchor.text = marks[name]
        elif name in marks:
            _follow(anchor, printed[name], marks[name])
    return inner(tree)


def _follow(anchor: Element, old: str, new: str) -> None:
    bare = "".join(map(str, anchor.itertext())) == old
    for element in anchor.iter():
        element.text = _named(element.text, old, new, bare=bare)
        if element is not anchor:
            element.tail = _named(element.tail, old, new, bare=bare)


def _named(text: str | None, old: str, new: str, *, bare: bool) -> str | None:
    if not text or (bare and text == old):
        return text and new
    return _NUMBERED.sub(lambda found: found["what"] + (new if found["number"] == old else found["number"]), text)


_NUMBERED = re.compile(r"(?P<what>\b(?:(?:foot)?notes?|f?nn?\.)\s?)(?P<number>[0-9]+)\b", re.IGNORECASE)
