"""The ways through a PDF are those that the file has, however it writes them down."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from reissue.proof.ways import Link, Place, ways_of

NAMED = "the quay", "ebb", "flöd"
PLACES = {"the quay": Place(0, 10, 100), "ebb": Place(1, 0, 300), "flöd": Place(2, 25.5, 99.75)}


def made(kind: str) -> bytes:
    """Make a file of three pages with three places, one link to a name, and an outline of one entry."""
    with Pdf.new() as pdf:
        pages = [pdf.add_blank_page(page_size=(200, 300)).obj for _ in range(3)]
        ways: list[pikepdf.Object] = [
            Array([pages[0], Name.XYZ, 10, 200, 0]),
            Array([pages[1], Name.XYZ, None, None, None]),
            Array([pages[2], Name.XYZ, 25.5, 200.25, 0]),
        ]
        if kind == "held":
            ways = [Dictionary(D=way) for way in ways]
        if kind == "apart":
            ways = [pdf.make_indirect(way) for way in ways]
        if kind == "old":
            pdf.Root.Dests = pdf.make_indirect(
                Dictionary({f"/{name}": way for name, way in zip(NAMED, ways, strict=True)})
            )
        else:
            if kind == "lost":
                ways = [*ways, Array([String("nowhere"), Name.XYZ, 0, 0, 0])]
            names = [*NAMED, "gone"][: len(ways)]
            pairs = sorted((bytes(String(name)), way) for name, way in zip(names, ways, strict=True))
            listed = Array([part for name, way in pairs for part in (String(name), way)])
            pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=listed)))
        box, to = Array([20, 30, 60, 50]), Name("/ebb") if kind == "old" else String("ebb")
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, Dest=to)
        pages[0].Annots = Array([pdf.make_indirect(link)])
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Flood", 2, "XYZ", left=0, top=250))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["plain", "apart", "held", "old", "lost"])
def test_the_ways_are_those_of_the_file(kind: str) -> None:
    with pymupdf.open(stream=made(kind)) as document:
        ways = ways_of(document)
    assert ways.places == PLACES
    assert ways.links == {0: [Link(20, 260, 60, 1, 0, 300)], 1: [], 2: []}
    assert ways.outline == [("Flood", 2, 50)]
    assert ways.pictures == 0


@pytest.mark.parametrize("kind", ["plain", "apart", "held", "old", "lost"])
def test_the_places_are_those_that_pymupdf_names(kind: str) -> None:
    with pymupdf.open(stream=made(kind)) as document:
        names = {name: place for name, place in document.resolve_names().items() if "to" in place}
        assert names.keys() == ways_of(document).places.keys()
