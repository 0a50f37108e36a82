"""A PDF for a press held against what the press asks: boxes, fonts, ink, margins, pages. Each finding is one line."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pymupdf

from reissue.edition import Edition
from reissue.presses import COVER_BLEED, PRESSES, Press
from reissue.proof.collation import few
from reissue.proof.reading import Finding

COVER = ".cover.pdf"
"""How the name of a file ends that is the cover of a printed book, and not the book."""


def inspect(files: Mapping[str, bytes], edition: Edition) -> list[Finding]:
    """Hold those of an edition's finished files, by their names, against the press that are for one."""
    if "print" not in edition.pdf:
        return []
    other = tuple(f".{profile}.pdf" for profile in edition.pdf)[1:]
    ending = ".pdf" if edition.pdf[0] == "print" else ".print.pdf"
    findings = []
    for name, data in files.items():
        if name.endswith(ending) and not name.endswith((*(end for end in other if end != ending), COVER)):
            faults, pages = preflight(data, edition)
            covers = {cover: files[cover] for cover in files if cover == f"{name.removesuffix(ending)}{COVER}"}
            findings += [Finding(name, fault) for fault in faults]
            findings += [
                Finding(cover, fault)
                for cover, drawn in covers.items()
                for fault in preflight_cover(drawn, edition, pages)
            ]
    return findings


def preflight(data: bytes, edition: Edition) -> tuple[list[str], int]:
    """Look over the pages of a book for a press; gives what is wrong, and how many pages there are."""
    press = PRESSES[edition.press]
    with pymupdf.open(stream=data, filetype="pdf") as document:
        bleeds = [_bleed(number, edition, press) for number in range(len(document))]
        drawn = [[box for _, box in page.get_bboxlog()] for page in document]
        found = [
            *_wrong_count(drawn, press),
            *few(_wrong_boxes(document, edition.trim, bleeds)),
            *_wrong_fonts(document),
            *few(_wrong_ink(document, press.ink)),
            *few(_additions(document)),
            *_wrong_standard(document, press.condition),
            *few(_narrow_margins(document, drawn, edition, press)),
        ]
        return found, len(document)


def preflight_cover(data: bytes, edition: Edition, pages: int) -> list[str]:
    """Look over the cover of a book of so many pages."""
    press = PRESSES[edition.press]
    width, height = edition.trim
    sheet = 2 * width + press.spine(pages, edition.caliper or press.papers[edition.paper]), height
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return [
            *([] if len(document) == 1 else [f"a cover is one page, not {len(document)}"]),
            *_wrong_boxes(document, sheet, [(COVER_BLEED,) * 4] * len(document)),
            *_wrong_fonts(document),
            *_wrong_ink(document, press.cover_ink),
            *_additions(document),
            *_wrong_standard(document, press.condition if press.cover_ink == "cmyk" else ("", "")),
        ]


_POINT = 25.4 / 72
_TOLERANCE = 0.15
"""Millimetres by which a box, and a margin, may be out."""
_STRING = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_OPERATOR = re.compile(rb"\s(rg|RG|g|G|k|K|cs|CS|gs|sh)(?!\S)")
_REACH, _OPERANDS = 80, 4
_INKS = {
    "k": ("black of four colours", {"DeviceGray", "DeviceCMYK"}),
    "grey": ("grey", {"DeviceGray"}),
    "cmyk": ("four colours", {"DeviceGray", "DeviceCMYK"}),
    "rgb": ("RGB", {"DeviceGray", "DeviceRGB"}),
}
_SPACES = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}

_Bleed = tuple[float, float, float, float]
"""The bleed on the left, above, on the right and below, in millimetres."""
_Box = tuple[float, float, float, float]
"""Left, top, right and bottom of what is drawn, in points."""


def _bleed(number: int, edition: Edition, press: Press) -> _Bleed:
    bleed, spine = edition.bleed, edition.bleed if press.bleeds_at_spine else 0.0
    return (bleed, bleed, spine, bleed) if number % 2 else (spine, bleed, bleed, bleed)


