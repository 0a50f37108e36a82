import pytest
from hypothesis import given
from strategies import paragraphs, texts

from reissue.quotes import marks
from reissue.usage import ENGLISH, INWARD, LOW, OUTWARD, Usage, as_english, read, usage

FRENCH = "Le vent du nord est dans les voiles, et le pilote dort. "
GERMAN = "Der Wind ist nicht mit uns, und die Flut ist von der Nacht. "
SPANISH = "El viento del norte es peligroso con la barra, y se fue por las rocas. "
TEXTS = [
    ('The tide was in, and the pilot was asleep. "No."', ENGLISH),
    ("The tide was in, and the pilot was asleep. “No.” „Nein.“ «Non.»", ENGLISH),
    ("The tide was in, and the pilot was asleep. «No.» «Yes.» «Perhaps.»", OUTWARD),
    (FRENCH + '"Non."', OUTWARD._replace(space="\N{NO-BREAK SPACE}")),
    (FRENCH + "« Non. »", OUTWARD._replace(space="\N{NO-BREAK SPACE}")),
    (FRENCH + "«\N{NARROW NO-BREAK SPACE}Non.»", OUTWARD._replace(space="\N{NARROW NO-BREAK SPACE}")),
    (FRENCH + "«Non.»", OUTWARD),
    (FRENCH + "“Non.”", ENGLISH),
    (GERMAN + '"Nein."', LOW),
    (GERMAN + '"Nein.“', LOW),
    (GERMAN + "»Nein.«", INWARD),
    (GERMAN + "«Nein.»", OUTWARD),
    (SPANISH + '"No."', OUTWARD),
    ("", ENGLISH),
]  # fmt: skip


@pytest.mark.parametrize(("text", "used"), TEXTS)
def test_the_usage_is_the_printers_else_the_languages(text: str, used: Usage) -> None:
    assert usage(text) == used


@given(paragraphs())
def test_each_mark_is_read_once_in_every_usage(text: str) -> None:
    for used in (ENGLISH, LOW, OUTWARD, INWARD):
        assert [mark.at for mark in read(text, used)] == [mark.at for mark in marks(as_english(text, used))]
        for mark in read(text, used):
            assert text[mark.at] in {mark.sign, "'", '"'}


@given(texts())
def test_a_text_in_another_usage_keeps_its_places(text: str) -> None:
    assert len(as_english(text, usage(text))) == len(text)
