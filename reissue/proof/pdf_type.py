"""The type of a PDF: whether it is of the families that the book's styles bring, and each sign is in its font."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import pymupdf

from reissue.proof.collation import few
from reissue.proof.reading import quote
from reissue.proof.ways import drawn_alike


class Type(NamedTuple):
    """What is wrong with the type of a file: of which families it should not be, the signs that no font has."""

    strange: tuple[str, ...]
    unprinted: frozenset[str]


def type_of(document: pymupdf.Document, families: Collection[str]) -> Type:
    """Look at the type of a document.

    Signs may be set in another family, which the machine had by chance, or in a font that has them not, so that nothing
    is printed. Type may be of any family if none are named.
    """
    ours, fonts = tuple(family.replace(" ", "-") for family in families), _fonts(document)
    strange = {name for name in fonts.values() if ours and not _is_of(name, ours)}
    told = few(_strange(document, strange) if strange else ())
    return Type(tuple(told), frozenset(sign for font in fonts for sign in _lacking(document, font)))


def _fonts(document: pymupdf.Document) -> dict[int, str]:
    """Give the names of the fonts, by their numbers in the file."""
    fonts = (font for pages in drawn_alike(document) for font in document.get_page_fonts(pages[0]))
    return {font[0]: font[3].partition("+")[2] or font[3] for font in fonts}


def _is_of(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(f"{family}-") for family in families)


def _lacking(document: pymupdf.Document, font: int) -> Iterator[str]:
    """Give the signs that the file leads to the glyph for none."""
    kind, codes = document.xref_get_key(font, "Encoding")
    told, signs = document.xref_get_key(font, "ToUnicode")
    if kind == told == "xref":
        none = {code for code, glyph in _GLYPH.findall(_stream(document, codes)) if int(glyph) == 0}
        for code, sign in _SIGN.findall(_stream(document, signs)):
            if code in none:
                yield bytes.fromhex(sign).decode("utf-16-be", "replace")


def _stream(document: pymupdf.Document, reference: str) -> str:
    return (document.xref_stream(int(reference.partition(" ")[0])) or b"").decode("latin-1")


def _strange(document: pymupdf.Document, fonts: Collection[str]) -> Iterator[str]:
    """Tell of each strange font on which page it stands first, and which signs there are in it."""
    left = set(fonts)
    for page in document:
        lines = [line for block in page.get_text("dict", flags=0)["blocks"] for line in block.get("lines", ())]
        spans = [(span["font"], span["text"]) for line in lines for span in line["spans"]]
        for name in sorted({font for font, _ in spans} & left):
            left.remove(name)
            signs = quote("".join(words for font, words in spans if font == name))
            yield (
                f"page {page.number + 1}: {signs} is set in {name}, which is none of the book's fonts: bring one that "
                "has these signs, in its styles"
            )
        if not left:
            return


_GLYPH = re.compile(r"<([0-9a-fA-F]{4})> ([0-9]+)\b")
_SIGN = re.compile(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
