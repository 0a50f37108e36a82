import dataclasses

import pytest

from reissue import Trouble
from reissue.edition import DEMY, EPOCH, Edition, default_edition, read_edition
from reissue.statement import Subject

LEAST = 'title = "The Lamp"\nlanguage = "en"\n'
WHOLE = """
title = "The Lamp"
subtitle = "A Year of Oil"
authors = ["A. Keeper", "B. Wick"]
editors = ["C. Lens"]
translators = []
contributors = {"E. Brass" = "ill"}
file_as = {"A. Keeper" = "Keeper, A.", "The Lamp" = "Lamp, The"}
series = "Lights"
volume = "3"
language = "en-GB"
languages = ["fr"]
foreign = {fr = ["coup de vent", "allumage"], la = ["fiat lux"]}
publisher = "The Lower House"
place = "Aldmouth"
year = 1911
identifier = "978-0-306-40615-7"
source = "The Lamp, second printing, Aldmouth 1911"
source_identifier = "0-306-40615-2"
source_year = 1907
subjects = ["Lighthouses", "BISAC TRA006000 Transportation / Ships & Shipbuilding", "Thema WGG", "Bisacia"]
rights = "In the public domain."
description = '''
Two paragraphs
of it.'''
note_on_the_text = "From the second printing."
colophon = "Set in Source Serif."
modified = 2024-05-31T14:00:00+02:00
trim = [127, 203.2]
type_size = 9
leading = 12.5
pdf = ["screen", "print"]
press = "KDP"
paper = "cream"
caliper = 0.13
bleed = 3.2
notes = "book"
note_numbers = "chapter"
note_symbols = "numbered"
page_references = "new"
conforms_to = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
certified_by = "D. Pane"
"""


def test_the_least_that_an_edition_says() -> None:
    edition = read_edition(LEAST.encode(), "edition.toml")
    assert edition == Edition(title="The Lamp", language="en")
    assert (edition.authors, edition.year, edition.modified, edition.trim) == ((), None, EPOCH, DEMY)
    assert Edition(title="The Lamp", year=1931).modified == "1931-01-01T00:00:00Z"


def test_all_that_an_edition_can_say() -> None:
    edition = read_edition(WHOLE.encode(), "edition.toml")
    assert edition == Edition(
        title="The Lamp",
        subtitle="A Year of Oil",
        authors=("A. Keeper", "B. Wick"),
        editors=("C. Lens",),
        translators=(),
        contributors=(("E. Brass", "ill"),),
        file_as=(("A. Keeper", "Keeper, A."), ("The Lamp", "Lamp, The")),
        series="Lights",
        volume="3",
        language="en-GB",
        languages=("fr",),
        foreign=(("coup de vent", "fr"), ("allumage", "fr"), ("fiat lux", "la")),
        publisher="The Lower House",
        place="Aldmouth",
        year=1911,
        identifier="urn:isbn:9780306406157",
        source="The Lamp, second printing, Aldmouth 1911",
        source_identifier="urn:isbn:0306406152",
        source_year=1907,
        subjects=(
            Subject("Lighthouses"),
            Subject("Transportation / Ships & Shipbuilding", "BISAC", "TRA006000"),
            Subject("WGG", "Thema", "WGG"),
            Subject("Bisacia"),
        ),
        rights="In the public domain.",
        description="Two paragraphs\nof it.",
        note_on_the_text="From the second printing.",
        colophon="Set in Source Serif.",
        modified="2024-05-31T12:00:00Z",
        trim=(127.0, 203.2),
        type_size=9.0,
        leading=12.5,
        pdf=("screen", "print"),
        press="kdp",
        paper="cream",
        caliper=0.13,
        bleed=3.2,
        notes="book",
        note_numbers="chapter",
        note_symbols="numbered",
        page_references="new",
        conforms_to="EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        certified_by="D. Pane",
    )
    stated = [line.partition(" = ")[0] for line in WHOLE.splitlines() if " = " in line]
    assert stated == [field.name for field in dataclasses.fields(Edition)]


def test_a_byte_order_mark_and_windows_line_ends_are_nothing() -> None:
    assert read_edition(b"\xef\xbb\xbf" + LEAST.replace("\n", "\r\n").encode(), "e") == read_edition(
        LEAST.encode(), "e"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('identifier = "0-306-40615-2"', "urn:isbn:0306406152"),
        ('identifier = "ISBN 0-8044-2957-x"', "urn:isbn:080442957X"),
        ('identifier = "urn:isbn:978-0-306-40615-7"', "urn:isbn:9780306406157"),
        (
            'identifier = "urn:uuid:31D0536E-1FA6-5212-A3C6-49019CC834D6"',
            "urn:uuid:31d0536e-1fa6-5212-a3c6-49019cc834d6",
        ),
        ('identifier = "urn:nbn:de:101:1-2019"', "urn:nbn:de:101:1-2019"),
        ("modified = 2024-05-31", "2024-05-31T00:00:00Z"),
        ('modified = "2024-05-31T01:00:00.5+02:00"', "2024-05-30T23:00:00Z"),
        ("modified = 2024-05-31T12:00:00Z", "2024-05-31T12:00:00Z"),
    ],
)
def test_a_statement_is_written_in_one_form(line: str, said: str) -> None:
    edition = read_edition(f"{LEAST}{line}\n".encode(), "edition.toml")
    assert said in (edition.identifier, edition.modified)


