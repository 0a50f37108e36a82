"""What the README says runs: its commands, its options and the files that it promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import build
from reissue import bootstrap
from reissue.emendation import read_emendations
from reissue.source import read_source

README = (bootstrap.ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    python3 build\.py ?(.*)$", README, re.MULTILINE)


def test_the_readme_names_both_commands() -> None:
    assert "" in COMMANDS
    assert "test" in COMMANDS


def test_the_readme_and_the_command_line_have_the_same_options() -> None:
    said = set(re.findall(r"^\| `(--[a-z]+)", README, re.MULTILINE))
    known = {name for action in build.command_line()._actions for name in action.option_strings}  # noqa: SLF001
    assert said == known - {"-h", "--help"}


@pytest.mark.parametrize("command", [command for command in COMMANDS if command and not command.startswith("test")])
def test_a_command_of_the_readme_builds_what_the_readme_promises(command: str, tmp_path: Path) -> None:
    text = "## THE LAMP\n\nIt burned.<sup>1</sup>\n\n---\n\n1. All night.\n"
    (tmp_path / "chapter.md").write_text(text, encoding="utf-8")
    run = [sys.executable, str(bootstrap.ROOT / "build.py"), *command.split()]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    promised = re.findall(r"^\| `<name>(\.[a-z.]+)`", README, re.MULTILINE)
    assert {file.name for file in (tmp_path / "finished").iterdir()} == {f"chapter{ending}" for ending in promised}


def test_the_decisions_in_the_readme_are_accepted() -> None:
    tables = re.findall(r"(?m)(?:^    (?:\[\[emendation\]\]|\w+ = .*)\n)+", README)
    toml = "".join(tables).replace("line = 119", "line = 1")
    source = read_source(b"A modem printer.\n\nHis com-positor.\n", "chapter.md")
    assert len(read_emendations(toml.encode(), "emendations.toml", source)) == len(tables) == 2


def test_the_files_that_the_readme_names_are_there() -> None:
    for name in re.findall(r"\]\(([^)]+)\)", README):
        assert (bootstrap.ROOT / name).is_file(), name
