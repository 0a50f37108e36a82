"""Tables as Markdown has them: each row in a line, its cells between bars."""

from collections.abc import Sequence

from lxml.etree import HTMLParser, fromstring, iterwalk
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
    """Give a table that an engine wrote in HTML as one of Markdown; what stands in no cell, as bare words above it."""
    if not html.strip():
        return ""
    root = fromstring(f"<div>{html}</div>".encode(), HTMLParser(encoding="utf-8", no_network=True))
    for part in root.iter(*_APART):
        part.text, part.tail = f" {part.text or ''}", f" {part.tail or ''}"
    rows = [[_words(cell) for cell in row.iterchildren(*_CELLS)] for row in root.iter("tr") if not _in_cell(row)]
    loose = list[str]()
    for event, part in iterwalk(root, events=("start", "end")):
        if not _in_cell(part):
            loose.append((part.tail if event == "end" else "" if part.tag in _CELLS else part.text) or "")
    return "\n\n".join(filter(None, (" ".join(" ".join(loose).split()), ruled(rows))))


def _in_cell(part: Element) -> bool:
    """Tell whether a part stands in a cell, whose words are its own, be they those of a table within it."""
    return next(part.iterancestors(*_CELLS), None) is not None


def _words(part: Element) -> str:
    return "".join(str(text) for text in part.itertext())


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


_CELLS = ("td", "th")
_APART = ("br", "p", "div", "li", "tr", *_CELLS)  # between them and what stands beside them is at least a space
