"""HTML and XHTML read as a body and its notes, by the roles of the elements alone.

It knows no style, and changes no tree.
"""

import re
from collections.abc import Iterator
from functools import cache
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element as Element

from reissue.proof.pointing import heading_place, note_place, page_place, paragraph_place
from reissue.proof.reading import Note, Reading, Transcript

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Leaves:
    """What the documents of a file, read one after the other, have given: body, notes, and the links between them."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._body = Transcript()
        self._notes: list[Note] = []
        self._calls: dict[str, list[str]] = {}
        self._returns: list[_Return] = []
        self._headings: list[tuple[str, int, int]] = []
        self._paragraphs: list[tuple[str, int, int]] = []
        self._pictures: list[str] = []

    def read(self, root: Element, document: str) -> None:
        """Add a document; `document` is the path by which links lead to it, "" where it is the only one."""
        self._read(root, document, self._body)

    def read_inside(self, element: Element) -> None:
        """Add what stands inside an element, whatever it says that it is."""
        self._read_inside(element, "", self._body)

    def reading(self) -> Reading:
        """Give what was read so far."""
        body = self._body.passage()
        places = [note_place(note.name, note) for note in self._notes]
        places += [heading_place(name, body.text[start:end].strip()) for name, start, end in self._headings]
        places += [paragraph_place(name, body.text[start:end].strip()) for name, start, end in self._paragraphs]
        places += [page_place(page.name, body, page) for page in body.pages]
        return Reading(body, tuple(self._notes), (), tuple(places), tuple(self._pictures))

    def wrong_returns(self) -> Iterator[str]:
        """Tell of notes that do not lead back to each reference to them, or lead to something else."""
        for note, mark, references in self._returns:
            calls = self._calls.get(note, [])
            for lost in dict.fromkeys(call for call in calls if call not in references):
                yield f"the note {mark} ({note}) does not lead back to its reference {lost}"
            for wrong in dict.fromkeys(reference for reference in references if reference not in calls):
                yield f"the note {mark} ({note}) leads back to {wrong}, which is no reference to it"

    def _read(self, element: Element, document: str, transcript: Transcript) -> None:
        """Write an element's words down; a note is written apart, and what is no part of the text is passed over."""
        name, is_a = tag(element), roles(element)
        if is_a & _PAGE:
            folio = element.get("aria-label", element.get("data-folio", ""))
            transcript.begin_page(folio, f"{document}#{element.get('id', '')}")
        if not name or name in _SILENT_TAGS or is_a & _SILENT or element.get("aria-hidden") == "true":
            return
        if is_a & _NOTE:
            self._read_note(element, document)
        elif is_a & _NOTES:
            self._read_notes(element, document)
        elif is_a & _REFERENCE:
            target = full_name(document, element.get("href", ""))
            transcript.refer(words_of(element), target)
            self._calls.setdefault(target, []).append(f"{document}#{element.get('id', '')}")
        elif name == "img":
            self._pictures.append(" ".join(element.get("alt", "").split()))
        elif name in _MARKS:
            transcript.mark(_MARKS[name])
        else:
            self._read_inside(element, document, transcript)

    def _read_inside(self, element: Element, document: str, transcript: Transcript) -> None:
        name = tag(element)
        kind = "small capitals" if "smallcaps" in roles(element) else _KINDS.get(name, "")
        if name in HEADINGS:
            kind = f"heading {element.get('aria-level') or name[1]}"
        if name not in _INLINE:
            transcript.part()
        start = transcript.here()
        transcript.write(_without_space_of_return(element.text, next(iter(element), None)))
        for child in element:
            self._read(child, document, transcript)
            transcript.write(_without_space_of_return(child.tail, child.getnext()))
        if kind:
            transcript.span(start, kind)
        if name in HEADINGS and transcript is self._body:
            self._headings.append((f"{document}#{element.get('id', '')}", start, transcript.here()))
        elif name == "p" and element.get("id") and transcript is self._body:
            self._paragraphs.append((f"{document}#{element.get('id')}", start, transcript.here()))
        if name == "a" and not urlsplit(element.get("href", "#")).scheme:
            transcript.point(start, full_name(document, element.get("href", "")))
        if name not in _INLINE:
            transcript.part()

    def _read_notes(self, container: Element, document: str) -> None:
        """Read a section of notes: the outermost elements in it that have an id, but for its headings."""
        for child in (child for child in container if tag(child) not in HEADINGS):
            if child.get("id"):
                self._read_note(child, document)
            else:
                self._read_notes(child, document)

    def _read_note(self, element: Element, document: str) -> None:
        name, transcript = f"{document}#{element.get('id', '')}", Transcript()
        marks = [words_of(inner) for inner in element.iterdescendants() if roles(inner) & _MARK]
        mark = element.get("value") or next(iter(marks), "")
        self._read_inside(element, document, transcript)
        self._notes.append(Note(name, mark, transcript.passage()))
        links = [inner for inner in element.iterdescendants() if roles(inner) & _RETURN]
        self._returns.append(_Return(name, mark, [full_name(document, link.get("href", "")) for link in links]))


