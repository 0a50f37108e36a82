"""Tables as most engines write them: in HTML, which nobody could read in a manuscript."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


class _Cell(NamedTuple):
    words: slice
    aligned: str  # "right", "center" or nothing
    wide: int
    high: int


@rule(Keeps.ORDER)
def html_table(manuscript: Manuscript) -> Iterator[Edit]:
    """A table is set down in the tags of HTML instead of in rows and columns.

    One that holds another, or words outside of its cells, is left as it is.
    """
    text = manuscript.text
    end = 0
    while (start := text.find("<table", end)) >= 0:
        end = text.find("</table>", start)
        if end < 0:
            return
        end += len("</table>")
        rows = _rows(text, start, end)
        if rows:
            above, below = text[max(0, start - 2) : start], text[end : end + 2]
            before = "\n" * (2 - len(above) + len(above.rstrip("\n"))) if start else ""
            after = "\n" * (2 - len(below) + len(below.lstrip("\n"))) if end < len(text.rstrip()) else ""
            yield Edit(start, end, (before, *_piped(text, rows), after))


def _rows(text: str, start: int, end: int) -> list[list[_Cell]]:
    """Give the rows of a table, the one at its head first, an empty one if it has none; nothing if it is no plain one.

    A cell that reaches over several rows or columns stands in the first, and empty ones in the others.
    """
    rows, cell, done, headed = list[list[_Cell]](), None, start, False
    for tag in _TAG.finditer(text, start, end):
        name, between = tag["name"], text[done : tag.start()]
        closes = text[tag.start() + 1] == "/"
        if (cell is None and between.strip()) or (name == "table" and not closes and done > start):
            return []
        if name in ("td", "th") and closes and cell is not None:
            words = slice(done + len(between) - len(between.lstrip()), done + len(between.rstrip()))
            rows[-1].append(cell._replace(words=words if words.start < words.stop else slice(done, done)))
            cell = None
        elif cell is not None or (name in ("td", "th") and (closes or not rows)):
            return []
        elif name in ("td", "th"):
            headed = headed or (name == "th" and len(rows) == 1)
            spans = {span[1]: min(int(span[2]), _MOST) for span in _SPAN.finditer(tag.group())}
            aligned = _ALIGNED.search(tag.group())
            cell = _Cell(slice(0, 0), aligned[1] if aligned else "", spans.get("col", 1), spans.get("row", 1))
        elif name == "tr" and not closes:
            rows.append([])
        done = tag.end()
    rows = [row for row in rows if row]
    return [[] if not headed else rows[0], *(rows[1:] if headed else rows)] if rows else []


def _piped(text: str, rows: list[list[_Cell]]) -> Iterator[str | slice]:
    """Give the rows with bars between their cells, and below the first the line that tells how columns are aligned."""
    lines = _spread(rows)
    columns = max(map(len, lines))
    last = [cell.aligned if cell else "" for cell in lines[-1]]
    for number, line in enumerate(lines):
        yield "|"
        for cell in (*line, *[None] * (columns - len(line))):
            if cell is not None and cell.words.start < cell.words.stop:
                yield " "
                yield from _words(text, cell.words)
            yield " |"
        if number == 0:
            yield "\n|" + "|".join(_RULES[each] for each in (*last, *[""] * (columns - len(last)))) + "|"
        if number < len(lines) - 1:
            yield "\n"


def _spread(rows: list[list[_Cell]]) -> list[list[_Cell | None]]:
    """Give each cell its column, with nothing where one reaches over from the left or from above."""
    lines, reaching = list[list[_Cell | None]](), dict[int, int]()
    for row in rows:
        line = list[_Cell | None]()
        for cell in row:
            while reaching.get(len(line), 0):
                reaching[len(line)] -= 1
                line.append(None)
            for column in range(cell.wide):
                if cell.high > 1:
                    reaching[len(line)] = cell.high - 1
                line.append(None if column else cell)
        lines.append(line)
    return lines


def _words(text: str, words: slice) -> Iterator[str | slice]:
    """Give the words of a cell in one line, with its own bars escaped."""
    done = words.start
    for found in _BREAK.finditer(text, words.start, words.stop):
        yield slice(done, found.start())
        yield "\\|" if found.group() == "|" else " "
        done = found.end()
    yield slice(done, words.stop)


_MOST = 40  # columns or rows that one cell may reach over
_RULES = {"": "---", "right": "---:", "center": ":---:"}
_TAG = re.compile(r"</?(?P<name>table|thead|tbody|tfoot|tr|td|th)\b[^<>]*>")
_SPAN = re.compile(r"\b(col|row)span=\"?([0-9]{1,3})")
_ALIGNED = re.compile(r"(?<![\w-])(?:text-)?align(?::|=\")\s*(right|center)")
_BREAK = re.compile(r"\s*(?:<br ?/?>|\n)\s*|\|")
