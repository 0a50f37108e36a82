"""The cover that is wrapped round a printed book: back, spine and front on one sheet.

Its design is that of the EPUB's cover. Refuses an ISBN whose check digit is wrong, which a barcode would hide.
"""

import io
import re
from base64 import b64encode
from html import escape
from typing import NamedTuple

import pikepdf
import pymupdf
from PIL import Image, ImageChops
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reissue import Trouble
from reissue.bind import Styles
from reissue.bind.cover import INK, LABEL, LABEL_PAPER, PADDING, WIDTH, break_title, choose_paper
from reissue.bind.pdf_barcode import BOX, barcode_of
from reissue.bind.pdf_print import brightness, finished, ink_all, number
from reissue.edition import Edition
from reissue.presses import COVER_BLEED, PRESSES, Press
from reissue.statement import isbn


class Sheet(NamedTuple):
    """The sheet of a cover in millimetres: the trim of a side, the spine, the bleed all round."""

    width: float
    height: float
    spine: float
    bleed: float

    @property
    def whole(self) -> tuple[float, float]:
        """The sheet with its bleed."""
        return 2 * self.width + self.spine + 2 * self.bleed, self.height + 2 * self.bleed

    @property
    def front(self) -> float:
        """Where the front begins, from the left edge of the bleed."""
        return self.bleed + self.width + self.spine


def cover_sheet(edition: Edition, pages: int) -> Sheet:
    """Work out the sheet for a book of so many pages, from the caliper of its paper."""
    press = PRESSES[edition.press]
    spine = press.spine(pages, edition.caliper or press.papers[edition.paper])
    return Sheet(*edition.trim, round(spine, 3), COVER_BLEED)


def bind_wrap(edition: Edition, styles: Styles, pages: int) -> bytes:
    """Set the cover of a book of so many pages, in the ink that its press wants. Raises Trouble for a wrong ISBN."""
    press, sheet = PRESSES[edition.press], cover_sheet(edition, pages)
    try:
        digits = isbn(edition.identifier)
    except ValueError as fault:
        raise Trouble(f"the cover has no barcode: {fault}") from fault
    parts = (_ground(edition, sheet), _front(edition, styles, sheet), _spine(edition, styles, sheet, press, pages))
    back = _back(edition, sheet, digits)
    html = f'<html lang="{edition.language}"><title>{escape(edition.title)}</title><body>{"".join(parts)}{back}'
    fonts = FontConfiguration()
    css = CSS(string=_faces(styles) + _page(sheet), font_config=fonts)
    name = edition.identifier.encode()
    drawn: bytes = HTML(string=html).write_pdf(stylesheets=[css], font_config=fonts, pdf_identifier=name)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        page = pdf.pages[0].obj
        wide, high = (float(side) for side in list(page.MediaBox)[2:])
        cut = sheet.bleed * _POINTS
        page.BleedBox = page.MediaBox
        page.TrimBox = pikepdf.Array([round(side, 4) for side in (cut, cut, wide - cut, high - cut)])
        if press.cover_ink == "cmyk":
            ink_all(pdf, four_colours, _separated)
        else:
            ink_all(pdf, lambda *colour: " ".join((*map(number, colour), "rg")), lambda image: image)
        dates = f"D:{re.sub('[^0-9]', '', edition.modified)}Z"
        pdf.docinfo.update({"/CreationDate": pikepdf.String(dates), "/ModDate": pikepdf.String(dates)})
        return finished(pdf, press.condition if press.cover_ink == "cmyk" else ("", ""))


def four_colours(red: float, green: float, blue: float) -> str:
    """Print a colour in four, with all the black that it has in black; what is nearly grey in black alone."""
    if max(red, green, blue) - min(red, green, blue) < _NEARLY_GREY:
        # Type is solid black: a tint of it has ragged edges.
        light = brightness(red, green, blue)
        return f"0 0 0 {number(1 - light if light > _INKY else 1)} k"
    key = 1 - max(red, green, blue)
    return " ".join((*(number((1 - part - key) / (1 - key)) for part in (red, green, blue)), number(key), "k"))


_POINTS = 72 / 25.4
_NEARLY_GREY, _INKY = 0.05, 0.15
_LEAST_TYPE = 2.1
"""Millimetres: six points."""
_FROM_EDGE = 6.35
"""Millimetres from the spine and from the foot to the barcode: a quarter of an inch."""
_FACES = (
    ("Cover", "normal", "SourceSerif4Display-Regular.ttf"),
    ("Cover", "italic", "SourceSerif4Display-It.ttf"),
    ("Cover Text", "normal", "SourceSerif4-Regular.ttf"),
    ("Cover Text", "italic", "SourceSerif4-It.ttf"),
)


