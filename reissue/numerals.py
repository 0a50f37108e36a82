"""Roman numerals, read and written in small letters."""


def of_roman(numeral: str) -> int:
    """Give the number; KeyError for a letter that is none of i, v, x, l and c."""
    values = [_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def in_roman(number: int) -> str:
    """Write a number as folios have it, with l as the greatest letter."""
    letters = ""
    for value, letter in _LETTERS:
        letters += letter * (number // value)
        number %= value
    return letters


_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