@pytest.mark.parametrize(
    "tag", ["de", "en-GB", "zh-Hant-TW", "sl-rozaj-biske-1994", "la-x-neo", "grc", "es-419", "x-old"]
)
def test_a_language_is_left_as_it_was_written(tag: str) -> None:
    assert read_edition(f'title = "T"\nlanguage = "{tag}"'.encode(), "e").language == tag


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('language = "en"', "edition.toml: title is missing (required: title, language; allowed: title, subtitle, "),
        ('title = "T"', "edition.toml: language is missing"),
        (LEAST + 'colour = "red"', "edition.toml: unknown key 'colour' (allowed: title, subtitle, authors, editors, "),
        (LEAST + 'author = ["A"]', "edition.toml: unknown key 'author'; did you mean authors? (allowed: "),
        (LEAST + "[trim]\nwidth = 3", "edition.toml: trim: must be width and height in millimetres"),
        (
            'title = 3\nlanguage = "en"',
            'edition.toml: title: must be text in quotation marks, such as "…", not a number',
        ),
        ('title = " "\nlanguage = "en"', "edition.toml: title: must not be empty"),
        ('title = "a\\nb"\nlanguage = "en"', "edition.toml: title: must stand on one line"),
        ('title = "a\\u0007b"\nlanguage = "en"', "edition.toml: title: holds a control character"),
        (LEAST + 'authors = "A. Keeper"', 'edition.toml: authors: must be a list of names, such as ["…"], not text'),
        (LEAST + 'authors = ["A", 3]', "edition.toml: authors: must be text in quotation marks"),
        (LEAST + 'authors = [""]', "edition.toml: authors: must not be empty"),
        (
            LEAST + "place = true",
            'edition.toml: place: must be text in quotation marks, such as "…", not true or false',
        ),
        (LEAST + "place = 1911-01-01", 'edition.toml: place: must be text in quotation marks, such as "…", not a date'),
        (LEAST + 'year = "1911"', "edition.toml: year: must be a whole number of four digits such as 1923, not '1911'"),
        (LEAST + "year = true", "edition.toml: year: must be a whole number"),
        (LEAST + "year = 19111", "edition.toml: year: must be a whole number"),
        (
            'title = "T"\nlanguage = "english"',
            "edition.toml: language: 'english' is not a BCP 47 language tag; write one",
        ),
        ('title = "T"\nlanguage = "en_GB"', "edition.toml: language: 'en_GB' is not"),
        (LEAST + 'identifier = "978-0-306-40615-8"', "has a wrong check digit: after 978030640615 it would be 7"),
        (LEAST + 'identifier = "0-8044-2957-1"', "has a wrong check digit: after 080442957 it would be X"),
        (LEAST + 'identifier = "urn:isbn:12"', "edition.toml: identifier: 'urn:isbn:12' is neither an ISBN"),
        (
            LEAST + 'identifier = "The Lamp"',
            "edition.toml: identifier: 'The Lamp' is neither an ISBN of 10 or 13 digits",
        ),
        (LEAST + 'identifier = "urn:uuid:12"', "edition.toml: identifier: 'urn:uuid:12' is no UUID"),
        (LEAST + "modified = 2024-05-31T12:00:00", "(a time needs its zone)"),
        (LEAST + 'modified = "May 1924"', "edition.toml: modified: 'May 1924' is not a date such as 2024-05-31"),
        (LEAST + "modified = 12:00:00", "edition.toml: modified: '12:00:00' is not a date"),
        (LEAST + 'modified = "2024-13-01"', "edition.toml: modified: there is no such day or time"),
        (LEAST + "modified = 0001-01-01T00:00:00+05:00", "edition.toml: modified: "),
        (LEAST + "trim = [140]", "edition.toml: trim: must be width and height in millimetres, each from 50 to 500"),
        (LEAST + 'trim = "A0"', "edition.toml: trim: must be width and height in millimetres, each from 50 to 500"),
        (
            LEAST + "type_size = 3",
            "edition.toml: type_size: must be a number of points from 5 to 36, such as 10.5, not 3",
        ),
        (
            LEAST + "type_size = 12\nleading = 11",
            "edition.toml: leading: 11 points are less than the height of the type",
        ),
        (LEAST + 'page_references = "old"', 'page_references: must be "as printed" or "new", not "old"'),
        (LEAST + 'pdf = "prints"', 'edition.toml: pdf: there is no profile \'prints\'; there are "screen", "archive"'),
        (LEAST + "pdf = []", "edition.toml: pdf: must name one or more profiles"),
        (LEAST + 'pdf = ["print", "print"]', "edition.toml: pdf: must name one or more profiles"),
        (
            LEAST + 'press = "attic"',
            "edition.toml: press: we do not have the figures of 'attic', only those of \"kdp\"",
        ),
        (LEAST + 'press = "kdp"\npaper = "blue"', "edition.toml: paper: KDP has no 'blue', but white, cream, colour"),
        (LEAST + "caliper = -1", "edition.toml: caliper: must be a length in millimetres from 0 to 10"),
        (LEAST + 'bleed = "3mm"', "edition.toml: bleed: must be a length in millimetres"),
        (
            LEAST + 'pdf = "print"\ntrim = [90, 216]',
            "edition.toml: trim: the press prints pages 101.6 to 215.9 mm wide",
        ),
        (LEAST + 'pdf = "print"\npress = "kdp"\ntrim = "A6"', "edition.toml: trim: KDP prints pages 152.4 to 297.2 mm"),
        (LEAST + "trim = [140, inf]", "edition.toml: trim: must be"),
        (LEAST + "trim = [true, 200]", "edition.toml: trim: must be"),
        (LEAST + "trim = [5.5, 8.5]", "edition.toml: trim: must be"),
        (
            LEAST + 'subjects = ["BISAC lamps"]',
            "edition.toml: subjects: 'BISAC lamps' has no code of its scheme; write it",
        ),
        (LEAST + 'subjects = "Lamps"', "edition.toml: subjects: must be a list of subjects, such as"),
        (LEAST + 'file_as = ["Keeper, A."]', "edition.toml: file_as: must be a table, such as"),
        (LEAST + 'file_as = {"B" = "B, A."}', "edition.toml: file_as: 'B' is neither the title nor a name"),
        (
            LEAST + 'contributors = {"A" = "drew"}',
            "contributors: 'drew', for A, is no relator code of MARC; one such as",
        ),
        (LEAST + 'foreign = {french = ["oui"]}', "edition.toml: foreign: 'french' is not a BCP 47 language tag"),
        (LEAST + 'foreign = {fr = "oui"}', "edition.toml: foreign: must be a list of words, such as"),
        (LEAST + 'languages = ["en_GB"]', "edition.toml: languages: 'en_GB' is not a BCP 47 language tag"),
        (LEAST + 'volume = "2"', "edition.toml: volume: of what series? state series as well"),
        (LEAST + 'conforms_to = "WCAG"', "edition.toml: conforms_to: 'WCAG' is no claim that EPUB Accessibility knows"),
        (
            LEAST + 'certified_by = "A"',
            "edition.toml: conforms_to and certified_by: a claim needs somebody who makes it",
        ),
        ('title = "T"\nlanguage = en\n', "edition.toml is not TOML: Invalid value (at line 2, column 12)"),
        ("x = " + "[" * 9999, "edition.toml is not TOML: "),
        (f"x = {'9' * 9999}", "edition.toml is not TOML: "),
    ],
)
def test_what_an_edition_may_not_say(toml: str, message: str) -> None:
    with pytest.raises(Trouble) as trouble:
        read_edition(toml.encode(), "edition.toml")
    assert message in str(trouble.value)
    assert "\n" not in str(trouble.value)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(Trouble, match=r"^edition.toml: line 3 is not UTF-8"):
        read_edition(LEAST.encode() + b'place = "M\xfcnchen"', "edition.toml")


def test_an_edition_without_an_identifier_gets_one_that_follows_from_what_it_says() -> None:
    one, other = (read_edition(f'title = "{title}"\nlanguage = "en"'.encode(), "e") for title in "AB")
    assert one.identifier.startswith("urn:uuid:")
    assert one.identifier != other.identifier
    assert one.identifier == Edition(title="A", publisher="P").identifier


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ten_days_that_shook.txt", "Ten days that shook"),
        ("folder/wooden-bulwarks.md", "Wooden bulwarks"),
        ("Report of 1821-22.txt", "Report of 1821-22"),
        ("a\x07b\udcff.md", "A b?"),
        ("_.md", "Untitled"),
    ],
)
def test_a_lone_file_is_titled_by_its_name(name: str, title: str) -> None:
    assert default_edition(name, "12ab").title == title


def test_a_lone_file_is_identified_by_its_source() -> None:
    one, same, other = (default_edition(name, digest) for name, digest in [("a", "12"), ("b", "12"), ("a", "13")])
    assert one.identifier == same.identifier != other.identifier
    assert one.identifier.startswith("urn:uuid:")
