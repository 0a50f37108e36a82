"""References to chapters, sections, appendices and figures lead where they were read to lead, and nothing else does."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reissue.bootstrap import ROOT
from reissue.pointers import links
from reissue.repair import repair
from reissue.source import read_source

BENCH = ROOT.parent / "shared" / "bench"
MADE = {
    name: (Path(__file__).parent / "books" / f"{name}.md").read_text(encoding="utf-8") for name in ("foundry", "ferry")
}
LABELLED = re.compile(r"⟦([^⟦⟧→]+?)(?: and)?→([\w.-]+)⟧")
"""Words of a made book that send somewhere, and the address to which they lead or with which it begins; - is none."""


def printed(book: str) -> str:
    return re.sub(r"⟦([^⟦⟧→]+)→[\w.-]+⟧", r"\1", MADE[book])


def wanted(book: str) -> list[tuple[str, str]]:
    return [(found[1].rstrip("–"), found[2]) for found in LABELLED.finditer(MADE[book]) if found[2] != "-"]


def capitals(text: str) -> str:
    return re.sub(r"^# .*$", lambda heading: heading.group().upper(), text, flags=re.MULTILINE)


def figures(text: str) -> str:
    """Give the text with its chapters numbered in figures."""
    numbers = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
    return re.sub(r"^# CHAPTER (\w+)\.", lambda found: f"# Chapter {numbers[found[1]]}.", text, flags=re.MULTILINE)


def roman(address: str, text: str) -> str:
    """Give the address as the headings of a text spell it."""
    numbers = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
    number = address.removeprefix("heading-chapter-")
    return f"heading-chapter-{numbers[number]}" if number in numbers and "# Chapter 1." in text else address


@pytest.mark.parametrize(
    ("book", "form"),
    [("foundry", str), ("foundry", capitals), ("foundry", figures), ("ferry", str), ("ferry", capitals)],
)
def test_nineteen_of_twenty_references_lead_right_and_nineteen_of_twenty_links_are_right(
    book: str, form: Callable[[str], str]
) -> None:
    text, ours = form(printed(book)), wanted(book)
    repaired = repair(read_source(text.encode(), f"{book}.md")).manuscript.text
    found = [(repaired[link.inner], link.target) for link in links(repaired) if not link.target.startswith("note-")]
    missed, wrong = [(words, roman(address, text)) for words, address in ours], list[tuple[str, str]]()
    for words, target in found:
        right = next((own for own in missed if own[0] == words and f"{target}-".startswith(f"{own[1]}-")), None)
        if right:
            missed.remove(right)
        else:
            wrong.append((words, target))
    assert len(ours) >= 29
    assert len(missed) <= 0.05 * len(ours), missed
    assert len(wrong) <= 0.05 * len(found), wrong


@pytest.mark.skipif(
    not (BENCH / "cases.json").is_file(), reason="there is no restoration benchmark beside the checkout"
)
def test_every_place_of_the_development_split_is_labelled_and_what_leads_inside_leads_right() -> None:
    script = ROOT / "benchmarks" / "division_references.py"
    process = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "precision 1.000, recall 1.000" in process.stdout
