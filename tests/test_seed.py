"""The counts and joints of the seed chapter, whose text is not this repository's: a few words of it stand here."""

import os
import re
from collections import Counter
from functools import cache

import pytest

from reissue.blocks import Kind, blocks, prose
from reissue.bootstrap import ROOT
from reissue.ledger import read_ledger, write_ledger
from reissue.repair import Repaired, repair, replay, undo
from reissue.source import Source, read_source

SEED = ROOT.parent / "shared" / "seed" / "chapter.md"
pytestmark = pytest.mark.skipif(
    not SEED.exists() and not os.environ.get("CI"), reason="the seed chapter is not in ../shared/seed/chapter.md"
)

JOINTS = (
    "all-out fight against",
    "In its adventurist “third period” it expelled",
    "after World War II could never break free",
    "retrograde *motion* back",
    "socialist character of state industry, transport",
    "Comintern parties to collaborate",
)


def test_the_notes_stand_in_order_each_with_one_reference() -> None:
    numbers = [str(number) for number in range(1, 70)]
    assert [block.label for block in blocks(text()) if block.kind is Kind.NOTE] == numbers
    assert Counter(re.findall(r"\[\^([^\]]+)\](?!:)", text())) == Counter(numbers)
    assert re.findall(r"\[\^([^\]]+)\](?!:)", text()) == numbers
    assert "<sup>" not in text()


def test_a_paragraph_of_a_quotation_is_roman_like_the_others_and_keeps_its_reference() -> None:
    assert source().text.count("property.’”<sup>12</sup>*") == 1
    assert "property.’”[^12]\n" in text()


def test_the_paragraphs_that_the_pages_cut_are_whole() -> None:
    assert sum(change.rule == "cut-paragraph" for change in repaired().changes) == 22
    for joint in JOINTS:
        assert text().count(joint) == 1, joint
        assert joint not in source().text, joint
    assert not any(block.kind is Kind.RULE for block in blocks(text()))


def test_the_block_quotations_are_set_in() -> None:
    quotations = re.findall(r"^> .*(?:\n>.*)*", text(), re.MULTILINE)
    assert len(quotations) == 36
    assert sum(block.kind is Kind.QUOTATION for block in blocks(text())) == 45
    assert [number for number, words in enumerate(quotations) if words.startswith("> **")] == [35]
    assert quotations[-1].endswith("”**[^69]")


def test_what_leads_up_to_a_quotation_is_not_joined_to_it() -> None:
    assert text().count("Moreover,\n\n> “") == 1


def test_the_headings_stand_in_two_levels_as_printed() -> None:
    headings = [block for block in blocks(text()) if block.kind is Kind.HEADING]
    words = [text()[block.body : block.end] for block in headings]
    assert [block.level for block in headings].count(3) == 17
    assert [heading[:3] for heading, block in zip(words, headings, strict=True) if block.level == 2] == [
        "1. ",
        "2. ",
        "3. ",
    ]
    assert len(headings) == 20
    assert all(heading.isupper() for heading in words)
    assert not any("*" in heading for heading in words)


def test_the_marks_are_the_printers() -> None:
    assert not set("\"'") & set(text())
    assert text().count("1930’s") == len(re.findall("1930['’]s", source().text)) == 20
    assert text().count("workers’") == len(re.findall("workers['’]", source().text))
    assert not re.findall(r"\w‘s\b", text())
    assert "An\\*" in source().text
    assert "An\\*" not in text()


def test_what_is_asked() -> None:
    assert sorted(query.rule for query in repaired().queries) == ["lost-mark", "whole-emphasis"]


def test_the_short_citations_lead_each_to_the_note_that_gives_the_work_in_full() -> None:
    notes = [block for block in blocks(text()) if block.kind is Kind.NOTE]
    led = [(note.label, target) for note in notes for target in _targets(text()[note.body : note.end])]
    assert led == [
        *(("12", "note-5"), ("13", "note-5"), ("20", "note-3"), ("23", "note-22"), ("24", "note-22")),
        *(("29", "note-17"), ("43", "note-36"), ("44", "note-36"), ("52", "note-47"), ("55", "note-54")),
        ("66", "note-60"),
    ]
    assert len(_targets(text())) == len(led), "no chapter of the book stands in it, and none is linked"


def test_no_word_is_lost_or_invented() -> None:
    before, after = (
        words(source().text),
        words(re.sub(r"\]\(#note-[0-9]+\)", " ", re.sub(r"\[\^([0-9]+)\]:?", r" \1 ", text()))),
    )
    closed = [change.before for change in repaired().changes if change.rule == "broken-word"]
    assert sum(before.values()) - sum(after.values()) == len(closed)
    assert "".join(sorted("".join(before.elements()))) == "".join(sorted("".join(after.elements())))
    assert sum((before - after).values()) == 2 * len(closed)
    assert sum((after - before).values()) == len(closed)


def test_the_ledger_is_exact() -> None:
    changes = read_ledger(write_ledger(source(), repaired().changes), source())
    assert replay(source(), changes) == repaired().manuscript
    assert undo(text(), changes) == source().text


def test_a_second_repair_finds_nothing() -> None:
    assert repaired().passes == 1
    assert repair(read_source(text().encode(), "book.md")).changes == ()


def test_every_paragraph_ends_as_one_does() -> None:
    ends = [text()[block.end - 1] for block in prose(text())]
    assert not [end for end in ends if end.isalnum() or end == "-"]


@cache
def source() -> Source:
    return read_source(SEED.read_bytes(), SEED.name)


@cache
def repaired() -> Repaired:
    return repair(source())


def _targets(printed: str) -> list[str]:
    return re.findall(r"\]\(#([^)]+)\)", printed)


def text() -> str:
    return repaired().manuscript.text


def words(printed: str) -> Counter[str]:
    """Count the words of a text; tags and rules are none, and a note's number is one."""
    return Counter(re.findall(r"[^\W_]+", re.sub(r"</?sup>|^-+$", " ", printed, flags=re.MULTILINE)))
