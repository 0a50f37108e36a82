"""The editor's decisions, `emendations.toml`: edits in the source itself.

What does not fit the source exactly is refused.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from reissue import Trouble
from reissue.emphasis import emphasised
from reissue.manuscript import Edit
from reissue.source import Source


def read_emendations(toml: bytes, where: str, source: Source) -> list[Edit]:
    """Read the decisions; `where` is the file's name in messages.

    Each `[[emendation]]` has `line` (from 1, of the source as received), `before`, `after` and `why`; also `file`,
    where the source is a folder of page files. `before` must begin on that line and stand there exactly once. With
    `all = true` in place of the line, it is decided for every place where `before` stands as whole words, of which
    there must be one; where it puts these words in italics, those that are so already stay. Where `after` is the same
    as `before`, the decision is that the print stands (stet). Raises Trouble, with the place and what would be right.
    """
    try:
        tables = tomllib.loads(toml.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{where}: {error}; each decision is a table [[emendation]] with line, before, after and why"
        raise Trouble(message) from None
    if unknown := [key for key in tables if key != "emendation"]:
        message = f"{where}: unknown key {unknown[0]!r}; it holds nothing but tables [[emendation]]"
        raise Trouble(message)
    decisions = tables.get("emendation", [])
    if not isinstance(decisions, list) or not all(isinstance(table, dict) for table in decisions):
        message = f"{where}: write each decision as a table of its own, [[emendation]] with two pairs of brackets"
        raise Trouble(message)
    edits = list[Edit]()
    for number, table in enumerate(decisions, 1):
        edits += _edits(table, f"{where}, emendation {number}", source)
    edits.sort(key=lambda edit: (edit.start, edit.end))
    for first, second in pairwise(edits):
        if second.start < first.end:
            message = (
                f"{where}: two emendations change the same words, at {source.place(second.start)}; make one of them"
            )
            raise Trouble(message)
    return edits


def everywhere(text: str, before: str, after: str) -> list[int]:
    """Give the offsets of the words that a decision for the whole text changes.

    They are whole words: no letter or figure of theirs goes on. Where `after` puts them in italics, it is those that
    stand in no emphasis yet.
    """
    first, last = r"\b" if before[:1].isalnum() else "", r"\b" if before[-1:].isalnum() else ""
    found = [place.span() for place in re.finditer(first + re.escape(before) + last, text)]
    if after == f"*{before}*":
        tags = [place.span() for place in _TAGGED.finditer(text)] if "<" in text else []
        spans = [(span.start, span.end) for block in emphasised(text) for span in block.spans]
        spans = sorted(spans + tags)
        found = [place for place in found if not _within(spans, *place)]
    return [start for start, _ in found]


def _within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a stretch lies in the last of some spans that begins before it."""
    number = bisect_right(spans, (start, start))
    return number > 0 and end <= spans[number - 1][1]


def _edits(table: dict[str, Any], where: str, source: Source) -> list[Edit]:
    _check(table, where)
    before, after = table["before"], table["after"]
    starts = [_only(table, where, source)] if "line" in table else everywhere(source.text, before, after)
    if not starts:
        message = f"{where}: {before!r} stands nowhere in {source.name} as whole words; copy it exactly from the source"
        raise Trouble(message)
    ends = [start + len(before) for start in starts]
    return [
        Edit(start, end, (slice(start, end) if after == before else after,), table["why"])
        for start, end in zip(starts, ends, strict=True)
    ]


def _only(table: dict[str, Any], where: str, source: Source) -> int:
    """Find the one place on its line where the words of a decision stand."""
    before = table["before"]
    try:
        start, end = source.line(table["line"], table.get("file", ""))
    except LookupError as error:
        message = f"{where}: {error.args[0]}"
        raise Trouble(message) from None
    line = source.text[start : end + len(before)]
    found = [at for at in range(end - start + 1) if line.startswith(before, at)]
    if len(found) != 1:
        times = "does not stand" if not found else f"stands {len(found)} times"
        more = "copy it exactly, marks and all, from the source" if not found else "take in more of the words around it"
        message = f"{where}: {before!r} {times} on line {table['line']}; {more}"
        raise Trouble(message)
    return start + found[0]


def _check(table: dict[str, Any], where: str) -> None:
    allowed = ", ".join(_KEYS)
    for key, value in table.items():
        if key not in _KEYS:
            message = f"{where}: unknown key {key!r}; allowed are {allowed}"
        elif key == "all" and value is not True:
            message = f"{where}: all can only be true; leave it out where the decision is on one line"
        elif key in ("line", "file") and "all" in table:
            message = f"{where}: {key} and all are both there; all = true decides for the whole source"
        elif not isinstance(value, _KEYS[key]) or isinstance(value, bool) is not (key == "all"):
            message = f"{where}: {key} must be {'a whole number' if _KEYS[key] is int else 'text in quotes'}"
        elif key in ("before", "why") and not str(value).strip():
            wanted = "which words of the source it changes" if key == "before" else "the reason"
            message = f"{where}: {key} is empty; say {wanted}"
        else:
            continue
        raise Trouble(message)
    needed = ("before", "after", "why") if "all" in table else ("line", "before", "after", "why")
    if missing := [key for key in needed if key not in table]:
        message = f"{where}: {missing[0]} is missing; needed are line, before, after and why"
        raise Trouble(message)


_TAGGED = re.compile(r"<(i|em|b|strong)>[^<\n]*</\1>")
_KEYS: dict[str, type] = {"file": str, "line": int, "before": str, "after": str, "why": str, "all": bool}
