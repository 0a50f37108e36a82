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
    found = list[str]()
    for sign in words:
        if sign.isalnum():
            found += [small for small in unicodedata.normalize("NFKD", sign.casefold()) if small.isalnum()]
            if len(found) >= _LETTERS:
                break
    return "".join(found[:_LETTERS])


def address(begins: str) -> str:
    """Give the address of a paragraph by the letters with which it begins."""
    digest = hashlib.blake2s(begins.encode(), digest_size=4).digest()
    return f"par-{b32encode(digest).decode().lower()[:_SIGNS]}"


_LETTERS = 48
_SIGNS = 6  # for ten thousand paragraphs, one meeting of two is likely; the second is then told apart by a number
