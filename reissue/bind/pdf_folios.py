"""Folios set aside while a chapter is drawn, since it does not know the numbers of its pages.

What WeasyPrint would set is kept but for the number: its place, its type, the words round it. A margin that holds a
number is one line, and the number is in figures or Roman; anything else is refused.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import pydyf
from weasyprint import Document, layout
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import split_first_line

from reissue import Trouble
from reissue.bind.pdf_forme import Folio, Sort

_LETTERS = {"decimal": "0123456789", "lower-roman": "ivxlcdm", "upper-roman": "IVXLCDM"}
_COUNTED = ("page", "pages")
_ALIGNED: Mapping[str, Literal["left", "center", "right"]] = {"center": "center", "right": "right", "end": "right"}

_MakeMarginBoxes = Callable[[Any, Any, Any], Iterator[Any]]


@contextmanager
def folios_marked() -> Iterator[None]:
    """Lay out pages inside this context, so that `take_folios` can tell which margins hold numbers of pages."""
    make_margin_boxes = layout.make_margin_boxes
    layout.make_margin_boxes = _marking(make_margin_boxes)
    try:
        yield
    finally:
        layout.make_margin_boxes = make_margin_boxes


def take_folios(document: Document) -> tuple[list[Folio], list[Mapping[str, Sort]]]:
    """Take the lines with numbers of pages out of the margins of a document that is about to be drawn.

    Gives them with the sorts in which they are to be printed. The fonts of the document know of the sorts.
    """
    folios, cases = list[Folio](), dict[str, tuple[int, dict[str, Sort]]]()
    for number, page in enumerate(document.pages):
        for margin in page._page_box.children:  # noqa: SLF001 - margins cannot be seen otherwise
            words = vars(margin).get("folio_words") if isinstance(margin, MarginBox) else None
            if words is None:
                continue
            lines = [box for box in margin.descendants() if isinstance(box, LineBox)]
            texts = [box for line in lines for box in line.descendants() if isinstance(box, TextBox)]
            if len(texts) != 1:
                raise Trouble("print.css: the number of a page does not fit into its margin on one line")
            style = texts[0].style
            transform = {"uppercase": str.upper, "lowercase": str.lower}.get(style["text_transform"], str)
            at, sorts = cases.setdefault(_appearance(style), (len(cases), {}))
            for part in words:
                for letter in transform(part if isinstance(part, str) else _LETTERS[part[1]]):
                    if letter not in sorts:
                        sorts[letter] = _cast(texts[0], letter, document)
            said = tuple(transform(part) if isinstance(part, str) else part for part in words)
            left = margin.content_box_x()
            align = _ALIGNED.get(lines[0].style["text_align_all"], "left")
            folios.append(Folio(number, said, left, left + margin.width, texts[0].position_y, align, at))
            margin.children = ()
    return folios, [sorts for _, sorts in cases.values()]


def _marking(make_margin_boxes: _MakeMarginBoxes) -> _MakeMarginBoxes:
    def make_marked(context: Any, page: Any, state: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint's own
        for box in make_margin_boxes(context, page, state):
            content = box.style["content"]
            if any(kind in {"counter()", "counters()"} and value[0] in _COUNTED for kind, value in content):
                box.folio_words = tuple(_word(kind, value, context, page) for kind, value in content)
            yield box

    return make_marked


def _word(kind: str, value: Any, context: Any, page: Any) -> str | tuple[str, str]:  # noqa: ANN401 - WeasyPrint's own
    if kind == "string":
        return str(value)
    if kind == "string()":
        return "".join(context.get_string_set_for(page, *value) or ())
    if kind == "counter()" and value[0] in _COUNTED and value[1] in _LETTERS:
        return value[0], value[1]
    raise Trouble(
        f"print.css: {kind.removesuffix('()')} cannot stand in a margin beside the number of the page; texts and "
        f"strings can, and the number as {', '.join(_LETTERS)}"
    )


def _appearance(style: Mapping[str, Any]) -> str:
    """Describe how a text looks, as far as sorts can look otherwise."""
    return str([style[name] for name in _LOOKS])


_LOOKS = tuple(
    name
    for name in INITIAL_VALUES
    if name.startswith(("color", "font_", "lang", "letter_spacing", "line_height", "text_decoration", "text_transform"))
)


def _cast(text: Any, letter: str, document: Document) -> Sort:  # noqa: ANN401 - WeasyPrint's own
    box = text.copy()
    box.text, box.position_x, box.position_y = letter, 0, 0
    box.pango_layout, _, _, box.width, _, _ = split_first_line(letter, box.style, None, None, 0)
    resources = {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading", "ColorSpace")}
    stream = Stream(document.fonts, (0, 0, 0, 0), resources, {}, None, {}, document.output_intent)
    if box.style["color"].alpha == 1:
        # A page begins opaque, and need not be made so.
        stream._current_alpha = f"a{box.style['color'].alpha}"  # noqa: SLF001
    draw_text(stream, box, 0, "clip", "none")
    if any(resources.values()):
        raise Trouble("print.css: the number of a page is in one plain colour")
    return Sort(b"\n".join(pydyf._to_bytes(part) for part in stream.stream), box.width)  # noqa: SLF001
