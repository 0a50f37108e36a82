import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reissue.bootstrap import ROOT

OCR = """# THE LAMP

## 1. THE KEEPER

The keeper's lamp was lit at dusk.<sup>1</sup> He climbed the stair, and he climbed it again in the mor-

---

1. So the log-book says.

ning, and nobody asked him why.

"There is a law of lamps,  and it is short: whoever lights one shall sit by it until the oil is gone."

He said “so and went to bed at last.
"""  # fmt: skip
SCRIPT = (
    "The keeper <script>alert(1)</script> wrote <b onclick='x()'>this</b> down. "
    "And [a link](javascript:alert(2)) too.\n\n"
    "<iframe src=//example.org></iframe>\n\n<!-- a comment -->\n\n![a picture](http://example.org/x.png)\n"
)
EDITION = 'title = "The Lamp"\nlanguage = "en"\n'
FILES = ("html", "epub", "pdf", "md", "ledger.jsonl", "links.json", "queries.md")

# What is laid out, the arguments, and what the one line on stderr says.
REFUSED: list[tuple[str, dict[str, bytes], list[str], str]] = [
    ("an empty file", {"x.md": b""}, ["x.md"], "x.md is empty"),
    ("blanks", {"x.md": b" \n\n "}, ["x.md"], "x.md is empty"),
    ("a PDF", {"x.md": b"%PDF-1.7\n%\xe2\xe3"}, ["x.md"], "x.md is a PDF, not text"),
    ("a binary file", {"x.md": b"MZ\0\0\x01"}, ["x.md"], "x.md is a binary file"),
    ("not UTF-8", {"x.md": b"Caf\xe9."}, ["x.md"], "x.md is not UTF-8: byte 4"),
    ("an unknown encoding", {"x.md": b"Text."}, ["x.md", "--encoding", "klingon"], "klingon is no encoding"),
    ("a missing file", {}, ["x.md"], "x.md does not exist"),
    ("an empty folder", {"lamp/x.png": b""}, ["lamp"], "lamp holds no page files"),
    ("no source/", {"lamp/edition.toml": EDITION.encode()}, ["lamp"], "lamp/source does not exist"),
    ("a wrong key", {"lamp/edition.toml": b'titel = "x"\n', "lamp/source/x.md": b"Text."}, ["lamp"], "titel"),
    (
        "a wrong decision",
        {"lamp/edition.toml": EDITION.encode(), "lamp/source/x.md": b"x", "lamp/emendations.toml": b"[[emendation]]"},
        *(["lamp"], "emendations.toml, emendation 1: line is missing"),
    ),
    ("an out folder below a file", {"x.md": b"x", "file": b""}, ["x.md", "--out", "file/d"], "cannot write into file"),
    ("an out folder that is a file", {"x.md": b"x", "file": b""}, ["x.md", "--out", "file"], "cannot write into file"),
    ("broken JSON", {"x.json": b'{"pages": [{"markdown": "One'}, ["x.json"], "x.json is broken JSON, line 1"),
    ("JSON of no engine", {"x.json": b"{}"}, ["x.json"], "x.json is JSON that no engine here writes"),
    ("broken XML", {"x.xml": b"<?xml version='1.0'?><alto><Page>"}, ["x.xml"], "x.xml is broken XML, line 1"),
    ("XML of no engine", {"x.xml": b"<?xml version='1.0'?><a/>"}, ["x.xml"], "x.xml is XML that no engine here writes"),
    ("marks and no text", {"x.md": b"---\n\n![](_page_1_Picture_2.jpeg)\n"}, ["x.md"], "x.md: no text is left"),
    ("a broken picture", {"x.md": b"![a](a.png)", "a.png": b"\x89PNG\r\n\x1a\n"}, ["x.md"], "a.png: the picture is br"),
    ("an endless line", {"x.md": b"word " * 10_000_000}, ["x.md"], "x.md, line 1, has over 1,000,000 characters"),
]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("built")
    (folder / "lamp.md").write_text(OCR, encoding="utf-8")
    process = run(folder, "lamp.md", "--out", "dist")
    assert (process.returncode, process.stderr) == (0, "")
    assert re.match(r"lamp \(Markdown\): \d+ changes, 1 queries \(\d+ per 100 pages\); lamp\.html, ", process.stdout)
    return {file.name: file.read_bytes() for file in (folder / "dist").iterdir()}