def full_name(document: str, href: str) -> str:
    """Give a link's target as path and fragment, seen from where paths begin; a link out of the book stays as it is."""
    if _PLAINLY_HERE.fullmatch(href):
        return document + href
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = normpath(join(dirname(document), unquote(parts.path))) if parts.path else document
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def tag(element: Element) -> str:
    """Give an element's name without its namespace; "" for a comment or an instruction."""
    return local_name(element.tag) if isinstance(element.tag, str) else ""


@cache
def local_name(name: str) -> str:
    """Give the name of an element or an attribute without its namespace, in small letters."""
    return name.rpartition("}")[2].lower()


def roles(element: Element) -> frozenset[str]:
    """Give what an element says that it is, by `role`, `epub:type` and `class` alike."""
    return _roles(element.get("role"), element.get(EPUB_TYPE), element.get("class"))


@cache
def _roles(*said: str | None) -> frozenset[str]:
    """Part what an element says of itself, which so many others say alike."""
    return frozenset(" ".join(filter(None, said)).split())


def plain_words(element: Element | None) -> str:
    """Give an element's words as a passage has them, without references; nothing for no element."""
    leaves = Leaves()
    if element is not None:
        leaves.read_inside(element)
    return leaves.reading().body.text


def words_of(element: Element) -> str:
    """Give an element's text in one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


class _Return(NamedTuple):
    """A note and the references to which it leads back, by their full names."""

    note: str
    mark: str
    references: list[str]


def _without_space_of_return(text: str | None, following: Element | None) -> str:
    """Leave out the space that the binder sets between a note's words and the link back."""
    if text and following is not None and roles(following) & _RETURN:
        return text.rstrip("\N{NO-BREAK SPACE}")
    return text or ""


_PLAINLY_HERE = re.compile("#[A-Za-z0-9._-]+")
_KINDS = {
    "p": "paragraph",
    "blockquote": "block quotation",
    "em": "emphasis",
    "i": "emphasis",
    "strong": "strong",
    "b": "strong",
    "sup": "raised",
}
_MARKS = {"br": "line break", "hr": "rule"}
_INLINE = frozenset({"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup"})
_SILENT_TAGS = frozenset({"head", "nav", "script", "style", "template"})
_SILENT = frozenset(
    (
        *("title-block", "titlepage", "halftitlepage", "copyright-page", "imprint", "colophon", "cover", "doc-cover"),
        "emendations",
        *("toc", "doc-toc", "note-mark", "backlink", "doc-backlink", "pagebreak", "doc-pagebreak"),
    )
)
_NOTE = frozenset({"doc-footnote", "footnote"})
_NOTES = frozenset({"doc-endnotes", "endnotes"})
_REFERENCE = frozenset({"doc-noteref", "noteref"})
_RETURN = frozenset({"doc-backlink", "backlink"})
_MARK = frozenset({"note-mark"})
_PAGE = frozenset({"doc-pagebreak", "pagebreak"})
