"""Lines put together from words that were shaped before: each word once in each type, in all chapters of a process.

WeasyPrint 70.0 has Pango shape a line whenever it measures or draws it, which is a fourth of its time. What is measured
and drawn here is the same to the last digit. A line that is not of plain Latin words in one font, parted by single
spaces, is left to Pango.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.draw import text as draw
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

from reissue.bind.pdf_caster import Cast
from reissue.bind.pdf_widths import Ruler, Style, Types

_SplitLine = Callable[..., tuple[Any, int, int | None, float, float, float]]
_Draw = Callable[..., list[Any]]


@contextmanager
def words_kept(types: Types) -> Iterator[None]:
    """Measure and draw lines inside this context, in one thread; the words are kept with the types."""
    split, draw_line = inline.split_first_line, draw.draw_first_line
    inline.split_first_line, draw.draw_first_line = _measuring(split, types), _drawing(draw_line)
    try:
        yield
    finally:
        inline.split_first_line, draw.draw_first_line = split, draw_line


def shown(stream: Any, box: Any) -> tuple[Any, float, str] | None:  # noqa: ANN401 - WeasyPrint's own
    """Say in which of the document's fonts, of what size and how a measured line is shown; None if it is not plain."""
    line = box.pango_layout
    if not isinstance(line, _Line) or line.text != box.text or not line.text.strip():
        return None
    spacing = int(line.justification_spacing * TO_UNITS)
    # What is added to a space, or twice that at the end of a line, Pango halves otherwise if it is in whole pixels.
    if not (spacing % _HALF_PIXEL or " " not in line.text):
        return None
    fount = line.fount
    font = stream._fonts.get(fount.key) or stream.add_font(fount.font)[0]  # noqa: SLF001 - to ask Pango again is dear
    if font.bitmap or font.svg or font.png or font.colr:
        return None
    glyphs = fount.show(line.text, spacing, font)
    return None if glyphs is None else (font, fount.size, glyphs)


class _Glyph(NamedTuple):
    """A glyph as Pango sets it: its number, the letters it stands for, and how far the next one is, in Pango's units.

    `width` is that of the glyph by itself, in thousandths of the size of type, and `shown` how PDF shows it.
    """

    number: int
    letters: str
    advance: int
    width: int
    shown: str


class _Word(NamedTuple):
    """A word: its glyphs as they stand between two spaces, how PDF shows them, its width, its kerning with spaces."""

    glyphs: tuple[_Glyph, ...]
    shown: str
    width: float
    after_space: float
    before_space: float


_NO_WORD = _Word((), "", 0.0, 0.0, 0.0)


