"""Books of words drawn by lot, set in lines and pages: at every page's end it is known whether a paragraph is cut."""

import random
import textwrap

import pytest

from reissue.manuscript import Batch, Manuscript, begin, mend
from reissue.rules.full_last_line import full_last_line
from reissue.rules.page_mark import page_mark
from reissue.source import read_source

WORDS = (
    "a",
    "an",
    "he",
    "it",
    "of",
    "to",
    "and",
    "the",
    "oil",
    "boat",
    "wind",
    "store",
    "keeper",
    "lantern",
    "evening",
)
SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_joined_was_cut(seed: int) -> None:
    lines, parted = book(seed, indent=3)
    joined = ends(written(lines, parted, spaced=True))
    assert len(joined) >= FEW
    assert joined <= cuts(lines, parted)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_without_a_blank_line_where_a_page_cuts_tells_more(seed: int) -> None:
    lines, parted = book(seed, indent=3)
    joined = ends(written(lines, parted, spaced=False))
    assert joined > ends(written(lines, parted, spaced=True))
    assert joined <= cuts(lines, parted)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_paragraphs_open_with_full_lines_nothing_is_sure(seed: int) -> None:
    assert not ends(written(*book(seed, indent=0), spaced=True))


def book(seed: int, indent: int) -> tuple[list[str], set[int]]:
    """Set some hundred paragraphs in lines; give these, and the numbers of those below which a paragraph ends."""
    lot, lines, parted = random.Random(seed), list[str](), set[int]()  # noqa: S311 -- no secret
    for number in range(PARAGRAPHS):
        sentences = [f"N{number}"]
        for _ in range(lot.randint(2, 9)):
            words = " ".join(lot.choices(WORDS, k=lot.randint(5, 14)))
            sentences.append(words[0].upper() + words[1:] + ".")
        lines += [line.strip() for line in textwrap.wrap(" ".join(sentences), WIDTH, initial_indent=" " * indent)]
        parted.add(len(lines) - 1)
    return lines, parted


def written(lines: list[str], parted: set[int], *, spaced: bool) -> Manuscript:
    """Write the lines in pages. With `spaced` a blank line ends all of them, else those that cut no paragraph."""
    text = ""
    for number, line in enumerate(lines):
        turned = number % PAGE == PAGE - 1
        text += line + "\n" * (1 + (number in parted or (turned and spaced))) + "\f" * turned
    manuscript = begin(read_source(text.encode(), "book.txt"))
    return mend(manuscript, page_mark.find(manuscript), Batch("page-mark"))[0]


def ends(manuscript: Manuscript) -> set[str]:
    """Give the lines at the ends of pages that were joined with the next."""
    return {manuscript.text[: edit.start].rsplit("\n", 1)[-1] for edit in full_last_line.find(manuscript)}


def cuts(lines: list[str], parted: set[int]) -> set[str]:
    return {lines[number] for number in range(PAGE - 1, len(lines), PAGE) if number not in parted}


PARAGRAPHS, WIDTH, PAGE, FEW = 500, 60, 11, 5
