#!/usr/bin/env python3
"""How many references to chapters, sections and figures are linked with the right place, and how many links are wrong.

    python3 benchmarks/division_references.py [--show] [BENCH]

BENCH is the folder of the restoration benchmark, else `../shared/bench`. Each place of its gold that a wide pattern
finds, which is none of the program's own, was read and labelled in `division_references.tsv`; the places are told by
book, chapter, block or note, and offset. Each case is repaired, and each place is looked for in what came out.

- `chapter 2`: it sends to the second chapter of the gold, which the edition has;
- `outside`: it sends to a place of the same book that the edition has not;
- `another`: it sends to a place of another book, or its words are another author's;
- `open`: it sends to a place of the book, but no one place can be meant;
- `nothing`: it sends nowhere.

A link that stands upon any place but the first kind, or leads from it elsewhere, is wrong. `--show` prints what is.
"""

# ruff: noqa: PLC0415, T201 -- a program for the person at it, that runs this checkout's own programs

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "bench"
LABELS = Path(__file__).with_suffix(".tsv")


class Place(NamedTuple):
    """A place in the gold: book, number of the chapter, `block` or `note`, its number, offset and length in it."""

    book: str
    chapter: int
    where: str
    number: int
    offset: int
    length: int


class Judged(NamedTuple):
    """What came of a case: links that lead right, those that do not, references of ours without a link."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Print the counts; 2 if the benchmark is not there, 1 if a place of its gold has no label."""
    show, folders = "--show" in arguments, [Path(name) for name in arguments if name != "--show"]
    bench = folders[0] if folders else BENCH
    if not (bench / "cases.json").is_file():
        print(f"skipped: there is no {bench / 'cases.json'}")
        return 2
    labels = read_labels()
    unread = sum(place not in labels for place in places(bench))
    labelled = Counter("inside" if label.startswith("chapter") else label for label in labels.values())
    print(f"{len(labels)} places read: {', '.join(f'{count} {label}' for label, count in labelled.most_common())}")
    judged = list(judge(bench, labels))
    right, wrong = sum(case.right for case in judged), [said for case in judged for said in case.wrong]
    missed = [said for case in judged for said in case.missed]
    print(f"{len(judged)} cases: {right} links lead right, {len(wrong)} wrong, {len(missed)} references have none")
    print(f"precision {share(right, right + len(wrong))}, recall {share(right, right + len(missed))}")
    for said in (*wrong, *missed) if show else ():
        print(f"  {said}")
    if unread:
        print(f"{unread} places have no label in {LABELS.name}")
    return 1 if unread else 0


