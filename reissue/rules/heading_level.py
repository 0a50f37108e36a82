"""Headings whose level is not the one that the book's own order gives them."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.folios import numbered
from reissue.manuscript import Edit, Manuscript
from reissue.numerals import COUNTED
from reissue.rule import Keeps, rule
from reissue.source import page_marks


@rule(Keeps.ORDER)
def heading_level(manuscript: Manuscript) -> Iterator[Edit]:
    """Headings of one kind stand at several levels, or those of a higher kind below those of a lower."""
    text = manuscript.text
    headings = [block for block in blocks(text) if block.kind is Kind.HEADING]
    kinds = _kinds([text[block.body : block.end] for block in headings])
    if kinds and _is_title(text, headings, kinds):
        kinds[0] = "title"
    if any(kind in _CHAPTERS for kind in kinds):
        for number in _opened(manuscript, headings, kinds):
            kinds[number] = "chapter"
    present = [kind for kind in _KINDS if kind in kinds]
    if not any(kind in _TELLING for kind in present):
        return  # nothing but the engine's own levels tells chapters from sections
    # A text without chapters is one chapter; its title stands elsewhere, and its sections begin at the second level.
    highest = [block.level for block, kind in zip(headings, kinds, strict=True) if kind == present[0]]
    first = 1 if present[0] in _CHAPTERS or highest.count(1) == len(highest) >= _BOOK else 2
    for block, kind in zip(headings, kinds, strict=True):
        level = min(first + present.index(kind), _LOWEST)
        if block.level != level:
            yield Edit(block.start, block.body, ("#" * level + " ",))


def _is_title(text: str, headings: list[Block], kinds: list[str]) -> bool:
    """Tell whether the text opens with its own title: a heading of no number and no equal, above all others."""
    opens = not text[: headings[0].start].strip() and kinds[0] in ("capitals", "mixed")
    chapters = any(kind in _CHAPTERS for kind in kinds)
    return (
        opens
        and not chapters
        and ("numbered" in kinds or all(block.level > headings[0].level for block in headings[1:]))
    )


def _opened(manuscript: Manuscript, headings: list[Block], kinds: list[str]) -> list[int]:
    """Give the headings of no number that are chapters since the first of them opens the page with folio 1.

    The pages before it have Roman folios. With it go those of its kind that stood at its level in the source, where the
    engine has others at lower ones.
    """
    source = manuscript.source.text
    leaves = numbered(source) if page_marks(source) else []
    place = next((at for at, (_, folio) in enumerate(leaves) if folio == "1"), 0)
    if not any(folio.isalpha() for _, folio in leaves[:place]) or place + 1 == len(leaves):
        return []
    begin, end = leaves[place][0], leaves[place + 1][0]
    places = [manuscript.at(block.start) for block in headings]
    marks = [(number, _HASHES.match(source, at)) for number, at in enumerate(places) if at >= begin]
    below = [(number, len(found[1])) for number, found in marks if found]
    if not below:
        return []
    if any(_COUNTED.match(manuscript.text, headings[number].body) for number, _ in below):
        return []  # its chapters say that they are: what stands above the first is the book's title, or a part's
    first, level = below[0]
    opens = places[first] < end and not source[begin : places[first]].strip()
    alone = sum(other == level for _, other in below) == 1
    if not opens or kinds[first] not in _PLAIN or any(other < level for _, other in below):
        return []
    if not alone and all(other == level for _, other in below):
        return []  # the engine knows no levels
    return [number for number, other in below if other == level and kinds[number] == kinds[first]]


def _kinds(headings: list[str]) -> list[str]:
    """Give the kind of each heading; the letters of an index are no numbers, though some may be read as Roman ones."""
    alphabet = sum(bool(_LETTER.fullmatch(words)) for words in headings) >= _ALPHABET
    return ["capitals" if alphabet and _INITIAL.fullmatch(words) else _kind(words) for words in headings]


def _kind(words: str) -> str:
    words = words.strip("*_ ")
    for kind, pattern in _PATTERNS.items():
        if pattern.match(words):
            return kind
    return "capitals" if words.isupper() else "mixed"


_LOWEST, _BOOK, _ALPHABET = 6, 3, 3
_INITIAL = re.compile(r"[*_]*[A-Z][^\w\s]{0,3}")
_LETTER = re.compile(r"[*_]*[ABE-HJKN-UWYZ][^\w\s]{0,3}")  # no figure of a Roman number
_NUMERAL = r"(?:[IVXLCDM]+|[ivxlc]+|[0-9]+|[A-Z]|[A-Z][A-Za-z]+)\b"
_PATTERNS = {
    "part": re.compile(rf"(?:PART|BOOK|VOLUME) {_NUMERAL}", re.IGNORECASE),
    "chapter": re.compile(
        rf"(?:(?:{'|'.join(COUNTED)})\.? {_NUMERAL}|(?:APPENDIX|APPENDICES)\b|"
        r"PREFACE TO THE [A-Z]+ EDITION\.?\Z|INDEX AND GLOSSARY\.?\Z|GLOSSARY AND INDEX\.?\Z|LIST OF [A-Z]+\.?\Z|"
        r"(?:OTHER )?WORKS BY THE SAME AUTHOR\b|"
        r"(?:PREFACE|FOREWORD|INTRODUCTION|CONCLUSION|EPILOGUE|PROLOGUE|AFTERWORD|BIBLIOGRAPHY|INDEX|ACKNOWLEDGE?MENTS|"
        r"CONTENTS|GLOSSARY|ERRATA)\.?\Z)",
        re.IGNORECASE,
    ),
    "section": re.compile(rf"(?:SECTION|§\.?) ?{_NUMERAL}", re.IGNORECASE),
    "subsection": re.compile(r"[0-9]+\.[0-9]+"),
    "numbered": re.compile(r"(?:[0-9]{1,3}|[IVXLC]+)(?:[.:] |\.?\Z)"),
}
_KINDS = ("title", "part", "chapter", "section", "numbered", "subsection", "capitals", "mixed")
_PLAIN = ("capitals", "mixed")
_COUNTED = re.compile(r"[*_]*(?:CHAPTER|LECTURE|LETTER|ESSAY|CANTO|SERMON|DISCOURSE|PART|BOOK|VOLUME)\b", re.IGNORECASE)
_HASHES = re.compile(r"(#{1,6}) ")
_CHAPTERS = ("title", "part", "chapter")
_TELLING = ("part", "chapter", "section", "numbered", "subsection")
