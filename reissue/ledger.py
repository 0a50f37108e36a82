"""The ledger on disk: JSON lines for machines, queries for the editor. It loses nothing that a replay needs."""

import json
from collections.abc import Iterable, Iterator, Sequence

from reissue.manuscript import Change
from reissue.repair import Query
from reissue.rule import Rule
from reissue.source import Place, Source


def write_ledger(source: Source, changes: Iterable[Change]) -> str:
    """Write the changes in order, one JSON object a line, below a line that names the source and its SHA-256.

    `start` counts characters in the text that the rule found, `before` stood there, `after` stands there now. Where a
    change kept stretches of `before`, `new` tells which: text in quotes was added, [from, to] was kept.
    """
    head = {"source": source.name, "sha256": source.digest, "characters": len(source.text)}
    return "".join(_line(entry) for entry in (head, *map(_entry, changes)))


def read_ledger(text: str, source: Source) -> list[Change]:
    """Read the changes of a ledger back; ValueError if it is another source's."""
    head, *entries = (json.loads(line) for line in text.split("\n") if line)
    if head["sha256"] != source.digest:
        message = f"this is the ledger of {head['source']} with SHA-256 {head['sha256']}, not of {source.name}"
        raise ValueError(message)
    return [_change(entry) for entry in entries]


def write_queries(source: Source, queries: Sequence[Query], rules: Iterable[Rule]) -> str:
    """Write the queries as Markdown for an editor, grouped by rule, each with the decision that would settle it."""
    lines = [f"# Queries on {source.name}", ""]
    if not queries:
        return "\n".join([*lines, "There are none: the program was sure of all that it did.", ""])
    places = "1 place" if len(queries) == 1 else f"{len(queries)} places"
    lines += [
        f"{places} where the program does not know, so that the text stands there as it was. To settle one, copy a",
        "decision below it into `emendations.toml`, change it as you see fit, and build again.",
        "",
    ]
    for rule in rules:
        asked = [query for query in queries if query.rule == rule.name]
        if asked:
            lines += [f"## {rule.name}", "", rule.defect, ""]
            for number, query in enumerate(asked, 1):
                lines += _asked(source, query, number)
    return "\n".join(lines)


def _asked(source: Source, query: Query, number: int) -> Iterator[str]:
    yield f"{number}. {query.place}: {query.why}"
    yield ""
    yield f"       {_shown(query.context)}"
    yield ""
    if query.after != query.before:
        before, after = _shown(query.before) or "nothing", _shown(query.after) or "nothing"
        yield f"   The program would put `{after}` for `{before}`."
        yield ""
    for line in _decision(source, query):
        yield f"       {line}".rstrip()
    yield ""


def _decision(source: Source, query: Query) -> list[str]:
    """Write out the decisions that would settle a query: to let the print stand, and to do as the program would."""
    start, end = source.line(query.place.line, query.place.file)
    at = start + query.place.column - 1
    stands = source.text.startswith(query.before, at) and "\n" not in query.before
    short = stands and len(query.before) <= _SHORT
    low, high = _once(source.text[start:end], at - start, at - start + (len(query.before) if short else _FEW))
    before = source.text[start + low : start + high]
    decisions = [(before, before, "stet")]
    if short and query.after != query.before and "\n" not in query.after:
        left = at - start - low
        decisions.append((before, before[:left] + query.after + before[left + len(query.before) :], query.why))
    lines = list[str]()
    for old, new, why in decisions:
        file = [f"file = {_toml(query.place.file)}"] if query.place.file else []
        texts = [f"{key} = {_toml(text)}" for key, text in (("before", old), ("after", new), ("why", why))]
        lines += ["[[emendation]]", *file, f"line = {query.place.line}", *texts, ""]
    return lines


def _once(line: str, low: int, high: int) -> tuple[int, int]:
    """Widen a stretch of a line, word by word, until it stands there only once."""
    high = min(max(high, low), len(line))
    while (high == low or _times(line, line[low:high]) > 1) and (low > 0 or high < len(line)):
        low = max(line.rfind(" ", 0, max(low - 1, 0)) + 1, 0) if low else 0
        after = line.find(" ", high + 1)
        high = len(line) if after < 0 else after
    return low, high


def _toml(text: str) -> str:
    """Write a text as TOML does: as JSON, but for one character that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _times(line: str, words: str) -> int:
    return sum(line.startswith(words, at) for at in range(len(line)))


def _shown(text: str) -> str:
    """Make a stretch of text one line of moderate length."""
    text = text.replace("\n", " ¶ ")
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]} … {text[-_LONG // 2 :]}"


def _entry(change: Change) -> dict[str, object]:
    entry: dict[str, object] = {
        "rule": change.rule,
        "page": change.place.page,
        "line": change.place.line,
        "column": change.place.column,
    }
    if change.place.file:
        entry["file"] = change.place.file
    if change.turn > 1:
        entry["pass"] = change.turn
    entry |= {"start": change.start, "before": change.before, "after": change.after}
    if any(isinstance(part, slice) for part in change.new):
        entry["new"] = [[part.start, part.stop] if isinstance(part, slice) else part for part in change.new]
    return entry | ({"why": change.why} if change.why else {})


def _change(entry: dict[str, object]) -> Change:
    new = tuple(
        slice(*part) if isinstance(part, list) else str(part) for part in _list(entry.get("new", [entry["after"]]))
    )
    place = Place(_int(entry["page"]), _int(entry["line"]), _int(entry["column"]), str(entry.get("file", "")))
    return Change(
        str(entry["rule"]),
        place,
        _int(entry["start"]),
        str(entry["before"]),
        new,
        str(entry.get("why", "")),
        _int(entry.get("pass", 1)),
    )


def _line(entry: dict[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _int(value: object) -> int:
    return int(str(value))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


_LONG, _SHORT, _FEW = 160, 100, 24
