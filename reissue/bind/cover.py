"""The cover of an EPUB: the edition's own picture, or one of our own setting, a label pasted on patterned paper.

It draws nothing that could differ between two machines: lines, and the house's or the publisher's own faces.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

import pymupdf
from PIL import Image

from reissue.bind import Styles
from reissue.edition import Edition

WIDTH, HEIGHT = 1600, 2560
"""The size of a cover that we set, in pixels: what shops ask for."""

LABEL = pymupdf.Rect(180, 300, WIDTH - 180, 1820)
"""Where the label stands on it."""

LABEL_PAPER = (0xF8 / 255, 0xF4 / 255, 0xE9 / 255)
"""The colour of the label, red, green and blue."""

INK = "#221f1b"
"""The colour of the type on it."""

PADDING = 136
"""How far from the label's edge its type stands."""


class Cover(NamedTuple):
    """A cover's file: its name's ending, `jpg` or `png`, and its bytes."""

    ending: str
    data: bytes


class Paper(NamedTuple):
    """Colours, each as red, green and blue from 0 to 1: of the ground, of the pattern on it, of the label's rules."""

    ground: tuple[float, float, float]
    pattern: tuple[float, float, float]
    rule: tuple[float, float, float]


def choose_paper(edition: Edition, width: int, height: int) -> tuple[Paper, list[str]]:
    """Choose the paper, which follows from the identifier, so that no two books of a shelf need look alike.

    Gives its colours, and the strokes of its pattern on a sheet of so many pixels, in the operators of PDF.
    """
    chance = hashlib.sha256(edition.identifier.encode()).digest()
    pattern = (_petals, _scales, _lozenges)[chance[1] % 3]
    return _PAPERS[chance[0] % len(_PAPERS)], list(pattern(width, height))


def break_title(title: str, face: pymupdf.Font, measure: float) -> tuple[int, list[str]]:
    """Break a title into lines in the largest type that leaves it few enough of them; gives the size and the lines."""
    for size in range(_LARGEST, _LEAST, -4):
        lines = _break(title, face, size, measure)
        if len(lines) <= _MOST_LINES and max(face.text_length(line, size) for line in lines) <= measure:
            break
    return size, lines


def make_cover(edition: Edition, styles: Styles) -> Cover:
    """Take the cover that the styles bring, or set one of title, authors and publisher."""
    if styles.cover:
        return Cover("png" if styles.cover.startswith(b"\x89PNG") else "jpg", styles.cover)
    return Cover("jpg", _draw(edition, styles))


