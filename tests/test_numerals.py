"""Roman numerals: what is written is read back, and what is none is refused."""

import pytest

from reissue.numerals import in_roman, of_roman


def test_every_number_that_a_page_can_have_is_read_back() -> None:
    assert [of_roman(in_roman(number)) for number in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize(("number", "numeral"), [(4, "iv"), (49, "xlix"), (90, "xc"), (444, "cdxliv"), (1911, "mcmxi")])
def test_a_number_is_written_as_printers_write_it(number: int, numeral: str) -> None:
    assert in_roman(number) == numeral


def test_the_older_form_is_read_too() -> None:
    assert [of_roman(numeral) for numeral in ("iiii", "xviiii", "lxxxx")] == [4, 19, 90]


def test_another_letter_is_no_numeral() -> None:
    with pytest.raises(KeyError):
        of_roman("xa")
