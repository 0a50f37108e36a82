#!/usr/bin/env python3
"""How often each rule fires on books of which the right text is known, and how often it is wrong there.

    python3 benchmarks/rules.py [FOLDER ...] > docs/rules.md
    python3 benchmarks/rules.py --show RULE [FOLDER ...]

A folder holds `cases.json`, which names OCR files and the gold text of each; without one, the development split of the
restoration benchmark and the stretches of real OCR, which lie beside the checkout. `--show` prints each change of a
rule that is held to be wrong.

Each change is judged alone, by the text as it stood before the rule ran and after. The words of the source are aligned
with those of the gold, so that every word knows its place in the gold wherever a rule has moved it. Of the words that a
change touches, and one on either side, the faults are counted before it and after it: other letters than in the gold,
another word before it, other signs between the two (marks of emphasis, references and line breaks among them), a block
that begins there and should not, or should and does not, or is of another kind or level or a note of another number; a
word that the gold has not, or one that it has and that is gone. After it the text is nearer the gold, or it is farther
from it, which is wrong, or neither.
"""

# ruff: noqa: T201 -- a program for the person at it

from __future__ import annotations

import json
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from standing import Word, golden, in_gold, standing  # noqa: E402 -- beside this file

from reissue.manuscript import begin, remake  # noqa: E402 -- the checkout's own package
from reissue.queries import summary  # noqa: E402
from reissue.repair import repair  # noqa: E402
from reissue.rules import RULES  # noqa: E402
from reissue.source import read_source  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reissue.manuscript import Change, Manuscript

FOLDERS = (ROOT.parent / "shared" / "bench", ROOT.parent / "shared" / "real" / "scored")
PREFACE = """# The rules

In the order in which they are run, with the sentence that stands at the head of each in `reissue/rules/`.
`python3 benchmarks/rules.py > docs/rules.md` writes this page, and says at its head how a change is judged.

The first four numbers are those of {books};
the last three those of {stretches}. *Fired* counts the changes,
*nearer* those after which the text agrees with the gold better than before, *wrong* those after which it agrees less,
*asked* the queries. The other changes make no difference to the words and blocks of the gold: they put a sign into its
common form, are a step to what a later rule does, or display a paragraph that is one quotation from end to end, of
which nobody can tell whether it was displayed. The same change in another OCR of the same book counts again. What a
rule should have done and did not is not seen here.

| rule | the defect | fired | nearer | wrong | asked | fired | wrong | asked |
|---|---|--:|--:|--:|--:|--:|--:|--:|
"""


class Stood(NamedTuple):
    """A word of the text at one stage: where, from where in the source, its place in the gold or -1, its faults."""

    start: int
    end: int
    at: int
    place: int
    faults: int


def main(arguments: list[str]) -> int:
    """Print the page, or the wrong changes of one rule; 2 if a named folder holds no cases."""
    shown = arguments[1] if arguments[:1] == ["--show"] and arguments[1:] else ""
    folders = [Path(name) for name in arguments[2 * bool(shown) :]] or list(FOLDERS)
    if absent := next((folder for folder in folders if not (folder / "cases.json").is_file()), None):
        print(f"skipped: there is no cases.json in {absent}", file=sys.stderr)
        return 2
    counts = [count(folder, shown) for folder in folders]
    if not shown:
        print(page([*counts, Counter(), Counter()]), end="")
    return 0


def count(folder: Path, shown: str) -> Counter[tuple[str, str]]:
    """Count the verdicts on the rules over the cases of a folder, and the cases and their words under no rule."""
    found = Counter[tuple[str, str]]()
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        source = read_source((folder / case["file"]).read_bytes(), case["file"])
        gold = json.loads((folder / case["gold"]).read_text(encoding="utf-8"))
        repaired = repair(source)
        for change, verdict in judged(begin(source), repaired.manuscript, repaired.changes, gold):
            found.update([(change.rule, "fired"), (change.rule, verdict)])
            if verdict == "wrong" and change.rule == shown:
                print(f"{case['id']}, {change.place}\n    {_short(change.before)}\n    {_short(change.after)}")
        found.update((query.rule, "asked") for query in repaired.queries)
        found["", "cases"] += 1
        found["", "words"] += len(source.text.split())
    return found


