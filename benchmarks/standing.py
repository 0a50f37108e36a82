"""How the words of a text stand: with which signs round them, and at the beginning of which blocks.

A text in our Markdown, or in what an engine took for it, and the benchmark's gold text come out alike, so that they can
be compared; `in_gold` finds for the words of an OCR file their places in the gold.
"""

# ruff: noqa: INP001 -- the programs beside it find it there

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

from reissue.blocks import Kind, blocks
from reissue.emphasis import emphasised
from reissue.rule import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Word(NamedTuple):
    """A word, text[start:end], and the signs between it and the one before it, or the beginning of its block.

    `first` is the kind of the block that begins with it, with a heading's level or a note's number, else "". `after`
    are the signs between the last word of a block and the block's end.
    """

    text: str
    start: int
    end: int
    signs: str
    first: str = ""
    after: str | None = None

    def differs(self, signs: str) -> int:
        """Count the signs that stand before it in one text only; other signs in another order are one fault."""
        return _different(signs, self.signs)

    def begins_unlike(self, first: str) -> int:
        """Count how the beginning of a block differs from the one here, if either begins one; its number counts too."""
        (kind, _, number), (right, _, its_number) = first.partition(" "), self.first.partition(" ")
        if right == EITHER and kind in ("paragraph", "quotation"):
            return 0
        return (kind != right) + (bool(kind and right) and number != its_number)

    def ends_unlike(self, signs: str) -> int:
        """Count the signs that end a block with this word in one text only, if it ends one in both."""
        return 0 if self.after is None else _different(signs, self.after)


def standing(text: str) -> list[Word]:
    """Read the words of a text. The marks of emphasis that have no partner are other signs than those that have one."""
    found, text = list[Word](), _with_strays(_LINK.sub(lambda link: VOID * len(link.group()), text))
    for block in blocks(text):
        if block.kind in (Kind.RULE, Kind.FENCE):
            found += [Word("", block.start, block.end, "", block.kind.value, "")] * (block.kind is Kind.RULE)
            continue
        number = str(block.level) if block.level else block.label.split("-")[-1].translate(PLAIN)
        begun, done = len(found), block.start if block.kind is Kind.PAGE else block.body
        if block.kind is Kind.PARAGRAPH and (label := _LABEL.match(text, block.start, block.end)):
            number, done = _number(label[1]), label.end()  # as that of a note at the foot of a page
        kind = f"{block.kind.value} {number}".strip()
        for match in _TOKEN.finditer(text, done, block.end):
            if not (match["word"] or match["page"]):
                continue
            between = text[done : match.start()]
            first = kind if len(found) == begun else block.kind.value if _starts_anew(found[-1], between) else ""
            found.append(Word(match["word"] or "", *match.span(), _signs(between).strip("\n" * bool(first)), first))
            done = match.end()
        if len(found) > begun:
            found[-1] = found[-1]._replace(after=_signs(text[done : block.end]).rstrip("\n"))
    return found


def golden(gold: dict[str, Any]) -> list[Word]:
    """Read the words of a gold text: those of the body, then those of the notes."""
    body, notes = list[str](), list[str]()
    for chapter in gold["chapters"]:
        for block in chapter["blocks"]:
            text = _marked(block)
            if block["type"] == "heading":
                text = "#" * block["level"] + f" {text}"
            elif block["type"] in ("quote", "verse"):
                text = "> " + text.replace("\n", "\n> ")
            elif _is_one_quotation(block["text"]):
                text = EITHER + text
            body.append(text)
        notes += (f"[^{note['number']}]: " + _marked(note).replace("\n", "\n\n    ") for note in chapter["notes"])
    words = standing("\n\n".join([*body, *notes]))
    return [
        word._replace(signs=word.signs[1:], first=EITHER) if word.signs.startswith(EITHER) else word for word in words
    ]


def in_gold(printed: Sequence[Word], words: Sequence[Word]) -> dict[int, int]:
    """Give for each character of the source's words the place in the gold of its word, where it has one.

    The body is found first, then the notes among the words that are left, for they stand there at the feet of pages.
    """
    cut = next((number for number, word in enumerate(words) if word.first.startswith("note")), len(words))
    left, found = [word for word in printed if word.text], dict[int, int]()
    for base, wanted in ((0, words[:cut]), (cut, words[cut:])):
        pairs = dict(_aligned([_plain(word) for word in wanted], [_plain(word) for word in left]))
        for number, place in pairs.items():
            found.update((at, base + place) for at in range(left[number].start, left[number].end))
        left = [word for number, word in enumerate(left) if number not in pairs]
    return found


