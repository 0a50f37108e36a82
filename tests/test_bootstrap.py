"""A bare checkout sets itself up, a second start finds it done, and what cannot be set up is said in one line."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import build
from reissue import Trouble, bootstrap, needs
from reissue.bootstrap import NODE_FOLDERS, ROOT
from reissue.needs import NEEDS, Need

LOCKS = {
    name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in ("build", "test", "linter")
}
PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+) \\$", re.MULTILINE)

PANGO = Need("Pango", "build", lambda _: False, "libpango-1.0-0", "pango")
FREETYPE = Need("Pango for FreeType", "build", lambda _: False, "libpangoft2-1.0-0", "pango")
JAVA = Need("Java", "test", lambda _: False, "default-jre-headless", "openjdk")
VENV = Need("venv", "environment", lambda _: False, "python3-venv", "python3")
THERE = Need("what is there", "build", lambda _: True, "there", "there")


class Started(Exception):  # noqa: N818 - what would have been a new process
    pass


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a checkout without an environment, in which no other program runs and no process is replaced."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for folder in NODE_FOLDERS["test"]:
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(ROOT / folder / "package-lock.json", tmp_path / folder)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "missing", lambda _purpose, _variables: [])

    def start(program: Path, arguments: list[str], variables: Mapping[str, str]) -> None:
        raise Started(program, arguments, variables)

    def no_program(*arguments: object, **_: object) -> None:
        pytest.fail(f"ran {arguments[0]}")

    monkeypatch.setattr(os, "execve", start)
    monkeypatch.setattr(subprocess, "run", no_program)
    return tmp_path


@pytest.fixture
def ran(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the set-up believe that it makes environments and installs packages; list what it ran."""
    said: list[str] = []

    def run(command: Sequence[str], _variables: Mapping[str, str], _failure: str) -> None:
        said.append(command["-m" in command and command.index("-m") + 1] + " " + Path(command[-1]).name)
        if command[0] == "npm":
            (Path(command[-1]) / "node_modules").mkdir(exist_ok=True)
            (Path(command[-1]) / "node_modules" / ".package-lock.json").write_text("{}", encoding="utf-8")
        if "--target" in command:
            (Path(command[command.index("--target") + 1]) / "linter.dist-info").mkdir(parents=True)
        if "venv" in command:
            shutil.rmtree(checkout / ".venv", ignore_errors=True)
            (checkout / ".venv" / "bin").mkdir(parents=True)
            (checkout / ".venv" / "pyvenv.cfg").write_text("version = 3\n", encoding="utf-8")
            (checkout / ".venv" / "bin" / "python").symlink_to(sys.executable)

    monkeypatch.setattr(bootstrap, "_run", run)
    return said


def started(purpose: str) -> None:
    with pytest.raises(Started):
        bootstrap.prepare(purpose)


AFRESH = ["venv .venv", "pip build.txt"]
TESTS = ["pip test.txt", "pip linter.txt", "npm readers", "npm validators"]


def test_a_second_start_runs_nothing(ran: list[str]) -> None:
    started("build")
    started("build")
    assert ran == AFRESH


def test_the_tests_are_added_to_what_is_there_and_serve_the_build_too(ran: list[str]) -> None:
    started("build")
    started("test")
    started("build")
    started("test")
    assert ran == [*AFRESH, *TESTS]


def test_the_tests_first_make_all_at_once(ran: list[str]) -> None:
    started("test")
    started("build")
    assert ran == ["venv .venv", *TESTS]