def _wrong_count(drawn: Sequence[Sequence[_Box]], press: Press) -> Iterator[str]:
    """Tell of pages too few, too many or empty, by what is drawn on each."""
    count, (least, most) = len(drawn), press.pages
    if count % 2:
        yield f"there are {count} pages, an odd number: the last leaf has one side only"
    if not least <= count <= most:
        yield f"there are {count} pages, and {press.name} prints books of {least} to {most}"
    blank = [not boxes for boxes in drawn]
    if press.last_blank and not blank[-1]:
        yield f"the last page is not empty, as {press.name} wants it"
    for number in range(1, count - 2):
        if blank[number - 1] and blank[number]:
            yield f"pages {number} and {number + 1} are both empty"


def _wrong_boxes(document: pymupdf.Document, trim: tuple[float, float], bleeds: Sequence[_Bleed]) -> Iterator[str]:
    for page, bleed in zip(document, bleeds, strict=True):
        where, sheet, cut = f"page {page.number + 1}", _box(page, "MediaBox"), _box(page, "TrimBox")
        size = (cut.width * _POINT, cut.height * _POINT)
        if not _same(size, trim):
            yield f"{where}: its trim is {_millimetres(size)}, not {_millimetres(trim)}"
        sides = (cut.x0 - sheet.x0, sheet.y1 - cut.y1, sheet.x1 - cut.x1, cut.y0 - sheet.y0)
        has = tuple(side * _POINT for side in sides)
        if not _same(has, bleed):
            yield f"{where}: the sheet has bleed of {_millimetres(has)}, not {_millimetres(bleed)}"
        if not _same(_box(page, "BleedBox"), sheet):
            yield f"{where}: its bleed box is not its sheet"
        if page.rotation or not _same(_box(page, "CropBox"), sheet):
            yield f"{where}: it is turned or cropped"


def _box(page: pymupdf.Page, name: str) -> pymupdf.Rect:
    """Read a box of a page as the file has it, in points from its own origin; one that is not there is the sheet."""
    kind, numbers = page.parent.xref_get_key(page.xref, name)
    if kind == "array":
        return pymupdf.Rect([float(number) for number in numbers.strip("[]").split()])
    return page.mediabox if name == "MediaBox" else _box(page, "MediaBox")


def _trim(page: pymupdf.Page) -> pymupdf.Rect:
    """Find the trimmed page in the sheet, from the sheet's upper left corner, as what is drawn is measured."""
    sheet, cut = _box(page, "MediaBox"), _box(page, "TrimBox")
    left, top = cut.x0 - sheet.x0, sheet.y1 - cut.y1
    return pymupdf.Rect(left, top, left + cut.width, top + cut.height)


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _TOLERANCE for a, b in zip(one, other, strict=True))


def _millimetres(sides: Sequence[float]) -> str:
    return " by ".join(f"{side:.1f}" for side in sides) + " mm"


def _wrong_fonts(document: pymupdf.Document) -> Iterator[str]:
    fonts = {font[0]: font for page in document for font in document.get_page_fonts(page.number, full=True)}
    for _, ending, kind, name, *_ in fonts.values():
        if kind == "Type3":
            yield f"the font {name} is drawn, not set (Type 3)"
        elif ending == "n/a":
            yield f"the font {name} is not embedded"


def _wrong_ink(document: pymupdf.Document, ink: str) -> Iterator[str]:
    """Tell of colours that are not the ink's, of transparency, and of pictures in other colours."""
    wanted, spaces = _INKS[ink]
    forms = {form[0] for page in document for form in page.get_xobjects()}
    streams = [(f"page {page.number + 1}", page.read_contents()) for page in document]
    streams += [(f"the form {xref}", document.xref_stream(xref) or b"") for xref in sorted(forms)]
    for where, content in streams:
        painted = {_strange(operator, operands, ink) for operator, operands in _painting(_STRING.sub(b"", content))}
        yield from (f"{where}: something is painted {how}" for how in sorted(painted) if how)
    pictures = {picture[0]: (page.number + 1, picture) for page in document for picture in page.get_images(full=True)}
    for number, (_, veil, _, _, _, space, *_) in pictures.values():
        if space not in spaces:
            yield f"page {number}: a picture is in {space or 'no colours'}, not in {wanted}"
        if veil:
            yield f"page {number}: one can see through a picture"


