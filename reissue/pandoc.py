"""Markdown to blocks of XHTML, and blocks to a tree and back; alone knows pandoc.

It refuses to change a word: whatever of Markdown could take the printer's own marks for markup is off.
"""

import subprocess
from importlib.resources import as_file, files

from lxml import etree
from lxml.etree import _Element as Element


def to_html(markdown: str) -> str:
    """Turn the whole book to HTML in one call of the pandoc that came with the package, whatever else is installed."""
    with as_file(files("pypandoc") / "files") as folder:
        command = [str(folder / "pandoc"), "--from", _READER, "--to", "html5", "--wrap=none", "--sandbox"]
        done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def parse_blocks(html: str, tag: str = "div") -> Element:
    """Make an element of blocks of XHTML as pandoc writes them; a parser of XML mends, and so changes, nothing."""
    return etree.fromstring(f"<{tag}>{html}</{tag}>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def inner(tree: Element) -> str:
    """Write the blocks of an element as XHTML, one below the other, without the element itself."""
    return "\n".join(etree.tostring(block, encoding="unicode", with_tail=False) for block in tree)


# The Markdown of `book.md` in pandoc's terms, but for its notes, which are lifted out before pandoc reads it.
_READER = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+all_symbols_escapable"
    "+blank_before_blockquote+blank_before_header+bracketed_spans+escaped_line_breaks+intraword_underscores+pipe_tables"
    "+space_in_atx_header+startnum+superscript"
)
