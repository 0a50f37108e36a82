"""The proof of an HTML file: one page that needs nothing but itself."""

from collections.abc import Iterator

from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element

from reissue.proof.collation import collate
from reissue.proof.contents import Entry, wrong_contents
from reissue.proof.links import ids_of, unsound
from reissue.proof.markup import HEADINGS, Leaves, plain_words, roles, tag
from reissue.proof.reading import Proved, Reading


def prove_html(data: bytes, copy: Reading) -> Proved:
    """Compare an HTML file with the copy, and look whether it is sound."""
    root = fromstring(data, HTMLParser(encoding="utf-8", huge_tree=True))
    leaves = Leaves()
    leaves.read(root, "")
    faults = (
        *collate(copy, leaves.reading()),
        *leaves.wrong_returns(),
        *wrong_contents(copy, _entries(root)),
        *unsound(root, "", {"": ids_of(root)}, ()),
    )
    return Proved(faults, plain_words(root.find(".//title")), root.get("lang", ""))


def _entries(root: Element) -> Iterator[Entry]:
    headings = {f"#{element.get('id')}": element for element in root.iter() if tag(element) in HEADINGS}
    for nav in root.iter("nav"):
        if "doc-toc" in roles(nav):
            for link in nav.iter("a"):
                heading = headings.get(link.get("href", ""))
                yield Entry(plain_words(link), None if heading is None else plain_words(heading))
