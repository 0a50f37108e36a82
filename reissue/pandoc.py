"""Markdown to blocks of XHTML, and blocks to a tree and back; alone knows pandoc.

It refuses to change a word: whatever of Markdown could take the printer's own marks for markup is off.
"""

import os
import re
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from itertools import pairwise

from lxml import etree
from lxml.etree import _Element as Element

from reissue.kept import digest, find_made, keep_made, makers


def to_html(markdown: str) -> str:
    """Turn the whole book to HTML by the pandoc that came with the package, whatever else is installed.

    A long book is turned in parts, as many at once as there are cores, and a part that was turned before is found.
    """
    if len(markdown) < _LONG:
        return turn([markdown])[0]
    parts = _parts(markdown)
    keys = [f"html-{digest(makers(), part)}" for part in parts]
    found = [find_made(key, str) for key in keys]
    left = [at for at, html in enumerate(found) if html is None]
    cores = os.cpu_count() or 1
    shares = [left[first::cores] for first in range(min(cores, len(left)))]
    with ThreadPoolExecutor(cores) as pool:
        turned = list(pool.map(lambda share: turn([parts[at] for at in share]), shares))
    made = {
        at: html for share, htmls in zip(shares, turned, strict=True) for at, html in zip(share, htmls, strict=True)
    }
    keep_made((keys[at], html) for at, html in made.items())
    return "".join(made.get(at, html) or "" for at, html in enumerate(found))


def turn(parts: Sequence[str]) -> list[str]:
    """Turn parts in one call of pandoc."""
    with as_file(files("pypandoc") / "files") as folder:
        command = [str(folder / "pandoc"), "--from", _READER, "--to", "html5", "--wrap=none", "--sandbox"]
        text = f"\n\n{_CUT}\n\n".join(parts)
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode().split(_CUT_TURNED)


def parse_blocks(html: str, tag: str = "div") -> Element:
    """Make an element of blocks of XHTML as pandoc writes them; a parser of XML mends, and so changes, nothing."""
    return etree.fromstring(f"<{tag}>{html}</{tag}>", etree.XMLParser(huge_tree=True, resolve_entities=False))


def inner(tree: Element) -> str:
    """Write the blocks of an element as XHTML, one below the other, without the element itself."""
    return "\n".join(etree.tostring(block, encoding="unicode", with_tail=False) for block in tree)


def _parts(markdown: str) -> list[str]:
    """Cut a text before headings and notes that stand by themselves, where no block goes on.

    What comes before does not decide where what follows is cut, so that a part stays the same if others change.
    """
    begun = (found for found in _BEGINNING.finditer(markdown) if int(found["number"] or 0) % _NOTES == 0)
    places = [0, *(found.start("block") for found in begun), len(markdown)]
    return [markdown[start:end] for start, end in pairwise(places)]


# The Markdown of `book.md` in pandoc's terms, but for its notes, which are lifted out before pandoc reads it.
_READER = (
    "markdown_strict-raw_html-shortcut_reference_links-spaced_reference_links+all_symbols_escapable"
    "+blank_before_blockquote+blank_before_header+escaped_line_breaks+intraword_underscores+pipe_tables"
    "+space_in_atx_header+startnum+superscript"
)
_LONG = 100_000
"""Letters from which on a text is turned in parts."""
_BEGINNING = re.compile(r"\n\n(?P<block># \S|<urn:reissue:note:(?P<number>[0-9]+)>\n\n)")
_NOTES = 50
"""Notes that are turned together."""
_CUT = "<urn:reissue:cut:0>"
_CUT_TURNED = '<p><a href="urn:reissue:cut:0" class="uri">urn:reissue:cut:0</a></p>\n'
