"""The characters of one block of the copy: what is printed as it stands, and what is markup among them."""

import re
from html import unescape
from typing import NamedTuple

from reissue.proof.reading import Note, Reference, Transcript


class Line(NamedTuple):
    """A line of the copy, or of several lines that make one block the first; counted from 1."""

    number: int
    text: str


class Aside(NamedTuple):
    """What is set aside while the text is written down; `labels` are those of all notes that there are."""

    labels: frozenset[str]
    notes: list[Note]
    orphans: list[Reference]


PAGE = "\ufffe"
"""What stands before and behind a folio where a page of print begins: a character that no text has."""


def write_inline(line: Line, transcript: Transcript, aside: Aside) -> None:
    """Write the characters of one block down, with what emphasis, references and breaks lie in them."""
    text = line.text
    tokens = list(_TOKEN.finditer(text))
    opened, closed, bare = _pair_stars(text, [token for token in tokens if token["stars"]])
    starts = list[tuple[int, str]]()
    done = 0
    for token in tokens:
        transcript.write(text[done : token.start()])
        done = token.end()
        place = line._replace(number=line.number + text.count("\n", 0, token.start()))
        if token["stars"]:
            for _ in closed.get(token.start(), ()):
                transcript.span(*starts.pop())
            transcript.write("*" * bare.get(token.start(), 0))
            starts += [(transcript.here(), kind) for kind in opened.get(token.start(), ())]
        elif token["label"]:
            _refer(token["label"], place.number, transcript, aside)
        elif words := token["raised"] or token["small"]:
            start = transcript.here()
            write_inline(place._replace(text=words), transcript, aside)
            transcript.span(start, "raised" if token["raised"] else "small capitals")
        elif token["words"] is not None:
            start = transcript.here()
            write_inline(place._replace(text=token["words"]), transcript, aside)
            if token["address"].startswith("#"):
                transcript.point(start, token["address"][1:], place.number)
        elif token["page"]:
            transcript.begin_page(token["page"])
        elif token["break"]:
            transcript.mark("line break")
        else:
            transcript.write(_printed(token))
    transcript.write(text[done:])


def printed_mark(label: str) -> str:
    """Give the mark that is printed for a label: what follows its last hyphen."""
    return label.rpartition("-")[2] or label


def _refer(label: str, number: int, transcript: Transcript, aside: Aside) -> None:
    """Set a reference; the mark of one that has no note is printed all the same."""
    reference = Reference(transcript.here(), printed_mark(label), label, number)
    if label in aside.labels:
        transcript.refer(reference.mark, label, number)
    else:
        aside.orphans.append(reference)
        transcript.write(reference.mark)
        transcript.span(reference.at, "raised")


def _printed(token: re.Match[str]) -> str:
    """Give the character that an escape or an entity stands for."""
    if token["entity"]:
        return unescape(token["entity"])
    return "\N{NO-BREAK SPACE}" if token["escaped"] == " " else token["escaped"]


def _pair_stars(
    text: str, runs: list[re.Match[str]]
) -> tuple[dict[int, list[str]], dict[int, list[str]], dict[int, int]]:
    """Pair the stars that open emphasis with those that close it; the others are printed stars.

    One star closes what one opened, two what two opened, and otherwise they open anew. Gives, by the offset of each
    run of stars, the kinds opened there from outside in, those closed from inside out, and how many stars are left.
    """
    opened, closed, bare = dict[int, list[str]](), dict[int, list[str]](), dict[int, int]()
    waiting = list[tuple[int, int]]()
    for run in runs:
        at, left = run.start(), len(run["stars"])
        while left and waiting and (width := _closing(left, waiting[-1][1])):
            opener, stars = waiting.pop()
            kind = "strong" if width > 1 else "emphasis"
            opened.setdefault(opener, []).insert(0, kind)
            closed.setdefault(at, []).append(kind)
            left -= width
            if stars > width:
                waiting.append((opener, stars - width))
        if left and text[run.end() : run.end() + 1].strip():
            waiting.append((at, left))
        elif left:
            bare[at] = left
    bare.update(waiting)
    return opened, closed, bare


def _closing(stars: int, waiting: int) -> int:
    """Say how many stars of a run close as many of those that wait: 0 if they open something inside."""
    if waiting > 2:  # noqa: PLR2004 -- both kinds wait
        return min(stars, 2)
    return waiting if stars == waiting or stars > 2 else 0  # noqa: PLR2004 -- a run that closes both kinds


_SMALL = r"\]\{\.smallcaps\}"
_TOKEN = re.compile(
    rf"{PAGE}(?P<page>[^{PAGE}\n]+){PAGE}"
    r"|\\(?P<break>\n)|\\(?P<escaped>[!-/:-@\[-`{-~ ])"
    r"|\[\^(?P<label>[^\]\s]+)\]"
    rf"|\[(?P<small>(?:[^\[\]\\]|\\.|\[\^[^\]\s]+\]|\[[^\[\]\n]+\]\(#[\w.-]+\))+){_SMALL}"
    r"|(?P<stars>\*+)"
    r"|\^(?P<raised>(?:[^\s^\\]|\\.)+)\^"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);)"
    rf"|!?\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]\n]+{_SMALL})*)\]\((?P<address>[^()\n]*)\)"
)
