#!/usr/bin/env python3
"""How many words that a compositor broke at the line's end come together again as they were.

    python3 benchmarks/broken_words.py [--show] FILE ...

The files are texts without faults: plain ones, or the gold of the restoration benchmark (JSON). Their paragraphs are
set in lines of several widths, words broken where Pyphen allows it and compounds at their own hyphens too; then each
line's end is written as engines write it, the text is repaired, and each broken word is looked at in what came out.
`--show` prints those that came out wrong.
"""

# ruff: noqa: PLC0415, T201 -- a program for the person at it, that runs this checkout's own programs

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyphen import Pyphen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reissue.repair import Repaired

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (46, 53, 60, 67)
LINES = 38  # on a page
WAYS = {
    "hyphen, lines kept": "-\n",
    "hyphen, lines joined": "-",
    "hyphen and space": "- ",
    "not sign": "\N{NOT SIGN}\n",
    "soft hyphen, joined": "\N{SOFT HYPHEN}",
    "no hyphen, joined": " ",
}
"""How a line's end within a word is written; at the end of other lines stands a line break, or a space if joined."""


class Cut(NamedTuple):
    """A word broken in two, and whether it is a compound that was broken at its own hyphen."""

    left: str
    right: str
    compound: bool


class Line(NamedTuple):
    """A line of print, and the word that is broken at its end, if one is."""

    text: str
    cut: Cut | None


def main(arguments: list[str]) -> int:
    """Print a line for each way of writing a line's end; 2 if a file is not there."""
    show, names = "--show" in arguments, [name for name in arguments if name != "--show"]
    missing = [name for name in names if not Path(name).is_file()]
    if missing or not names:
        print(f"skipped: there is no {missing[0]}" if missing else __doc__)
        return 2 if missing else 0
    sys.path.insert(0, str(ROOT))
    paragraphs = [read(Path(name)) for name in names]
    heads = "".join(f"{verdict:>7s}" for verdict in VERDICTS)
    print(f"{'':22s}{'words':>8s}{heads}{'comp.':>8s}{heads}")
    for way, sign in WAYS.items():
        judged: Counter[tuple[bool, str]] = Counter()
        for book in paragraphs:
            for width in WIDTHS:
                for cut, verdict in judge(book, width, sign):
                    judged[cut.compound, verdict] += 1
                    if show and verdict == "wrong":
                        print(f"  {way}: {cut.left}|{cut.right}{' (compound)' if cut.compound else ''}")
        print(row(way, judged))
    return 0


def read(path: Path) -> list[str]:
    """Read the paragraphs of a text, or of a book in the restoration benchmark's gold."""
    if path.suffix == ".json":
        chapters: list[dict[str, Any]] = json.loads(path.read_text())["chapters"]
        found = [block["text"] for chapter in chapters for block in chapter["blocks"] if block["type"] == "para"]
    else:
        found = re.split(r"\n\s*\n", path.read_text())
    plain = [" ".join(paragraph.split()) for paragraph in found]
    return [
        paragraph for paragraph in plain if len(paragraph) > max(WIDTHS) and not re.search(r"[<\[*#|{}$]", paragraph)
    ]


def judge(paragraphs: Sequence[str], width: int, sign: str) -> Iterator[tuple[Cut, str]]:
    """Set a text, repair it, and say of each broken word whether it is right, wrong or asked about."""
    from reissue.repair import repair
    from reissue.source import read_source

    text, cuts = written([list(set_in_lines(paragraph, width)) for paragraph in paragraphs], sign)
    repaired = repair(read_source(text.encode(), "lines.txt"))
    source = repaired.manuscript.source
    asked = sorted(source.line(query.place.line)[0] + query.place.column - 1 for query in repaired.queries)
    stands = where(repaired)
    for at, cut in cuts.items():
        left, right = stands.get(at - 1), stands.get(at + len(sign))
        between = repaired.manuscript.text[left + 1 : right] if left is not None and right is not None else None
        first = bisect_left(asked, at - len(cut.left))
        if between == ("-" if cut.compound else ""):
            yield cut, "right"
        elif first < len(asked) and asked[first] < at + len(sign) + len(cut.right):
            yield cut, "asked"
        else:
            yield cut, "wrong"


def set_in_lines(paragraph: str, width: int) -> Iterator[Line]:
    """Set a paragraph in lines; a word that does not fit is broken at the last place where it can be."""
    line = ""
    for word in paragraph.split():
        room = width - len(line) - 2
        rest = word
        if len(line) + len(word) + 1 > width:
            cut = max(
                (cut for cut in cuts_of(word) if len(cut.left) <= room), key=lambda cut: len(cut.left), default=None
            )
            if cut:
                yield Line(f"{line} {cut.left}".strip(), cut)
                rest = cut.right
            else:
                yield Line(line, None)
            line = ""
        line = f"{line} {rest}".strip()
    yield Line(line, None)


def cuts_of(word: str) -> Iterator[Cut]:
    """Give the places where a word can be broken: a compound at its hyphens, another as Pyphen has it."""
    inner = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*", word)
    if inner and "-" in inner.group():
        for hyphen in re.finditer("-", inner.group()):
            at = inner.start() + hyphen.start()
            yield Cut(word[:at], word[at + 1 :], compound=True)
    elif inner and len(inner.group()) >= SHORTEST:
        for place in SYLLABLES.positions(inner.group()):
            at = inner.start() + place
            yield Cut(word[:at], word[at:], compound=False)


def written(paragraphs: Iterable[Sequence[Line]], sign: str) -> tuple[str, dict[int, Cut]]:
    """Write the lines as an engine does; give the text and where in it each word is broken."""
    joined, text, cuts = "\n" not in sign, list[str](), dict[int, Cut]()
    length = number = 0
    for lines in paragraphs:
        for line in lines:
            number += 1
            end = sign if line.cut else "\n\n" if line is lines[-1] else " " if joined else "\n"
            if line.cut:
                cuts[length + len(line.text)] = line.cut
            elif line is lines[-1] and not joined and number >= LINES:
                end, number = "\n\f\n", 0
            text.append(line.text + end)
            length += len(text[-1])
    return "".join(text), cuts


def where(repaired: Repaired) -> dict[int, int]:
    """Say where in the repaired text each character of the source stands."""
    found, at = dict[int, int](), 0
    for piece in repaired.manuscript.pieces:
        if not piece.rule:
            found.update(zip(range(piece.at, piece.at + len(piece.text)), range(at, at + len(piece.text)), strict=True))
        at += len(piece.text)
    return found


def row(way: str, judged: Counter[tuple[bool, str]]) -> str:
    """Write one line of the table."""
    cells = [f"{way:22s}"]
    for compound in (False, True):
        counts = [judged[compound, verdict] for verdict in VERDICTS]
        cells += [f"{sum(counts):8d}", *(f"{number:7d}" for number in counts)]
    return "".join(cells)


VERDICTS = ("right", "asked", "wrong")
SHORTEST = 5  # letters of a word that is broken
SYLLABLES = Pyphen(lang="en_US")

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
