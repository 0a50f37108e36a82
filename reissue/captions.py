"""The figures, plates, tables and maps whose captions have a number, and the words that send to them.

What stands in another author's work, quoted or cited, is left alone.
"""

import re
from collections.abc import Iterator, Mapping

from reissue.blocks import Kind, blocks
from reissue.capitals import CLOSED
from reissue.divisions import figures
from reissue.pointers import Pointer, in_prose, is_quoted, led_up, stand_unlinked
from reissue.view import view
from reissue.vocabulary import led_by


@view
def caption_pointers(text: str) -> tuple[Pointer, ...]:
    """Give the words that send to a figure or a table of this book; without target if it does not have the one."""
    return tuple(_pointers(text)) if _HINT.search(text) else ()


def sends_to_a_caption(text: str) -> bool:
    """Tell whether anything in some blocks seems to send to a figure or a table."""
    return stand_unlinked(text, led_by(text, _WORDS, _SEND))


@view
def captions(text: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Give the addresses of the captions by kind and number, the number in figures."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in blocks(text):
        head = _CAPTION.match(text, block.start, block.end) if block.kind is Kind.PARAGRAPH else None
        if head:
            key = _kind(head), figures(head["number"])
            found[key] = (*found.get(key, ()), f"{_kind(head)}-{head['number'].lower()}")
    return found


def _pointers(text: str) -> Iterator[Pointer]:
    there = captions(text)
    for block, send in in_prose(text, led_by(text, _WORDS, _SEND)):
        before = led_up(text, block, send.start(), _REACH)
        named = not before.strip("*_[ ") and _CAPTION.match(text, block.start, block.end)
        if is_quoted(text, block, send.start()) or named or _OF.match(text, send.end()) or _ANOTHERS.search(before):
            continue
        kind = _kind(send)
        for number, figure in enumerate(_NUMBER.finditer(text, *send.span("numbers"))):
            targets = there.get((kind, figures(figure.group())), ())
            one = targets if len(targets) == 1 else ()
            how = f"the edition has one {kind} {figure.group()}" if one else "it leads outside of the edition"
            yield Pointer(kind, figure.start() if number else send.start(), figure.end(), one, how)


def _kind(found: re.Match[str]) -> str:
    return _KINDS[found["kind"][:2].lower()]


_REACH = 24
_KINDS = {"fi": "figure", "pl": "plate", "ta": "table", "ma": "map"}
_NUMERAL = r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})?|[IVXLC]+)"  # 4.2 is the second of its chapter
_NUMBER = re.compile(rf"\b{_NUMERAL}\b")
_HINT = re.compile(r"[FfPpTtMm](?:ig(?:s?\.|ures? )|IG|late|able|LATE|ABLE|ap |AP )")
_SET = rf"(?:[*_]|{CLOSED})*"  # the marks that end what is set in a type of its own
_CAPTION = re.compile(
    rf"[*_\[]*(?P<kind>Figure|FIGURE|Fig\.|FIG\.|Plate|PLATE|Table|TABLE|Map|MAP){_SET} (?P<number>{_NUMERAL})\b"
    r"(?![-–]|,? (?:and |or )?[a-z0-9])"
)
_WORDS = frozenset(("figure", "figures", "fig", "figs", "plate", "plates", "table", "tables", "map", "maps"))
_SEND = re.compile(
    rf"(?<![\w-])(?P<kind>[Ff]igures?|[Ff]igs?\.|FIGS?\.|[Pp]lates?|[Tt]ables?|Maps?){_SET} "
    rf"(?P<numbers>{_NUMERAL}\b(?:(?:, and |, | and | & |[–-]| to | or ){_NUMERAL}\b)*)(?![\w(]|\.[0-9])"
)
_OF = re.compile(r",? (?:of|in|to|from) (?!(?:this|the present)\b)(?:[*“]|his\b|her\b|their\b|its\b|[A-Z])")
_ANOTHERS = re.compile(
    r"(?:\b(?:his|her|their|its|whose)|[’']s|s[’'])\s\Z|[*_”)0-9],\s*\Z|\bibid[.*_]*,?\s\Z", re.IGNORECASE
)
