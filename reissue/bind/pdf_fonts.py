"""The fonts of formes: told while a chapter is drawn, and embedded once, with all glyphs, in the front matter."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pydyf
from weasyprint import Document, pdf
from weasyprint.pdf import stream
from weasyprint.pdf.fonts import Font
from weasyprint.text.constants import PANGO_STRETCH
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from reissue import Trouble
from reissue.bind.pdf_forme import FontUse, House

_LAST_GLYPH = 2**16 - 1

_Build = Callable[..., pydyf.Dictionary]


@contextmanager
def fonts_told(document: Document, house: House, brought: Sequence[FontUse]) -> Iterator[list[FontUse]]:
    """Draw a document inside this context; the list has its fonts afterwards.

    Its PDF holds the fonts `brought`, with all the glyphs that are said to be used besides its own, or none at all.
    """
    told, ours = list[FontUse](), frozenset(house.fonts.values())
    build: _Build = pdf.build_fonts_dictionary

    def build_fonts(file: pydyf.PDF, fonts: dict[int, Font], *how: object) -> pydyf.Dictionary:
        told.extend(_use(font, ours) for font in fonts.values())
        if brought:
            return build(file, _with(fonts, brought, document), *how)
        names = pydyf.Dictionary()
        for font in fonts.values():
            file.add_object(stub := pydyf.Dictionary({"Type": "/Font"}))
            names[font.hash] = stub.reference
        return names

    pdf.build_fonts_dictionary, stream.Font = build_fonts, _Cast
    try:
        yield told
    finally:
        pdf.build_fonts_dictionary, stream.Font = build, Font


class _Cast(Font):  # type: ignore[misc] # WeasyPrint has no types
    """A font that can be found again, and that numbers the letters it lacks in the same way in each chapter."""

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:  # noqa: ANN401 - Pango's own
        varied = pango.pango_font_description_get_variations(description)
        self.varied: bytes = b"" if varied == ffi.NULL else ffi.string(varied)
        super().__init__(pango_font, description, font_size)

    def get_unused_glyph_id(self, codepoint: int) -> int:
        free = _LAST_GLYPH - self.glyph_count
        return self.missing.setdefault(codepoint, int(self.glyph_count + codepoint % free))  # type: ignore[no-any-return]


def _use(font: _Cast, ours: frozenset[bytes]) -> FontUse:
    described = font.family, font.style, font.weight, font.varied, font.font_size
    return FontUse(font.hash, *described, font.widths, font.to_unicode, font.file_content in ours)


def _with(fonts: dict[int, Font], brought: Sequence[FontUse], document: Document) -> dict[int, Font]:
    """Add to the fonts of a document those brought, so that each name stands for one font with all glyphs."""
    by_name = dict[str, Font]()
    for font in fonts.values():
        _add(by_name.setdefault(font.hash, font), font.widths, font.to_unicode)
    for use in brought:
        if use.name not in by_name:
            by_name[use.name] = _load(use, document)
        _add(by_name[use.name], use.widths, use.texts)
    return dict(enumerate(by_name[name] for name in sorted(by_name)))


def _add(font: Font, widths: Any, texts: Any) -> None:  # noqa: ANN401 - mappings of glyphs
    font.widths = dict(chain(widths.items(), font.widths.items()))
    font.to_unicode = dict(chain(texts.items(), font.to_unicode.items()))
    font.missing |= {
        ord(texts[glyph]): glyph for glyph in texts if glyph >= font.glyph_count and len(texts[glyph]) == 1
    }


def _load(use: FontUse, document: Document) -> Font:
    """Find a font again of which we know all but its stretch."""
    fonts = document.font_config.font_map
    context = ffi.gc(pango.pango_font_map_create_context(fonts), gobject.g_object_unref)
    for stretch in sorted(PANGO_STRETCH.values(), key=lambda stretch: abs(stretch - PANGO_STRETCH["normal"])):
        description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
        pango.pango_font_description_set_family(description, use.family.encode())
        pango.pango_font_description_set_style(description, use.style)
        pango.pango_font_description_set_weight(description, use.weight)
        pango.pango_font_description_set_stretch(description, stretch)
        if use.variations:
            pango.pango_font_description_set_variations(description, use.variations)
        pango.pango_font_description_set_absolute_size(description, round(use.size * TO_UNITS))
        pango_font = pango.pango_font_map_load_font(fonts, context, description)
        _, described, size = get_pango_font_key(pango_font)
        font = _Cast(pango_font, described, size)
        if font.hash == use.name:
            return font
    raise Trouble(f"the PDF was not made: the font {use.family} could not be found again")
