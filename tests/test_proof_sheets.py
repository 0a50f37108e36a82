from reissue.proof.sheets import Line, letters_of, sort_lines


def line(number: int, words: str, size: float) -> Line:
    baseline = 40.0 + 12 * (number % 40)
    box = (30.0, baseline - size, 300.0, baseline)
    return Line(number // 40, words, letters_of(words), size, baseline, box, whole=True, runs=())


def test_a_line_of_the_text_whose_words_a_note_has_too_is_no_line_of_that_note() -> None:
    said = ["the sun and the moon upon the pillars", "stand for the faith of a wife in her lord"]
    body = [f"line {number} of the text, which goes on as texts go on" for number in range(400)]
    notes = [*said, *(f"note {number} of the book, as long as a line of notes is" for number in range(30))]
    lost = [f"line {number} that the copy has and no page of the print" for number in range(150)]
    copy, small = ("".join(map(letters_of, parts)) for parts in ([*body[:200], *lost, *said, *body[200:]], notes))
    printed = [*body[:200], *said, *body[200:]]
    lines = [line(number, words, 10.0) for number, words in enumerate(printed)]
    lines += [line(number, words, 8.0) for number, words in enumerate(notes, len(lines))]
    sheets = sort_lines([lines[at : at + 40] for at in range(0, len(lines), 40)], copy, small)
    assert {each.size for each in sheets.notes} == {8.0}
    assert {each.size for each in sheets.text} == {10.0}


def test_the_cells_of_a_table_at_the_end_belong_to_the_text_and_the_folio_does_not() -> None:
    cells = ["Word", "Page", "Ropes", "4", "Wheels", "7"]
    page = [line(0, "The words of a paragraph above the table", 10.0)]
    page += [line(number, words, 9.0) for number, words in enumerate(cells, 3)]
    page.append(line(30, "1", 9.0))
    sheets = sort_lines([page], "".join(map(letters_of, [page[0].words, *cells])), "")
    assert [each.words for each in sheets.text] == [page[0].words, *cells]
    assert [each.words for each in sheets.margins] == ["1"]


def test_a_short_heading_above_the_last_line_of_a_short_book_belongs_to_the_text() -> None:
    said = [("The preface of it", 20.0), ("One line of text", 10.0), ("Mill", 11.0), ("Text", 10.0)]
    page = [line(3 * number, words, size) for number, (words, size) in enumerate(said)]
    sheets = sort_lines([[*page, line(30, "1", 9.0)]], "".join(letters_of(words) for words, _ in said), "")
    assert [each.words for each in sheets.text] == [words for words, _ in said]
    assert [each.words for each in sheets.margins] == ["1"]


def test_a_line_that_is_printed_twice_in_one_place_is_of_one_sort() -> None:
    words = [f"line {number} of the text, which goes on as texts go on" for number in range(30)]
    small = [f"note {number} of the book, as long as a line of notes is" for number in range(8)]
    page = [line(number, said, 10.0) for number, said in enumerate(words)]
    page += [line(number, said, 8.0) for number, said in enumerate(small, len(page))]
    twice = [*page[:5], page[4], *page[5:33], page[32], *page[33:]]
    sheets = sort_lines([twice], *("".join(map(letters_of, said)) for said in (words, small)))
    assert list(sheets.text) == twice[:31]
    assert list(sheets.notes) == twice[31:]