def test_the_files_are_named_for_the_book(built: dict[str, bytes]) -> None:
    assert sorted(built) == sorted(f"lamp.{kind}" for kind in FILES)
    assert built["lamp.pdf"].startswith(b"%PDF")
    assert built["lamp.epub"].startswith(b"PK")
    assert "The keeper’s lamp was lit at dusk.[^1] He climbed" in built["lamp.md"].decode()
    assert "in the morning, and nobody asked" in built["lamp.md"].decode()


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C", "LATER": "400000000"},
    ],
    ids=["another zone", "another day"],
)
def test_the_same_source_gives_the_same_bytes(
    built: dict[str, bytes], tmp_path: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "lamp.md").write_text(OCR, encoding="utf-8")
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(
        "import os, time\n"
        "later, now, local, utc = float(os.environ.get('LATER', 0)), time.time, time.localtime, time.gmtime\n"
        "time.time = lambda: now() + later\n"
        "time.localtime = lambda at=None: local(now() + later if at is None else at)\n"
        "time.gmtime = lambda at=None: utc(now() + later if at is None else at)\n"
    )
    assert run(tmp_path, "lamp.md", "--out", "dist", PYTHONPATH=str(tmp_path / "clock"), **settings).returncode == 0
    again = {file.name: file.read_bytes() for file in (tmp_path / "dist").iterdir()}
    assert sorted(again) == sorted(built)
    assert [name for name in built if built[name] != again[name]] == []


@pytest.mark.parametrize(
    ("files", "arguments", "said"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_bad_input_is_refused_in_one_line(
    tmp_path: Path, files: dict[str, bytes], arguments: list[str], said: str
) -> None:
    lay(tmp_path, files)
    before = sorted(tmp_path.rglob("*"))
    out = [] if "--out" in arguments else ["--out", "dist"]
    process = run(tmp_path, *arguments, "--to", "html", *out)
    assert process.returncode == 2
    assert process.stdout == ""
    assert process.stderr.startswith("build.py: ")
    assert said in process.stderr
    assert process.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.md", "--to", "docx"], "no such format: 'docx'; there are html, epub, kepub, pdf, site"),
        (["x.md", "--to", "html,"], "no such format: ''"),
        (["x.md", "--nonsense"], "--nonsense"),
    ],
)
def test_a_wrong_argument_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    lay(tmp_path, {"x.md": b"Text."})
    process = run(tmp_path, *arguments)
    assert process.returncode == 2
    assert said in process.stderr
    assert "Traceback" not in process.stderr


def test_a_bad_book_does_not_keep_the_others_from_being_built(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "a.md": b"",
            "b.md": b"The text of b.\n",
            "lamp/edition.toml": EDITION.encode(),
            "lamp/source/x.md": b"The lamp.\n",
        },
    )
    process = run(tmp_path, "a.md", "b.md", "lamp", "--to", "html", "--out", "dist")
    assert process.returncode == 2
    assert process.stderr.splitlines() == ["build.py: a.md is empty: there is no text in it to restore"]
    assert (tmp_path / "dist" / "b.html").exists()
    assert (tmp_path / "dist" / "lamp.html").exists()
    assert sorted(file.name for file in (tmp_path / "lamp").iterdir()) == [
        *("book.md", "edition.toml", "ledger.jsonl", "links.json", "queries.md", "source")
    ]  # fmt: skip


