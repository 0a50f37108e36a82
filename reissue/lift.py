"""`book.md` made ready for pandoc: its notes lifted out of the text, so that every label and place survives.

Pandoc numbers notes anew, forgets their labels and drops what nobody refers to. Here each reference becomes a marker,
an address that pandoc carries through unchanged, and each note moves to the end of the text behind a marker of its own.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Lifted(NamedTuple):
    """What pandoc reads, and the labels of its notes and of its references: marker n of a kind is entry n."""

    markdown: str
    notes: tuple[str, ...]
    references: tuple[str, ...]


def lift_notes(markdown: str, pages: Iterable[int] = ()) -> Lifted:
    """Take the notes out of the text of `book.md` and put markers in the place of notes and references.

    `pages` says, in order, at which offsets of the text a page of print begins; there markers stand too.

    A note ends before the first line after a blank one that is not indented by four spaces; inside a block quotation
    the same holds of what follows the `>`. A character that XML cannot hold becomes U+FFFD.
    """
    paged = _with_pages(markdown, pages)
    text, notes = _part(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", paged.replace("\r\n", "\n")))
    references: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if found["label"] is None:
            return found[0]
        references.append(found["label"])
        return _marker("reference", len(references) - 1)

    parts = [text]
    for number, (_, lines) in enumerate(notes):
        parts += [_marker("note", number), "\n".join(lines)]
    marked = _REFERENCE.sub(mark, "\n\n".join(parts))
    return Lifted(_LOOSE.sub(_escaped, marked), tuple(label for label, _ in notes), tuple(references))


def read_marker(address: str) -> tuple[str, int] | None:
    """Read the kind of a marker (`note`, `reference`, `page`, `here` where a note stood, `break`) and its number."""
    found = _MARKER.fullmatch(address)
    return (found[1], int(found[2])) if found else None


_MARKER = re.compile("urn:reissue:([a-z]+):([0-9]+)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTE = re.compile("^(?:> ?)+")
_NOTE = re.compile(r"\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<first>.*)")
# What a backslash stands before is passed over, so that neither pattern looks back.
_REFERENCE = re.compile(r"\\.|\[\^(?P<label>[^\]\s]+)\]", re.DOTALL)

# A bracket that opens no whole link and no small capitals, and a backtick, are the printer's own. Escaped they also
# cost pandoc no search for their partners, which takes exponential time in a text with many of them.
_SMALL = r"\]\{\.smallcaps\}"
_LOOSE = re.compile(
    rf"\\.|`|\[(?!(?:[^\\\[\]<\n]|\\[^\[\]<\n]|\[[^\[\]\n]+{_SMALL})*\]\([^()<\n]*\))"
    rf"(?!(?:[^\[\]\\]|\\.|\[[^\[\]<\n]+\]\(#[\w.-]+\))+{_SMALL})",
    re.DOTALL,
)


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("\\") else f"\\{found[0]}"


def _marker(kind: str, number: int) -> str:
    return f"<urn:reissue:{kind}:{number}>"


def _with_pages(markdown: str, pages: Iterable[int]) -> str:
    parts, done = list[str](), 0
    for number, at in enumerate(pages):
        parts += [markdown[done:at], _marker("page", number)]
        done = at
    return "".join([*parts, markdown[done:]])


def _part(markdown: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """Part the lines of the text from those of its notes; a note leaves a marker where it stood."""
    text: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    depth, inside, gap = 0, False, True
    for line in markdown.split("\n"):
        rest = _QUOTE.sub("", line)
        prefix, blank = line[: len(line) - len(rest)], not rest.strip()
        level = prefix.count(">")
        starts = _NOTE.match(rest) if gap or inside else None
        if starts:
            depth, inside = level, True
            notes.append((starts["label"], [starts["first"]]))
            text += _apart(prefix, _marker("here", len(notes) - 1))
        elif inside and level == depth and (blank or not gap or rest.startswith(("    ", "\t"))):
            notes[-1][1].append(re.sub("^(?: {1,4}|\t)", "", rest))
        else:
            inside = False
            text += _apart(prefix, _marker("break", 0)) if rest.strip() == "<!-- -->" else [line]
        gap = blank
    return "\n".join(text), notes


def _apart(prefix: str, marker: str) -> list[str]:
    """Set a marker between blank lines at the depth of quotation that `prefix` opens."""
    return [prefix.rstrip(), prefix + marker, prefix.rstrip()]
