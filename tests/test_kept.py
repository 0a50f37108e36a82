import os
from pathlib import Path

import pytest

from reissue.kept import digest, find, keep, makers


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REISSUE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_kept_is_found_under_its_key_alone() -> None:
    keep([("a", b"one"), ("b", b"")])
    assert (find("a"), find("b"), find("c")) == (b"one", b"", None)


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"x" * 40])
def test_a_damaged_entry_is_none(folder: Path, damage: bytes) -> None:
    keep([("a", b"one")])
    (folder / "a").write_bytes(damage)
    assert find("a") is None
    keep([("a", b"two")])
    assert find("a") == b"two"


def test_a_half_written_entry_is_none(folder: Path) -> None:
    keep([("a", b"one" * 100)])
    (folder / "a").write_bytes((folder / "a").read_bytes()[:-1])
    assert find("a") is None


def test_what_was_wanted_longest_ago_goes_first(folder: Path) -> None:
    for age, key in enumerate("abc"):
        keep([(key, b"x" * 1000)])
        os.utime(folder / key, ns=(age, age))
    assert find("a")
    keep([("d", b"x" * 1000)], largest=3 * 1032)
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c", "d"]


def test_where_nothing_can_be_written_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place in ("", str(tmp_path / "file" / "cache")):
        monkeypatch.setenv("REISSUE_CACHE", place)
        keep([("a", b"one")])
        assert find("a") is None


def test_a_digest_knows_where_its_parts_end() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4
    assert digest("a", b"b") == digest(b"a", "b")
    assert makers() == makers()
