"""Roman numerals, read and written in small letters, and what books call the divisions that they number."""

COUNTED = (
    *("CHAPTER", "LECTURE", "LETTER", "ESSAY", "CANTO", "DISCOURSE", "SERMON", "HOMILY", "DIALOGUE", "MEDITATION"),
    *("CONVERSATION", "EPISTLE", "TREATISE", "TRACT", "STAVE"),
)
"""The names of what stands where chapters do, before its number."""


def of_roman(numeral: str) -> int:
    """Give the number; KeyError for a letter that is no Roman numeral."""
    values = [_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def in_roman(number: int) -> str:
    """Write a number."""
    letters = ""
    for value, letter in _LETTERS:
        letters += letter * (number // value)
        number %= value
    return letters


_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_LETTERS = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
