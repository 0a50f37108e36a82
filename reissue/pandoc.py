"""Markdown to blocks of XHTML, and blocks to a tree and back; alone knows pandoc.

It refuses to change a word: whatever of Markdown could take the printer's own marks for markup is off.
"""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from reissue import Trouble
from reissue.cores import cores


def to_html(markdown: str) -> str:
    """Turn the whole book to HTML with the pandoc that came with the package, whatever else is installed.

    A long book is read in stretches side by side, where there are cores for it; what comes of it is what one reading
    gives.
    """
    stretches = cut(markdown, min(cores(), _READERS, len(markdown) // _SHORTEST))
    with ThreadPoolExecutor(max_workers=len(stretches)) as readers:
        return "".join(readers.map(_read, stretches))


def cut(markdown: str, number: int) -> list[str]:
    """Cut a text into so many stretches of about one length, or fewer, each of which means alone what it means there.

    Below an empty line, a line that begins at the margin with a letter, a heading or a marker ends whatever stood above
    it. Only a comment of HTML in a list runs on over it, so that a text with a comment is not cut.
    """
    starts = [0]
    for place in range(1, 1 if "<!--" in markdown else number):
        found = _MARGIN.search(markdown, max(starts[-1] + 1, len(markdown) * place // number))
        starts += [found.end()] if found else []
    return [markdown[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def parse_blocks(html: str, tag: str = "div") -> Element:
    """Make an element of blocks of XHTML as pandoc writes them; a parser of XML mends, and so changes, nothing."""
    return etree.fromstring(f"<{tag}>{html}</{tag}>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def inner(tree: Element) -> str:
    """Write the blocks of an element as XHTML, one below the other, without the element itself."""
    return "\n".join(etree.tostring(block, encoding="unicode", with_tail=False) for block in tree)


def _read(markdown: str) -> str:
    package = find_spec("pypandoc")  # to import it would take longer than pandoc takes for a page
    if package is None or package.origin is None:
        raise Trouble("pandoc is not there: remove the folder .venv, and the next build sets everything up anew")
    program = Path(package.origin).parent / "files" / "pandoc"
    command = [str(program), "--from", _READER, "--to", "html5", "--wrap=none", "--sandbox"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return done.stdout.decode()


_READERS = 4  # each takes up to a hundred megabytes
_SHORTEST = 40_000  # characters of a stretch; pandoc takes as long to begin as to read a tenth of that
_MARGIN = re.compile(r"\S\n\n(?=[A-Za-z#<])")

# The Markdown of `book.md` in pandoc's terms, but for its notes, which are lifted out before pandoc reads it.
_READER = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+all_symbols_escapable"
    "+blank_before_blockquote+blank_before_header+bracketed_spans+escaped_line_breaks+intraword_underscores+pipe_tables"
    "+space_in_atx_header+startnum+superscript"
)