class _Fount(dict[str, _Word | None]):
    """The words of one type, among Latin letters or among none at all; None for one that is not plain."""

    def __init__(self, style: Style, ruler: Ruler, letter: str) -> None:
        """Prepare to shape words in the type of a style, whose ruler is given, behind a letter."""
        super().__init__()
        self._letter, self._ruler, self._extents = letter, ruler, ffi.new("PangoRectangle *")
        self._layout = Layout(style, justification_spacing=1)
        # A space that is widened is a run of its own, and so is what stands behind it.
        self._layout.set_text(f"{letter} {letter}", justify=True)
        line, _ = self._layout.get_first_line()
        _, self.height = line_size(line, style)
        self.baseline = pango.pango_layout_get_baseline(self._layout.layout) * FROM_UNITS
        self.font = line.runs[0].data.item.analysis.font
        self.key, _, self.size = get_pango_font_key(self.font)
        self._layout.style = None  # it would keep a whole chapter
        self._known: dict[Cast, _Glyph] = {}
        self._caster = ruler.caster if ruler.caster and ruler.caster.font == self.font else None
        self._space = self._shaped(" ")[0]

    def __missing__(self, word: str) -> _Word | None:
        """Shape a word."""
        glyphs, made = self._shaped(word) if _PLAIN.fullmatch(word) else (), None
        if glyphs:
            shown = _run("".join([glyph.shown for glyph in glyphs]))
            made = _Word(glyphs, shown, self._ruler[word], self._kerned(f" {word[0]}"), self._kerned(f"{word[-1]} "))
        self[word] = made
        return made

    def measure(self, text: str) -> float | None:
        """Measure a line whose spaces are as wide as in the font, in CSS pixels; None if it is not of plain words."""
        words = text.split(" ")
        last = len(words) - 1
        width = last * self._ruler[" "]
        for at, word in enumerate(words):
            if word:
                shaped = self[word]
                if shaped is None:
                    return None
                width += (
                    shaped.width + (shaped.after_space if at else 0.0) + (shaped.before_space if at < last else 0.0)
                )
            elif 0 < at < last:
                return None
        return width

    def show(self, text: str, spacing: int, font: Any) -> str | None:  # noqa: ANN401 - WeasyPrint's own
        """Say in PDF how to show a line that was measured, with so much more in each space, in Pango's units.

        `font` is the document's own, which learns of the glyphs. None if it knows other widths of them.
        """
        known: dict[str, bool] = vars(font).setdefault("known_words", {}).setdefault(id(self), {})
        words = text.split(" ")
        last = len(words) - 1
        shown = list[str]()
        for at, word in enumerate(words):
            if at == 1 and not _told(known, " ", (self._space,), font):
                return None
            shaped = self[word] if word else _NO_WORD
            if shaped is None or not (known[word] if word in known else _told(known, word, shaped.glyphs, font)):
                return None
            shown.append(shaped.shown)
        if not last:
            return shown[0]
        if words[0] and words[-1]:
            return self._spread(spacing, first=False, last=False).join(shown)
        line = shown[0]
        for at in range(1, last + 1):
            line += self._spread(spacing, first=at == 1 and not words[0], last=at == last and not words[-1])
            line += shown[at]
        return line

    def _kerned(self, pair: str) -> float:
        return self._ruler[pair] - self._ruler[pair[0]] - self._ruler[pair[1]]

    def _spread(self, spacing: int, *, first: bool, last: bool) -> str:
        """Show a space that is wider by so much: half before it and half behind, but all inside the line."""
        if first or last:
            # WeasyPrint doubles what Pango then halves.
            spacing *= 2
        left = int(spacing / 2)
        right = spacing - left
        before = "" if first or not left else f">{-left / self.size}<"
        offset = 0.0 if first else left / self.size
        advance = self._space.advance + (0 if first else left) + (0 if last else right)
        return _run(before + self._shown(self._space.number, self._space.width, advance, offset))

    def _shown(self, number: int, width: int, advance: int, offset: float = 0.0) -> str:
        """Show a glyph, and how much nearer the next one comes than by its width."""
        kerning = width + offset - advance * 1000 * FROM_UNITS / self.size
        return f"{number:04x}" + (f">{int(kerning)}<" if kerning else "")

    def _shaped(self, word: str) -> tuple[_Glyph, ...]:
        """Have Pango shape a word behind a space; nothing if it does so in any way but plainly."""
        cast = self._caster and self._caster.cast(word, latin=self._letter.isalpha())
        if cast:
            return tuple([self._known.get(glyph) or self._glyph(*glyph) for glyph in cast])
        characters, text = unicode_to_char_p(f"{self._letter} {word}")
        pango.pango_layout_set_text(self._layout.layout, characters, -1)
        run = pango.pango_layout_get_line_readonly(self._layout.layout, 0).runs[0]
        while run != ffi.NULL and run.data.item.offset < _BEFORE:
            run = run.next
        return () if run == ffi.NULL or run.next != ffi.NULL else self._glyphs(run.data, text)

    def _glyphs(self, run: Any, text: bytes) -> tuple[_Glyph, ...]:  # noqa: ANN401 - Pango's own
        item, count, clusters = run.item, run.glyphs.num_glyphs, run.glyphs.log_clusters
        if item.analysis.font != self.font or item.analysis.level % 2:
            return ()
        ends = [*clusters[1:count], item.length]
        glyphs = []
        for at, info in enumerate(run.glyphs.glyphs[0:count]):
            geometry = info.geometry
            if info.glyph > _LAST_GLYPH or geometry.x_offset or geometry.y_offset:
                return ()
            letters = text[item.offset + clusters[at] : item.offset + ends[at]].decode()
            key = info.glyph, letters, geometry.width
            glyphs.append(self._known.get(key) or self._glyph(*key))
        return tuple(glyphs)

    def _glyph(self, number: int, letters: str, advance: int) -> _Glyph:
        pango.pango_font_get_glyph_extents(self.font, number, ffi.NULL, self._extents)
        width = round(self._extents.width * 1000 * FROM_UNITS / self.size)
        made = _Glyph(number, letters, advance, width, self._shown(number, width, advance))
        self._known[number, letters, advance] = made
        return made