def read_labels() -> dict[Place, str]:
    """Read which label each place has."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {
        Place(row["book"], int(row["chapter"]), row["where"], *(int(row[key]) for key in NUMBERS)): row["label"]
        for row in rows
    }


def places(bench: Path) -> Iterator[Place]:
    """Give every place of the gold that the wide pattern finds; headings are no references."""
    for path in sorted((bench / "gold").glob("*.plain.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for chapter, where, number, text in texts(gold):
            for found in WIDE.finditer(text):
                yield Place(gold["doc"], chapter, where, number, found.start(), len(found.group()))


def texts(gold: Mapping[str, Any]) -> Iterator[tuple[int, str, int, str]]:
    """Give the texts of a gold in the order of a book: its paragraphs, and behind each chapter its notes."""
    for chapter, part in enumerate(gold["chapters"], 1):
        for number, block in enumerate(part["blocks"], 1):
            if block["type"] != "heading":
                yield chapter, "block", number, block["text"]
        for number, note in enumerate(part["notes"], 1):
            yield chapter, "note", number, note["text"]


def judge(bench: Path, labels: Mapping[Place, str]) -> Iterator[Judged]:
    """Repair each case, and judge its links."""
    from reissue.pointers import links
    from reissue.repair import repair
    from reissue.source import read_source

    for case in json.loads((bench / "cases.json").read_text(encoding="utf-8")):
        gold = json.loads((bench / case["gold"]).read_text(encoding="utf-8"))
        file = bench / case["file"]
        text = repair(read_source(file.read_bytes(), file.name)).manuscript.text
        own = [link for link in links(text) if link.target.startswith(DIVISIONS)]
        spans = [(link.inner.start, link.inner.stop, link.target) for link in own]
        yield judged(case["id"], text, spans, gold, {p: label for p, label in labels.items() if p.book == gold["doc"]})


def judged(
    case: str, text: str, links: Sequence[tuple[int, int, str]], gold: Mapping[str, Any], labels: Mapping[Place, str]
) -> Judged:
    """Judge the links of one repaired text; each may serve one reference of ours."""
    words = {(chapter, where, number): said for chapter, where, number, said in texts(gold)}
    letters, at = spelled(text)
    right, missed, served = 0, list[str](), set[int]()
    for place, label in labels.items():
        if not label.startswith("chapter"):
            continue
        said = words[place.chapter, place.where, place.number]
        start, end = found(letters, at, said, place)
        here = [link for link in links if link[0] < end and start < link[1]]
        title = gold["chapters"][int(label.split()[1]) - 1]["title"]
        if any(leads_to(text, target, title) for _, _, target in here):
            right += 1
            served.update(link[0] for link in here)
        elif not here:
            missed.append(f"{case}: {said[place.offset : place.offset + place.length]}")
    wrong = [f"{case}: {text[start:end]} -> {target}" for start, end, target in links if start not in served]
    return Judged(right, tuple(wrong), tuple(missed))


def found(letters: str, at: Sequence[int], said: str, place: Place) -> tuple[int, int]:
    """Find a place of the gold in a repaired text by the letters round it; (0, 0) if it is not there."""
    before, own = spelled(said[: place.offset])[0], spelled(said[place.offset : place.offset + place.length])[0]
    for reach in REACHES:
        led = before[-reach:]
        start = letters.find(led + own)
        if start >= 0:
            low = start + len(led)
            return at[low], at[low + len(own) - 1] + 1
    return 0, 0


def leads_to(text: str, target: str, title: str) -> bool:
    """Tell whether a link leads to the heading of a chapter, which may be misread."""
    for heading in re.findall(r"^#+ +(.*)$", text, re.MULTILINE):
        name = "-".join(["heading", *re.findall(r"[a-z0-9]+", re.sub(r"[*_\\]", "", heading).lower())])
        if name.startswith(target) and SequenceMatcher(None, heading.lower(), title.lower()).ratio() > ALIKE:
            return True
    return False


def spelled(text: str) -> tuple[str, list[int]]:
    """Give the letters and figures of a text without its links' addresses, and where each stands."""
    plain = ADDRESS.sub(lambda address: " " * len(address.group()), text)
    kept = [(sign.lower(), at) for at, sign in enumerate(plain) if sign.isalnum()]
    return "".join(sign for sign, _ in kept), [at for _, at in kept]


def share(part: int, whole: int) -> str:
    """Write a share; a dash if there is nothing to have a share of."""
    return f"{part / whole:.3f}" if whole else "–"


NUMBERS = ("number", "offset", "length")
REACHES = (40, 20, 10)  # letters before a place
ALIKE = 0.8
ADDRESS = re.compile(r"\]\(#[^()\s]+\)|\[\^[^\]\s]+\]:?")
DIVISIONS = ("heading", "figure", "plate", "table", "map")
_KIND = "chap(?:ter)?|ch|sect?(?:ion)?|part|app(?:endix|endice)?|book|bk|volume|fig(?:ure)?|plate|table|map|diagram"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the (?:first|second|third|last)"
_ORDINALS = "first|second|third|fourth|fifth|sixth|last|concluding|final|opening|this|that|present"
_SIDES = "next|following|preceding|previous|foregoing|former|earlier|later"
WIDE = re.compile(
    rf"\b(?:{_KIND})s?\b\.? (?:[0-9]+|[ivxlc]+|[A-Z]|{_WORDS})\b|§"
    rf"|\b(?:{_ORDINALS}|{_SIDES}) (?:{_KIND})s?\b"
    r"|\b(?:see|cf|vide|compare)\b\.?(?= (?:also )?(?:[“*A-Z]|the |next|here))"
    r"|\b(?:above|below|supra|infra|appendix)\b",
    re.IGNORECASE,
)

if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
