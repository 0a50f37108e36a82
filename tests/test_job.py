from pathlib import Path

import pytest

from reissue import Trouble
from reissue.job import deliver, take

EDITION = 'title = "The Lamp"\nlanguage = "en"\n'
EMENDATION = '[[emendation]]\nline = 1\nbefore = "Lanp"\nafter = "Lamp"\nwhy = "m read as n"\n'


def test_one_file(tmp_path: Path) -> None:
    file = lay(tmp_path, {"the-lamp.md": "The Lamp.\n"}) / "the-lamp.md"
    job = take(file)
    assert (job.name, job.source.name, job.source.text) == ("the-lamp", "the-lamp.md", "The Lamp.\n")
    assert (job.decisions, job.folder, job.styles) == ((), None, ())
    assert job.edition.title
    assert job.edition.identifier == take(file).edition.identifier


def test_a_book_folder(tmp_path: Path) -> None:
    files = {
        "edition.toml": EDITION,
        "emendations.toml": EMENDATION,
        "source/ocr.md": "The Lanp.\n",
        "styles/book.css": "",
    }
    job = take(lay(tmp_path / "lamp", files))
    assert (job.name, job.edition.title, job.source.text) == ("lamp", "The Lamp", "The Lanp.\n")
    assert job.decisions == ((4, 8, ("Lamp",), "m read as n", True),)
    assert (job.folder, job.styles) == (tmp_path / "lamp", (tmp_path / "lamp" / "styles",))


def test_the_book_folder_may_be_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lay(tmp_path / "lamp", {"edition.toml": EDITION, "source/ocr.md": "The Lamp.\n"}))
    assert take(Path()).name == "lamp"


def test_a_folder_of_page_files(tmp_path: Path) -> None:
    pages = {
        "page-10.md": "Third.",
        "page-9.md": "Second.",
        "page-1.txt": "First.",
        "page-2.png": "x",
        "notes.doc": "x",
    }
    job = take(lay(tmp_path / "scans", pages))
    assert job.name == "scans"
    assert job.source.text.split() == ["First.", "Second.", "Third."]
    assert [file for _, file in job.source.files] == ["page-1.txt", "page-9.md", "page-10.md"]
    assert job.folder is None


def test_a_book_folder_of_page_files(tmp_path: Path) -> None:
    emendation = EMENDATION.replace("line = 1", 'file = "2.md"\nline = 1')
    files = {
        "edition.toml": EDITION,
        "emendations.toml": emendation,
        "source/1.md": "One.",
        "source/2.md": "The Lanp.\n",
    }
    job = take(lay(tmp_path / "lamp", files))
    assert job.source.text[job.decisions[0].start : job.decisions[0].end] == "Lanp"


def test_a_folder_of_one_page_file_has_one_source(tmp_path: Path) -> None:
    assert take(lay(tmp_path / "scans", {"1.md": "One."})).source.files == ()


def test_an_encoding_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "ocr.md").write_bytes("Café.\n".encode("latin-1"))
    assert take(tmp_path / "ocr.md", "latin-1").source.text == "Café.\n"
    assert take(tmp_path, "latin-1").source.text == "Café.\n"


def test_hidden_files_are_no_pages(tmp_path: Path) -> None:
    assert take(lay(tmp_path / "scans", {"1.md": "One.", "._1.md": "junk", ".draft.md": "junk"})).source.text == "One."


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    folder = lay(tmp_path / "scans", {"1.md": "One.", "2.md": "Two."})
    (folder / "old.md").mkdir()
    assert take(folder).source.text.split() == ["One.", "Two."]


def test_suffixes_may_be_capitals(tmp_path: Path) -> None:
    assert take(lay(tmp_path / "scans", {"1.MD": "One.", "2.TXT": "Two."})).source.text.split() == ["One.", "Two."]


@pytest.mark.parametrize(
    ("files", "book", "said"),
    [
        ({}, "nowhere", "nowhere does not exist: give a book's folder, a folder of page files, or one OCR file"),
        ({"empty/x.png": ""}, "empty", "empty holds no page files: they end in .md or .markdown or .txt or .text"),
        (
            {"lamp/edition.toml": EDITION},
            "lamp",
            "source does not exist: a book's folder keeps the OCR as received in source/",
        ),
        ({"lamp/edition.toml": EDITION, "lamp/source": "x"}, "lamp", "source does not exist"),
        ({"lamp/edition.toml": EDITION, "lamp/source/x.png": ""}, "lamp", "source holds no page files"),
        ({"lamp/edition.toml": 'titel = "x"', "lamp/source/x.md": "x"}, "lamp", "edition.toml.*titel"),
        (
            {"lamp/edition.toml": EDITION, "lamp/source/x.md": "x", "lamp/emendations.toml": EMENDATION},
            *("lamp", "emendations.toml, emendation 1: 'Lanp' does not stand on line 1"),
        ),
        ({"ocr.md": ""}, "ocr.md", "ocr.md is empty"),
        ({"ocr.md/x.png": ""}, "ocr.md", "ocr.md holds no page files"),
        ({"file": "x"}, "file/below", "below does not exist"),
    ],
)
def test_what_is_no_book_is_refused(tmp_path: Path, files: dict[str, str], book: str, said: str) -> None:
    lay(tmp_path, files)
    with pytest.raises(Trouble, match=said) as refused:
        take(tmp_path / book)
    assert "\n" not in str(refused.value)


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Trouble, match=r"cannot read .*ocr.md: Permission denied"):
        take(lay(tmp_path, {"ocr.md": "One."}) / "ocr.md")


def test_delivery(tmp_path: Path) -> None:
    deliver({"a.html": b"one", "a.epub": b"two"}, tmp_path / "new" / "dist")
    deliver({"a.html": b"three"}, tmp_path / "new" / "dist")
    assert contents(tmp_path / "new" / "dist") == {"a.html": b"three", "a.epub": b"two"}
    assert (tmp_path / "new" / "dist" / "a.html").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "dist", Path("/proc/nowhere/dist")):
        with pytest.raises(
            Trouble, match=f"cannot write into {folder}: .*; name a folder that can be written"
        ) as refused:
            deliver({"a.html": b"one"}, folder)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize("broken", ["chmod", "replace"])
def test_a_write_that_fails_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    deliver({"a.html": b"old", "a.epub": b"old"}, tmp_path)
    written = getattr(Path, broken)

    def fail_at_the_second(file: Path, *arguments: object) -> object:
        if ".epub" in file.name:
            raise OSError(28, "No space left on device")
        return written(file, *arguments)

    monkeypatch.setattr(Path, broken, fail_at_the_second)
    with pytest.raises(Trouble, match=r"cannot write into .*: No space left on device"):
        deliver({"a.html": b"new", "a.epub": b"new"}, tmp_path)
    monkeypatch.undo()
    assert contents(tmp_path) == {"a.html": b"old" if broken == "chmod" else b"new", "a.epub": b"old"}


def test_an_interrupted_delivery_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_file: Path, *_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        deliver({"a.html": b"new"}, tmp_path)
    assert contents(tmp_path) == {}


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Lay out a folder of files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_where_a_folder_stands_in_the_way_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "lamp.html").mkdir()
    with pytest.raises(Trouble) as trouble:
        deliver({"lamp.epub": b"new", "lamp.html": b"new", "lamp.md": b"new"}, tmp_path)
    said = f"cannot write {tmp_path / 'lamp.html'}: a folder of that name is there; move it elsewhere"
    assert str(trouble.value) == said
    assert [path.name for path in tmp_path.iterdir()] == ["lamp.html"]
