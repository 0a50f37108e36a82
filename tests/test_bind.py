from pathlib import Path

import pytest
from PIL import Image

from reissue import Trouble
from reissue.bind import read_styles
from reissue.bind.words import words

HOUSE = Path(__file__).parents[1] / "styles"


def test_the_house_has_every_sheet_and_the_faces_of_a_text() -> None:
    styles = read_styles([HOUSE])
    assert list(styles.sheets) == ["book", "print", "epub", "web"]
    assert all(styles.sheets.values())
    assert {"SourceSerif4-Regular.ttf", "SourceSerif4-It.ttf"} <= styles.fonts.keys()
    assert list(styles.fonts) == sorted(styles.fonts)


def test_a_book_says_only_what_differs(tmp_path: Path) -> None:
    house, own, none = tmp_path / "house", tmp_path / "own", tmp_path / "none"
    for folder, sheet, font in [(house, "p { color: red }", b"1"), (own, "p { color: blue }", b"2")]:
        (folder / "fonts").mkdir(parents=True)
        (folder / "web.css").write_text(sheet)
        (folder / "fonts" / "Face-Regular.otf").write_bytes(font)
        (folder / "fonts" / "LICENCE.md").write_text("Anybody may.")
    styles = read_styles([house, none, own])
    assert styles.sheets == {"book": "", "print": "", "epub": "", "web": "p { color: red }\np { color: blue }"}
    assert styles.fonts == {"Face-Regular.otf": b"2"}


def test_a_sheet_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "screen.css").write_text("")
    with pytest.raises(
        Trouble, match=r"screen.css: no format reads this .*they read book.css, print.css, epub.css, web"
    ):
        read_styles([tmp_path])


def test_a_sheet_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "web.css").write_bytes(b"/* \xfc */")
    with pytest.raises(Trouble, match=r"web.css is not UTF-8"):
        read_styles([tmp_path])


@pytest.mark.parametrize(("language", "notes"), [("en-GB", "Notes"), ("DE-at", "Anmerkungen"), ("la", "Notes")])
def test_a_book_s_language_chooses_the_words(language: str, notes: str) -> None:
    assert words(language).notes == notes


def test_the_last_folders_cover_is_the_books(tmp_path: Path) -> None:
    house, own = tmp_path / "house", tmp_path / "own"
    for folder, name in [(house, "cover.png"), (own, "cover.jpg")]:
        folder.mkdir()
        Image.new("RGB", (16, 25)).save(folder / name)
    assert read_styles([house, own]).cover.startswith(b"\xff\xd8\xff\xe0")
    assert read_styles([own, house]).cover.startswith(b"\x89PNG")
    assert read_styles([HOUSE]).cover == b""


@pytest.mark.parametrize("name", ["cover.png", "cover.jpg"])
def test_a_cover_that_breaks_off_is_refused(name: str, tmp_path: Path) -> None:
    Image.effect_noise((64, 100), 20).save(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    for length in (8, 30, len(whole) // 2, len(whole) - 1):
        (tmp_path / name).write_bytes(whole[:length])
        with pytest.raises(Trouble, match=f"{name}: the picture is broken, or breaks off"):
            read_styles([tmp_path])


def test_a_cover_that_shops_do_not_take_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cover.gif").write_bytes(b"GIF89a")
    with pytest.raises(Trouble, match=r"cover.gif: a cover is a JPEG or a PNG"):
        read_styles([tmp_path])
