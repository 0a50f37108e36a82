"""Plain words shaped by Pango without laying them out, which takes it several times as long.

A word is plain that is of Latin letters and common signs, or of such signs alone: it is in one font and one script,
and both are known from one letter. No other word is shaped, nor one that the font has not all letters of.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

if not hasattr(ffi, "knows_shaping"):
    ffi.cdef("""
        void pango_shape_full (const char *item, int length, const char *text, int text_length,
            const PangoAnalysis *analysis, PangoGlyphString *glyphs);
        PangoGlyphString * pango_glyph_string_new (void);
        void pango_glyph_string_free (PangoGlyphString *string);
    """)
    ffi.knows_shaping = True


Cast = tuple[int, str, int]
"""A glyph as Pango sets it: its number, the letters it stands for, and its width, in Pango's units."""


_Shaped = tuple[bytes, bytes]
"""A word as Pango has shaped it: its glyphs, and the byte with which the letters of each begin."""


class Caster:
    """Shapes words in one type."""

    def __init__(self, style: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        """Take the type of a style."""
        self._samples = [_Sample(style, letter) for letter in "n1"]
        self.font = self._samples[0].analysis.font
        self._alike = all(sample.analysis.font == self.font for sample in self._samples)
        self._string = ffi.gc(pango.pango_glyph_string_new(), pango.pango_glyph_string_free)
        self._measured: dict[tuple[str, bool], _Shaped] = {}

    def width(self, words: str) -> float | None:
        """Measure words that stand by themselves, in CSS pixels."""
        latin = _LATIN.search(words) is not None
        shaped = self._shape(words.encode(), words, latin=latin)
        if shaped is None:
            return None
        # What is measured is likely to be cast.
        self._measured[words, latin] = shaped
        told = _numbers(shaped[0])
        if not _are_all(told[_NUMBER::_PARTS]):
            return None
        return float(sum(told[_ADVANCE::_PARTS]) * FROM_UNITS)

    def cast(self, word: str, *, latin: bool) -> list[Cast] | None:
        """Shape a word among Latin letters or among none; None as well if a letter stands above or beside its place."""
        text = word.encode()
        shaped = self._measured.pop((word, latin), None) or self._shape(text, word, latin=latin)
        if shaped is None:
            return None
        told, begins = map(_numbers, shaped)
        numbers = told[_NUMBER::_PARTS]
        if not _are_all(numbers) or any(told[_RIGHT::_PARTS]) or any(told[_UP::_PARTS]):
            return None
        letters: Iterable[str] = word
        if len(text) != len(word) or begins != [*range(len(text))]:
            letters = [text[begin:end].decode() for begin, end in pairwise([*begins, len(text)])]
        return [*zip(numbers, letters, told[_ADVANCE::_PARTS], strict=True)]

    def _shape(self, text: bytes, word: str, *, latin: bool) -> _Shaped | None:
        """Have Pango shape a plain word; None if it is not plain."""
        if not self._alike or not _PLAIN.fullmatch(word) or (not latin and any(map(str.isalpha, word))):
            return None
        string = self._string
        pango.pango_shape_full(text, len(text), text, len(text), self._samples[not latin].pointer, string)
        count = string.num_glyphs
        if not count:
            return None
        begins = ffi.buffer(string.log_clusters, count * _SIZE)
        return ffi.buffer(string.glyphs, count * _PARTS * _SIZE)[:], begins[:]


class _Sample:
    """A letter laid out, from which Pango's analysis of a text like it is taken."""

    def __init__(self, style: Any, letter: str) -> None:  # noqa: ANN401 - WeasyPrint's own
        self._layout = Layout(style)
        self._layout.set_text(letter)
        self._line, _ = self._layout.get_first_line()
        self._layout.style = None  # it would keep a whole chapter
        item = self._line.runs[0].data.item
        self.analysis, self.pointer = item.analysis, ffi.addressof(item, "analysis")


def _are_all(numbers: list[int]) -> bool:
    """Tell whether these are glyphs, and nothing that stands for a letter which the font has not."""
    return min(numbers) >= 0 and max(numbers) <= _LAST_GLYPH


def _numbers(told: bytes) -> list[int]:
    return memoryview(told).cast("i").tolist()


_SIZE = 4
_PARTS = 5
_NUMBER, _ADVANCE, _RIGHT, _UP = range(4)
"""What Pango says of a glyph, in numbers of four bytes; the last of them, how it treats it, nobody needs."""
_LAST_GLYPH = 0xFFFF
_PLAIN = re.compile(
    r"[ -~\N{INVERTED EXCLAMATION MARK}-\N{NOT SIGN}\N{REGISTERED SIGN}-\u024f\N{HYPHEN}-\N{DAGGER}"
    r"\N{HORIZONTAL ELLIPSIS}]+"
)
_LATIN = re.compile("[A-Za-z]")
