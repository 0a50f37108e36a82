"""The texts of lines that were measured, drawn with their marks in one go.

WeasyPrint 70.0 writes each operator by itself, and asks for each whether it is needed. What is written is the same.
"""

from typing import Any

import pydyf

from reissue.bind.pdf_founts import shown


def draw_span(stream: Any, box: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    """Draw a text that was measured, with its mark, in one go; False, and nothing is drawn, where that is not plain."""
    tags, line = stream._tags, None  # noqa: SLF001 - WeasyPrint gives them to nobody
    if tags is not None and stream._current_font is None and box.style["visibility"] == "visible":  # noqa: SLF001
        line = shown(stream, box)
    if line is None:
        return False
    font, size, glyphs = line
    tags[box] = {"tag": "Span", "mcid": len(tags)}
    stream.stream.append(b"/Span\n<</MCID %d>>\nBDC" % (len(tags) - 1))
    stream.set_color(box.style["color"])
    left, top, size = map(pydyf._to_bytes, (box.position_x, box.position_y + box.baseline, size))  # noqa: SLF001
    between = getattr(box, "between", 0.0)
    set_apart, set_back = (b"%.4f Tc\n" % between, b"0 Tc\n") if between else (b"", b"")
    where = b"1 0 0 -1 %s %s Tm\n/%s %s Tf" % (left, top, font.hash.encode(), size)
    stream.stream.append(b"BT\n%s%s\n[%s] TJ\n%sET\nEMC" % (set_apart, where, glyphs.encode(), set_back))
    return True
