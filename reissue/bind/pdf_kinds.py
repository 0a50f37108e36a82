"""Kinds of matter that are set in a way of their own, told by where they stand: epigraphs, and the entries of an index.

Moves no word. A quotation too long to be an epigraph is none, and an index with notes or in tables keeps the whole
width.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reissue.bind.pdf_notes import add_class, has_class
from reissue.book import HEADINGS


def mark_epigraphs(section: Element) -> None:
    """Give short quotations between a chapter's heading and its text their class, and so the line that names whom."""
    for block in _below_headings(section):
        if block.tag != "blockquote" or len("".join(block.itertext())) > _LONGEST:
            return
        add_class(block, "epigraph")
        for paragraph in block.iter("p"):
            if "".join(paragraph.itertext()).lstrip().startswith(_DASHES):
                add_class(paragraph, "attribution")


def part_index(section: Element) -> None:
    """Put the entries below a heading that says it is an index into an element of their own."""
    blocks = list(section)
    for place, heading in enumerate(blocks):
        if heading.tag in HEADINGS and _INDEX.fullmatch(" ".join("".join(heading.itertext()).split())):
            entries = []
            for block in blocks[place + 1 :]:
                if block.tag in HEADINGS and block.tag <= heading.tag:
                    break
                entries.append(block)
            noted = any(has_class(link, "noteref") for entry in entries for link in entry.iter("a"))
            if entries and not noted and not any(True for entry in entries for _ in entry.iter("table")):
                held = Element("div", {"class": "index"})
                for entry in entries:
                    section.remove(entry)
                held.extend(entries)
                section.insert(list(section).index(heading) + 1, held)


def _below_headings(section: Element) -> Iterator[Element]:
    """Give what follows the headings with which a chapter begins."""
    blocks = list(section)
    first = next((place for place, block in enumerate(blocks) if block.tag not in HEADINGS), len(blocks))
    yield from blocks[first:] if first else ()


_LONGEST = 600  # letters
_DASHES = ("\N{EM DASH}", "\N{EN DASH}", "\N{HORIZONTAL BAR}")
_INDEX = re.compile(
    r"(?:(?:general|subject|name|author) )?index(?: (?:of|to) [\w, ]{2,40})?\.?|(?:sach|namen|personen)?register"
    r"|índice analítico|indice (?:analitico|dei nomi)",
    re.IGNORECASE,
)