class _Line(Layout):  # type: ignore[misc] # WeasyPrint has no types
    """What WeasyPrint keeps of a line that was measured; Pango shapes it only if it is asked for more."""

    def __init__(self, text: str, fount: _Fount) -> None:
        self.text, self.fount = text, fount
        self.justification_spacing = self.first_line_direction = 0
        self.max_width = self.ascent = self.underline_position = self.strikethrough_position = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - WeasyPrint's own
        if name not in {"layout", "language"}:
            raise AttributeError(name)
        super().reactivate(self.style)
        return vars(self)[name]

    def reactivate(self, style: Style) -> None:
        self.style = style

    def deactivate(self) -> None:
        for name in vars(self).keys() & {"layout", "language", "style"}:
            delattr(self, name)


def _measuring(split: _SplitLine, types: Types) -> _SplitLine:
    """Measure a line that is not to be broken."""

    def measure(text: str, style: Style, context: object, width: float | None, *rest: Any, **how: Any) -> Any:  # noqa: ANN401
        founts = _founts(style, types) if width is None else None
        fount = founts[_LATIN.search(text) is None] if founts else None
        measured = None if fount is None else fount.measure(text)
        if fount is None or measured is None:
            return split(text, style, context, width, *rest, **how)
        return _Line(text, fount), len(text.encode()), None, measured, fount.height, fount.baseline

    return measure


def _drawing(draw_line: _Draw) -> _Draw:
    """Draw a justified line that was measured."""

    def drawing(stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> list[Any]:  # noqa: ANN401
        line = shown(stream, box) if overflow == "clip" and ellipsis == "none" else None
        if line is None:
            return draw_line(stream, box, overflow, ellipsis, matrix)
        font, size, glyphs = line
        stream.set_text_matrix(*matrix.values)
        stream.set_font_size(font.hash, size)
        stream.show_text(glyphs)
        return []

    return drawing


def _founts(style: Any, types: Types) -> tuple[_Fount, _Fount] | None:  # noqa: ANN401 - WeasyPrint's own
    """Find the founts of a style, for text with Latin letters and without; None if its lines are not plain."""
    if "known_founts" not in vars(style):
        plain = all(style[name] in values for name, values in _PLAIN_STYLE.items())
        plain = plain and style["lang"] and style["font_size"]
        style.known_founts = types.founts(style, _cast) if plain else None
    return style.known_founts  # type: ignore[no-any-return]


def _cast(style: Style, ruler: Ruler) -> tuple[_Fount, _Fount]:
    return _Fount(style, ruler, "n"), _Fount(style, ruler, "1")


def _told(known: dict[str, bool], word: str, glyphs: Sequence[_Glyph], font: Any) -> bool:  # noqa: ANN401
    """Tell a font of the glyphs of a word; False if it knows other widths of them."""
    if word not in known:
        for glyph in glyphs:
            font.to_unicode.setdefault(glyph.number, glyph.letters)
        known[word] = all(font.widths.setdefault(glyph.number, glyph.width) == glyph.width for glyph in glyphs)
    return known[word]


def _run(shown: str) -> str:
    return f"<{shown}>".removesuffix("<>")


_PLAIN_STYLE = {
    "text_decoration_line": ("none",),
    "font_language_override": ("normal",),
    "letter_spacing": ("normal", 0),
    "word_spacing": (0,),
    "direction": ("ltr",),
}
_PLAIN = re.compile(
    r"[!-~\N{INVERTED EXCLAMATION MARK}-\N{NOT SIGN}\N{REGISTERED SIGN}-\u024f\N{HYPHEN}-\N{DAGGER}"
    r"\N{HORIZONTAL ELLIPSIS}]+"
)
_LATIN = re.compile("[A-Za-z]")
_BEFORE = 2
_LAST_GLYPH = 0xFFFF
_HALF_PIXEL = 512