def page(counts: Sequence[Mapping[tuple[str, str], int]]) -> str:
    """Write the page from the counts over the books and those over the stretches."""
    books, stretches = (f"{found['', 'cases']} cases with {found['', 'words']:,} words" for found in counts[:2])
    rows = [PREFACE.format(books=f"the development split, {books}", stretches=f"real OCR, {stretches}")]
    for rule in RULES:
        cells = [counts[0][rule.name, verdict] for verdict in ("fired", "nearer", "wrong", "asked")]
        cells += [counts[1][rule.name, verdict] for verdict in ("fired", "wrong", "asked")]
        rows.append(f"| {rule.name} | {summary(rule)} | {' | '.join(map(str, cells))} |\n")
    return "".join(rows)


def judged(
    manuscript: Manuscript, last: Manuscript, changes: Sequence[Change], gold: dict[str, Any]
) -> Iterator[tuple[Change, str]]:
    """Go through the ledger from the source on, and say of each change whether it is nearer, wrong or neither."""
    words = golden(gold)
    places = in_gold(standing(manuscript.text), words)
    words = _at_our_levels(words, last, places)
    before = stage(manuscript, places, words)
    for _, made in groupby(changes, key=lambda change: (change.turn, change.rule)):
        row, shift = list(made), 0
        manuscript = remake(manuscript, row)
        after = stage(manuscript, places, words)
        for change in row:
            end = change.start + len(change.before)
            old = _touched(before, change.start, end)
            new = _touched(after, change.start + shift, change.start + shift + len(change.after))
            faults, left = (_faults(there, old | new, places) for there in (before, after))
            yield change, "nearer" if left < faults else "wrong" if left > faults else "neither"
            shift += len(change.after) - len(change.before)
        before = after


class Stage(NamedTuple):
    """The words of the text at one stage in order, and by where in the source they come from."""

    words: list[Stood]
    ends: list[int]
    by_source: Mapping[int, list[Stood]]


def stage(manuscript: Manuscript, places: Mapping[int, int], words: Sequence[Word]) -> Stage:
    """Find the faults of each word; what stands between two words of the gold belongs to the signs between them."""
    found, signs, first, last = list[Stood](), "", "", -1
    for word in standing(manuscript.text):
        if word.first:
            first, signs, last, begun = word.first, "", -1, len(found)
        signs += word.signs
        at = manuscript.at(word.start)
        place = places.get(at, -1)
        faults = 1
        if place >= 0:
            right = words[place]
            if place == last:
                faults = 1 + bool(first)  # the second half of a word, and a block that begins with it
            else:
                faults = (word.text != right.text) + right.differs(signs) + right.begins_unlike(first)
                faults += not first and not right.first and last != place - 1
            signs, first, last = "", "", place
        found.append(Stood(word.start, word.end, at, place, faults))
        if word.after is not None and last >= 0:
            number = next(number for number in range(len(found) - 1, begun - 1, -1) if found[number].place == last)
            ending = words[last].ends_unlike(signs + word.after)
            found[number] = found[number]._replace(faults=found[number].faults + ending)
    by_source = defaultdict[int, list[Stood]](list)
    for stood in found:
        by_source[stood.at].append(stood)
    return Stage(found, [stood.end for stood in found], by_source)


def _touched(here: Stage, start: int, end: int) -> set[int]:
    """Say where in the source the words come from that touch text[start:end], and one on either side."""
    low = max(0, bisect_left(here.ends, start) - 1)
    high = low
    while high < len(here.words) and (high < low + 2 or here.words[high - 1].start <= end):
        high += 1
    return {stood.at for stood in here.words[low:high]}


def _faults(here: Stage, touched: set[int], places: Mapping[int, int]) -> int:
    """Sum up the faults of the words from these places in the source, with those of the gold that are gone."""
    words = [stood for at in touched for stood in here.by_source.get(at, ())]
    wanted = {places[at] for at in touched if at in places}
    return sum(stood.faults for stood in words) + len(wanted - {stood.place for stood in words})


def _at_our_levels(words: Sequence[Word], last: Manuscript, places: Mapping[int, int]) -> list[Word]:
    """Shift the levels of the gold's headings to ours: which one the first of a book has is nobody's fault."""
    shifts = Counter[int]()
    for word in standing(last.text):
        place = places.get(last.at(word.start), -1)
        if word.first.startswith("heading") and place >= 0 and words[place].first.startswith("heading"):
            shifts[int(word.first.split()[1]) - int(words[place].first.split()[1])] += 1
    shift = shifts.most_common(1)[0][0] if shifts else 0
    return [
        word._replace(first=f"heading {int(word.first.split()[1]) + shift}") if word.first[:7] == "heading" else word
        for word in words
    ]


def _short(text: str) -> str:
    return repr(text if len(text) < _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}")


_SHOWN = 240  # characters


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