def _separated(image: Image.Image) -> Image.Image:
    """Separate a picture into four colours, the black that all three have in black."""
    parts = [ImageChops.invert(part) for part in image.convert("RGB").split()]
    key = ImageChops.darker(ImageChops.darker(parts[0], parts[1]), parts[2])
    return Image.merge("CMYK", [*(ImageChops.subtract(part, key) for part in parts), key])


def _faces(styles: Styles) -> str:
    return "".join(
        f"@font-face {{ font-family: '{family}'; font-style: {style};"
        f" src: url({_address(styles.fonts[name], 'font/ttf')}) }}\n"
        for family, style, name in _FACES
        if name in styles.fonts
    )


def _address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


def _page(sheet: Sheet) -> str:
    width, height = sheet.whole
    scale = sheet.width / WIDTH
    return f"""
@page {{ size: {width:.4f}mm {height:.4f}mm; margin: 0 }}
body, p {{ margin: 0; color: {INK} }}
body {{ font-family: Cover, serif; font-variant-numeric: lining-nums; hyphens: none }}
div, svg, img {{ position: absolute }}
.label {{ background: {_hex(LABEL_PAPER)}; box-sizing: border-box }}
.label div {{ border: {8 * scale:.3f}mm solid }}
.label div div {{ border-width: {2 * scale:.3f}mm }}
.middle p {{ text-align: center; line-height: 1.1 }}
.middle .author {{ font-size: {74 * scale:.3f}mm; line-height: 1.25 }}
.middle .subtitle {{ font-size: {60 * scale:.3f}mm; line-height: 1.25; padding-top: {48 * scale:.3f}mm }}
.middle .subtitle {{ font-style: italic }}
.middle .publisher {{ font-size: {54 * scale:.3f}mm }}
.blurb p {{ font: 3.35mm/4.8mm "Cover Text"; text-align: justify; hyphens: auto; text-indent: 1.2em }}
.blurb p:first-child {{ text-indent: 0 }}
.spine {{ transform-origin: 0 0; transform: rotate(90deg); white-space: nowrap; line-height: 1 }}
.spine i {{ font-style: italic }}
.barcode p {{ font: 2.9mm/3.2mm "Cover Text"; letter-spacing: 0.02em; position: absolute; text-align: center }}
"""


