"""A laid-out PDF finished for the screen or for an archive: it says which standards it keeps, and carries files.

It needs no page to be laid out anew, and gives the same bytes for the same.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from reissue.bind.pdf_xmp import archival, packet
from reissue.edition import Edition


class Attached(NamedTuple):
    """A file to be carried in a PDF: its bytes, their type, what they are to the book, in words."""

    data: bytes
    type: str
    relation: str
    words: str


def for_screen(data: bytes, edition: Edition) -> bytes:
    """Finish a PDF as PDF/UA-1 and PDF/A-2u in one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        say(pdf, edition, archival(2))
        return saved(pdf)


def for_archive(data: bytes, edition: Edition, attached: Mapping[str, Attached]) -> bytes:
    """Finish a PDF as PDF/A-3u, and PDF/UA-1 as well, with files in it by their names."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        say(pdf, edition, archival(3))
        _attach(pdf, edition, attached)
        return saved(pdf)


def say(pdf: Pdf, edition: Edition, standards: str) -> None:
    """Put our metadata, which name the standards, into a PDF, and say which red, green and blue its colours are."""
    colours = pdf.make_stream(_SRGB.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=colours)
    intent.OutputConditionIdentifier = intent.Info = String("sRGB IEC61966-2.1")
    pdf.Root.OutputIntents = Array([intent])
    # PDF/A lets no reader smooth a picture. All pages draw from the same resources.
    for resources in {page.obj.Resources.objgen: page.obj.Resources for page in pdf.pages}.values():
        for drawn in resources.get("/XObject", Dictionary()).values():
            for picture in (drawn, drawn.get("/SMask")):
                if picture is not None and "/Interpolate" in picture:
                    picture.Interpolate = False
    pdf.Root.Metadata = pdf.make_stream(packet(edition, standards), Type=Name.Metadata, Subtype=Name.XML)


def saved(pdf: Pdf, **how: object) -> bytes:
    """Give the bytes of a PDF; its second identifier follows from what it holds."""
    file = io.BytesIO()
    options: dict[str, object] = {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "deterministic_id": True}
    pdf.save(file, **(options | how))  # type: ignore[arg-type]
    return file.getvalue()


# To import WeasyPrint would take long in this process, where nothing is laid out.
_SRGB = Path(getattr(find_spec("weasyprint"), "origin", "")).parent / "pdf" / "sRGB2014.icc"


def _attach(pdf: Pdf, edition: Edition, attached: Mapping[str, Attached]) -> None:
    date = String(f"D:{re.sub('[^0-9]', '', edition.modified)}Z")
    names, carried = Array(), Array()
    for name, file in sorted(attached.items()):
        checksum = hashlib.md5(file.data, usedforsecurity=False).digest()
        stream = pdf.make_stream(file.data, Type=Name.EmbeddedFile, Subtype=Name(f"/{file.type}"))
        stream.Params = Dictionary(Size=len(file.data), CheckSum=String(checksum), CreationDate=date, ModDate=date)
        specification = pdf.make_indirect(
            Dictionary(
                Type=Name.Filespec,
                F=String(name),
                UF=String(name),
                EF=Dictionary(F=stream, UF=stream),
                AFRelationship=Name(f"/{file.relation}"),
                Desc=String(file.words),
            )
        )
        names.extend([String(name), specification])
        carried.append(specification)
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
    pdf.Root.AF = carried
