"""Imports point down the list in the package's docstring, and each library is known to one module alone."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions

import pytest

import reissue
from reissue.bootstrap import ROOT

FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in (ROOT / "reissue").rglob("*.py")}
MODULES = {name.removesuffix(".__init__"): path for name, path in FILES.items()}
LISTED = {
    f"reissue.{name}": (half, place)
    for half, part in enumerate(re.split(r"^\S.*:$", reissue.__doc__ or "", flags=re.MULTILINE))
    for place, name in enumerate(re.findall(r"^    (\w+) ", part, flags=re.MULTILINE))
}
ALONE = {
    "weasyprint": "reissue.bind.pdf",
    "pydyf": "reissue.bind.pdf",
    "ebooklib": "reissue.bind.epub",
    "pypandoc": "reissue.pandoc",
}
EDGE = max(LISTED.values())[0]
COMMON = LISTED["reissue.numerals"][0]
LONGEST = 300


def imports(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{module}: imports are written in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in names)


def listed(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_the_list_names_every_module_and_no_other() -> None:
    assert set(LISTED) == {listed(module) for module in MODULES} - {"reissue"}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_imports_only_what_stands_above_it(module: str) -> None:
    inside = {listed(name) for name in imports(module) if name.startswith("reissue.")} - {listed(module)}
    half, place = LISTED.get(listed(module), (0, 0))
    above = {name for name, (its_half, its_place) in LISTED.items() if its_half == half and its_place < place}
    if half > COMMON:
        above |= {name for name, (its_half, _) in LISTED.items() if its_half == COMMON}
    if half == EDGE:
        above |= {name for name, (its_half, _) in LISTED.items() if its_half != half}
    assert inside - above == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: {name for name in imports(module) if name in MODULES} for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_each_library_is_known_to_one_module_alone(module: str) -> None:
    known = {name.split(".")[0] for name in imports(module)} & set(ALONE)
    assert [name for name in known if not module.startswith(ALONE[name])] == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_what_is_imported_is_installed_for_every_build(module: str) -> None:
    locked = re.findall(r"^([\w-]+)==", (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8"), re.MULTILINE)
    packages = {name.split(".")[0] for name in imports(module)} - {*sys.stdlib_module_names, "reissue"}
    bringing = packages_distributions()
    assert [name for name in packages if re.sub("[._]", "-", bringing.get(name, [""])[0]).lower() not in locked] == []


@pytest.mark.parametrize("module", ["reissue", "reissue.bootstrap"])
def test_what_runs_before_the_packages_are_there_needs_none_of_them(module: str) -> None:
    assert {name.split(".")[0] for name in imports(module)} <= {*sys.stdlib_module_names, "reissue"}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_module_is_two(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize(
    ("modules", "library"),
    [
        (("build", "reissue.bindery", "reissue.bind.pdf_profile", "reissue.bind.pdf_standing"), "weasyprint"),
        (("reissue.book", "reissue.bind.html"), "pypandoc"),
        (("reissue.bind.html", "reissue.bind.site"), "fontTools"),
        (("reissue.rules",), "wordfreq"),
    ],
)
def test_what_takes_long_to_load_is_not_loaded_where_it_is_not_used(modules: tuple[str, ...], library: str) -> None:
    script = f"import sys, {', '.join(modules)}; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0
