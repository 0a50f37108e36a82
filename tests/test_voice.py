"""A quotation goes on in the present tense where the book narrates in the past; the book's length is what tells."""

from reissue.blocks import blocks
from reissue.repair import repair
from reissue.rules.unmarked_quotation import unmarked_quotation
from reissue.source import read_source
from reissue.voice import narrates

TOLD = "The ship lay in the roads for a week, and nobody on board knew why the pilot had left her, or whether he lived."
SAID = "The ship is lying in the roads, and nobody on board can tell why the pilot will not come, or whether he must."
QUOTED = (
    "The pilots wrote to the Board in the spring of that year, and did not mince their words:",
    "The lantern on the mole is broken and has been so since Martinmas, and there is no oil for it if it is mended.",
    "You have our dues for the whole year. You must send us a smith and glass, or you shall have no pilots by summer.",
    "The Board laid the letter aside, and heard no more of the matter until the first ship of the year was lost.",
)


def book(paragraph: str) -> str:
    return "\n\n".join((*[paragraph] * 30, *QUOTED)) + "\n"


def quoted(text: str) -> list[str]:
    mended = repair(read_source(text.encode(), "book.md"), rules=[unmarked_quotation]).manuscript.text
    return [mended[block.body : block.end] for block in blocks(mended) if block.kind.value == "quotation"]


def test_a_book_that_is_told_in_the_past_narrates() -> None:
    assert narrates(book(TOLD))
    assert not narrates(book(SAID))
    assert not narrates("\n\n".join(QUOTED))


def test_what_speaks_in_the_present_belongs_to_the_quotation_there() -> None:
    assert quoted(book(TOLD)) == [*QUOTED[1:3]]


def test_in_a_book_in_the_present_it_tells_nothing() -> None:
    assert quoted(book(SAID)) == [QUOTED[1]]
