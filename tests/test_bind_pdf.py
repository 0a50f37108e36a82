import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pikepdf
import pymupdf
import pytest
import samples
from samples import HERE, HOUSE, LANTERNS, STYLES

from reissue import Trouble
from reissue.bind import Styles, families
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.changed import Emendation
from reissue.edition import Edition
from reissue.proof import prove

EDITION = replace(samples.EDITION, translators=(), description="A year of lamps.")
FAMILIES = {"Book-Text", "Book-Note", "Book-Title"}


class Printed(NamedTuple):
    """A line of a page as it was printed, with its first stretch of one font."""

    words: str
    box: pymupdf.Rect
    span: dict[str, Any]


@pytest.fixture(autouse=True)
def nothing_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    records = caplog.get_records("setup") + caplog.get_records("call")
    assert [record.getMessage() for record in records if record.name == "weasyprint"] == []


@pytest.fixture(scope="module")
def lanterns() -> pymupdf.Document:
    return bound(LANTERNS)


def bound(markdown: str, edition: Edition = EDITION, styles: Styles = STYLES) -> pymupdf.Document:
    return pymupdf.open(stream=bind_pdf(read_book(markdown, edition), styles))


def styled(css: str) -> Styles:
    return STYLES._replace(sheets=STYLES.sheets | {"print": f"{STYLES.sheets['print']}\n{css}"})


def printed(page: pymupdf.Page) -> list[Printed]:
    """List the lines of a page from above; parts of one line that stand apart are lines of their own."""
    found = [
        Printed("".join(span["text"] for span in line["spans"]).strip(), pymupdf.Rect(line["bbox"]), line["spans"][0])
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", [])
    ]
    return sorted((line for line in found if line.words), key=lambda line: (round(line.box.y1), line.box.x0))


def at_foot(document: pymupdf.Document) -> list[str]:
    """List the lines of the notes at the foot, all pages together."""
    return [line.words for page in document for line in printed(page) if line.span["font"].startswith("Book-Note")]


def head(page: pymupdf.Page) -> str:
    found = [line for line in printed(page) if line.box.y1 < 0.09 * page.rect.height]
    return " ".join(line.words for line in sorted(found, key=lambda line: line.box.x0))


def drop_folio(page: pymupdf.Page) -> str:
    return "".join(line.words for line in printed(page) if line.box.y0 > 0.92 * page.rect.height)


def links(document: pymupdf.Document) -> dict[str, tuple[int, pymupdf.Rect, int]]:
    """Give for each name that links lead to: page and place of the first of them, and the page that it leads to."""
    found = [
        (link["nameddest"], page.number, link["from"], link["page"]) for page in document for link in page.get_links()
    ]
    return {name: (page, place, target) for name, page, place, target in reversed(found)}


def words_inside(document: pymupdf.Document) -> Counter[str]:
    """Count the words that are wholly on a page, where no word is hyphenated."""
    return Counter(
        word.strip(".0123456789")
        for page in document
        for x0, y0, x1, y1, word, *_ in page.get_text("words")
        if x0 >= 0 and y0 >= 0 and x1 <= page.rect.width and y1 <= page.rect.height
    )


def rare_words() -> Iterator[str]:
    """Make words of five letters, none of them twice, too short to be hyphenated."""
    for letters in itertools.product("abdegiklmnorstu", repeat=4):
        yield "z" + "".join(letters)


