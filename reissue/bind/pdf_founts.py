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
from reissue.bind.pdf_measured import MeasuredLine
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
    if not isinstance(line, MeasuredLine) or line.text != box.text or not line.text.strip():
        return None
    spacing, fount = int(line.justification_spacing * TO_UNITS), line.fount
    # What is added to a space, or twice that at the end of a line, Pango halves otherwise if it is in whole pixels.
    if not (spacing % _HALF_PIXEL or " " not in line.text):
        return None
    font = stream._fonts.get(fount.key) or stream.add_font(fount.font)[0]  # noqa: SLF001 - to ask Pango again is dear
    if font.bitmap or font.svg or font.png or font.colr:
        return None
    glyphs = fount.show(line.words, spacing, font)
    return None if glyphs is None else (font, fount.size, glyphs)


class _Glyph(NamedTuple):
    """A glyph as Pango sets it: its number, the letters it stands for, and how far the next one is, in Pango's units.

    `width` is that of the glyph by itself, in thousandths of the size of type, `shown` how PDF shows it, and `kind` its
    place among the glyphs of its fount.
    """

    number: int
    letters: str
    advance: int
    width: int
    shown: str
    kind: int


class _Glyphs(dict[Cast, _Glyph]):
    """The glyphs of a fount, each made when it is wanted first."""

    def __init__(self, make: Callable[[int, str, int], _Glyph]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cast: Cast) -> _Glyph:
        self[cast] = made = self._make(*cast)
        return made


class _Word(NamedTuple):
    """A word: its glyphs as they stand between two spaces, how PDF shows them, and its width.

    `first` is its width before a space, `last` behind one, and `among` between two: it is kerned with them. `kinds` are
    the places of its glyphs among those of the fount, which has each once.
    """

    glyphs: tuple[_Glyph, ...]
    kinds: tuple[int, ...]
    shown: str
    width: float
    first: float
    last: float
    among: float


_NO_WORD = _Word((), (), "", 0.0, 0.0, 0.0, 0.0)


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
        self._known = _Glyphs(self._glyph)
        self._kerning: dict[str, float] = {}
        self._caster = ruler.caster if ruler.caster and ruler.caster.font == self.font else None
        self._space = self._shaped(" ")[0]
        self._gap = _NO_WORD._replace(glyphs=(self._space,), kinds=(self._space.kind,))
        self[""] = _NO_WORD

    def __missing__(self, word: str) -> _Word | None:
        """Shape a word."""
        glyphs, made = self._shaped(word) if _PLAIN.fullmatch(word) else (), None
        if glyphs:
            shown = _run("".join([glyph.shown for glyph in glyphs]))
            width, after, before = self._ruler[word], self._kerned(f" {word[0]}"), self._kerned(f"{word[-1]} ")
            ends = width, width + before, width + after, width + after + before
            made = _Word(glyphs, tuple([glyph.kind for glyph in glyphs]), shown, *ends)
        self[word] = made
        return made

    def measure(self, text: str) -> tuple[list[_Word], float] | None:
        """Find a line's words, and measure it with the font's own spaces, in CSS pixels; None if not all are plain."""
        if "  " in text:
            return None
        words = [self[word] for word in text.split(" ")]
        try:
            if len(words) == 1:
                return words, words[0].width  # type: ignore[return-value, union-attr] # where it is None, it is caught
            width: float = (len(words) - 1) * self._ruler[" "] + words[0].first  # type: ignore[union-attr] # as above
            for word in words[1:-1]:
                width += word.among  # type: ignore[union-attr] # as above
            return words, width + words[-1].last  # type: ignore[return-value, union-attr] # as above
        except AttributeError:
            return None

    def show(self, words: Sequence[_Word], spacing: int, font: Any) -> str | None:  # noqa: ANN401 - WeasyPrint's own
        """Say in PDF how to show a line that was measured, with so much more in each space, in Pango's units.

        `font` is the document's own, which learns of the glyphs. None if it knows other widths of them.
        """
        told: set[int] = vars(font).setdefault("known_glyphs", {}).setdefault(id(self), set())
        last = len(words) - 1
        for word in (words[0], self._gap, *words[1:]) if last else words:
            if not told.issuperset(word.kinds) and not _told(told, word.glyphs, font):
                return None
        shown = [word.shown for word in words]
        if not last:
            return shown[0]
        if shown[0] and shown[-1]:
            return self._spread(spacing, first=False, last=False).join(shown)
        among = self._spread(spacing, first=False, last=False) if last > 1 else ""
        line = shown[0]
        for at in range(1, last + 1):
            first, ends = at == 1 and not shown[0], at == last and not shown[-1]
            line += (self._spread(spacing, first=first, last=ends) if first or ends else among) + shown[at]
        return line

    def _kerned(self, pair: str) -> float:
        if pair not in self._kerning:
            self._kerning[pair] = self._ruler[pair] - self._ruler[pair[0]] - self._ruler[pair[1]]
        return self._kerning[pair]

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
            return tuple([self._known[glyph] for glyph in cast])
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
            glyphs.append(self._known[info.glyph, letters, geometry.width])
        return tuple(glyphs)

    def _glyph(self, number: int, letters: str, advance: int) -> _Glyph:
        pango.pango_font_get_glyph_extents(self.font, number, ffi.NULL, self._extents)
        width = round(self._extents.width * 1000 * FROM_UNITS / self.size)
        return _Glyph(number, letters, advance, width, self._shown(number, width, advance), len(self._known))


def _measuring(split: _SplitLine, types: Types) -> _SplitLine:
    """Measure a line that is not to be broken."""

    def measure(text: str, style: Style, context: object, width: float | None, *rest: Any, **how: Any) -> Any:  # noqa: ANN401
        founts = _founts(style, types) if width is None else None
        fount = founts[_LATIN.search(text) is None] if founts else None
        measured = None if fount is None else fount.measure(text)
        if fount is None or measured is None:
            return split(text, style, context, width, *rest, **how)
        words, own = measured
        return MeasuredLine(text, words, fount), len(text.encode()), None, own, fount.height, fount.baseline

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


def _told(told: set[int], glyphs: Sequence[_Glyph], font: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    """Tell a font of glyphs; False if it knows other widths of them."""
    for glyph in glyphs:
        font.to_unicode.setdefault(glyph.number, glyph.letters)
        if font.widths.setdefault(glyph.number, glyph.width) == glyph.width:
            told.add(glyph.kind)
    return all(glyph.kind in told for glyph in glyphs)


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
