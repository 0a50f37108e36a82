"""olmOCR's JSON lines: one text for each book, and which stretch of it stood on which page."""

from itertools import pairwise

from reissue import Trouble
from reissue.engines.leaf import Leaf
from reissue.engines.shape import need

ENGINE = "olmOCR"


def is_one(value: object) -> bool:
    """Tell whether this is a line of olmOCR's."""
    attributes = value.get("attributes") if isinstance(value, dict) else None
    return isinstance(attributes, dict) and "pdf_page_numbers" in attributes


def leaves(value: object, where: str) -> tuple[Leaf, ...]:
    """Give the pages of one book. What lies between two stretches belongs to the first: nothing is lost."""
    text = need(value, "text", str, where)
    spans = need(need(value, "attributes", dict, where), "pdf_page_numbers", list, where)
    starts, numbers = list[int](), list[int]()
    for span in spans:
        right = isinstance(span, list) and len(span) == _PARTS and all(isinstance(part, int) for part in span)
        if not right or not (starts[-1] if starts else 0) <= span[0] <= span[1] <= len(text):
            message = (
                f"{where}: pdf_page_numbers has {span!r}; each should be [start, end, page] within the text's "
                f"{len(text)} characters, one after the other"
            )
            raise Trouble(message)
        starts.append(span[0])
        numbers.append(span[2])
    bounds = [0, *starts[1:], len(text)]
    return tuple(
        Leaf(number, text[start:end]) for number, (start, end) in zip(numbers or [1], pairwise(bounds), strict=True)
    )


_PARTS = 3
