"""WeasyPrint made to end no page in a broken word, where the paragraph can be broken into lines otherwise.

Holds one context in which pages are laid out, inside that of `pdf_justify`. The rest of the paragraph is planned anew
from the first of its lines on the page; where that gives no better end, its last line there goes over to the next page;
and where too few would stay, they are set loosely.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import block

from reissue.bind.pdf_paragraphs import plan_rest
from reissue.bind.pdf_widths import Types

_Stack = dict[int, Any]
"""Where a line begins: the number of a child, and in that the number of one of its own, and so on to a byte of text."""
_SetLines = Callable[..., tuple[Any, ...]]

_TRIES = 3
_LEAST = 2
"""Lines of a paragraph that stay on a page."""
_DASHES = ("\N{HYPHEN}", "-")


@contextmanager
def words_kept_whole(types: Types) -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    set_lines = block._linebox_layout  # noqa: SLF001 - there is no other place where a page ends
    block._linebox_layout = _ending_well(set_lines, types)  # noqa: SLF001
    try:
        yield
    finally:
        block._linebox_layout = set_lines  # noqa: SLF001


def _ending_well(set_lines: _SetLines, types: Types) -> _SetLines:
    def end_well(*where: Any) -> tuple[Any, ...]:  # noqa: ANN401 - WeasyPrint's own
        context, _, number, paragraph, lines, _, *out_of_flow, _, _, _, skip = where[:12]
        done = set_lines(*where)
        if lines and getattr(paragraph, "measure", None) is not None:
            begun = _letters(paragraph, skip)
            for loose in (False, True):
                shunned = list[int]()
                while len(shunned) < _TRIES and _is_broken(done, lines):
                    shunned.append(_letters(paragraph, lines[-1].resume_at))
                    if not plan_rest(paragraph, paragraph.measure, types, begun, shunned, loose=loose):
                        break
                    block.remove_placeholders(context, lines, *out_of_flow)
                    lines.clear()
                    done = set_lines(*where)
                while _is_broken(done, lines) and len(lines) > _LEAST:
                    block.remove_placeholders(context, [lines.pop()], *out_of_flow)
                    abort, stop, _, *rest = done
                    done = abort, stop, {number: lines[-1].resume_at}, *rest
        return done

    return end_well


def _is_broken(done: tuple[Any, ...], lines: list[Any]) -> bool:
    """Tell whether the page ends here, in the middle of a word."""
    abort, stop, *_ = done
    if abort or not stop or not lines or lines[-1].resume_at is None:
        return False
    texts = [box.text for box in lines[-1].descendants() if isinstance(box, TextBox) and box.text]
    return bool(texts) and texts[-1].endswith(_DASHES)


def _letters(paragraph: Any, stack: _Stack | None) -> int:  # noqa: ANN401 - WeasyPrint's own
    """Count the letters of a paragraph before the place where a line begins."""
    if not stack:
        return 0
    ((place, inside),) = stack.items()
    if isinstance(paragraph, TextBox):
        return len(paragraph.text.encode()[:place].decode())
    before = sum(_length(child) for child in paragraph.children[:place])
    return before + _letters(paragraph.children[place], inside)


def _length(box: Any) -> int:  # noqa: ANN401 - WeasyPrint's own
    if isinstance(box, TextBox):
        return len(box.text)
    return sum(_length(child) for child in getattr(box, "children", ()))
