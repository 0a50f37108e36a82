"""Markdown to blocks of XHTML, and blocks to a tree and back; alone knows pandoc.

It refuses to change a word: whatever of Markdown could take the printer's own marks for markup is off.
"""

import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from lxml import etree
from lxml.etree import _Element as Element

from reissue import Trouble
from reissue.cores import cores
from reissue.kept import digest, find_made, keep_made, makers


def to_html(markdown: str) -> str:
    """Turn the whole book to HTML with the pandoc that came with the package, whatever else is installed.

    A long book is read in stretches side by side, where there are cores for it, and a stretch that was read before is
    found; what comes of it is what one reading gives.
    """
    stretches = cut(markdown)
    if len(stretches) == 1:
        return _read(stretches)[0]
    keys = [f"html-{digest(makers(), stretch)}" for stretch in stretches]
    found = [find_made(key, str) for key in keys]
    unread = [at for at, html in enumerate(found) if html is None]
    readers = min(cores(), _READERS, len(unread)) or 1
    shares = [unread[first::readers] for first in range(readers)]
    with ThreadPoolExecutor(max_workers=readers) as pool:
        read = pool.map(_read, ([stretches[at] for at in share] for share in shares if share))
        made = {
            at: html for share, htmls in zip(shares, read, strict=False) for at, html in zip(share, htmls, strict=True)
        }
    keep_made((keys[at], html) for at, html in made.items())
    return "".join(made.get(at, html) or "" for at, html in enumerate(found))


def cut(markdown: str) -> list[str]:
    """Cut a long text into stretches, each of which means alone what it means there; a short one is left whole.

    Below an empty line, a line that begins at the margin with a letter, a heading or a marker ends whatever stood above
    it. Only a comment of HTML in a list runs on over it, so that a text with a comment is not cut. At which of these
    lines is decided by their own signs, so that a change moves no cut but its own.
    """
    starts = [0]
    for found in _MARGIN.finditer(markdown) if len(markdown) >= _LONG and "<!--" not in markdown else ():
        far = found.end() - starts[-1] >= _SHORTEST
        if far and crc32(markdown[found.end() : found.end() + _SIGNS].encode()) % _ONE_IN == 0:
            starts.append(found.end())
    return [markdown[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def parse_blocks(html: str, tag: str = "div") -> Element:
    """Make an element of blocks of XHTML as pandoc writes them; a parser of XML mends, and so changes, nothing."""
    return etree.fromstring(f"<{tag}>{html}</{tag}>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def inner(tree: Element) -> str:
    """Write the blocks of an element as XHTML, one below the other, without the element itself."""
    return "\n".join(etree.tostring(block, encoding="unicode", with_tail=False) for block in tree)


def _read(stretches: Sequence[str]) -> list[str]:
    """Read stretches in one call of pandoc, with a marker between them."""
    package = find_spec("pypandoc")  # to import it would take longer than pandoc takes for a page
    if package is None or package.origin is None:
        raise Trouble("pandoc is not there: remove the folder .venv, and the next build sets everything up anew")
    program = Path(package.origin).parent / "files" / "pandoc"
    command = [str(program), "--from", _READER, "--to", "html5", "--wrap=none", "--sandbox"]
    text = f"\n\n{_BETWEEN}\n\n".join(stretches)
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode().split(_BETWEEN_READ)


_LONG, _SHORTEST = 100_000, 16_000  # characters of a text that is cut, and of a stretch
_ONE_IN, _SIGNS = 8, 64  # lines at which a text may be cut, and of the line
_READERS = 4  # each takes up to a hundred megabytes
_MARGIN = re.compile(r"\S\n\n(?=[A-Za-z#<])")
_BETWEEN = "<urn:reissue:between:0>"
_BETWEEN_READ = '<p><a href="urn:reissue:between:0" class="uri">urn:reissue:between:0</a></p>\n'

# The Markdown of `book.md` in pandoc's terms, but for its notes, which are lifted out before pandoc reads it.
_READER = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+all_symbols_escapable"
    "+blank_before_blockquote+blank_before_header+bracketed_spans+escaped_line_breaks+intraword_underscores+pipe_tables"
    "+space_in_atx_header+startnum+superscript"
)