def _aligned(wanted: Sequence[str], there: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the words of an OCR text with those wanted: equal ones, then misread and broken ones between these."""
    for kind, first, last, start, end in SequenceMatcher(None, wanted, there).get_opcodes():
        if kind == "equal":
            yield from zip(range(start, end), range(first, last), strict=True)
        elif kind == "replace" and last - first == 1 and there[start] + there[end - 1] == wanted[first]:
            yield from ((start, first), (end - 1, first))  # a word cut by the page's end, with notes between its halves
        elif kind == "replace" and max(last - first, end - start) < _NEAR:
            yield from _alike(wanted, there, range(first, last), range(start, end))


def _alike(wanted: Sequence[str], there: Sequence[str], golds: range, found: range) -> Iterator[tuple[int, int]]:
    """Pair two short rows of words by their letters: each with the one that shares most of its letters, in order."""
    owners = [place for place in golds for _ in wanted[place]]
    right, ours = "".join(wanted[place] for place in golds), "".join(there[number] for number in found)
    matches = SequenceMatcher(None, right, ours, autojunk=False).get_matching_blocks()
    place_of = {b + step: owners[a + step] for a, b, size in matches for step in range(size)}
    at = 0
    for number in found:
        shared = Counter(place_of[letter] for letter in range(at, at + len(there[number])) if letter in place_of)
        at += len(there[number])
        if shared and 2 * (most := shared.most_common(1)[0])[1] >= len(there[number]):
            yield number, most[0]


def _with_strays(text: str) -> str:
    """Write each pair of marks of emphasis with asterisks, and a mark without a partner as a sign of its own."""
    if "*" not in text and "_" not in text:
        return text
    written = list(_LONE.sub(STRAY, text))
    for found in emphasised(text):
        for span in found.spans:
            for place in (*range(span.start, span.start + span.width), *range(span.end - span.width, span.end)):
                written[place] = "*"
    return _RULED.sub(lambda line: text[slice(*line.span())], "".join(written))


def _starts_anew(before: Word, between: str) -> bool:
    """Tell whether a paragraph begins within a block: the next of a note, or one below a page's end in mid-line."""
    return "\n\n" in between or not before.text


def _signs(text: str) -> str:
    """Write the signs between two words in one form: a reference is one sign, and so is a line's end in a block."""
    text = _TOKEN.sub(lambda found: f"\N{REFERENCE MARK}{_number(found.group())};", text.replace(VOID, ""))
    return _ESCAPE.sub("", _LINE_END.sub("\n", text))


def _number(reference: str) -> str:
    """Give the number, or the sign, of a reference in whatever form."""
    reference = reference.translate(PLAIN).split("-")[-1]
    return _CALLED.sub("", reference.replace("textsuperscript", "").replace("sup", ""))


def _different(signs: str, others: str) -> int:
    ours, theirs = (_SIGN.findall(_BLANKS.sub(" ", row)) for row in (signs, others))
    if ours == theirs:
        return 0
    return max(1, ((Counter(ours) - Counter(theirs)) + (Counter(theirs) - Counter(ours))).total())


def _marked(block: dict[str, Any]) -> str:
    """Put the marks of emphasis and the references into a text of the gold."""
    marks = list[tuple[int, int, str]]()
    for name, sign in (("emph", "*"), ("strong", "**")):
        marks += (mark for start, end in block.get(name, []) for mark in ((start, 2, sign), (end, 0, sign)))
    marks += ((place, 1, f"[^{number}]") for place, number in block.get("notes", []))
    text: str = block["text"]
    for place, _, sign in sorted(marks, reverse=True):
        text = text[:place] + sign + text[place:]
    return _TORN.sub(" ", text)  # two stretches with only a space between them look like one


def _is_one_quotation(text: str) -> bool:
    """Tell whether a paragraph is one quotation from end to end: whether that is displayed, nobody can tell from it."""
    return text.startswith("“") and not re.search(r"”.*\w", text, re.DOTALL)


def _plain(word: Word) -> str:
    return unicodedata.normalize("NFKC", word.text).casefold()


EITHER, STRAY, VOID = "\N{LOZENGE}", "\N{BALLOT X}", "\N{WORD JOINER}"
_NEAR = 40  # words: two longer rows that differ are not the same words misread
_TOKEN = re.compile(
    r"<sup>[^<\n]{1,8}</sup>|\[\^[^\]\s]+\]|\$(?:\{ ?\})? ?\^\{[^}\n]{1,8}\}\$|\\\(\^\{[^}\n]{1,8}\}\\\)"
    r"|\\textsuperscript\{[^}\n]{1,8}\}|[⁰¹²³⁴-⁹]+|(?P<page>\f)|(?P<word>[^\W\d_]+|\d+)"
)
_CALLED = re.compile(r"[^\w*†‡§]+")
_LINK = re.compile(r"\]\(#[^)\n]*\)|\[(?=[^\]\n]*(?:\n[^\]\n]*)?\]\(#)")
_LABEL = re.compile(r"(?:<sup>)?([0-9lIO]{0,2}[0-9][0-9lIO]{0,2}|[¹²³⁰⁴-⁹]{1,3})(?:</sup>|\\?[.)])* +(?=\S)")
_LINE_END = re.compile(r"\\?\n(?:> ?)*[ ]*")
_ESCAPE = re.compile(r"\\(?=[^\w\s])")
_SIGN = re.compile("\N{REFERENCE MARK}[^;]*;|.", re.DOTALL)
_TORN = re.compile(r"(?<=\w)(\*+) \1(?=\w)")
_BLANKS = re.compile(" {2,}")  # round a word that is in one text only
_LONE = re.compile(r"[*_]")
_RULED = re.compile(rf"^(?:{STRAY} *){{3,}}$", re.MULTILINE)
