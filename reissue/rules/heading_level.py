"""Headings whose level is not the one that the book's own order gives them."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def heading_level(manuscript: Manuscript) -> Iterator[Edit]:
    """Headings of one kind stand at several levels, or those of a higher kind below those of a lower."""
    text = manuscript.text
    headings = [block for block in blocks(text) if block.kind is Kind.HEADING]
    kinds = [_kind(text[block.body : block.end]) for block in headings]
    ranks = _ranks(text, headings, kinds)
    for block, kind in zip(headings, kinds, strict=True):
        level = min(ranks[kind], _LOWEST)
        if block.level != level:
            yield Edit(block.start, block.body, ("#" * level + " ",))


def _ranks(text: str, headings: list[Block], kinds: list[str]) -> dict[str, int]:
    """Give each kind of heading its level: in the order of the kinds, those that this book has, one below the other.

    A chapter is level 1. A text without chapters begins at level 2: it is one chapter, whose title stands elsewhere, unless it
    opens with a heading that has no equal in it.
    """
    present = [kind for kind in _KINDS if kind in kinds]
    first = 1 if any(kind in _CHAPTERS for kind in present) else 2
    return {kind: first + number for number, kind in enumerate(present)}


def _kind(words: str) -> str:
    words = words.strip("*_ ")
    for kind, pattern in _PATTERNS.items():
        if pattern.match(words):
            return kind
    return "capitals" if words.isupper() else "mixed"


_LOWEST = 6
_NUMERAL = r"(?:[IVXLCDM]+|[ivxlc]+|[0-9]+|[A-Z]|[A-Z][A-Za-z]+)\b"
_PATTERNS = {
    "part": re.compile(rf"(?:PART|BOOK|VOLUME) {_NUMERAL}", re.IGNORECASE),
    "chapter": re.compile(
        rf"(?:(?:CHAPTER|LECTURE|LETTER|ESSAY|CANTO) {_NUMERAL}|(?:APPENDIX|APPENDICES)\b|(?:PREFACE|FOREWORD|INTRODUCTION|"
        r"CONCLUSION|EPILOGUE|PROLOGUE|AFTERWORD|BIBLIOGRAPHY|INDEX|ACKNOWLEDGE?MENTS)\Z)",
        re.IGNORECASE,
    ),
    "section": re.compile(rf"(?:SECTION|§) ?{_NUMERAL}", re.IGNORECASE),
    "subsection": re.compile(r"[0-9]+\.[0-9]+"),
    "numbered": re.compile(r"(?:[0-9]{1,3}|[IVXLC]+)(?:[.:] |\.?\Z)"),
}
_KINDS = ("part", "chapter", "section", "numbered", "subsection", "capitals", "mixed")
_CHAPTERS = ("part", "chapter")
