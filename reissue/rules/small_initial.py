"""Chapters whose first letter, set larger than the rest, was read as a small one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reissue.blocks import Kind, blocks
from reissue.lexicon import is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING, reach=1, told=(is_english,))
def small_initial(manuscript: Manuscript) -> Iterator[Edit]:
    """A chapter's first word begins with a small letter, where a large initial was printed.

    Where the word may be what is left of a longer one, whose initial was lost, the editor is asked.
    """
    text = manuscript.text
    for heading, first in pairwise(blocks(text)):
        if heading.kind is not Kind.HEADING or first.kind is not Kind.PARAGRAPH or not text[first.start].islower():
            continue
        word = _WORD.match(text, first.start, first.end)
        if not word or first.end - first.start < _LONG or not _CHAPTER.fullmatch(text, heading.body, heading.end):
            continue
        if not is_english(text):
            return
        common = zipf(word.group())
        longer = [form for letter in _LETTERS if zipf(form := letter + word.group()) > common - _RIVAL]
        initial = text[first.start].upper()
        if common >= _COMMON and not longer:
            yield Edit(first.start, first.start + 1, (initial,), "the first letter of a chapter")
        else:
            others = " or ".join(form.capitalize() for form in longer[:3]) or "another word"
            why = f"a chapter begins with a small letter; it may have been {others}"
            yield Edit(first.start, first.start + 1, (initial,), why, sure=False)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COMMON, _RIVAL = 4.5, 1.2  # on the Zipf scale
_LONG = 120  # characters; what is shorter is rather a line of verse, or the rest of the heading
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?(?=[\s,;—])")
_CHAPTER = re.compile(
    r"\**(?:(?:chapter|section|book|part|letter|lecture|essay)\.? )?(?:[0-9]{1,3}|[ivxlc]{1,8})\.?\**"
    r"|\**(?:chapter|book|part)\.? [a-z]{3,12}\.?\**",
    re.IGNORECASE,
)
