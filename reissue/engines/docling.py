"""docling's document: texts with labels, in the order of a tree, each with its page."""

from collections.abc import Iterator

from reissue import Trouble
from reissue.engines.leaf import Leaf, numbered, page_and_notes
from reissue.engines.shape import items, need, want
from reissue.engines.table import ruled

ENGINE = "docling"


def is_one(value: object) -> bool:
    """Tell whether this is a DoclingDocument."""
    return isinstance(value, dict) and (value.get("schema_name") == "DoclingDocument" or {"texts", "body"} <= {*value})


def leaves(value: object, where: str) -> tuple[Leaf, ...]:
    """Give the pages. Notes stand below a rule at their foot; what docling calls furniture stays out.

    A paragraph that it joined across a page's end counts with the page where it begins.
    """
    pages: dict[int, tuple[list[str], list[str]]] = {}
    for place, item in _in_order(value, where):
        label, layer = want(item, "label", "", place), want(item, "content_layer", "body", place)
        words = _inline(value, item, where) if label == "inline" else _words(item, label, place)
        if layer == "furniture" or label in _FURNITURE or not words:
            continue
        first = next((_found(value, child, where) for child in _children(item, place)), item)
        prov = next((prov for one in (item, first) for _, prov in items(one, "prov", place)), {})
        page = max([want(prov, "page_no", 1, place), *pages])
        blocks, notes = pages.setdefault(page, ([], []))
        (notes if label == "footnote" else blocks).append(words)
    return numbered([page_and_notes(*page) for page in pages.values()], list(pages))


def _in_order(value: object, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Walk the tree, and give each item once; what stands in a line within a paragraph comes with its group."""
    seen, stack = set[str](), list(reversed(list(_children(need(value, "body", dict, where), f"{where}, body"))))
    while stack:
        reference = stack.pop()
        if reference in seen:
            continue
        seen.add(reference)
        item = _found(value, reference, where)
        yield f"{where}, {reference}", item
        below = list(_children(item, f"{where}, {reference}"))
        if item.get("label") == "inline":
            seen.update(below)
        else:
            stack += reversed(below)


def _children(item: object, where: str) -> Iterator[str]:
    for place, child in items(item, "children", where):
        yield need(child, "$ref", str, place)


def _found(value: object, reference: str, where: str) -> dict[str, object]:
    """Follow a reference such as #/texts/3."""
    _, _, path = reference.partition("#/")
    kind, _, number = path.partition("/")
    row = want(value, kind, list[object](), where)
    item = row[int(number)] if number.isdecimal() and len(number) < _FIGURES and int(number) < len(row) else None
    if isinstance(item, dict):
        return item
    message = f"{where}: it refers to {reference!r}, and there is no such item; is the file whole?"
    raise Trouble(message)


def _inline(value: object, group: object, where: str) -> str:
    parts = [_found(value, reference, where) for reference in _children(group, where)]
    return " ".join(filter(None, (_words(part, want(part, "label", "", where), where) for part in parts)))


def _words(item: object, label: str, where: str) -> str:
    if label == "table":
        grid = want(want(item, "data", dict[str, object](), where), "grid", list[object](), where)
        cells = [[want(cell, "text", "", where) for cell in row] for row in grid if isinstance(row, list)]
        return ruled(cells)
    words = want(item, "text", "", where).strip()
    if not words:
        return ""
    if label in _HEADINGS and "\n" not in words:
        level = 1 if label == "title" else want(item, "level", 1, where) + 1
        return f"{'#' * min(level, _LEVELS)} {words}"
    marker = want(item, "marker", "", where).strip()
    if label == "list_item" and marker and not words.startswith(marker):
        words = f"{marker if any(map(str.isalnum, marker)) else '-'} {words}"
    style = want(item, "formatting", dict[str, object](), where)
    if style.get("script") == "super":
        return f"<sup>{words}</sup>"
    marks = "*" * (bool(style.get("italic")) + 2 * bool(style.get("bold")))
    return f"{marks}{words}{marks}"


_FURNITURE = ("page_header", "page_footer")
_HEADINGS = ("title", "section_header")
_LEVELS, _FIGURES = 6, 9
