"""docling's document: texts with labels, in the order of a tree, each with its page."""

from collections.abc import Iterator

from reissue import Trouble
from reissue.engines.leaf import Leaf, furniture, numbered, page_and_notes
from reissue.engines.shape import items, need, want
from reissue.engines.table import ruled

ENGINE = "docling"


def is_one(value: object) -> bool:
    """Tell whether this is a DoclingDocument."""
    return isinstance(value, dict) and (value.get("schema_name") == "DoclingDocument" or {"texts", "body"} <= {*value})


def leaves(value: object, where: str) -> tuple[Leaf, ...]:
    """Give the pages. Notes stand below a rule at their foot; what docling calls furniture is noted as that.

    A paragraph that it joined across a page's end counts with the page where it begins.
    """
    pages: dict[int, tuple[list[str], ...]] = {}
    latest = 0
    for place, item in _in_order(value, where):
        label, layer = want(item, "label", "", place), want(item, "content_layer", "body", place)
        words = _inline(value, item, where) if label == "inline" else _words(item, label, place)
        if not words:
            continue
        first = next((_found(value, child, where) for child in _children(item, place)), item)
        prov = next((prov for one in (item, first) for _, prov in items(one, "prov", place)), {})
        page, is_head = want(prov, "page_no", 1, place), label == "page_header"
        if layer == "furniture" or is_head or label == "page_footer":
            part, words = 2 if is_head else 3, furniture("Header" if is_head else "Footer", words)
        else:
            page = latest = max(page, latest)
            part = 1 if label == "footnote" else 0
        pages.setdefault(page, ([], [], [], []))[part].append(words)
    order = sorted(pages)
    return numbered([page_and_notes(*pages[page]) for page in order], order)


def _in_order(value: object, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Walk the tree, and give each item once; what stands in a line within a paragraph comes with its group.

    Its furniture follows, and whatever stands in the file and in no tree.
    """
    roots = [(need(value, "body", dict, where), "body"), (want(value, "furniture", {}, where), "furniture")]
    row = [reference for root, name in roots for reference in _children(root, f"{where}, {name}")]
    row += [
        f"#/{kind}/{n}" for kind in ("texts", "tables") for n in range(len(want(value, kind, list[object](), where)))
    ]
    seen, stack = set[str](), row[::-1]
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
    for key in ("captions", "children", "footnotes"):
        for place, child in items(item, key, where):
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
        rows = [[(cell, (r, c)) for c, cell in enumerate(row)] for r, row in enumerate(grid) if isinstance(row, list)]
        return ruled([[_cell(cell, place, where) for cell, place in row] for row in rows])
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


def _cell(cell: object, place: tuple[int, int], where: str) -> str:
    """Give the words of a cell, which the grid has in each place that it spans, in the first of them."""
    first = tuple(want(cell, f"start_{n}_offset_idx", at, where) for n, at in zip(("row", "col"), place, strict=True))
    return want(cell, "text", "", where) if first == place else ""


_HEADINGS = ("title", "section_header")
_LEVELS, _FIGURES = 6, 9
