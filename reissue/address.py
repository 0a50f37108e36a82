"""The addresses of paragraphs, which stay when the text is made anew.

A paragraph goes by a short digest of the letters with which it begins. Its number on the page would be another as soon
as a rule joined or parted two paragraphs above it, and a link would lead to the wrong one without anybody's seeing it.
The digest counts no marks, no accents, no capitals and no spaces, which is what repair changes most; and where a letter
of the beginning is changed, the address leads nowhere rather than elsewhere.
"""

import hashlib
import unicodedata
from base64 import b32encode


def opening(words: str) -> str:
    """Give the letters and figures with which a paragraph begins, small and without accents, to tell it from others."""
    found = _plain(words[:_ENOUGH])
    if len(found) < _LETTERS and len(words) > _ENOUGH:
        found = _plain(words)
    return found[:_LETTERS]


def address(begins: str) -> str:
    """Give the address of a paragraph by the letters with which it begins."""
    digest = hashlib.blake2s(begins.encode(), digest_size=4).digest()
    return f"par-{b32encode(digest).decode().lower()[:_SIGNS]}"


def _plain(words: str) -> str:
    """Give the letters and figures of words, small and without accents; a sign that is neither is made into none."""
    letters = "".join(filter(str.isalnum, words)).casefold()
    return letters if letters.isascii() else "".join(filter(str.isalnum, unicodedata.normalize("NFKD", letters)))


_LETTERS = 48
_ENOUGH = 96  # signs in which so many letters nearly always stand
_SIGNS = 6  # for ten thousand paragraphs, one meeting of two is likely; the second is then told apart by a number
