"""What the package of an EPUB says of the book: what the edition states, and what is true of the file's accessibility.

A claim to conform to a standard is somebody's word, and stands there only if the edition gives it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reissue.bind.epub_pages import Pages
from reissue.edition import Edition

FACES = "ibooks:specified-fonts"
"""In Apple's own words, that the book brings faces with it."""
APPLE = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
"""What a package declares in which such words stand."""


class Statement(NamedTuple):
    """One line of metadata: an element of Dublin Core by its name, or `meta`; its text; its attributes."""

    name: str
    text: str
    attributes: dict[str, str]


def statements(edition: Edition, pages: Pages, *, fonts: bool) -> Iterator[Statement]:
    """Give all that the package says, but for its identifier and the date, in order; what is empty is not said.

    `fonts` tells whether any are embedded, of which Apple's readers take no notice unless they are told.
    """
    for said in (
        *_titles(edition),
        *_people(edition),
        *_print(edition),
        *_subjects(edition),
        *_accessibility(pages),
        *_claim(edition),
        *_pages_of_print(edition, pages),
        _meta(FACES, "true" if fonts else ""),
    ):
        if said.text:
            yield said
    yield Statement("meta", "", {"name": "cover", "content": "cover-image"})


_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _meta(name: str, text: str, refined: str = "", **more: str) -> Statement:
    return Statement("meta", text, {"property": name, **({"refines": f"#{refined}"} if refined else {}), **more})


def _titles(edition: Edition) -> Iterator[Statement]:
    titles = [("title", edition.title, "main"), ("subtitle", edition.subtitle, "subtitle")]
    for number, (name, text, kind) in enumerate(titles, 1):
        if text:
            yield Statement("title", text, {"id": name})
            yield _meta("title-type", kind, name)
            yield _meta("display-seq", str(number), name)
    yield _meta("file-as", dict(edition.file_as).get(edition.title, ""), "title")
    for tag in (edition.language, *edition.languages):
        yield Statement("language", tag, {})
    yield _meta("belongs-to-collection", edition.series, id="series")
    if edition.series:
        yield _meta("collection-type", "series", "series")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)*", edition.volume):
            yield _meta("group-position", edition.volume, "series")


def _people(edition: Edition) -> Iterator[Statement]:
    people = [
        *(("creator", "aut", name) for name in edition.authors),
        *(("contributor", "edt", name) for name in edition.editors),
        *(("contributor", "trl", name) for name in edition.translators),
        *(("contributor", role, name) for name, role in edition.contributors),
    ]
    filed = dict(edition.file_as)
    for number, (kind, role, name) in enumerate(people, 1):
        yield Statement(kind, name, {"id": f"person-{number}"})
        yield _meta("role", role, f"person-{number}", scheme="marc:relators")
        yield _meta("file-as", filed.get(name, ""), f"person-{number}")


def _print(edition: Edition) -> Iterator[Statement]:
    yield Statement("publisher", edition.publisher, {})
    yield Statement("date", f"{edition.year:04}" if edition.year else "", {})
    yield Statement("source", edition.source, {"id": "source"})
    if edition.source and edition.source_year:
        yield _meta("dcterms:date", f"{edition.source_year:04}", "source")
    yield Statement("source", edition.source_identifier, {"id": "source-identifier"})
    yield Statement("rights", edition.rights, {})
    yield Statement("description", edition.description, {})


def _subjects(edition: Edition) -> Iterator[Statement]:
    for number, subject in enumerate(edition.subjects, 1):
        yield Statement("subject", subject.words, {"id": f"subject-{number}"})
        if subject.code:
            yield _meta("authority", subject.scheme, f"subject-{number}")
            yield _meta("term", subject.code, f"subject-{number}")


def _accessibility(pages: Pages) -> Iterator[Statement]:
    """Say what is so in this file: pictures without words are not for all, and the text alone is not the whole then."""
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    summary = [
        "All of the text can be read aloud, and set in any size and face.",
        "Headings and contents show its order, and the cover is described.",
    ]
    if pages.described:
        features.append("alternativeText")
    if pages.pictures:
        summary.append("Pictures are described." if pages.described else "Not all pictures are described.")
    if pages.notes:
        summary.append("Notes and their references lead to each other.")
    if pages.folios:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary.append("The pages of the printed book are marked and listed.")
    yield _meta("schema:accessMode", "textual")
    if pages.pictures:
        yield _meta("schema:accessMode", "visual")
        yield _meta("schema:accessModeSufficient", "textual,visual")
    if pages.described:
        yield _meta("schema:accessModeSufficient", "textual")
    for feature in sorted(features):
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", " ".join(summary), **{_LANGUAGE: "en"})


def _claim(edition: Edition) -> Iterator[Statement]:
    yield _meta("dcterms:conformsTo", edition.conforms_to, id="claim")
    yield _meta("a11y:certifiedBy", edition.certified_by, "claim")


def _pages_of_print(edition: Edition, pages: Pages) -> Iterator[Statement]:
    if pages.folios:
        yield _meta("pageBreakSource", edition.source_identifier or edition.source or edition.title)
