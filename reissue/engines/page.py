"""A page as a structured file has it: paragraphs of lines, each line with its place and the size of its type."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reissue.engines.style import Run, marked


class Line(NamedTuple):
    """A line: its words, where it begins, ends and how high it is on the page, and the size of its type.

    `size` is in whatever unit the file has, but the same throughout; 0 where it does not say.
    """

    runs: tuple[Run, ...]
    left: float = 0
    right: float = 0
    height: float = 0
    size: float = 0

    @property
    def length(self) -> int:
        """How many characters stand in it."""
        return sum(len(run.words) for run in self.runs)


@dataclass(frozen=True)
class Paragraph:
    """The lines of a paragraph, none of them blank."""

    lines: tuple[Line, ...]

    @cached_property
    def words(self) -> list[str]:
        """The lines with the marks of their style."""
        return marked([line.runs for line in self.lines])


class Page(NamedTuple):
    """A page: the number that the file gives it, if it does, its paragraphs and its tables, which are text already."""

    number: int | None
    parts: tuple[Paragraph | str, ...]


def paragraph(lines: Sequence[Line]) -> Paragraph | None:
    """Make a paragraph of those lines that are not blank; None if all are."""
    kept = tuple(line for line in lines if any(run.words.strip() for run in line.runs))
    return Paragraph(kept) if kept else None