def _hex(colour: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _ground(edition: Edition, sheet: Sheet) -> str:
    """Lay the patterned paper under the whole sheet."""
    width, height = sheet.whole
    scale = sheet.width / WIDTH
    wide, high = (int(side / scale) + 1 for side in (width, height))
    paper, strokes = choose_paper(edition, wide, high)
    path = re.sub(r"((?:-?[\d.]+ )+)([mlc])", lambda part: f"{part[2].upper()}{part[1]}", " ".join(strokes))
    return (
        f'<div style="left: 0; top: 0; width: {width:.4f}mm; height: {height:.4f}mm; background: {_hex(paper.ground)}">'
        f'</div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" style="left: 0; top: 0;'
        f' width: {wide * scale:.4f}mm; height: {high * scale:.4f}mm">'
        f'<path d="{path}" fill="none" stroke="{_hex(paper.pattern)}" stroke-width="3"/></svg>'
    )


def _box(left: float, top: float, width: float, height: float) -> str:
    return f"left: {left:.4f}mm; top: {top:.4f}mm; width: {width:.4f}mm; height: {height:.4f}mm"


def _label(edition: Edition, sheet: Sheet, left: float, size: str, held: str = "") -> str:
    """Paste a label, with its two rules and what it holds, on the side that begins at `left`."""
    scale = sheet.width / WIDTH
    paper, _ = choose_paper(edition, 0, 0)
    outer, inner = 28 * scale, 10 * scale
    place = f"left: {left + LABEL.x0 * scale:.4f}mm; top: {sheet.bleed + LABEL.y0 * scale:.4f}mm"
    rules = f"border-color: {_hex(paper.rule)}; inset: {{:.3f}}mm"
    return (
        f'<div class="label" style="{place}; width: {LABEL.width * scale:.4f}mm; {size}">'
        f'<div style="{rules.format(outer)}"><div style="{rules.format(inner)}"></div></div>{held}</div>'
    )


def _front(edition: Edition, styles: Styles, sheet: Sheet) -> str:
    """Set the front: the picture that the styles bring, or the label of the EPUB's cover."""
    if styles.cover:
        kind = "image/png" if styles.cover.startswith(b"\x89PNG") else "image/jpeg"
        place = _box(sheet.front, 0, sheet.width + sheet.bleed, sheet.whole[1])
        return f'<img alt="" style="{place}; object-fit: cover" src="{_address(styles.cover, kind)}">'
    scale = sheet.width / WIDTH
    measure = LABEL.width - 2 * PADDING
    size, lines = break_title(edition.title, _face(styles), measure)
    title = f'<p style="font-size: {size * scale:.3f}mm">{"<br>".join(map(escape, lines))}</p>'
    subtitle = f'<p class="subtitle">{escape(edition.subtitle)}</p>' if edition.subtitle else ""
    authors = "".join(f'<p class="author">{escape(author)}</p>' for author in edition.authors)
    publisher = f'<p class="publisher">{escape(edition.publisher)}</p>' if edition.publisher else ""
    left, width = sheet.front + (LABEL.x0 + PADDING) * scale, measure * scale
    top, height = sheet.bleed + (LABEL.y0 + PADDING) * scale, (LABEL.height - 2 * PADDING) * scale
    at = f"left: {left:.4f}mm; width: {width:.4f}mm"
    return (
        _label(edition, sheet, sheet.front, f"height: {LABEL.height * scale:.4f}mm")
        + f'<div class="middle" style="{at}; top: {top:.4f}mm">{authors}</div>'
        + f'<div class="middle" style="{at}; top: {top + 0.27 * height:.4f}mm">{title}{subtitle}</div>'
        + f'<div class="middle" style="{at}; bottom: {sheet.whole[1] - top - height:.4f}mm">{publisher}</div>'
    )


def _face(styles: Styles) -> pymupdf.Font:
    name = _FACES[0][2]
    return pymupdf.Font(fontbuffer=styles.fonts[name]) if name in styles.fonts else pymupdf.Font("tiro")


def _spine(edition: Edition, styles: Styles, sheet: Sheet, press: Press, pages: int) -> str:
    """Set author and title along the spine, from head to foot (ISO 6357), if the press allows it and there is room."""
    room = sheet.spine - 2 * press.spine_edge
    scale = sheet.width / WIDTH
    length = (LABEL.height - 2 * PADDING) * scale
    words = " · ".join(filter(None, (", ".join(edition.authors), edition.title)))
    face = _face(styles)
    size = min(0.6 * room, 84 * scale, length / face.text_length(words, 1))
    if pages < press.spine_text or size < _LEAST_TYPE:
        return ""
    left, top = sheet.bleed + sheet.width, sheet.bleed + LABEL.y0 * scale
    ground = f"{_box(left + press.spine_edge, top, room, LABEL.height * scale)}; background: {_hex(LABEL_PAPER)}"
    across = left + sheet.spine / 2 + 0.52 * size
    start = top + (LABEL.height * scale - face.text_length(words, size)) / 2
    return (
        f'<div style="{ground}"></div><div class="spine" style="left: {across:.4f}mm; top: {start:.4f}mm;'
        f' font-size: {size:.4f}mm">{escape(words)}</div>'
    )


def _back(edition: Edition, sheet: Sheet, digits: str) -> str:
    """Set what the catalogue says of the book on a label, and the barcode below it, at the spine."""
    scale = sheet.width / WIDTH
    parts = ""
    if edition.description:
        lines = edition.description.splitlines()
        blurb = "".join(f"<p>{escape(line)}</p>" for line in lines if line.strip())
        foot = BOX[1] + 12 if digits else LABEL.y0 * scale
        most = min(LABEL.height * scale, sheet.height - LABEL.y0 * scale - foot)
        blurb = f'<section class="blurb" style="padding: {90 * scale:.3f}mm">{blurb}</section>'
        parts = _label(edition, sheet, sheet.bleed, f"max-height: {most:.4f}mm; overflow: hidden", blurb)
    if not digits:
        return parts
    place = _box(
        sheet.bleed + sheet.width - _FROM_EDGE - BOX[0], sheet.whole[1] - sheet.bleed - _FROM_EDGE - BOX[1], *BOX
    )
    return f'{parts}<div class="barcode" style="{place}; background: #fff">{barcode_of(digits)}</div>'