def _rgb(colour: int) -> tuple[float, float, float]:
    return (colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255


_PAPERS = tuple(
    Paper(_rgb(ground), _rgb(pattern), _rgb(rule))
    for ground, pattern, rule in (
        (0x27445C, 0x5F7F95, 0x27445C),
        (0x6E2B2A, 0xA8605A, 0x6E2B2A),
        (0x2F4F3E, 0x688A74, 0x2F4F3E),
        (0xB08A3E, 0xD3B672, 0x6B4F17),
        (0x4A3B5C, 0x83729A, 0x4A3B5C),
        (0x3B3F42, 0x747B80, 0x3B3F42),
        (0x9A4A2B, 0xC98561, 0x7A3417),
        (0x2C5A5E, 0x66979A, 0x2C5A5E),
    )
)
_TILE, _GAP, _ABOVE = 100, 70, 0.42
_REPEAT = 300  # pixels after which each of the patterns comes again
_LARGEST, _LEAST, _MOST_LINES = 184, 40, 4
_SUBTITLE = 60

_CSS = f"""
p {{ margin: 0; text-align: center; color: {INK}; font-family: cover, serif; line-height: 1.1 }}
p.author {{ font-size: 74px; line-height: 1.25 }}
p.subtitle {{ font-size: {_SUBTITLE}px; line-height: 1.25; font-style: italic; margin-top: 48px }}
p.publisher {{ font-size: 54px }}
"""
_FACES = {"normal": "SourceSerif4Display-Regular.ttf", "italic": "SourceSerif4Display-It.ttf"}


def _draw(edition: Edition, styles: Styles) -> bytes:
    paper, strokes = choose_paper(edition, WIDTH, 2 * _REPEAT)
    cover, band = Image.new("RGB", (WIDTH, HEIGHT)), _patterned(paper, strokes)
    for top in range(HEIGHT - _REPEAT * 3 // 2, -_REPEAT, -_REPEAT):
        cover.paste(band, (0, top))
    cover.paste(band, (0, HEIGHT - _REPEAT // 2))
    with pymupdf.open() as document:
        page = document.new_page(width=WIDTH, height=HEIGHT)
        page.draw_rect(LABEL, color=None, fill=LABEL_PAPER)
        for inset, width in ((28, 8), (46, 2)):
            page.draw_rect(_inside(LABEL, inset), color=paper.rule, width=width)
        _print_label(page, edition, styles.fonts)
        cover.paste(page.get_pixmap(alpha=False, clip=LABEL).pil_image(), (int(LABEL.x0), int(LABEL.y0)))
    data = io.BytesIO()
    cover.save(data, "JPEG", quality=88)
    return data.getvalue()


def _patterned(paper: Paper, strokes: list[str]) -> Image.Image:
    """Draw the paper from half the height at which its pattern comes again to one and a half times that.

    The whole sheet drawn stroke by stroke would take longer than the rest of the EPUB of a chapter.
    """
    with pymupdf.open() as document:
        page = document.new_page(width=WIDTH, height=2 * _REPEAT)
        page.draw_rect(page.rect, color=None, fill=paper.ground)
        pattern = page.new_shape()
        # The operators of PDF themselves: drawn call by call, some thousand strokes take longer than all the rest.
        pattern.draw_cont = "\n".join(strokes) + "\n"
        pattern.finish(color=paper.pattern, width=3, closePath=False)
        pattern.commit()
        clip = pymupdf.Rect(0, _REPEAT // 2, WIDTH, _REPEAT * 3 // 2)
        drawn: Image.Image = page.get_pixmap(alpha=False, clip=clip).pil_image()
    return drawn


def _inside(box: pymupdf.Rect, inset: float) -> pymupdf.Rect:
    return pymupdf.Rect(box.x0 + inset, box.y0 + inset, box.x1 - inset, box.y1 - inset)


def _print_label(page: pymupdf.Page, edition: Edition, fonts: dict[str, bytes]) -> None:
    """Print authors at the head of the label, the publisher at its foot, and the title between, above the middle."""
    archive, css = pymupdf.Archive(), _CSS
    for style, name in _FACES.items():
        if name in fonts:
            archive.add(fonts[name], name)
            css += f"@font-face {{ font-family: cover; font-style: {style}; src: url({name}) }}\n"
    face = pymupdf.Font(fontbuffer=fonts[_FACES["normal"]]) if _FACES["normal"] in fonts else pymupdf.Font("tiro")
    box = _inside(LABEL, PADDING)
    head = _lines("author", edition.authors)
    foot = _lines("publisher", [edition.publisher] if edition.publisher else [])
    middle = _title(edition.title, face, box.width)
    if edition.subtitle:
        middle += f'<p class="subtitle">{_joined(_break(edition.subtitle, face, _SUBTITLE, box.width))}</p>'

    def height(html: str) -> float:
        _, filled = pymupdf.Story(html, user_css=css, archive=archive).place(pymupdf.Rect(0, 0, box.width, 9999))
        return float(filled[3]) if html else 0.0

    top, bottom = box.y0 + height(head) + _GAP * bool(head), box.y1 - height(foot) - _GAP * bool(foot)
    room = bottom - top - height(middle)
    places = (
        (head, box.y0, top),
        (middle, top + max(0.0, room * _ABOVE), bottom),
        (foot, bottom + _GAP, box.y1),
    )
    for html, y0, y1 in places:
        if html:
            # The story is set smaller where it has not the room.
            page.insert_htmlbox(pymupdf.Rect(box.x0, y0, box.x1, y1 + 2), html, css=css, archive=archive)


def _lines(name: str, texts: Iterable[str]) -> str:
    return "".join(f'<p class="{name}">{escape(text, quote=False)}</p>' for text in texts)


def _title(title: str, face: pymupdf.Font, measure: float) -> str:
    size, lines = break_title(title, face, measure)
    return f'<p style="font-size: {size}px">{_joined(lines)}</p>'


def _joined(lines: list[str]) -> str:
    return "<br/>".join(escape(line, quote=False) for line in lines)


def _break(text: str, face: pymupdf.Font, size: int, measure: float) -> list[str]:
    """Break a text into as few lines as the measure allows, the longest as short as can be."""
    words = text.split()
    widths = [face.text_length(word, size) for word in words]
    space = face.text_length(" ", size)
    if max(widths) > measure:
        return words
    fewest = len(_fill(words, widths, space, measure))
    least, most = max(widths), measure
    while most - least > 1:
        middle = (least + most) / 2
        least, most = (least, middle) if len(_fill(words, widths, space, middle)) == fewest else (middle, most)
    return _fill(words, widths, space, most)


def _fill(words: list[str], widths: list[float], space: float, measure: float) -> list[str]:
    lines, room = [words[0]], measure - widths[0]
    for word, width in zip(words[1:], widths[1:], strict=True):
        room -= space + width
        if room < 0:
            lines.append(word)
            room = measure - width
        else:
            lines[-1] += f" {word}"
    return lines


def _petals(width: int, height: int) -> Iterator[str]:
    """Draw circles that cut each other into petals."""
    for x in range(0, width + _TILE, _TILE):
        for y in range(0, height + _TILE, _TILE):
            yield from _arch(x, y, 71, 95)
            yield from _arch(x, y, 71, -95)


def _scales(width: int, height: int) -> Iterator[str]:
    """Draw rows of scales, each row half a scale beside the one above it."""
    half = _TILE // 2
    for row in range(height // half + 1):
        for x in range(row % 2 * half, width + _TILE, _TILE):
            for radius in (50, 31, 12):
                yield from _arch(x, row * half, radius, radius * 1.33)


def _lozenges(width: int, height: int) -> Iterator[str]:
    """Draw a lattice with a star in each of its lozenges."""
    for x in range(-1800, width + 1800, _TILE):
        yield f"{x} 0 m {x + 1800} 2700 l {x} 0 m {x - 1800} 2700 l"
    for row in range(height // 75 + 1):
        for x in range((row + 1) % 2 * 50, width + _TILE, _TILE):
            for dx, dy in ((0, 14), (12, 7), (12, -7)):
                yield f"{x - dx} {row * 75 - dy} m {x + dx} {row * 75 + dy} l"


def _arch(x: int, y: int, radius: int, rise: float) -> Iterator[str]:
    yield f"{x - radius} {y} m {x - radius} {y + rise:.0f} {x + radius} {y + rise:.0f} {x + radius} {y} c"
