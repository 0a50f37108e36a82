"""Headings whose level is not the one that the book's own order gives them."""

import re
from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks
from reissue.manuscript import Edit, Manuscript
from reissue.numerals import COUNTED
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER)
def heading_level(manuscript: Manuscript) -> Iterator[Edit]:
    """Headings of one kind stand at several levels, or those of a higher kind below those of a lower."""
    text = manuscript.text
    headings = [block for block in blocks(text) if block.kind is Kind.HEADING]
    kinds = _kinds([text[block.body : block.end] for block in headings])
    if kinds and _is_title(text, headings, kinds):
        kinds[0] = "title"
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
_CHAPTERS = ("title", "part", "chapter")
_TELLING = ("part", "chapter", "section", "numbered", "subsection")