def test_a_lock_that_changed_is_installed_afresh(checkout: Path, ran: list[str]) -> None:
    started("build")
    with (checkout / "requirements" / "build.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert not bootstrap.whole("build")
    started("build")
    assert ran == AFRESH * 2


def test_a_lock_of_the_tests_that_changed_leaves_the_build_alone(checkout: Path, ran: list[str]) -> None:
    started("test")
    with (checkout / "requirements" / "test.txt").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    started("build")
    started("test")
    assert ran == ["venv .venv", *TESTS, *TESTS]


def test_the_linter_is_installed_afresh_where_it_is_gone(checkout: Path, ran: list[str]) -> None:
    started("test")
    shutil.rmtree(checkout / ".venv" / "linter")
    started("build")
    started("test")
    assert ran == ["venv .venv", *TESTS, *TESTS]


def test_the_linter_is_built_from_what_the_lock_pins_and_nothing_else(
    ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[Sequence[str]] = []
    run = bootstrap._run  # noqa: SLF001

    def noted(command: Sequence[str], variables: Mapping[str, str], failure: str) -> None:
        commands.append(command)
        run(command, variables, failure)

    monkeypatch.setattr(bootstrap, "_run", noted)
    started("test")
    linter = next(command for command in commands if command[-1].endswith("linter.txt"))
    assert {"--require-hashes", "--no-build-isolation", "--target"} <= set(linter)
    assert linter[linter.index("--no-binary") + 1] == bootstrap.BUILT
    assert ran[2] == "pip linter.txt"
    pins = dict(PIN.findall(LOCKS["linter"]))
    assert all(name in pins for name in bootstrap.BUILT.split(","))
    assert "setuptools" in dict(PIN.findall(LOCKS["test"]))


@pytest.mark.parametrize("gone", ["package-lock.json", "node_modules"])
def test_node_packages_whose_lock_changed_or_that_are_gone_are_installed_afresh(
    gone: str, checkout: Path, ran: list[str]
) -> None:
    started("test")
    lock = checkout / "tests" / "readers" / gone
    if lock.is_dir():
        shutil.rmtree(lock)
    else:
        lock.write_text("{}", encoding="utf-8")
    assert bootstrap.whole("build")
    assert not bootstrap.whole("test")
    ran.clear()
    started("test")
    assert ran == TESTS


@pytest.mark.usefixtures("ran")
def test_another_python_is_another_environment(checkout: Path) -> None:
    started("build")
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    assert not bootstrap.whole("build")
    python.symlink_to("/bin/sh")
    assert not bootstrap.whole("build")


@pytest.mark.usefixtures("ran")
def test_another_place_is_another_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    started("build")
    moved = tmp_path_factory.mktemp("elsewhere") / ".venv"
    shutil.copytree(checkout / ".venv", moved, symlinks=True)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", moved)
    monkeypatch.setattr(bootstrap, "PYTHON", moved / "bin" / "python")
    assert not bootstrap.whole("build")


def test_an_environment_of_another_checkout_that_a_link_leads_to_is_not_emptied(checkout: Path, ran: list[str]) -> None:
    (checkout / "other").mkdir()
    (checkout / "other" / "pyvenv.cfg").write_text("version = 3\n", encoding="utf-8")
    (checkout / ".venv").symlink_to(checkout / "other")
    with pytest.raises(Trouble, match=r"\.venv is a link, and what it leads to would be emptied; remove it and run "):
        bootstrap.prepare("build")
    assert not ran
    assert (checkout / "other" / "pyvenv.cfg").is_file()


@pytest.mark.usefixtures("checkout")
def test_a_python_that_does_not_know_where_it_stands_makes_the_environment_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run(command: Sequence[str], _variables: Mapping[str, str], _failure: str) -> None:
        raise Started(command[0])

    monkeypatch.setattr(sys, "executable", "")
    monkeypatch.setattr(bootstrap, "_run", run)
    with pytest.raises(Started) as start:
        bootstrap.prepare("build")
    assert os.access(start.value.args[0], os.X_OK)


@pytest.mark.parametrize("purposes", [["build"], ["build", "test"]])
def test_a_set_up_that_was_broken_off_is_begun_afresh(
    purposes: list[str], checkout: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = bootstrap.__dict__["_run"]

    def broken_off(command: Sequence[str], variables: Mapping[str, str], failure: str) -> None:
        run(command, variables, failure)
        if len(ran) > len(purposes):
            raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "_run", broken_off)
    for purpose in purposes[:-1]:
        started(purpose)
    assert build.main(["test"] if purposes[-1] == "test" else []) == 130
    assert list((checkout / ".venv").glob("whole*")) == []
    monkeypatch.setattr(bootstrap, "_run", run)
    ran.clear()
    started("build")
    assert ran == AFRESH


@pytest.mark.usefixtures("ran")
def test_the_work_begins_under_the_environments_python_with_the_same_arguments(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["build.py", "my book", "--to", "html"])
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    with pytest.raises(Started) as start:
        bootstrap.prepare("build")
    program, arguments, variables = start.value.args
    assert program == checkout / ".venv" / "bin" / "python"
    assert arguments == [str(program), str(checkout / "build.py"), "my book", "--to", "html"]
    assert "PYTHONPATH" not in variables


def test_an_environment_that_does_not_take_is_named_and_not_started_for_ever(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REISSUE_ON_THE_WAY", "1")
    with pytest.raises(Trouble, match=re.escape(f"remove {checkout / '.venv'}")):
        bootstrap.prepare("build")


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({}, "linux", {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}),
        (
            {
                "PATH": "/mine::/usr/bin",
                "HOME": "/home/me",
                "PIP_INDEX_URL": "mine",
                "LANG": "C",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            "linux",
            {
                "PATH": "/mine:/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin",
                "HOME": "/home/me",
                "PIP_INDEX_URL": "mine",
                "LANG": "C",
            },
        ),
        (
            {"PATH": "/bin", "DYLD_FALLBACK_LIBRARY_PATH": "/mine", "PYTHONHOME": "/x", "VIRTUAL_ENV": "/x"},
            "darwin",
            {
                "PATH": "/bin:/opt/homebrew/opt/openjdk/bin:/usr/local/opt/openjdk/bin:/opt/homebrew/bin"
                ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin",
                "DYLD_FALLBACK_LIBRARY_PATH": "/mine:/opt/homebrew/lib:/usr/local/lib:/opt/local/lib:/usr/lib",
            },
        ),
    ],
)
def test_another_environments_variables_are_left_behind_and_the_callers_own_kept(
    variables: dict[str, str], platform: str, expected: dict[str, str]
) -> None:
    assert bootstrap.sane(variables, platform) == expected
    assert bootstrap.sane(expected, platform) == expected


def test_what_the_system_lacks_is_listed_by_purpose(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [VENV, THERE, PANGO, JAVA]
    monkeypatch.setattr(bootstrap, "whole", lambda _: True)
    assert bootstrap.missing("build", {}, asked) == [PANGO]
    assert bootstrap.missing("test", {}, asked) == [PANGO, JAVA]
    monkeypatch.setattr(bootstrap, "whole", lambda _: False)
    assert bootstrap.missing("build", {}, asked) == [VENV, PANGO]


@pytest.mark.parametrize(
    ("platform", "lacking", "remedy"),
    [
        (
            "linux",
            [PANGO, FREETYPE, PANGO],
            "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0",
        ),
        ("linux", [VENV], "sudo apt-get update && sudo apt-get install -y python3-venv"),
        ("darwin", [PANGO, FREETYPE, JAVA], "brew install pango openjdk"),
    ],
)
@pytest.mark.usefixtures("checkout")
def test_who_may_not_install_is_told_one_command(
    platform: str,
    lacking: list[Need],
    remedy: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name, path: f"/usr/bin/{name}" if name == "apt-get" and path else None)
    monkeypatch.setattr(bootstrap, "missing", lambda _purpose, _variables: lacking)
    assert build.main(["some book"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("build.py: missing: " + lacking[0].name)
    assert err.endswith(f"Run this once, then build.py again: {remedy}\n")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("checkout")
def test_a_system_without_a_manager_that_is_known_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda _name, **_: None)
    monkeypatch.setattr(bootstrap, "missing", lambda _purpose, _variables: [PANGO, JAVA])
    assert build.main(["test"]) == 2
    assert capsys.readouterr().err.startswith("build.py: missing: Pango, Java. Install it")


@pytest.mark.parametrize(("user", "prefix"), [(0, []), (1000, ["/usr/bin/sudo", "-n"])])
def test_who_may_install_installs_without_a_question(
    user: int, prefix: list[str], ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[Sequence[str]] = []
    there: list[str] = []
    need = Need("Pango", "build", lambda _: bool(there), "libpango-1.0-0", "pango")

    def run(command: Sequence[str], _variables: Mapping[str, str], _failure: str) -> None:
        commands.append(command)
        there.append("pango")

    monkeypatch.setattr(bootstrap, "whole", lambda _: True)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda name, path: f"/usr/bin/{name}" if path else None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    monkeypatch.setattr(bootstrap, "missing", lambda _purpose, _variables: [] if there else [need])
    monkeypatch.setattr(bootstrap, "_run", run)
    started("build")
    assert [command[: len(prefix)] for command in commands] == [prefix]
    assert commands[0][-1] == "libpango-1.0-0"
    assert "DEBIAN_FRONTEND=noninteractive" in commands[0]
    assert ran == []


@pytest.mark.usefixtures("checkout")
def test_an_old_python_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    assert build.main([]) == 2
    assert capsys.readouterr().err == f"build.py: Python 3.11 or newer is needed; this is 3.8, {sys.executable}\n"


@pytest.mark.parametrize("file", ["build.py", "reissue/__init__.py", "reissue/bootstrap.py", "reissue/needs.py"])
def test_an_old_python_can_read_what_refuses_it(file: str) -> None:
    assert ast.parse((ROOT / file).read_text(encoding="utf-8"), feature_version=(3, 8)).body


def test_the_libraries_that_are_there_are_found_and_no_others() -> None:
    variables = bootstrap.sane(os.environ)
    assert [need.name for need in NEEDS if not need.found(variables)] == []
    assert not needs.library("no-such-library", 0)(variables)
    assert not needs.library("pango-1.0", 0, lowest=99_00_00)(variables)
    assert not needs.java({**variables, "PATH": "/nowhere"}) or sys.platform == "darwin"


@pytest.mark.parametrize(("answer", "found"), [("echo v18.20.4", 2), ("echo v16.20.2", 1), ("exit 1", 0)])
def test_a_node_that_is_too_old_and_a_program_that_only_bears_the_name_are_not_taken(
    answer: str, found: int, tmp_path: Path
) -> None:
    for name in ("node", "chromium-browser"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    variables = {"PATH": str(tmp_path)}
    seen = (needs.node, needs.program("chromium", "chromium-browser"))
    assert sum(see(variables) for see in seen) == found
    assert not needs.program("chromium")(variables)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_its_hashes_and_names_no_host_and_no_folder(lock: str) -> None:
    entries = re.split(r"^(?=\S)", re.sub(r"^ *#.*\n", "", LOCKS[lock], flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    assert len(entries) > 10
    for entry in entries:
        assert PIN.match(entry)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
    assert not re.search(r"://|^-|\s/|file:/", LOCKS[lock], flags=re.MULTILINE)


def test_the_locks_hold_what_pyproject_asks_for_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {lock: dict(PIN.findall(text)) for lock, text in LOCKS.items()}
    asked = {
        "build": project["dependencies"],
        "test": [*project["dependencies"], *project["optional-dependencies"]["test"]],
    }
    for lock, requirements in asked.items():
        for requirement in requirements:
            name, _, version = requirement.partition("==")
            assert pins[lock][re.split("[<>=!]", name)[0]].startswith(version)
    assert pins["build"].items() <= pins["test"].items()


@pytest.mark.parametrize("arguments", [["--to", "docx"], ["--to", ""], ["--format", "html"], ["--out"]])
def test_a_command_line_that_makes_no_sense_is_refused_before_anything_is_set_up(
    arguments: list[str], checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        build.main(arguments)
    assert end.value.code == 2
    assert "build.py: error: " in capsys.readouterr().err
    assert not (checkout / ".venv.lock").exists()


def bare_copy(folder: Path) -> Path:
    """Copy the checkout into a folder, without what earlier builds have left in it."""
    left = shutil.ignore_patterns(".venv*", ".git", "dist", "__pycache__", ".*_cache", ".hypothesis")
    return Path(shutil.copytree(ROOT, folder / "a bare checkout", ignore=left))


def started_bare(checkout: Path, folder: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    """Start a checkout's build.py with the system's own Python, an almost empty environment, in another folder."""
    python = Path(sys.executable).resolve()
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return subprocess.Popen(
        [python, checkout / "build.py", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **proxies, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_lock_without_hashes_is_refused_and_nothing_is_taken_for_whole(tmp_path: Path) -> None:
    checkout = bare_copy(tmp_path)
    (checkout / "requirements" / "build.txt").write_text("lxml==6.1.3\n", encoding="utf-8")
    process = started_bare(checkout, tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))
    out, err = process.communicate()
    assert process.returncode == 2
    assert out == ""
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("build.py: could not install the Python packages")
    assert any(line.startswith("    ERROR: ") for line in err.splitlines())
    assert list((checkout / ".venv").glob("whole*")) == []


@pytest.mark.bare
def test_a_bare_checkout_builds_a_book_twice_at_once_and_then_without_a_word_of_setting_up(tmp_path: Path) -> None:
    checkout = bare_copy(tmp_path)
    (tmp_path / "a tiny book.md").write_text("# A tiny book\n\nIt has one line.\n", encoding="utf-8")
    nowhere = {"PYTHONPATH": str(tmp_path), "VIRTUAL_ENV": str(tmp_path), "PIP_TARGET": str(tmp_path / "astray")}
    asked = [("a tiny book.md", "--out", f"finished {copy}") for copy in "123"]
    pair = [started_bare(checkout, tmp_path, *arguments, **nowhere) for arguments in asked[:2]]
    said = [process.communicate()[1] for process in pair]
    assert sum("Setting up: the Python packages of requirements/build.txt" in err for err in said) == 1
    assert (checkout / ".venv" / "whole-for-build").exists()
    assert not (tmp_path / "astray").exists()
    third = started_bare(checkout, tmp_path, *asked[2])
    said.append(third.communicate()[1])
    assert said[2] == ""
    assert [process.returncode for process in [*pair, third]] == [0, 0, 0], said
    for copy in "123":
        assert {file.suffix for file in (tmp_path / f"finished {copy}").iterdir()} >= {".html", ".epub", ".pdf"}
