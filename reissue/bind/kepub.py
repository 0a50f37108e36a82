"""The EPUB as Kobo's own readers want it: each sentence in a span of its own, by which they keep places and marks.

Nothing else is changed, so that it stays an EPUB that any reader opens. The form is the one that Kobo's shop itself
delivers: `koboSpan` around sentences and pictures, numbered by paragraph, and two divisions around a document's body.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count, pairwise

from lxml import etree
from lxml.etree import _Element as Element

from reissue.bind import Styles
from reissue.bind.epub import bind_epub, pack
from reissue.book import HEADINGS, Book

ENDING = "kepub.epub"
"""How the name of such a file must end, for a Kobo to see it."""


def bind_kepub(book: Book, styles: Styles) -> bytes:
    """Bind a book as an EPUB for Kobo's readers."""
    with zipfile.ZipFile(io.BytesIO(bind_epub(book, styles))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, data in files.items():
        if name.endswith(".xhtml") and name != "EPUB/nav.xhtml":
            files[name] = _span(data)
    return pack(files)


_XHTML = "{http://www.w3.org/1999/xhtml}"
_BLOCKS = frozenset(f"{_XHTML}{name}" for name in (*HEADINGS, "p", "li", "td", "th", "figure", "pre"))
_LET_BE = ("doc-backlink", "doc-noteref", "doc-pagebreak")
_SENTENCE = re.compile(
    r".*?[.!?:][\"')\]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]*\s+|.+", re.DOTALL
)


class _Spans:
    """Gives out the spans of one document: `kobo.2.3` is the third of the second paragraph."""

    def __init__(self) -> None:
        self._paragraph, self._place = 0, count(1)

    def begin_paragraph(self) -> None:
        self._paragraph, self._place = self._paragraph + 1, count(1)

    def next(self) -> Element:
        span = etree.Element(f"{_XHTML}span")
        span.attrib.update({"class": "koboSpan", "id": f"kobo.{self._paragraph}.{next(self._place)}"})
        return span


def _span(document: bytes) -> bytes:
    """Put the sentences of a document into spans, and its body's content into the two divisions."""
    root = etree.fromstring(document)
    body = next(root.iter(f"{_XHTML}body"))
    spans = _Spans()
    spans.begin_paragraph()
    _span_inside(body, spans)
    columns, inner = (etree.Element(f"{_XHTML}div", {"id": name}) for name in ("book-columns", "book-inner"))
    inner.extend(list(body))
    columns.append(inner)
    body.append(columns)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _span_inside(element: Element, spans: _Spans) -> None:
    """Put the text of an element and of all below it into spans, in the order in which it is read."""
    if element.tag in _BLOCKS:
        spans.begin_paragraph()
    children = list(element)
    own = list(_sentences(element.text, spans))
    if own:
        element.text = None
    for place, span in enumerate(own):
        element.insert(place, span)
    for child in children:
        if child.tag == f"{_XHTML}img":
            _span_picture(child, spans)
        elif child.get("role") not in _LET_BE:
            _span_inside(child, spans)
        tail = list(_sentences(child.tail, spans))
        if tail:
            child.tail = None
        for span in reversed(tail):
            child.addnext(span)


def _span_picture(picture: Element, spans: _Spans) -> None:
    span = spans.next()
    picture.addprevious(span)
    span.tail, picture.tail = picture.tail, None
    span.append(picture)


def _sentences(text: str | None, spans: _Spans) -> Iterator[Element]:
    """Make a span of each sentence; the space that ties the link back to a note stays outside."""
    said = (text or "").rstrip("\N{NO-BREAK SPACE}")
    if not text or not said.strip():
        return
    ends = [found.end() for found in _SENTENCE.finditer(said)]
    for start, end in pairwise((0, *ends)):
        span = spans.next()
        span.text = said[start:end]
        span.tail = text[end:] if end == len(said) else None
        yield span
