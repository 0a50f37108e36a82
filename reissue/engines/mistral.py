"""Mistral OCR's answer: pages of Markdown, with their tables beside them."""

import re

from reissue.engines.leaf import Leaf, furniture, numbered
from reissue.engines.shape import items, need, want
from reissue.engines.table import from_html

ENGINE = "Mistral"


def is_one(value: object) -> bool:
    """Tell whether this is an answer of Mistral OCR."""
    pages = value.get("pages") if isinstance(value, dict) else None
    return isinstance(pages, list) and any(isinstance(page, dict) and "markdown" in page for page in pages)


def leaves(value: object, where: str) -> tuple[Leaf, ...]:
    """Give the pages. Tables that were asked for by themselves stand where the page refers to them.

    Running heads and feet that were asked for by themselves are noted as the page's furniture.
    """
    texts, numbers = list[str](), list[int | None]()
    for place, page in items(value, "pages", where):
        text = need(page, "markdown", str, place)
        for spot, table in items(page, "tables", place):
            name, content = re.escape(want(table, "id", "", spot)), want(table, "content", "", spot)
            words = from_html(content) if content.lstrip().startswith("<") else content.strip()
            found = re.search(rf"\[{name}\]\({name}\)", text) if name else None
            start, end = found.span() if found else (len(text), len(text))
            text = f"{text[:start].rstrip()}\n\n{words}\n\n{text[end:].lstrip()}"
        head, foot = (want(page, name, "", place) for name in ("header", "footer"))
        texts.append(
            "\n\n".join(filter(None, (furniture("Header", head), text.strip("\n"), furniture("Footer", foot))))
        )
        index = page.get("index")
        numbers.append(index + 1 if isinstance(index, int) else None)
    return numbered(texts, numbers)
