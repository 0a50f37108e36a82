"""How an edition is cited: a line as the Chicago Manual has it, BibTeX, CSL JSON, and metadata for a page's head.

A name is turned round only where the edition says how it is filed: where its family name begins cannot be guessed.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from reissue.edition import Edition

PAGE, ADDRESS = "{page}", "{address}"
"""What stands in a note on a paragraph for the number of its page and for its address."""


def chicago(edition: Edition) -> str:
    """Cite the edition for a bibliography, as HTML."""
    filed, first, imprint = dict(edition.file_as), edition.authors[:1], _imprint(edition)
    authors = _joined([*(filed.get(name, name) for name in first), *edition.authors[1:]])
    parts = [
        f"{escape(authors, quote=False).removesuffix('.')}." if authors else "",
        f"<i>{escape(_title(edition), quote=False)}</i>.",
        f"Edited by {escape(_joined(edition.editors), quote=False)}." if edition.editors else "",
        f"Translated by {escape(_joined(edition.translators), quote=False)}." if edition.translators else "",
        f"{escape(imprint, quote=False)}." if imprint else "",
    ]
    return " ".join(filter(None, parts))


def chicago_note(edition: Edition) -> str:
    """Cite a paragraph in a note, as HTML, with PAGE and ADDRESS in its last text where these belong."""
    authors, imprint = f"{_joined(edition.authors)}, " if edition.authors else "", _imprint(edition)
    after = f"{f' ({imprint})' if imprint else ''}, {PAGE}, {ADDRESS}."
    return f"{escape(authors, quote=False)}<i>{escape(_title(edition), quote=False)}</i>{escape(after, quote=False)}"


def bibtex(edition: Edition) -> str:
    """Cite the edition as an entry of BibTeX."""
    filed = dict(edition.file_as)

    def people(names: Sequence[str]) -> str:
        return " and ".join(_tex(filed[name]) if name in filed else f"{{{_tex(name)}}}" for name in names)

    fields = {
        "title": f"{{{_tex(edition.title)}}}",
        "subtitle": _tex(edition.subtitle),
        "author": people(edition.authors),
        "editor": people(edition.editors),
        "translator": people(edition.translators),
        "publisher": _tex(edition.publisher),
        "address": _tex(edition.place),
        "year": str(edition.year or ""),
        "series": _tex(edition.series),
        "volume": _tex(edition.volume),
        "isbn": _isbn(edition),
        "langid": edition.language,
    }
    lines = [f"  {name} = {{{said}}}," for name, said in fields.items() if said]
    return "\n".join([f"@book{{{_key(edition)},", *lines, "}"])


def csl(edition: Edition) -> dict[str, Any]:
    """Cite the edition as an item of CSL JSON."""
    item = {
        "id": _key(edition),
        "type": "book",
        "title": _title(edition),
        "author": _people(edition, edition.authors),
        "editor": _people(edition, edition.editors),
        "translator": _people(edition, edition.translators),
        "publisher": edition.publisher,
        "publisher-place": edition.place,
        "issued": {"date-parts": [[edition.year]]} if edition.year else {},
        "collection-title": edition.series,
        "collection-number": edition.volume,
        "ISBN": _isbn(edition),
        "language": edition.language,
    }
    return {name: said for name, said in item.items() if said}


def metas(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give the metadata by which programs of scholars take a book from a page, as pairs of name and content."""
    filed = dict(edition.file_as)
    yield "citation_title", _title(edition)
    yield from (("citation_author", filed.get(name, name)) for name in edition.authors)
    yield from (("citation_editor", filed.get(name, name)) for name in edition.editors)
    stated = {
        "citation_publisher": edition.publisher,
        "citation_publication_date": str(edition.year or ""),
        "citation_isbn": _isbn(edition),
        "citation_language": edition.language,
    }
    yield from ((name, said) for name, said in stated.items() if said)


def schema(edition: Edition) -> dict[str, Any]:
    """Describe the edition in the words of schema.org."""
    printed = {"@type": "Book", "description": edition.source} if edition.source else {}
    said = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": edition.title,
        "alternativeHeadline": edition.subtitle,
        "author": [{"@type": "Person", "name": name} for name in edition.authors],
        "editor": [{"@type": "Person", "name": name} for name in edition.editors],
        "translator": [{"@type": "Person", "name": name} for name in edition.translators],
        "publisher": {"@type": "Organization", "name": edition.publisher} if edition.publisher else {},
        "datePublished": str(edition.year or ""),
        "inLanguage": edition.language,
        "isbn": _isbn(edition),
        "identifier": edition.identifier,
        "description": " ".join(edition.description.split()),
        "copyrightNotice": " ".join(edition.rights.split()),
        "about": [subject.words for subject in edition.subjects],
        "isBasedOn": printed,
        "bookFormat": "https://schema.org/EBook",
    }
    return {name: value for name, value in said.items() if value}


def as_json(value: object) -> str:
    """Write a value as JSON that can stand in an element of HTML: nothing in it opens or closes a tag."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _title(edition: Edition) -> str:
    return f"{edition.title}: {edition.subtitle}" if edition.subtitle else edition.title


def _imprint(edition: Edition) -> str:
    house = ": ".join(filter(None, (edition.place, edition.publisher)))
    return ", ".join(filter(None, (house, str(edition.year or ""))))


def _joined(names: Sequence[str]) -> str:
    """Join names as an English list has them."""
    if len(names) > 2:  # noqa: PLR2004 - two names need no comma
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    comma = "," if len(names) > 1 and "," in names[0] else ""
    return f"{comma} and ".join(names)


def _people(edition: Edition, names: Sequence[str]) -> list[dict[str, str]]:
    filed = dict(edition.file_as)
    found = []
    for name in names:
        family, comma, given = filed.get(name, "").partition(", ")
        found.append({"family": family, "given": given} if comma else {"literal": name})
    return found


def _isbn(edition: Edition) -> str:
    return edition.identifier.removeprefix("urn:isbn:") if edition.identifier.startswith("urn:isbn:") else ""


def _key(edition: Edition) -> str:
    """Make the key of an entry: the first author's last word, or the title's first, and the year."""
    words = [*"".join(edition.authors[:1]).split()[-1:], *edition.title.split()]
    plain = unicodedata.normalize("NFKD", words[0]).encode("ascii", "ignore").decode() if words else ""
    return (re.sub("[^a-z0-9]", "", plain.lower()) or "book") + str(edition.year or "")


def _tex(text: str) -> str:
    """Write a text so that TeX sets it as it stands."""
    return re.sub(r"[\\{}$&#%_~^]", lambda sign: _TEX.get(sign[0], "\\" + sign[0]), text)
