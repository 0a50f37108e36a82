"""MinerU's content_list.json: the blocks of a book in reading order, each with its page."""

from collections.abc import Iterable

from reissue.engines.leaf import Leaf, numbered, page_and_notes
from reissue.engines.shape import need, strings, want
from reissue.engines.table import from_html

ENGINE = "MinerU"


def is_one(value: object) -> bool:
    """Tell whether this is a content list."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "type" in item and "page_idx" in item for item in value)
    )


def leaves(value: object, where: str) -> tuple[Leaf, ...]:
    """Give the pages. Notes stand below a rule at their foot; what MinerU discarded is not in the file.

    What it calls a page's header, footer or number stays out. A paragraph that it joined across a page's end counts
    with the page where it begins.
    """
    pages: dict[int, tuple[list[str], list[str]]] = {}
    for number, item in enumerate(value if isinstance(value, list) else []):
        place = f"{where}, item {number}"
        kind, page = need(item, "type", str, place), need(item, "page_idx", int, place) + 1
        page = max([page, *pages])
        blocks, notes = pages.setdefault(page, ([], []))
        if kind not in _FURNITURE:
            (notes if kind == _NOTE else blocks).extend(_texts(item, kind, place))
    return numbered([page_and_notes(*page) for page in pages.values()], list(pages))


def _texts(item: object, kind: str, where: str) -> Iterable[str]:
    """Give the texts of one block, captions and all; what MinerU will call anything else is read as a paragraph."""
    level = want(item, "text_level", 0, where)
    words = want(item, "text", "", where).strip()
    if level and words and "\n" not in words:
        yield f"{'#' * min(level, _LEVELS)} {words}"
    elif words:
        yield words
    yield from strings(item, "list_items", where)
    yield want(item, f"{kind}_body", "", where) if kind != "table" else from_html(want(item, "table_body", "", where))
    yield from strings(item, f"{kind}_caption", where)
    yield from strings(item, f"{kind}_footnote", where)


_NOTE = "page_footnote"
_FURNITURE = ("header", "footer", "page_number")
_LEVELS = 6
