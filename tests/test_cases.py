"""Each rule against its case file, cases/<rule>.md: prose for the reader, and fenced texts for the rule.

`before` and `after` are a pair; `unchanged` gets neither an edit nor a query; `asks` gets a query, and no sure edit on
the doubtful words. `known-failure` and `should-be` are a pair that the rule does not mend as it ought to: once it does,
the suite fails until they are called before and after. Rules that must have run earlier follow the name, as in
`before, cut-paragraph`. Characters that no editor shows stand as CONTROLS has them.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from reissue.manuscript import Edit
from reissue.repair import repair, replay, undo
from reissue.rules import RULES
from reissue.source import Source, read_source


class Fence(NamedTuple):
    name: str
    earlier: tuple[str, ...]
    text: str
    rule: str
    line: int


CASES = Path(__file__).parent / "cases"
NAMED = {rule.name: rule for rule in RULES}
PAIRS = {"before": "after", "known-failure": "should-be"}
CONTROLS = str.maketrans(
    {
        "\N{OPEN BOX}": " ",
        "\N{SYMBOL FOR HORIZONTAL TABULATION}": "\t",
        "\N{SYMBOL FOR CARRIAGE RETURN}": "\r",
        "\N{SYMBOL FOR FORM FEED}": "\f",
        "\N{SHOULDERED OPEN BOX}": "\N{NO-BREAK SPACE}",
        "\N{DOUBLE OBLIQUE HYPHEN}": "\N{SOFT HYPHEN}",
    }
)


def fences(path: Path) -> list[Fence]:
    text = path.read_text(encoding="utf-8")
    found = re.finditer(r"^```([^\n`]+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [_fence(match, path.stem, text.count("\n", 0, match.start()) + 1) for match in found]


def _fence(match: re.Match[str], rule: str, line: int) -> Fence:
    name, *earlier = match[1].split(", ")
    return Fence(name, tuple(earlier), match[2].translate(CONTROLS), rule, line)


FENCES = {path.stem: fences(path) for path in sorted(CASES.glob("*.md"))}


def pairs(name: str) -> list[object]:
    found = [pair for row in FENCES.values() for pair in pairwise(row) if pair[0].name == name]
    return [pytest.param(*pair, id=f"{pair[0].rule}-{pair[0].line}") for pair in found]


def singles(name: str) -> list[object]:
    found = [fence for row in FENCES.values() for fence in row if fence.name == name]
    return [pytest.param(fence, id=f"{fence.rule}-{fence.line}") for fence in found]


def source(fence: Fence) -> Source:
    return read_source(fence.text.encode(), fence.rule)


def proposals(fence: Fence) -> list[Edit]:
    """Give what the rule would do, and ask, once the earlier rules have run."""
    manuscript = repair(source(fence), rules=[NAMED[name] for name in fence.earlier]).manuscript
    return list(NAMED[fence.rule].find(manuscript))


def test_each_rule_has_its_case_file_and_each_case_file_its_rule() -> None:
    assert set(FENCES) == set(NAMED)


@pytest.mark.parametrize("rule", FENCES)
def test_a_case_file_is_well_made(rule: str) -> None:
    names = [fence.name for fence in FENCES[rule]]
    assert "unchanged" in names, "a rule is known by what it leaves alone"
    assert "before" in names or "asks" in names, "a rule does something"
    assert set(names) <= {"unchanged", "asks", *PAIRS, *PAIRS.values()}
    assert {name for fence in FENCES[rule] for name in fence.earlier} <= set(NAMED)
    for first, second in zip(["", *names], [*names, ""], strict=True):
        assert PAIRS.get(first) == second or not (first in PAIRS or second in PAIRS.values())
    assert len(names) * 2 == len(re.findall("^```", (CASES / f"{rule}.md").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("before", "after"), pairs("before"))
def test_the_rule_mends(before: Fence, after: Fence) -> None:
    """That the rule keeps its promise is for `repair` to check, here as on every run."""
    mended = repair(source(before), rules=[NAMED[name] for name in (*before.earlier, before.rule)])
    assert mended.manuscript.text == after.text
    assert mended.passes == 1, "a second pass finds nothing"
    assert before.rule in [change.rule for change in mended.changes]
    assert replay(source(before), mended.changes) == mended.manuscript
    assert undo(mended.manuscript.text, mended.changes) == before.text


@pytest.mark.parametrize("fence", singles("unchanged"))
def test_the_rule_leaves_alone(fence: Fence) -> None:
    assert proposals(fence) == []


@pytest.mark.parametrize("fence", singles("asks"))
def test_the_rule_asks(fence: Fence) -> None:
    found = proposals(fence)
    doubts = [edit for edit in found if not edit.sure]
    assert doubts
    assert all(edit.why for edit in doubts)
    for doubt in doubts:
        assert not [edit for edit in found if edit.sure and edit.start <= doubt.end and doubt.start <= edit.end]


@pytest.mark.xfail(reason="it is not mended as it ought to be")
@pytest.mark.parametrize(("before", "after"), pairs("known-failure"))
def test_the_rule_fails(before: Fence, after: Fence) -> None:
    mended = repair(source(before), rules=[NAMED[name] for name in (*before.earlier, before.rule)])
    assert mended.manuscript.text == after.text
    assert mended.passes <= 1
