"""A laid-out PDF finished for a press: one ink, no links, an even number of pages, and what PDF/X-1a asks.

It needs no page to be laid out anew. A colour becomes the grey of its brightness.
"""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfImage, Stream, String
from PIL import Image

from reissue.bind.pdf_finish import saved
from reissue.presses import Press

Ink = Callable[[float, float, float], str]
"""Gives the operands of a colour, and the operator that fills with it, for red, green and blue from 0 to 1."""


def for_press(data: bytes, press: Press) -> bytes:
    """Finish a PDF for a press."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _drop(page.obj, "/Annots", "/StructParents", "/Tabs", "/CropBox")
            page.obj.BleedBox = page.obj.MediaBox
        ink_all(pdf, black if press.ink == "k" else grey)
        _close(pdf, last_blank=press.last_blank)
        _drop(pdf.Root, "/StructTreeRoot", "/MarkInfo", "/ViewerPreferences", "/Metadata", "/OutputIntents")
        return finished(pdf, press.condition)


def finished(pdf: Pdf, condition: tuple[str, str]) -> bytes:
    """Give the bytes of a PDF as PDF/X-1a:2001 for a printing condition, or as it is if there is none."""
    if not condition[0]:
        return saved(pdf)
    name, words = condition
    pdf.docinfo.update(
        {
            "/Trapped": Name("/False"),
            "/GTS_PDFXVersion": String("PDF/X-1:2001"),
            "/GTS_PDFXConformance": String("PDF/X-1a:2001"),
        }
    )
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(name),
        OutputCondition=String(words),
        Info=String(words),
        RegistryName=String("http://www.color.org"),
    )
    pdf.Root.OutputIntents = Array([intent])
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.3")


def black(red: float, green: float, blue: float) -> str:
    """Print in black of four colours."""
    return f"0 0 0 {number(1 - brightness(red, green, blue))} k"


def grey(red: float, green: float, blue: float) -> str:
    """Print in grey."""
    return f"{number(brightness(red, green, blue))} g"


def brightness(red: float, green: float, blue: float) -> float:
    """Tell how bright a colour is to the eye, from 0 to 1."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def number(value: float) -> str:
    """Write a number of PDF."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def ink_all(pdf: Pdf, ink: Ink, picture: Callable[[Image.Image], Image.Image] | None = None) -> None:
    """Print pages, and all that they draw, in an ink; pictures in grey, or as `picture` makes them."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        content = b"\n".join(stream.read_bytes() for stream in _streams(page.obj.get("/Contents")))
        page.obj.Contents = pdf.make_stream(_inked(content, ink))
        _ink_resources(page.obj.get("/Resources"), ink, picture or (lambda image: image.convert("L")), seen)


_MARKS = re.compile(rb"/\S+\s+(?:<<[^>]*>>\s*)?B(?:DC|MC)\s|\bEMC(?:\s|$)")
_COLOUR = re.compile(rb"(?<![\S])([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(rg|RG)(?![\S])")
_FOUR_COLOURS = re.compile(rb"/DeviceCMYK\s+(?:cs|CS)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(scn|SCN)(?![\S])")
_STATE = re.compile(rb"/[aA]1(?:\.0)?\s+gs\s")
_OPAQUE = re.compile(r"/[aA]1(\.0)?")
_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}


def _inked(content: bytes, ink: Ink) -> bytes:
    """Change the colours of drawing operators, and leave out the marks of structure and of full opacity."""

    def change(colour: re.Match[bytes]) -> bytes:
        *parts, how = colour.groups()
        values = [float(part) for part in parts]
        if len(values) > 3:  # noqa: PLR2004 - four colours, which a style sheet has asked for
            values = [(1 - value) * (1 - values[3]) for value in values[:3]]
        *operands, operator = ink(*values).split()
        return " ".join((*operands, operator.upper() if how.isupper() else operator)).encode()

    content = _STATE.sub(b"", _MARKS.sub(b"", content))
    return _COLOUR.sub(change, _FOUR_COLOURS.sub(change, content))


def _drop(held: Object, *keys: str) -> None:
    for key in keys:
        if key in held:
            del held[key]


def _streams(content: Object | None) -> Iterator[Stream]:
    if isinstance(content, Stream):
        yield content
    elif content is not None:
        yield from content  # type: ignore[misc]


def _ink_resources(
    resources: Object | None, ink: Ink, picture: Callable[[Image.Image], Image.Image], seen: set[tuple[int, int]]
) -> None:
    """Go through what pages share: the forms and pictures that they draw, each once."""
    if not isinstance(resources, Dictionary) or resources.objgen in seen:
        return
    if resources.is_indirect:
        seen.add(resources.objgen)
    _clear(resources)
    for kind in ("/XObject", "/Pattern"):
        for drawn in resources.get(kind, Dictionary()).values():
            if not isinstance(drawn, Stream) or drawn.objgen in seen:
                continue
            seen.add(drawn.objgen)
            if drawn.get("/Subtype") == Name.Image:
                _ink_picture(drawn, picture)
            else:
                drawn.write(_inked(drawn.read_bytes(), ink))
                _drop(drawn, "/Group")
                _ink_resources(drawn.get("/Resources"), ink, picture, seen)


def _clear(resources: Object) -> None:
    """Take away what nothing in ink draws with any more: states of full opacity, and spaces of other colours."""
    states = resources.get("/ExtGState", Dictionary())
    for key in list(states.keys()):
        if _OPAQUE.fullmatch(key):
            del states[key]
    _drop(resources, "/ColorSpace")
    for kind in ("/ExtGState", "/Shading", "/Pattern", "/XObject"):
        if kind in resources and not resources[kind].keys():
            _drop(resources, kind)


def _ink_picture(stream: Stream, picture: Callable[[Image.Image], Image.Image]) -> None:
    """Print a picture in ink, on white where one can see through it."""
    image = PdfImage(stream).as_pil_image().convert("RGB")
    veil = stream.get("/SMask")
    if isinstance(veil, Stream):
        mask = PdfImage(veil).as_pil_image().convert("L").resize(image.size)
        image = Image.composite(image, Image.new("RGB", image.size, "white"), mask)
    inked = picture(image)
    photograph = stream.get("/Filter") == Name.DCTDecode
    if photograph and inked.mode == "L":
        file = io.BytesIO()
        inked.save(file, "JPEG", quality=92)
        stream.write(file.getvalue(), filter=Name.DCTDecode)
    else:
        stream.write(inked.tobytes())
    _drop(stream, "/DecodeParms", "/Decode", "/Mask", "/SMask", "/Interpolate")
    stream.ColorSpace = _SPACES[inked.mode]
    stream.BitsPerComponent = 8
    stream.Width, stream.Height = inked.size


def _close(pdf: Pdf, *, last_blank: bool) -> None:
    """Add empty pages, so that the last leaf has two sides; and one at the end where the press wants that."""
    boxes = pdf.pages[-1].obj
    added = len(pdf.pages) % 2
    if last_blank and not added:
        added = 2
    for _ in range(added):
        side = pdf.pages[len(pdf.pages) % 2].obj if len(pdf.pages) > 1 else boxes
        page = Dictionary(Type=Name.Page, MediaBox=side.MediaBox, TrimBox=side.TrimBox, BleedBox=side.BleedBox)
        page.Resources, page.Contents = Dictionary(), pdf.make_stream(b"")
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
