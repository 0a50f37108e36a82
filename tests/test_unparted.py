from xml.etree.ElementTree import tostring

import pytest

from reissue.bind.pdf_notes import parse_xhtml
from reissue.bind.unparted import keep_together


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("See p. 12, and vol. ii, pp. 3-4.", ["p. 12", "vol. ii", "pp. 3"]),
        ("<em>Capital</em>, Vol. I, No. 5 <em>ibid.</em> p. 7", ["Vol. I", "No. 5", "p. 7"]),
        ("p. 1 <em>as</em> on p. 2 <em>as on p. 3</em> p. 4", ["p. 1", "p. 2", "p. 3", "p. 4"]),
        ("I said no. 5 came; he said stop. 9 did.", ["no. 5"]),
        ("Nothing of the kind, in 1917. Vol. itself.", []),
    ],
)
def test_an_abbreviation_stays_with_its_number_and_no_word_moves(text: str, together: list[str]) -> None:
    tree = parse_xhtml("p", text)
    before = "".join(tree.itertext())
    keep_together(tree)
    spans = [span.text for span in tree.iter("span") if span.get("class") == "unparted"]
    assert (spans, "".join(tree.itertext())) == (together, before)


def test_what_is_kept_together_is_not_taken_twice() -> None:
    tree = parse_xhtml("p", "See p. 12.")
    keep_together(tree)
    once = tostring(tree)
    keep_together(tree)
    assert tostring(tree) == once
