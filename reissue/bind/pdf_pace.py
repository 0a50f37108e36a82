"""WeasyPrint 70.0 made faster where it works out the same thing over and over; what it sets stays the same.

Each quickened step gives what the slow one gives, and falls back to it where that is not plain. A test sets a book both
ways and compares the bytes.
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import pydyf
from weasyprint.css import AnonymousStyle, ComputedStyle, Style
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import percent
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

_COMPRESSION = 6
"""Of 9, the level of zlib: a file is larger by some hundredths, and made in a third of the time."""

_TYPE = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric"),
    *("font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_variation_settings"),
    *("font_language_override", "lang", "direction", "line_height"),
)
"""What decides the type of a text: all of it is inherited."""
_BOX = (
    *(f"{part}_{side}" for part in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{least}{size}" for size in ("width", "height") for least in ("", "min_", "max_")),
)


@contextmanager
def quickened() -> Iterator[None]:
    """Lay out and draw pages inside this context, in one thread."""
    with ExitStack() as stack:
        for slow, quick in (
            (line_break.strut, partial(_strut, line_break.strut)),
            (percent.resolve_percentages, partial(_resolve_percentages, percent.resolve_percentages)),
        ):
            for module in [module for name, module in sys.modules.items() if name.startswith("weasyprint")]:
                for name in [name for name, value in vars(module).items() if value is slow]:
                    stack.callback(setattr, module, name, slow)
                    setattr(module, name, quick)
        stack.callback(setattr, pydyf, "zlib", zlib)
        compressobj = partial(zlib.compressobj, level=_COMPRESSION)
        pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=lambda **_: compressobj())
        stack.callback(setattr, pydyf, "_to_bytes", pydyf._to_bytes)  # noqa: SLF001 - all that is written passes it
        pydyf._to_bytes = _writing(pydyf._to_bytes)  # noqa: SLF001 - as above
        stack.callback(setattr, line_break.Layout, "setup", line_break.Layout.setup)
        line_break.Layout.setup = _setting_up(line_break.Layout.setup)
        stack.callback(setattr, ComputedStyle, "__missing__", ComputedStyle.__missing__)
        ComputedStyle.__missing__ = _computing(ComputedStyle.__missing__)
        yield


def _writing(to_bytes: Callable[[object], bytes]) -> Callable[[object], bytes]:
    """Write what is written most without asking of it what else it could be."""

    def write(item: object) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[return-value] # as its type has just told
        return str(item).encode("ascii") if kind is str or kind is int else to_bytes(item)

    return write


def _computing(compute: Callable[[Style, str], Any]) -> Callable[[Style, str], Any]:
    """Take the value of a property for which an element has no rule from its parent, or the one that all begin with."""

    def compute_quickly(style: Style, name: str) -> Any:  # noqa: ANN401 - WeasyPrint's own
        parent = style.parent_style
        if parent is None or name in style.cascaded or name.startswith(_PECULIAR):
            return compute(style, name)
        logical = PHYSICAL_FUNCTIONS.get(name)
        if logical and logical(block="ttb", inline=style["direction"]) in style.cascaded:
            return compute(style, name)
        if name in INHERITED:
            value = parent[name]
        elif name in INITIAL_NOT_COMPUTED:
            return compute(style, name)
        else:
            value = INITIAL_VALUES[name]
        style[name] = value
        return value

    return compute_quickly


_PECULIAR = ("__", "text_decoration_", "page", "position", "float", "display")


def _type(style: Style) -> tuple[Any, ...]:
    """Describe the type of a style, with one and the same object for all that inherit it."""
    known: tuple[Any, ...] | None = vars(style).get("known_type")
    if known is None:
        own = isinstance(style, ComputedStyle) and any(name in style.cascaded for name in _TYPE)
        if style.parent_style is None or own or not isinstance(style, ComputedStyle | AnonymousStyle):
            known = tuple(style[name] for name in _TYPE)
        else:
            known = _type(style.parent_style)
        style.known_type = known
    return known


def _strut(strut: Callable[[Style], tuple[float, float]], style: Style) -> tuple[float, float]:
    """Keep the height of an empty line by its type; the key that WeasyPrint makes of it is dear."""
    struts: dict[Any, tuple[float, float]] = vars(style.font_config).setdefault("known_struts", {})
    key = _type(style)
    if key not in struts:
        struts[key] = strut(style)
    return struts[key]


def _resolve_percentages(resolve: Callable[..., None], box: Any, containing_block: Any) -> None:  # noqa: ANN401
    """Give a box again the lengths that its style gave another; those of most styles are no part of anything."""
    lengths: dict[str, Any] | None = vars(box.style).get("known_lengths")
    if lengths is None:
        lengths = box.style.known_lengths = _lengths(box.style)
    if lengths:
        vars(box).update(lengths)
        return
    if isinstance(containing_block, Box):
        containing_block = containing_block.width, containing_block.height
    parts: dict[object, dict[str, Any]] = vars(box.style).setdefault("known_parts", {})
    place = (*containing_block, isinstance(box, PageBox))
    if place not in parts or box.style["border_collapse"] == "collapse":
        resolve(box, containing_block)
        own = vars(box)
        parts[place] = {name: own[name] for name in _RESOLVED}
    else:
        vars(box).update(parts[place])


def _lengths(style: Style) -> dict[str, Any]:
    """Work out the lengths of a style, if they are the same in all places; else give none."""
    if style["border_collapse"] == "collapse":
        return {}
    ruled = getattr(style, "cascaded", ())
    if _RULED.isdisjoint(ruled) and _RULED.isdisjoint(style.keys() - _NO_BORDERS.keys()):
        return _PLAIN
    if style["box_sizing"] != "content-box":
        return {}
    values = {name: style[name] for name in _BOX}
    if not all(value == "auto" or (isinstance(value, Dimension) and value.unit == "px") for value in values.values()):
        return {}
    return _used(values) | {name: style[name] for name in _NO_BORDERS}


def _used(values: dict[str, Any]) -> dict[str, Any]:
    used = {name: value if value == "auto" else value.value for name, value in values.items()}
    return used | {name: 0 for name in ("min_width", "min_height") if used[name] == "auto"}


_NO_BORDERS = {f"border_{side}_width": 0 for side in ("top", "right", "bottom", "left")}
_RESOLVED = (*_BOX, *_NO_BORDERS)
_PLAIN = _used({name: INITIAL_VALUES[name] for name in _BOX}) | _NO_BORDERS
"""The lengths of an element for which no rule gives any."""
_LENGTHS = (*_BOX, *_NO_BORDERS, *(name.replace("width", "style") for name in _NO_BORDERS), "box_sizing")
_RULED = frozenset(_LENGTHS) | {
    PHYSICAL_FUNCTIONS[name](block="ttb", inline=inline)
    for name in _LENGTHS
    if name in PHYSICAL_FUNCTIONS
    for inline in ("ltr", "rtl")
}


class _Type(NamedTuple):
    """What Pango has to know of a type; layouts only read it."""

    context: Any
    language: Any
    description: Any
    features: bytes


def _setting_up(setup: Callable[[Any, Style], None]) -> Callable[[Any, Style], None]:
    """Let all texts of one type share what Pango has to know of it."""

    def set_up(self: Any, style: Style) -> None:  # noqa: ANN401 - WeasyPrint's own
        if style["text_decoration_line"] != "none" or not style["lang"] or style["font_language_override"] != "normal":
            setup(self, style)
            return
        known: dict[Any, _Type] = vars(style.font_config).setdefault("known_types", {})
        key = _type(style)
        if key not in known:
            known[key] = _describe(style)
        type_ = known[key]
        self.style, self.first_line_direction, self.language = style, 0, type_.language
        self.layout = ffi.gc(pango.pango_layout_new(type_.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)  # noqa: FBT003 - Pango's own
        pango.pango_layout_set_font_description(self.layout, type_.description)
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.underline_thickness = self.strikethrough_thickness = None
        if type_.features:
            kept = style.font_config.font_features
            if type_.features not in kept:
                kept[type_.features] = pango.pango_attr_font_features_new(type_.features)
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, kept[type_.features])
            pango.pango_layout_set_attributes(self.layout, attributes)

    return set_up


def _describe(style: Style) -> _Type:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003 - Pango's own
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_from_string(style["lang"].encode())
    pango.pango_context_set_language(context, language)
    features = font_features(**{name: style[name] for name in _FEATURES})
    told = ",".join(f"{name} {value}" for name, value in features.items()).encode()
    return _Type(context, language, get_font_description(style), told)


_FEATURES = (
    *("font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian", "font_feature_settings"),
)
