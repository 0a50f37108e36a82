"""Whether a PDF may give other words for what is drawn, or may not show all that is; it reads none of them."""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pymupdf


def says_more(document: pymupdf.Document, data: bytes, first: int, step: int) -> bool:
    """Tell whether a file may give other words for what is drawn, or not show all that is; if in doubt, it may.

    Of what is packed in it, each of so many as `step` is looked at from the `first` on: another looks at the rest.
    """
    if document.is_encrypted or document.xref_get_key(document.pdf_catalog(), "OCProperties")[0] != "null":
        return True
    packed = [found.end() for found in _PACKED.finditer(data)]
    if len(packed) != data.count(b"/ObjStm"):
        return True
    try:
        return _OTHERWISE in data or any(_OTHERWISE in _unpacked(data, at) for at in packed[first::step])
    except zlib.error:
        return True


@contextmanager
def without_structure(document: pymupdf.Document) -> Iterator[None]:
    """Take the tree of the structure out of a document in memory, and put it back.

    MuPDF looks up in it each mark that it comes to, only for other words, which a file that says no more does not have.
    """
    file, name = pymupdf.mupdf.pdf_document_from_fz_document(document), pymupdf.mupdf.pdf_new_name("StructTreeRoot")
    catalog = pymupdf.mupdf.pdf_trailer(file).pdf_dict_get(pymupdf.mupdf.pdf_new_name("Root"))
    tree = catalog.pdf_dict_get(name)
    catalog.pdf_dict_del(name)
    try:
        yield
    finally:
        if tree.m_internal:
            catalog.pdf_dict_put(name, tree)


def _unpacked(data: bytes, at: int) -> bytes:
    """Unpack what is packed at a place, up to its own end; what it is cut off from is given to it bit by bit."""
    unpacking, parts = zlib.decompressobj(), list[bytes]()
    while at < len(data) and not unpacking.eof:
        parts.append(unpacking.decompress(data[at : at + _BIT]))
        at += _BIT
    return b"".join(parts)


_OTHERWISE = b"ActualText"
_PACKED = re.compile(rb"/ObjStm\b[^<>]*>>\s*stream\r?\n")
_BIT = 1 << 14
"""Bytes."""