def _painting(content: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Give each operator that says how things are painted, in small letters, and what stands just before it."""
    for found in _OPERATOR.finditer(content):
        before = content[max(found.start() - _REACH, 0) : found.start()]
        yield found[1].decode().lower(), before.split()[-_OPERANDS:]


def _strange(operator: str, operands: Sequence[bytes], ink: str) -> str:
    """Say how an operator paints that does not paint in the ink; nothing if it does."""
    wanted, spaces = _INKS[ink]
    if operator in _SPACES:
        if _SPACES[operator] not in spaces:
            return f"in {_SPACES[operator]}, not in {wanted}"
        more = ink == "k" and operator == "k" and any(float(value) for value in operands[-4:-1])
        return "in more than black" if more else ""
    if operator == "cs":
        space = operands[-1].decode() if operands else "no space"
        return "" if space in {"/Pattern", "/DeviceGray"} else f"in the colours {space}"
    return "with a state, and may be transparent" if operator == "gs" else "with a shading"


def _additions(document: pymupdf.Document) -> Iterator[str]:
    """Tell of what paper does not have: links, notes stuck on, fields, scripts, files."""
    for page in document:
        if document.xref_get_key(page.xref, "Annots")[0] != "null":
            yield f"page {page.number + 1}: there are links or other annotations on it"
    catalog = document.pdf_catalog()
    for key in ("OpenAction", "AA", "AcroForm", "AF", "Names/JavaScript", "Names/EmbeddedFiles"):
        if document.xref_get_key(catalog, key)[0] != "null":
            yield f"the file has {key}, which is nothing for a press"


def _wrong_standard(document: pymupdf.Document, condition: tuple[str, str]) -> Iterator[str]:
    """Tell where a PDF/X-1a:2001 does not say for which condition it is, and where another file says so."""
    kind, intents = document.xref_get_key(document.pdf_catalog(), "OutputIntents")
    if not condition[0]:
        if kind != "null":
            yield "there is an output intent, for which the press does not ask"
        return
    if f"({condition[0]})" not in intents or "/GTS_PDFX" not in intents:
        yield f"the output intent does not name {condition[0]}"
    said = {key: document.xref_get_key(-1, f"Info/{key}")[1] for key in ("GTS_PDFXVersion", "Trapped", "Title")}
    if said["GTS_PDFXVersion"] != "PDF/X-1:2001":
        yield "the file does not say that it is PDF/X-1a:2001"
    if said["Trapped"] not in {"/False", "/True"}:
        yield "the file does not say whether it is trapped"
    if (document.metadata or {}).get("format") != "PDF 1.3":
        yield f"the file is {(document.metadata or {}).get('format')}, and PDF/X-1a:2001 is PDF 1.3"


def _narrow_margins(
    document: pymupdf.Document, drawn: Sequence[Sequence[_Box]], edition: Edition, press: Press
) -> Iterator[str]:
    """Tell of pages on which something stands too near the spine or an edge; what crosses the trim has bleed."""
    edge = press.bled_edge if edition.bleed else press.edge
    gutter = press.gutter(len(document))
    for page, boxes in zip(document, drawn, strict=True):
        x0, y0, x1, y1 = _trim(page)
        inside = [box for box in boxes if x0 <= box[0] < box[2] <= x1 and y0 <= box[1] < box[3] <= y1]
        if not inside:
            continue
        left, right = min(box[0] for box in inside) - x0, x1 - max(box[2] for box in inside)
        inner, outer = (right, left) if page.number % 2 else (left, right)
        above, below = min(box[1] for box in inside) - y0, y1 - max(box[3] for box in inside)
        for what, room, least in (
            ("the spine", inner, gutter),
            ("the outer edge", outer, edge),
            ("the upper edge", above, edge),
            ("the lower edge", below, edge),
        ):
            if room * _POINT < least - _TOLERANCE:
                near = f"something is {room * _POINT:.1f} mm from {what}"
                yield f"page {page.number + 1}: {near}, and {press.name} wants {least:.1f}"
