"""A book of which nothing has changed is not made again, and one of which anything has is."""

from pathlib import Path

import pytest
from samples import STYLES

import build
from reissue import bootstrap
from reissue.edition import default_edition
from reissue.finished import Finished, finished_key, keep_finished
from reissue.job import Job, take

TEXT = "# THE TIDE\n\nIt came in.<sup>1</sup> And it went.<sup>2</sup>\n\n---\n\n1. At noon.\n"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the books that are made, in each of which something is wrong."""
    names: list[str] = []
    make = build.make

    def make_and_tell(job: Job, *rest: object) -> Finished:
        names.append(job.name)
        return make(job, *rest)._replace(faults=("tide.html: the ebb is lost",))  # type: ignore[arg-type]

    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(bootstrap, "prepare", lambda _: None)
    monkeypatch.setattr(build, "make", make_and_tell)
    return names


def run(book: Path, *arguments: str) -> tuple[int, dict[str, bytes]]:
    out = book.parent / f"out{len(list(book.parent.iterdir()))}"
    code = build.main([str(book), "--to", "html", "--out", str(out), *arguments])
    return code, {file.name: file.read_bytes() for file in out.iterdir()}


def test_the_second_build_gives_what_the_first_gave(
    tmp_path: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "tide.md"
    book.write_text(TEXT, encoding="utf-8")
    first, told = run(book), capsys.readouterr()
    second, told_again = run(book), capsys.readouterr()
    assert first == second
    assert first[0] == 1
    assert told.err == told_again.err != ""
    assert told.out.split(" in ")[0] == told_again.out.split(" in ")[0]
    assert made == ["tide"]


def test_any_change_has_the_book_made_again(tmp_path: Path, made: list[str]) -> None:
    book = tmp_path / "tide.md"
    for text in (TEXT, TEXT.replace("noon", "one"), TEXT):
        book.write_text(text, encoding="utf-8")
        run(book)
    assert made == ["tide", "tide"]
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    run(book)
    keep_finished("book-0", "no book")  # type: ignore[arg-type]
    assert made == ["tide"] * 3


def test_each_part_of_a_job_is_part_of_its_key(tmp_path: Path) -> None:
    (tmp_path / "tide.md").write_text(TEXT, encoding="utf-8")
    job = take(tmp_path / "tide.md")
    edition = default_edition("Ebb", job.source.digest)
    others = [
        Job("ebb", job.source, (), job.edition),
        Job(job.name, job.source, (), edition),
        Job(job.name, job.source, (), job.edition, tmp_path),
        Job(job.name, job.source, (), job.edition, None, {"a.png": b"1"}),
    ]
    sheets = STYLES._replace(sheets={**STYLES.sheets, "web": "a { color: red }"})
    keys = [finished_key(job, STYLES, ["html"]), *(finished_key(other, STYLES, ["html"]) for other in others)]
    keys += [finished_key(job, sheets, ["html"]), finished_key(job, STYLES, ["pdf"])]
    keys += [finished_key(job, STYLES._replace(cover=b"x"), ["html"])]
    assert len(set(keys)) == len(keys)