def test_two_books_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    lay(tmp_path, {"a/lamp.md": b"The first lamp.\n", "b/lamp.md": b"The second lamp.\n"})
    process = run(tmp_path, "a/lamp.md", "b/lamp.md", "--to", "html", "--out", "dist")
    assert process.returncode == 2
    assert process.stderr.count("\n") == 1
    assert "b/lamp.md" in process.stderr
    assert "first" in (tmp_path / "dist" / "lamp.html").read_text(encoding="utf-8")


def test_only_the_formats_that_are_asked_for_are_bound(tmp_path: Path) -> None:
    lay(tmp_path, {"lamp.md": OCR.encode()})
    assert run(tmp_path, "lamp.md", "--to", "epub,html", "--out", "dist").returncode == 0
    kinds = ("epub", "html", "ledger.jsonl", "links.json", "md", "queries.md")
    assert sorted(file.name for file in (tmp_path / "dist").iterdir()) == sorted(f"lamp.{kind}" for kind in kinds)


def test_the_lines_of_a_structured_file_are_counted_in_what_was_read_from_it(tmp_path: Path) -> None:
    page = {"index": 0, "markdown": "The keeper's lamp was lit at dusk.<sup>1</sup>\n\nHe climbed the stair.\n"}
    book = {"lamp/edition.toml": EDITION.encode(), "lamp/source/lamp.json": json.dumps({"pages": [page]}).encode()}
    lay(tmp_path, book)
    assert run(tmp_path, "lamp", "--to", "html", "--out", "dist").returncode == 0
    for file in ("dist/lamp.ocr.md", "lamp/book.ocr.md"):
        assert (tmp_path / file).read_text(encoding="utf-8") == page["markdown"]
    queries = (tmp_path / "lamp" / "queries.md").read_text(encoding="utf-8")
    assert "Lines are counted in the transcription beside this file, whose name ends in `.ocr.md`." in queries
    (decision,) = re.findall(r'\[\[emendation]]\n(?: +\w+ = .*\n)*? +why = "stet"\n', queries)
    (tmp_path / "lamp" / "emendations.toml").write_text(re.sub("(?m)^ +", "", decision), encoding="utf-8")
    process = run(tmp_path, "lamp", "--to", "html", "--out", "dist")
    assert (process.returncode, process.stderr) == (0, "")
    assert "There are none" in (tmp_path / "lamp" / "queries.md").read_text(encoding="utf-8")


def test_the_markup_of_the_source_is_shown_and_never_live(tmp_path: Path) -> None:
    lay(tmp_path, {"lamp.md": SCRIPT.encode()})
    process = run(tmp_path, "lamp.md", "--to", "html,epub", "--out", "dist")
    assert (process.returncode, process.stderr) == (0, "")
    with zipfile.ZipFile(tmp_path / "dist" / "lamp.epub") as epub:
        chapters = [epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml")]
    html = (tmp_path / "dist" / "lamp.html").read_text(encoding="utf-8")
    for page in (html, "".join(chapters)):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        live = r"""<script[^>]*>\s*alert|<iframe|<b onclick|<img(?! src="cover\.jpg")|href=.javascript"""
        assert not re.search(live, page)
        assert "[a link](javascript:alert(2))" in page
        assert "a comment" in page
    ledger = (tmp_path / "dist" / "lamp.ledger.jsonl").read_text(encoding="utf-8")
    assert ledger.count('"rule": "live-markup"') >= 6


def test_a_fault_of_a_rule_is_told_without_a_traceback(tmp_path: Path) -> None:
    lay(tmp_path, {"lamp.md": b"1*9\n"})
    process = run(tmp_path, "lamp.md", "--to", "html", "--out", "dist")
    assert "Traceback" not in process.stderr
    assert process.returncode in (0, 2)


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run build.py from another folder, with no settings of ours."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SOURCE_DATE", "PYTEST", "PYTHON"))
    }
    command = [sys.executable, str(ROOT / "build.py"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=kept | settings, capture_output=True, text=True, encoding="utf-8", check=False
    )


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
