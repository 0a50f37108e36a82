"""MinerU's content_list.json: the blocks of a book in reading order, each with its page."""

from collections.abc import Iterator

from reissue.engines.leaf import Leaf, furniture, numbered, page_and_notes
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

    What it calls a page's header, footer or number is noted as its furniture. A paragraph that it joined across a
    page's end counts with the page where it begins.
    """
    pages: dict[int, tuple[list[str], ...]] = {}
    for number, item in enumerate(value if isinstance(value, list) else []):
        place = f"{where}, item {number}"
        kind, page = need(item, "type", str, place), need(item, "page_idx", int, place) + 1
        page = max([page, *pages])
        blocks, notes, heads, feet = pages.setdefault(page, ([], [], [], []))
        texts = list(_texts(item, place))
        if kind in _FURNITURE:
            (heads if kind == "header" else feet).extend(furniture(_FURNITURE[kind], words) for words in texts)
        else:
            (notes if kind == _NOTE else blocks).extend(texts)
    return numbered([page_and_notes(*page) for page in pages.values()], list(pages))


def _texts(item: dict[str, object], where: str) -> Iterator[str]:
    """Give the texts of one block, captions and all; what MinerU will call anything else is read as a paragraph."""
    level = want(item, "text_level", 0, where)
    words = want(item, "text", "", where).strip()
    if level and words and "\n" not in words:
        yield f"{'#' * min(level, _LEVELS)} {words}"
    elif words:
        yield words
    yield from strings(item, "list_items", where)
    for part in _PARTS:
        for key in (key for key in item if key.endswith(part)):
            texts = strings(item, key, where) if isinstance(item[key], list) else [want(item, key, "", where)]
            yield from (from_html(text) if key == "table_body" else text for text in texts)


_NOTE = "page_footnote"
_FURNITURE = {"header": "Header", "footer": "Footer", "page_number": "Number"}
_PARTS = ("_body", "_caption", "_footnote")  # of a table, an image, a listing or whatever else has them
_LEVELS = 6
