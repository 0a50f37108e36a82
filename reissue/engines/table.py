"""Tables as Markdown has them: each row in a line, its cells between bars."""

from collections.abc import Sequence

from lxml.etree import HTMLParser, fromstring
from lxml.etree import _Element as Element


def ruled(rows: Sequence[Sequence[str]]) -> str:
    """Give the rows as a table of Markdown, the first of them as its head; "" where there is none."""
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*map(_cell, row), *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{'---|' * width}", *lines[1:]])


def from_html(html: str) -> str:
    """Give a table that an engine wrote in HTML as one of Markdown; what is no table, as its bare words."""
    if not html.strip():
        return ""
    root = fromstring(f"<div>{html}</div>".encode(), HTMLParser(encoding="utf-8", no_network=True))
    rows = [[_words(cell) for cell in row.iter("td", "th")] for row in root.iter("tr")]
    return ruled(rows) or " ".join(_words(root).split())


def _words(part: Element) -> str:
    return "".join(str(text) for text in part.itertext())


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
