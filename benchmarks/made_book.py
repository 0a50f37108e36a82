#!/usr/bin/env python3
"""A made book of 500 pages with 1,000 notes, ten of them longer than a page, to measure with.

    python3 benchmarks/made_book.py OUT.md [SEED]

The text says nothing: half of its words are the small ones of English, the others are made of its syllables, so that
they are as long as those of a book and break as those do. It has chapters and sections, emphasis, capitals, dashes
and figures, block quotations and verse with notes, tables, notes in headings, notes of several paragraphs, and links
to chapters and notes. The same seed gives the same text.
"""

# ruff: noqa: T201 -- a program for the person at it

from __future__ import annotations

import random
import sys
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

CHAPTERS, NOTES, LONG_NOTES, WORDS = 20, 1000, 10, 117_500
SEED = 500
_LONG, _LONGEST = 650, 1100
_SECTION, _QUOTATION, _VERSE, _TABLE, _LINK = 9, 7, 31, 40, 13
_LEXICON = 6000
_SMALL = (
    "the of and to a in that it is was for as with be by on not he his but at are this have had which or from "
    "they an one all were we when there been who more no if out so said what up its about than into them can only "
    "other time new some could these two may then do first any my now such like our over man me even most made "
    "after also did many must"
)
_BEGINNINGS = "ab ac ad be com con de dis en ex im in inter mis ob out over per pre pro re sub sur trans un under"
_MIDDLES = (
    "ban bel ber bid bol can cas cel cer cil cit cor cul cur dan den der dic din dol duc fac fer fin fit for gal "
    "gen gin gra gress grim han har hol ject lab lan lec len lev lib lin lit log mag man mar mem mer min mis mit "
    "mod mon mor nal nat nor num ord par pel pen pet plain pol pon port pos pre quir ran rec reg rest rib rid ros "
    "rup sal san scrib sec sem sent ser sid sig sim sist sol son spec spir stan stit struc sum tab tac tain tal "
    "tem ten ter tim tin tor trac trib turn val van vent ver vic vid vis vol ward"
)
_ENDS = (
    "able age al ance ant ary ate ed ed ed ed en ence ent er er er es es es est ful ible ic ing ing ing ing ion "
    "ish ism ist ity ive less ly ly ly ment ness on or ous s s s s sion ten tion tion tion ture ty ure ward y y y"
)


class _Pen(NamedTuple):
    """What writes: chance, the words of the language, and how common each is, added up."""

    chance: random.Random
    lexicon: tuple[str, ...]
    weights: tuple[float, ...]

    def words(self, count: int) -> list[str]:
        """Draw so many words."""
        return self.chance.choices(self.lexicon, cum_weights=self.weights, k=count)

    def sentence(self) -> str:
        """Write a sentence with what stands in sentences: commas, emphasis, a dash, a year, a name in capitals."""
        said = self.words(self.chance.randint(6, 34))
        for at in range(len(said) - 2, 4, -1):
            throw = self.chance.random()
            if throw < 0.07:  # noqa: PLR2004 -- of the words, here and below
                said[at] += ","
            elif throw < 0.09:  # noqa: PLR2004
                said[at] = f"*{said[at]} {said.pop(at + 1)}*" if said[at + 1].isalpha() else f"*{said[at]}*"
            elif throw < 0.10:  # noqa: PLR2004
                said[at] += "\N{EM DASH}" + said.pop(at + 1)
            elif throw < 0.107:  # noqa: PLR2004
                said[at] = f"in {self.chance.randint(1480, 1920)}"
            elif throw < 0.114:  # noqa: PLR2004
                said[at] = f"“{said[at]}”"
            elif throw < 0.118:  # noqa: PLR2004
                said[at] = said[at].upper()
        first, end = said[0], self.chance.choices(".?;", weights=(20, 2, 1))[0]
        return f"{first[0].upper()}{first[1:]} {' '.join(said[1:])}{'.' if end == ';' else end}"

    def prose(self, count: int) -> str:
        """Write sentences until they have so many words."""
        said = list[str]()
        while sum(sentence.count(" ") + 1 for sentence in said) < count:
            said.append(self.sentence())
        return " ".join(said)

    def title(self) -> str:
        """Write a heading of two to six words."""
        return " ".join(self.words(self.chance.randint(2, 6))).capitalize()


def made_book(words: int = WORDS, notes: int = NOTES, long_notes: int = LONG_NOTES, seed: int = SEED) -> str:
    """Write the book as Markdown, with so many words in its text, besides the notes, or a few more."""
    pen = _pen(seed)
    mean = words / CHAPTERS
    longest = set(pen.chance.sample(range(1, notes + 1), long_notes))
    chapters, written = list[list[str]](), 0
    for number in range(1, CHAPTERS + 1):
        blocks, length = [f"# {number}. {pen.title()}"], 0
        while length < mean:
            block = _block(pen, len(blocks), number)
            blocks.append(block)
            length += len(block.split())
        written += length
        chapters.append(blocks)
    _annotate(pen, chapters, notes, longest)
    return "\n\n".join(block for blocks in chapters for block in blocks) + "\n"


