"""How wide the lines of a text came out in type, as far as their letters tell.

An m is as wide as three i's but in type of one width, such as a typewriter's. Which of the two a book is set in, its
own lines show: the full ones come out alike. No face is known; the widths are those that book faces have in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reissue.blocks import Kind, blocks
from reissue.measure import measures
from reissue.view import view


class SetWidth(NamedTuple):
    """Whether the letters of a book are of several widths, and how wide in letters its lines are, by its measure."""

    several: bool = False
    widths: Mapping[int, float] = {}

    def of(self, words: str) -> float:
        """Give how wide words are, in letters of middling width."""
        return _in_type(words) if self.several else len(words)

    def measure(self, characters: int) -> float:
        """Give how wide the lines are where the measure is of so many characters."""
        return self.widths.get(characters, characters)


@view
def set_width(text: str) -> SetWidth:
    """Find out which it is, from the full lines in the midst of paragraphs."""
    lines: dict[int, list[str]] = {}
    for measure, line in _full(text):
        lines.setdefault(measure, []).append(line)
    most: Sequence[str] = max(lines.values(), key=len, default=[])
    if _spread([_in_type(line) for line in most]) >= _spread([len(line) for line in most]):
        return SetWidth()
    widths = {measure: sorted(map(_in_type, row)) for measure, row in lines.items()}
    return SetWidth(several=True, widths={measure: row[int(len(row) * _MOST)] for measure, row in widths.items()})


def _full(text: str) -> Iterator[tuple[int, str]]:
    """Give the full lines within paragraphs, each with the measure there; those of two hundred pages tell enough."""
    widths, left = measures(text), SAMPLE
    for block in blocks(text) if widths.starts else ():
        if block.kind is Kind.PARAGRAPH:
            measure = widths.at(block.start)
            lines = text[block.start : block.end].split("\n")
            yield from ((measure, line) for line in lines[1:-1] if len(line) > measure * _FULL)
            left -= len(lines)
            if left < 0:
                return


def _spread(widths: Sequence[float]) -> float:
    """Give how far widths lie from their mean, as a share of it."""
    mean = sum(widths) / max(1, len(widths))
    return sum((width - mean) ** 2 for width in widths) / mean**2 if mean else 0


def _in_type(words: str) -> float:
    return sum(words.encode("cp1252", "replace").translate(_UNITS)) / _MIDDLING


SAMPLE = 8000  # lines
# In hundredths of the size of the type.
_WIDTHS = {
    25: " .,",
    28: "ijlt;:/|",
    33: "frI-()[]!'‘’",
    39: "sJ",
    41: '"“”',
    44: "acez?",
    56: "FPS",
    61: "ELTZ",
    67: "BCR",
    72: "ADGHKNOQUVXYw",
    78: "m&",
    89: "M",
    94: "W",
    100: "\N{EM DASH}",
}
_OTHER, _MIDDLING = 50, 43
_UNITS = bytes(
    next((width for width, letters in _WIDTHS.items() if bytes([code]).decode("cp1252", "replace") in letters), _OTHER)
    for code in range(256)
)
_FULL, _MOST = 0.8, 0.95
