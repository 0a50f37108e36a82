"""The widths of words as they will be set, in each style of type, and where the words may be divided.

WeasyPrint's own Pango measures them, with the features, spacing and fallback fonts of the style. Each word is measured
once in a style.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pyphen
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout

from reissue.bind.pdf_caster import Caster

Style = Mapping[str, object]
_PROOF = "Waffles & fjords, 1845. "


class Ruler(dict[str, float]):
    """The widths of words in one style, in CSS pixels; `style` is that of a box."""

    def __init__(self, style: Style) -> None:
        """Prepare to measure; nothing is measured yet."""
        super().__init__()
        self._layout = Layout(style)
        self._extents = ffi.new("PangoRectangle *")
        spacing = style["letter_spacing"]
        if isinstance(spacing, int | float) and spacing:
            attributes = pango.pango_layout_get_attributes(self._layout.layout)
            if attributes == ffi.NULL:
                attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_change(attributes, pango.pango_attr_letter_spacing_new(int(spacing * TO_UNITS)))
            pango.pango_layout_set_attributes(self._layout.layout, attributes)
        self._layout.style = None  # it would keep a whole chapter
        caster = Caster(style) if spacing in {"normal", 0} else None
        self.caster = caster if caster and caster.width(_PROOF) == self._laid_out(_PROOF) else None
        """What shapes plain words more quickly, and alike."""

    def __missing__(self, words: str) -> float:
        """Measure words that stand on one line."""
        width = None if self.caster is None else self.caster.width(words)
        if width is None:
            width = self._laid_out(words)
        self[words] = width
        return width

    def _laid_out(self, words: str) -> float:
        characters, _ = unicode_to_char_p(words)
        pango.pango_layout_set_text(self._layout.layout, characters, -1)
        line = pango.pango_layout_get_line_readonly(self._layout.layout, 0)
        pango.pango_layout_line_get_extents(line, ffi.NULL, self._extents)
        return float(self._extents.width * FROM_UNITS)


class Divider(dict[str, tuple[int, ...]]):
    """Where the words of a language may be divided: behind how many letters."""

    def __init__(self, language: str, shortest: int, before: int, after: int) -> None:
        """Take Pyphen's patterns for a language that it has, for words and ends of at least so many letters."""
        super().__init__()
        self._patterns = pyphen.Pyphen(lang=language, left=before, right=after)
        self._shortest = shortest

    def __missing__(self, word: str) -> tuple[int, ...]:
        """Divide a word, which is of letters alone."""
        places = tuple(int(place) for place in self._patterns.positions(word)) if len(word) >= self._shortest else ()
        self[word] = places
        return places


_Founts = TypeVar("_Founts")


class Types:
    """The rulers and dividers of all styles that a text has needed so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._rulers: dict[tuple[object, ...], Ruler] = {}
        self._dividers: dict[object, Divider | None] = {}
        self._founts: dict[int, Any] = {}

    def ruler(self, style: Style) -> Ruler:
        """Give the ruler of a style."""
        key = tuple(map(style.__getitem__, _OF_TYPE))
        if key not in self._rulers:
            self._rulers[key] = Ruler(style)
        return self._rulers[key]

    def founts(self, style: Style, cast: Callable[[Style, Ruler], _Founts]) -> _Founts:
        """Give what was cast of a style's type; it is cast if it is wanted for the first time."""
        ruler = self.ruler(style)
        if id(ruler) not in self._founts:
            self._founts[id(ruler)] = cast(style, ruler)
        made: _Founts = self._founts[id(ruler)]
        return made

    def divider(self, style: Style) -> Divider | None:
        """Give the divider for a style; None where no word is to be divided."""
        if style["hyphens"] != "auto" or not style["lang"]:
            return None
        key = (style["lang"], style["hyphenate_limit_chars"])
        if key not in self._dividers:
            language = pyphen.language_fallback(style["lang"])
            self._dividers[key] = Divider(language, *style["hyphenate_limit_chars"]) if language else None  # type: ignore[misc]
        return self._dividers[key]


_OF_TYPE = (
    "font_family",
    "font_size",
    "font_style",
    "font_weight",
    "font_stretch",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "letter_spacing",
    "lang",
)
