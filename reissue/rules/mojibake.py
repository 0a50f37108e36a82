"""Letters that were written in one encoding and read in another."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.NOTHING, reach=0)
def mojibake(manuscript: Manuscript) -> Iterator[Edit]:
    """A letter or a mark stands as two or three signs, for its UTF-8 was read as Windows-1252 on its way here.

    Only signs that no language writes one after the other, and that are one sign again when they are read rightly.
    """
    for found in beginnings(_SIGNS, manuscript.text, _BEGINS):
        read = b"".join(map(_byte, found.group())).decode(errors="ignore")
        if len(read) == 1:
            yield Edit(*found.span(), (read,), "the bytes of UTF-8, read as Windows-1252")


def _byte(sign: str) -> bytes:
    """Give the byte that was read as this sign; Windows-1252 has none for five of them, which stay what they are."""
    return sign.encode("cp1252") if sign in _MARKS else sign.encode("latin-1")


_MARKS = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
"""What the second and third bytes of a sign in UTF-8 are read as."""
_LETTERS = "".join(sign for sign in _MARKS if sign not in "‘’“”–—…\N{NO-BREAK SPACE}")
"""Those that stand behind a capital by mistake alone."""
_BEGINS = ("â€", "ï¬", "Ã", "Â")
_SIGNS = re.compile(
    rf"[âïÃÂ](?:(?<=â)€[\x80-\x9f{_MARKS}]|(?<=ï)¬[\x80-\x86{_MARKS}]|(?<=Â)(?<![A-Z]Â)[\xa1-\xaa\xac-\xba\xbc-\xbf]"
    rf"|(?<=[a-z]Ã)[\xa1-\xbf]|(?<=Ã)[{_LETTERS}](?=[a-z]))"
)