def with_notes(lengths: list[int], paragraph: int = 40) -> tuple[str, list[str]]:
    """Make a text with notes of so many words, one in each paragraph, and list all its words."""
    words = rare_words()
    used, blocks = [], []
    for number, length in enumerate(lengths, 1):
        text, note = list(itertools.islice(words, paragraph)), list(itertools.islice(words, length))
        used += text + note
        text[paragraph // 2] += f".[^{number}]"
        note[length // 3] = f"*{note[length // 3]}*"
        note[length // 2] += "\n\n    " if number % 5 == 0 else ""
        blocks += [" ".join(text), f"[^{number}]: {' '.join(note)}"]
    return "\n\n".join(blocks) + "\n", used


@pytest.mark.parametrize(
    ("lengths", "trim"),
    [
        ([1500], (140, 216)),
        ([3, 900, 2, 700, 5], (105, 148)),
        ([100 + 37 * number % 200 for number in range(60)], (140, 216)),
    ],
    ids=["one longer than three pages", "two in a row longer than a page", "sixty long ones"],
)
def test_every_word_of_every_note_is_on_a_page_once(lengths: list[int], trim: tuple[float, float]) -> None:
    markdown, used = with_notes(lengths)
    found = words_inside(bound(markdown, Edition("Notes", trim=trim)))
    assert [word for word in used if found[word] != 1] == []


def test_a_note_begins_on_the_page_of_its_reference() -> None:
    markdown, _ = with_notes([10 + 13 * number % 90 for number in range(60)], paragraph=70)
    found = links(bound(markdown, Edition("Notes")))
    assert len(found) == 120
    assert [name for name, (page, _, target) in found.items() if page != target] == []


def test_the_pieces_of_a_note_join_without_a_seam() -> None:
    words = " ".join(["a considerable number of particularly interesting *circumstances* and", "others,"] * 99)
    document = bound(f"Text.[^1]\n\n[^1]: {words} the end.\n", Edition("Notes"))
    notes = [(page, line) for page in document for line in printed(page) if line.span["font"].startswith("Book-Note")]
    right = {page.number: max(line.box.x1 for _, line in notes if _ is page) for page, _ in notes}
    short = [line.words for page, line in notes[1:] if line.box.x1 < right[page.number] - 0.5]
    assert len(right) > 2
    assert len(short) == 1
    assert short[0].endswith("the end.")


def test_a_note_that_would_be_lost_stops_the_binding() -> None:
    with pytest.raises(Trouble, match=r"not made, .*note-1 is set 0 times"):
        bound("Text.[^1]\n\n[^1]: A note.\n", styles=styled(".note { display: none }"))


def test_a_note_that_runs_off_the_page_stops_the_binding() -> None:
    with pytest.raises(Trouble, match="note-1 runs off the page"):
        bound("Text.[^1]\n\n[^1]: A note.\n", styles=styled(".note p { height: 900pt }"))


def test_a_version_that_is_not_known_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "70.1")
    with pytest.raises(Trouble, match=r"install weasyprint==70\.0"):
        bound("Text.\n")


def test_the_text_is_the_printers(lanterns: pymupdf.Document) -> None:
    text = " ".join(" ".join(page.get_text().split()) for page in lanterns)
    for words in (
        "who climbs a hundred and nine steps every night,” the old keeper said, “is in a hurry.”2",
        "disagreed*, and wrote [in pencil] beside it: 3 < 4, 50 # of oil, $2 a barrel, _see_ the ledger.",
        "1. It began with a number, as all his letters did.",
        "Come down, come down, the tide is turning, The boats are in, the bread is burning;",
        "Lamp out from two until a quarter past. Oil frozen. Wind north. The entry is in his own hand.",
        "One reference leads nowhere.9",
    ):
        assert words in text


def test_notes_stand_at_the_foot_under_their_printed_marks(lanterns: pymupdf.Document) -> None:
    # A note that is called in a note follows that; one that nothing calls closes its chapter; none stands there twice.
    marks = [line.split()[0] for line in at_foot(lanterns) if re.match(r"\d\.|[a*†] ", line)]
    assert marks == ["*", "1.", "2.", "5.", "3.", "4.", "7.", "6.", "1.", "a", "†"]
    assert "Notes" in [line.words for line in printed(lanterns[9])]


def test_references_and_notes_lead_to_each_other(lanterns: pymupdf.Document) -> None:
    found = links(lanterns)
    for label in ("1-1", "1-2", "1-5", "1-6", "2-a", "2-x2020", "0-x2a"):
        page, place, target = found[f"note-{label}"]
        back_page, back_place, back_target = found[f"ref-{label}"]
        assert (page, target) == (back_target, back_page)
        assert back_place.y0 > place.y0
        assert min(place.width, place.height, back_place.height) > 3
    second = [link for page in lanterns for link in page.get_links() if link["nameddest"] == "note-1-2"]
    assert len(second) == 2
    assert "note-1-7" not in found


def test_chapters_open_on_a_recto_without_a_running_head(lanterns: pymupdf.Document) -> None:
    labels = [page.get_label() for page in lanterns]
    assert labels == ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4", "5"]
    shown = {label: (head(page), drop_folio(page)) for label, page in zip(labels, lanterns, strict=True)}
    assert shown == {
        "i": ("", ""),
        "ii": ("", ""),
        "iii": ("", ""),
        "iv": ("", ""),
        "v": ("", "v"),
        "vi": ("", ""),
        "1": ("", "1"),
        "2": ("", ""),
        "3": ("", "3"),
        "4": ("4 LANTERNS & <LAMPS>", ""),
        "5": ("", "5"),
    }


def test_a_running_head_names_the_chapter_or_the_section() -> None:
    filling = "A line of text to fill the pages of this chapter with. " * 300
    document = bound(f"# The first of two chapters with much longer titles than a running head\n\n{filling}\n")
    assert head(document[6]) == "THE FIRST OF TWO CHAPTERS WITH MUCH LONGER … 3"
    document = bound(f"## One\n\n{filling}\n\n### Under one\n\n{filling}\n\n## Two\n\n{filling}\n")
    rectos = [head(page).rstrip("1234567890 ") for page in document if page.number % 2 == 0 and page.number > 6]
    assert list(dict.fromkeys(rectos)) == ["ONE", "TWO"]


def test_a_chapter_begins_after_the_notes_of_the_last_one() -> None:
    markdown, used = with_notes([900])
    document = bound(f"# One\n\n{markdown}\n# Two\n\nText.\n")
    (opening,) = [page for page in document if page.number > 4 and "Two" in [line.words for line in printed(page)]]
    (last,) = [page for page in document if used[-1] in page.get_text()]
    assert 4 < last.number < opening.number
    assert [line.words for line in printed(opening)] == ["Two", "Text.", opening.get_label()]
    assert head(last) in {f"ONE {last.get_label()}", f"{last.get_label()} LANTERNS & <LAMPS>"}


def test_contents_give_the_folios_of_the_headings(lanterns: pymupdf.Document) -> None:
    entries = [line.words for line in printed(lanterns[4])]
    assert entries == [
        "Contents",
        *("I. THE Keepers OF THE LAMP", "3"),
        *("A Letter", "3"),
        *("II. THE LAMP ITSELF", "5"),
        "v",
    ]
    targets = [(link["nameddest"], lanterns[link["page"]].get_label()) for link in lanterns[4].get_links()]
    assert set(targets) == {("heading-2-1", "3"), ("heading-2-2", "3"), ("heading-3-1", "5")}


def test_a_book_of_one_heading_has_no_contents() -> None:
    document = bound("# Only\n\nText.\n")
    assert [page.get_label() for page in document] == ["i", "ii", "iii", "iv", "1"]


def test_the_outline_begins_with_the_highest_headings(lanterns: pymupdf.Document) -> None:
    assert [entry[:2] for entry in lanterns.get_toc()] == [
        [1, "Lanterns & <Lamps>"],
        [1, "Contents"],
        [1, "I. THE Keepers OF THE LAMP"],
        [2, "A Letter"],
        [3, "Of the oil"],
        [1, "II. THE LAMP ITSELF"],
    ]
    lower = bound("## One[^1]\n\nText.\n\n[^1]: Note.\n\n### Under one\n\nText.\n")
    assert [entry[:2] for entry in lower.get_toc()][2:] == [[1, "One"], [2, "Under one"]]


def test_the_file_says_what_the_edition_says(lanterns: pymupdf.Document) -> None:
    said = lanterns.metadata
    assert said["title"] == "Lanterns & <Lamps>"
    assert said["author"] == "A. Keeper, B. Wick"
    assert said["subject"] == "A year of lamps."
    assert said["creationDate"] == said["modDate"] == "D:20240531120000Z"
    assert lanterns.xref_get_key(lanterns.pdf_catalog(), "Lang") == ("string", "en-GB")
    assert [round(side / 72 * 25.4, 2) for side in lanterns[0].rect] == [0, 0, 140, 216]


def test_title_page_and_imprint_say_what_the_edition_says(lanterns: pymupdf.Document) -> None:
    assert [line.words for line in printed(lanterns[0])] == ["Lanterns & <Lamps>"]
    assert printed(lanterns[1]) == []
    assert [line.words for line in printed(lanterns[2])] == [
        "A. Keeper, B. Wick",
        "Lanterns & <Lamps>",
        "A Year of Oil",
        "Edited by C. Lens",
        "The Lower House, Aldmouth, 1911",
    ]
    assert [line.words for line in printed(lanterns[3])] == [
        "The Lower House, Aldmouth, 1911",
        "In the public domain.",
        "The second printing",
        "ISBN 9780306406157",
    ]


def test_words_of_ours_are_in_the_books_language() -> None:
    document = bound("# Eins\n\nText.\n\n# Zwei\n\n[^1]: Lose.\n", Edition("Buch", language="de"))
    words = [line.words for page in document for line in printed(page)]
    assert {"Inhalt", "Anmerkungen"} <= set(words)


def test_words_are_hyphenated_in_the_books_language() -> None:
    def hyphens(language: str) -> int:
        document = bound("Donaudampfschifffahrtsgesellschaft " * 60, Edition("B", language=language))
        return sum(page.get_text().count("\N{HYPHEN}") for page in document)

    assert hyphens("de") > 2
    assert hyphens("x-none") == 0


def test_foreign_words_are_in_their_own_language() -> None:
    foreign = (("coup de grâce", "fr"), ("Donaudampfschifffahrtsgesellschaft", "de"))
    edition = Edition("B", language="x-none", foreign=foreign)
    text = "A coup de grâce, the *Histoire de la mer et du vent sur les côtes*.[^1]\n\n[^1]: A *coup de grâce* again.\n"
    with pikepdf.open(io.BytesIO(bind_pdf(read_book(text, replace(edition, language="en")), STYLES))) as pdf:
        elements = [held for held in pdf.objects if isinstance(held, pikepdf.Dictionary) and "/S" in held]
        said = [str(element.Lang) for element in elements if "/Lang" in element]
    assert said == ["fr"] * 3
    document = bound("Donaudampfschifffahrtsgesellschaft incomprehensibilities " * 60, edition)
    broken = re.findall(r"(\w+)\N{HYPHEN}", "".join(page.get_text() for page in document))
    assert broken
    assert all("Donaudampfschifffahrtsgesellschaft".startswith(head) for head in broken)


def test_only_our_fonts_are_embedded_and_all_marks_come_from_them() -> None:
    document = bound(
        "**Strong *and* emphasis**, ‡ † § ¶ — – … ‘ ’ “ ” ﬁ, naïve Œuvre, αβγ, Я.[^1] "
        + "considerable incomprehensibilities " * 60
        + "\n\n[^1]: *Em* **s** † ‡.\n"
    )
    fonts = {name for page in document for *_, name, _, _ in page.get_fonts()}
    assert {re.sub(r"^[A-Z]{6}\+|(-(Semi-Bold|Italic))+$", "", name) for name in fonts} == FAMILIES
    assert any("\N{HYPHEN}" in page.get_text() for page in document)


def test_words_in_other_scripts_stop_nothing(caplog: pytest.LogCaptureFixture) -> None:
    document = bound("Ἐν ἀρχῇ ἦν ὁ λόγος, בְּרֵאשִׁית בָּרָא, 論語.[^1]\n\n[^1]: בָּרָא.\n")
    caplog.clear()
    assert "λόγος" in document[4].get_text()


@pytest.mark.parametrize(
    "css",
    [
        "body { background: url(file:///etc/passwd) }",
        "p { background: url(http://127.0.0.1:9/x.png) }",
        '@font-face { font-family: X; src: url("font:Other.ttf") }',
        "li { list-style-image: url(data:image/png;base64,AAAA) }",
    ],
)
def test_a_style_sheet_reaches_no_file_but_the_fonts(css: str) -> None:
    styles = STYLES._replace(sheets=STYLES.sheets | {"book": css})
    with pytest.raises(Trouble, match=r"^print\.css: \S+ cannot be had; .*: font:LinLibertine_R\.otf, "):
        bound("Text.[^1]\n\n[^1]: Note.\n\n- one\n", styles=styles)


def test_the_house_s_fonts_are_those_on_the_list() -> None:
    listed = (HOUSE / "fonts" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    found = [path for path in sorted((HOUSE / "fonts").iterdir()) if path.name not in {"README.md", "SHA256SUMS"}]
    assert listed == [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in found]
    assert set(re.findall(r'url\("font:(.*?)"\)', STYLES.sheets["print"])) == set(STYLES.fonts)


def test_emendations_and_colophon_stand_behind_the_text_and_are_none_of_it() -> None:
    edition = replace(EDITION, note_on_the_text="From the copy of the keeper.", colophon="Set in a small town.")
    emended = Emendation("14", "lampe", "lamp", "an e too many"), Emendation("", "the the", "", "twice")
    data = bind_pdf(replace(read_book("# One\n\nText.[^1]\n\n[^1]: Note.\n", edition), emendations=emended), STYLES)
    document = pymupdf.open(stream=data)
    words = [" ".join(page.get_text().split()) for page in document]
    assert [words[4], words[6], words[8]] == [
        "One Text.1 1. Note. 1",
        "Emendations From the copy of the keeper. p. 14 lamp] lampe: an e too many —] the the: twice 3",
        "Colophon Set in a small town. 5",
    ]
    assert prove({"b.pdf": data}, "# One\n\nText.[^1]\n\n[^1]: Note.\n") == []


def test_a_chapter_that_is_the_book_has_its_sections_on_the_right() -> None:
    text = f"# LAMPS\n\n{'Word. ' * 900}\n\n## Oil\n\n{'Word. ' * 900}"
    document = bound(text, Edition("Lamps"))
    assert head(document[5]) == "2 LAMPS"
    assert head(document[8]) == "OIL 5"


def test_heads_that_follow_each_other_as_in_the_text_are_not_taken_for_it() -> None:
    text, _ = with_notes([12] * 40)
    markdown = f"# LAMPS AND LIGHTHOUSES\n\n## OIL AND OTHER FUEL\n\n{text}"
    data = bind_pdf(read_book(markdown, Edition("Lamps and Lighthouses")), STYLES)
    assert prove({"b.pdf": data}, markdown) == []


def test_letters_that_the_text_face_has_not_come_from_a_face_of_ours() -> None:
    styles = STYLES
    text = "Text, μῆνιν ἄειδε, *θεά*, בראשית, Слово, ‖ and ⁂.[^1]\n\n[^1]: ἄρχε, בר.\n"
    data = bind_pdf(read_book(text, EDITION), styles)
    names = {name for page in pymupdf.open(stream=data) for *_, name, _, _ in page.get_fonts()}
    assert any("Book-Script" in name for name in names)
    assert prove({"a.pdf": data}, text, families=families(styles)) == []


def test_a_sign_that_no_font_has_is_found_where_the_text_has_it(caplog: pytest.LogCaptureFixture) -> None:
    text = "One.\n\nTwo, \ue123 and three.[^1]\n\n[^1]: Four, \ue124.\n"
    data = bind_pdf(read_book(text, EDITION), STYLES)
    caplog.clear()
    found = prove({"a.pdf": data}, text, families=families(STYLES))
    assert [(finding.line, finding.words) for finding in found] == [(3, "\ue123"), (5, "\ue124")]
    assert "line 3: no font of the book has ‘\ue123’ (U+E123), and nothing is printed for it" in found[0].message


def test_type_that_the_styles_did_not_bring_is_found() -> None:
    data = bind_pdf(read_book("Text and so on.\n", EDITION), STYLES)
    assert prove({"a.pdf": data}, "Text and so on.\n") == []
    found = prove({"a.pdf": data}, "Text and so on.\n", families=families(STYLES) - {"Book Title"})
    (told,) = [finding for finding in found if "Book-Title," in finding.message]
    assert told.message.startswith(
        "page 1: ‘Lanterns & <Lamps>’ is set in Book-Title, which is none of the book's fonts"
    )


PRINT_DIGEST = """
import hashlib, sys
from pathlib import Path
from reissue.bind import read_styles
from reissue.bind.pdf import bind_pdf
from reissue.book import read_book
from reissue.edition import Edition
book = read_book(Path(sys.argv[1]).read_text(encoding="utf-8"), Edition(title="Lanterns"))
print(hashlib.sha256(bind_pdf(book, read_styles([Path(sys.argv[2])]))).hexdigest())
"""


def test_the_same_book_gives_the_same_bytes_anywhere() -> None:
    command = [sys.executable, "-c", PRINT_DIGEST, str(HERE / "books" / "lanterns.md"), str(HOUSE)]
    digests = {
        subprocess.run(
            command,
            cwd=HERE.parent,
            env=os.environ | {"TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in [("UTC", "0"), ("Pacific/Kiritimati", "1"), ("America/St_Johns", "2718")]
    }
    assert len(digests) == 1
