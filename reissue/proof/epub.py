"""The proof of an EPUB: its documents in the order of the spine, its contents, and that all it names is in it."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.etree import XMLParser, XMLSyntaxError, fromstring
from lxml.etree import _Element as Element

from reissue.proof.collation import collate
from reissue.proof.contents import Entry, wrong_contents
from reissue.proof.links import addresses_in_css, dead_target, ids_of, missing_resource, unsound
from reissue.proof.markup import EPUB_TYPE, HEADINGS, Leaves, full_name, plain_words, roles, tag, words_of
from reissue.proof.reading import Proved, Reading
from reissue.proof.store import Holding, shop_faults


def prove_epub(data: bytes, copy: Reading) -> Proved:
    """Compare an EPUB with the copy, and look whether it is whole and sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _open(archive)
            return Proved(tuple(_faults(package, copy)), package.title, package.language)
    except (zipfile.BadZipFile, KeyError, XMLSyntaxError) as fault:
        return Proved((f"cannot be read as an EPUB: {fault}",), "", "")


class _Package(NamedTuple):
    """What a package holds; documents in XML and style sheets are found by their paths, the spine is a row of paths."""

    files: frozenset[str]
    missing: tuple[str, ...]
    documents: Mapping[str, Element]
    spine: tuple[str, ...]
    navigation: str
    sheets: Mapping[str, str]
    title: str
    language: str
    holding: Holding


def _open(archive: zipfile.ZipFile) -> _Package:
    """Read a package; KeyError names what it lacks, XMLSyntaxError what is no XML."""
    container = _parse(archive.read("META-INF/container.xml"))
    path = next(str(element.get("full-path")) for element in container.iter() if tag(element) == "rootfile")
    root = _parse(archive.read(path))
    items = {element.get("id", ""): element for element in root.iter() if tag(element) == "item"}
    paths = {name: full_name(path, element.get("href", "")) for name, element in items.items()}
    files = frozenset(archive.namelist())
    kinds = {paths[name]: element.get("media-type", "") for name, element in items.items() if paths[name] in files}
    documents = {name: _parse(archive.read(name)) for name, kind in kinds.items() if kind in _DOCUMENTS}
    unique = root.get("unique-identifier")
    named = (element for element in root.iter() if tag(element) == "identifier" and element.get("id") == unique)
    return _Package(
        files=files,
        missing=tuple(sorted(set(paths.values()) - files)),
        documents=documents,
        spine=tuple(paths[element.get("idref", "")] for element in root.iter() if tag(element) == "itemref"),
        navigation=next((paths[name] for name in items if "nav" in _properties(items[name])), ""),
        sheets={name: archive.read(name).decode() for name, kind in kinds.items() if kind == "text/css"},
        title=plain_words(next((element for element in root.iter() if tag(element) == "title"), None)),
        language=words_of(next((element for element in root.iter() if tag(element) == "language"), root)),
        holding=Holding(
            files={name: archive.read(name) for name in kinds},
            kinds=kinds,
            documents=documents,
            cover=next((paths[name] for name in items if "cover-image" in _properties(items[name])), ""),
            identifier=next(map(words_of, named), ""),
        ),
    )


def _faults(package: _Package, copy: Reading) -> Iterator[str]:
    yield from (f"{path} is named in the package, but is not in the file" for path in package.missing)
    leaves = Leaves()
    for path in package.spine:
        if path in package.documents and path != package.navigation:
            leaves.read(package.documents[path], path)
    yield from collate(copy, leaves.reading())
    yield from leaves.wrong_returns()
    yield from wrong_contents(copy, _entries(package))
    ids = {path: ids_of(document) for path, document in package.documents.items()}
    for path, document in package.documents.items():
        yield from (f"{path}: {fault}" for fault in unsound(document, path, ids, package.files))
        for element in document.iter():
            target = full_name(path, element.get("src", ""))
            if tag(element) == "content" and dead_target(target, ids, package.files):
                yield f"{path}: {target} is listed, but is nowhere"
    yield from shop_faults(package.holding)
    for path, sheet in package.sheets.items():
        for address in addresses_in_css(sheet):
            yield from (f"{path}: {fault}" for fault in missing_resource(address, path, package.files))


def _entries(package: _Package) -> Iterator[Entry]:
    """Read the contents; an entry that leads to a document leads to the heading by which its chapter is called."""
    headings = dict[str, Element]()
    for path, document in package.documents.items():
        named = (element for element in document.iter() if tag(element) in HEADINGS and element.get("id"))
        own = {element.get("id", ""): element for element in named}
        headings |= {f"{path}#{name}": heading for name, heading in own.items()}
        chapter = next((element for element in document.iter() if roles(element) & _DIVISIONS), document)
        if (heading := own.get(chapter.get("aria-labelledby", ""))) is not None:
            headings[path] = heading
    for nav in package.documents[package.navigation].iter() if package.navigation in package.documents else ():
        if tag(nav) == "nav" and nav.get(EPUB_TYPE) == "toc":
            for link in (element for element in nav.iter() if tag(element) == "a"):
                target = headings.get(full_name(package.navigation, link.get("href", "")))
                yield Entry(plain_words(link), None if target is None else plain_words(target))


def _properties(item: Element) -> list[str]:
    return item.get("properties", "").split()


def _parse(data: bytes) -> Element:
    return fromstring(data, XMLParser(huge_tree=True, resolve_entities=False, no_network=True))


_DIVISIONS = frozenset(
    {
        *("doc-chapter", "doc-acknowledgments", "doc-afterword", "doc-appendix", "doc-conclusion"),
        *("doc-epilogue", "doc-foreword", "doc-introduction", "doc-preface", "doc-prologue"),
    }
)
_DOCUMENTS = frozenset({"application/xhtml+xml", "application/x-dtbncx+xml", "image/svg+xml"})