def _pen(seed: int) -> _Pen:
    chance = random.Random(seed)  # noqa: S311 -- a text to measure with
    small = _SMALL.split()
    made = [*dict.fromkeys(_word(chance) for _ in range(_LEXICON))]
    # In each half a word is the rarer, the further on it stands, much as in any language.
    halves = [[1 / (rank + 6) for rank in range(len(words))] for words in (small, made)]
    weights = [weight / sum(half) for half in halves for weight in half]
    return _Pen(chance, (*small, *made), tuple(accumulate(weights)))


def _word(chance: random.Random) -> str:
    """Make a word of one to four syllables."""
    word = chance.choice(_BEGINNINGS.split()) if chance.random() < 0.3 else ""  # noqa: PLR2004 -- of the words, and below
    word += "".join(chance.choices(_MIDDLES.split(), k=chance.choices((1, 2), weights=(4, 1))[0]))
    return word + (chance.choice(_ENDS.split()) if chance.random() < 0.75 else "")  # noqa: PLR2004


def _block(pen: _Pen, number: int, chapter: int) -> str:
    """Write the next block of a chapter: mostly a paragraph."""
    if number % _SECTION == 0:
        return f"## {pen.title().upper() if chapter % 2 else pen.title()}"
    if number % _TABLE == 0:
        rows = [f"| {pen.title()} | {pen.chance.randint(1, 4000)} |" for _ in range(6)]
        return "\n".join(["| What | How many |", "|---|---|", *rows])
    if number % _VERSE == 0:
        return "\\\n".join(" ".join(pen.words(6)).capitalize() for _ in range(8))
    text = pen.prose(pen.chance.randint(40, 220))
    if number % _QUOTATION == 0:
        return f"> {text}\n>\n> {pen.prose(60)}"
    if number % _LINK == 0:
        text += f" Of this more is said in [chapter {chapter % CHAPTERS + 1}](#CHAPTER-{chapter % CHAPTERS + 1})."
    return text


def _annotate(pen: _Pen, chapters: list[list[str]], notes: int, longest: set[int]) -> None:
    """Set the notes, spread evenly over all blocks, each behind the block of its reference; name the chapters."""
    addresses = ["heading-" + "-".join(blocks[0].lstrip("# ").replace(".", "").lower().split()) for blocks in chapters]
    blocks = [(own, at) for own in chapters for at in range(1, len(own))]
    places: dict[int, list[int]] = {}
    for number in range(1, notes + 1):
        places.setdefault((number - 1) * len(blocks) // notes, []).append(number)
    for index in range(len(blocks) - 1, -1, -1):
        own, at = blocks[index]
        for chapter, address in enumerate(addresses, 1):
            own[at] = own[at].replace(f"#CHAPTER-{chapter})", f"#{address})")
        numbers = places.get(index, [])
        own[at] = _referring(pen, own[at], numbers)
        own[at + 1 : at + 1] = [_note(pen, number, number in longest) for number in numbers]


def _referring(pen: _Pen, block: str, numbers: list[int]) -> str:
    """Put references into a block: one at the end of a heading, a table's row or a verse, else behind full stops."""
    marks = [f"[^{number}]" for number in numbers]
    if block.startswith("## ") or not marks:
        return block + "".join(marks)
    if block.startswith("| "):
        return block.removesuffix(" |") + "".join(marks) + " |"
    stops = [at + 1 for at in range(len(block) - 1) if block[at : at + 2] == ". "] + [len(block)]
    chosen = sorted(pen.chance.sample(stops, min(len(marks), len(stops))))
    marks[len(chosen) - 1 :] = ["".join(marks[len(chosen) - 1 :])]
    for at, mark in reversed([*zip(chosen, marks, strict=True)]):
        block = block[:at] + mark + block[at:]
    return block


def _note(pen: _Pen, number: int, long: bool) -> str:  # noqa: FBT001 -- of one use
    """Write a note: as a rule some ten to sixty words, a few of two paragraphs, a few that send to the one before."""
    if long:
        length = pen.chance.randint(_LONG, _LONGEST)
        return f"[^{number}]: {pen.prose(length // 2)}\n\n    {pen.prose(length // 2)}"
    text = f"{pen.prose(pen.chance.randint(4, 46))}"
    if number % _LINK == 0:
        text = f"[Note {number - 1}](#note-{number - 1}). {text}"
    return f"[^{number}]: {text}" + (f"\n\n    {pen.prose(20)}" if number % _TABLE == 0 else "")


def main(arguments: list[str]) -> int:
    """Write the book; 2 if it is not said where."""
    if not arguments:
        print("usage: made_book.py OUT.md [SEED]")
        return 2
    Path(arguments[0]).write_text(made_book(seed=int(arguments[1]) if arguments[1:] else SEED), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
