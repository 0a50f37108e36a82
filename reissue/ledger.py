"""The ledger on disk: JSON lines for machines. It loses nothing that a replay needs."""

import json
from collections.abc import Iterable

from reissue.folios import numbering
from reissue.manuscript import Change
from reissue.source import Place, Source


def write_ledger(source: Source, changes: Iterable[Change]) -> str:
    """Write the changes in order, one JSON object a line, below a line that names the source and its SHA-256.

    `start` counts characters in the text that the rule found, `before` stood there, `after` stands there now. Where a
    change kept stretches of `before`, `new` tells which: text in quotes was added, [from, to] was kept. `folio` is the
    page's number in print, where that is known.
    """
    folio = numbering(source)
    head = {"source": source.name, "sha256": source.digest, "characters": len(source.text)}
    return "".join(_line(entry) for entry in (head, *(_entry(change, folio(change.place)) for change in changes)))


def read_ledger(text: str, source: Source) -> list[Change]:
    """Read the changes of a ledger back; ValueError if it is another source's."""
    head, *entries = (json.loads(line) for line in text.split("\n") if line)
    if head["sha256"] != source.digest:
        message = f"this is the ledger of {head['source']} with SHA-256 {head['sha256']}, not of {source.name}"
        raise ValueError(message)
    return [_change(entry) for entry in entries]


def _entry(change: Change, folio: str) -> dict[str, object]:
    entry: dict[str, object] = {"rule": change.rule, "page": change.place.page} | ({"folio": folio} if folio else {})
    entry |= {"line": change.place.line, "column": change.place.column}
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
