"""The proof of a site: its pages in the order in which they lead on, its contents, and that all it names is in it."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element

from reissue.proof.collation import collate
from reissue.proof.contents import Entry, wrong_contents
from reissue.proof.links import addresses_in_css, ids_of, missing_resource, unsound
from reissue.proof.markup import HEADINGS, Leaves, full_name, plain_words, roles, tag
from reissue.proof.reading import Proved, Reading

FIRST = "index.html"
"""The page with which a site begins."""


def prove_site(data: bytes, copy: Reading) -> Proved:
    """Compare the archive of a site with the copy, and look whether it is whole and sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as fault:
        return Proved((f"cannot be read as the archive of a site: {fault}",), "", "")
    pages = {name: _parsed(file) for name, file in files.items() if name.endswith(".html")}
    if FIRST not in pages:
        return Proved((f"there is no {FIRST}",), "", "")
    first = pages[FIRST]
    return Proved(tuple(_faults(files, pages, copy)), plain_words(first.find(".//title")), first.get("lang", ""))


def _faults(files: Mapping[str, bytes], pages: Mapping[str, Element], copy: Reading) -> Iterator[str]:
    leaves, read = Leaves(), list(_order(pages))
    for name in read:
        leaves.read(pages[name], name)
    yield from (f"{name} is a page to which none leads on" for name in pages if name not in read)
    yield from collate(copy, leaves.reading())
    yield from leaves.wrong_returns()
    yield from wrong_contents(copy, _entries(pages))
    ids = {name: ids_of(page) for name, page in pages.items()}
    for name, page in pages.items():
        yield from (f"{name}: {fault}" for fault in unsound(page, name, ids, files.keys()))
    for name, file in files.items():
        if name.endswith(".css"):
            for address in addresses_in_css(file.decode()):
                yield from (f"{name}: {fault}" for fault in missing_resource(address, name, files.keys()))


def _order(pages: Mapping[str, Element]) -> Iterator[str]:
    """Follow the pages from the first, each by its link to the next."""
    name, seen = FIRST, set[str]()
    while name in pages and name not in seen:
        yield name
        seen.add(name)
        links = (link for link in pages[name].iter("a") if "next" in link.get("rel", "").split())
        name = next((full_name(name, link.get("href", "")) for link in links), "")


def _entries(pages: Mapping[str, Element]) -> Iterator[Entry]:
    """Read the contents on the first page; an entry that leads to a page leads to the heading of its chapter."""
    headings = dict[str, Element]()
    for name, page in pages.items():
        named = (element for element in page.iter() if tag(element) in HEADINGS and element.get("id"))
        own = {element.get("id", ""): element for element in named}
        headings |= {f"{name}#{fragment}": heading for fragment, heading in own.items()}
        chapter = next((element for main in page.iter("main") for element in main.iterchildren("section")), page)
        if (heading := own.get(chapter.get("aria-labelledby", ""))) is not None:
            headings[name] = heading
    for nav in pages[FIRST].iter("nav"):
        if "doc-toc" in roles(nav):
            for link in (link for item in nav.iter("li") for link in item.iterchildren("a")):
                target = headings.get(full_name(FIRST, link.get("href", "")))
                yield Entry(plain_words(link), None if target is None else plain_words(target))


def _parsed(page: bytes) -> Element:
    return fromstring(page, HTMLParser(encoding="utf-8", huge_tree=True))
