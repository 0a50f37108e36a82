import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TROUBLESOME, edits, source_of, texts

from reissue.manuscript import Batch, Edit, Manuscript, Piece, begin, mend, remake, unmake
from reissue.source import Place

TEXT = "0123456789"


@st.composite
def mended(draw: st.DrawFn) -> tuple[Manuscript, list[Edit]]:
    """Make a manuscript that has been mended once already, and edits of it."""
    manuscript = begin(source_of(draw(texts())))
    manuscript = mend(manuscript, draw(edits(len(manuscript.text))), Batch("first"))[0]
    return manuscript, draw(edits(len(manuscript.text)))


def test_a_manuscript_begins_as_its_source() -> None:
    manuscript = begin(source_of(TEXT))
    assert manuscript.pieces == (Piece(TEXT, 0),)
    assert manuscript.text == TEXT


def test_kept_slices_remember_where_they_stood() -> None:
    result, changes = mend(
        begin(source_of(TEXT)), [Edit(2, 8, (slice(5, 8), "-", slice(2, 5)), "swapped")], Batch("swap")
    )
    assert result.text == "01567-23489"
    assert result.pieces == (
        *(Piece("01", 0), Piece("567", 5), Piece("-", 2, "swap"), Piece("234", 2), Piece("89", 8)),
    )  # fmt: skip
    assert [result.at(offset) for offset in range(12)] == [0, 1, 5, 6, 7, 2, 2, 3, 4, 8, 9, 10]
    assert changes[0].new == (slice(3, 6), "-", slice(0, 3))
    assert (changes[0].before, changes[0].after) == ("234567", "567-234")
    assert changes[0].place == Place(1, 1, 3)
    assert changes[0].why == "swapped"


def test_print_that_belongs_together_again_is_one_piece() -> None:
    moved, _ = mend(begin(source_of(TEXT)), [Edit(0, 10, (slice(5, 10), slice(0, 5)))], Batch("swap"))
    back, _ = mend(moved, [Edit(0, 10, (slice(5, 10), slice(0, 5)))], Batch("swap"))
    assert back.pieces == (Piece(TEXT, 0),)


@pytest.mark.parametrize(
    ("edits_", "result"),
    [
        ([], TEXT),
        ([Edit(0, 10, ())], ""),
        ([Edit(5, 5, ("x",))], "01234x56789"),
        ([Edit(5, 5, ("x",)), Edit(5, 5, ("y",))], "01234xy56789"),
        ([Edit(10, 10, ("x",)), Edit(0, 0, ("y",))], "y0123456789x"),
        ([Edit(4, 6, ("x", "y", "", slice(4, 4), "z"))], "0123xyz6789"),
        ([Edit(4, 6, (slice(4, 6), slice(4, 6)))], "012345456789"),
        ([Edit(4, 6, ("b",)), Edit(2, 4, ("a",))], "01ab6789"),
    ],
)
def test_mend(edits_: list[Edit], result: str) -> None:
    after, changes = mend(begin(source_of(TEXT)), edits_, Batch("rule"))
    assert after.text == result
    assert len(changes) == len(edits_)
    assert unmake(result, changes) == TEXT


@pytest.mark.parametrize(
    "wrong",
    [
        [Edit(2, 5, ()), Edit(4, 6, ())],
        [Edit(2, 5, ()), Edit(2, 5, ())],
        [Edit(2, 8, ()), Edit(4, 4, ("x",))],
        [Edit(-1, 2, ())],
        [Edit(9, 11, ())],
        [Edit(11, 11, ("x",))],
        [Edit(5, 3, ())],
        [Edit(2, 5, (slice(1, 3),))],
        [Edit(2, 5, (slice(4, 6),))],
        [Edit(2, 5, (slice(4, 3),))],
        [Edit(2, 5, (slice(-3, 4),))],
    ],
)
def test_a_rule_that_overlaps_or_leaves_its_edit_is_at_fault(wrong: list[Edit]) -> None:
    with pytest.raises(ValueError, match="the rule wrong"):
        mend(begin(source_of(TEXT)), wrong, Batch("wrong"))


@given(mended())
def test_what_lies_outside_the_edits_stays_as_it_was(case: tuple[Manuscript, list[Edit]]) -> None:
    manuscript, made = case
    result, changes = mend(manuscript, made, Batch("second"))
    text, parts, done = manuscript.text, list[str](), 0
    for edit in sorted(made, key=lambda edit: (edit.start, edit.end)):
        parts += [text[done : edit.start], *(text[part] if isinstance(part, slice) else part for part in edit.new)]
        done = edit.end
    assert result.text == "".join([*parts, text[done:]])
    assert len(changes) == len(made)


@given(mended())
def test_every_kept_character_knows_where_it_stood(case: tuple[Manuscript, list[Edit]]) -> None:
    result, _ = mend(*case, Batch("second"))
    printed = result.source.text
    for piece, start in zip(result.pieces, result.starts, strict=True):
        assert piece.text
        assert 0 <= piece.at <= len(printed)
        if not piece.rule:
            assert printed[piece.at : piece.at + len(piece.text)] == piece.text
        for number in range(len(piece.text)):
            assert result.at(start + number) == piece.at + (0 if piece.rule else number)


@given(mended())
def test_the_changes_of_a_rule_are_made_again_and_taken_back(case: tuple[Manuscript, list[Edit]]) -> None:
    manuscript, made = case
    result, changes = mend(manuscript, made, Batch("second"))
    assert unmake(result.text, changes) == manuscript.text
    if changes:
        assert remake(manuscript, changes) == result


@given(mended(), st.integers(0, 50), st.integers(0, 50))
def test_between_cuts_the_pieces_to_a_stretch(case: tuple[Manuscript, list[Edit]], a: int, b: int) -> None:
    manuscript, start, end = case[0], min(a, b), max(a, b)
    pieces = list(manuscript.between(start, end))
    assert "".join(piece.text for piece in pieces) == manuscript.text[start:end]
    assert all(piece.rule or manuscript.source.text.startswith(piece.text, piece.at) for piece in pieces)


@given(st.lists(st.sampled_from(TROUBLESOME), max_size=4).map("".join))
def test_changes_of_another_text_are_refused(other: str) -> None:
    manuscript = begin(source_of(TEXT))
    result, changes = mend(manuscript, [Edit(3, 6, ("abc",))], Batch("rule"))
    with pytest.raises(ValueError, match="does not fit this source"):
        remake(begin(source_of(f"x{other}")), changes)
    with pytest.raises(ValueError, match="does not fit this text"):
        unmake(result.text.replace("abc", f"x{other}"), changes)
