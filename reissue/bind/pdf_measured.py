"""A line that was measured without having been shaped."""

from collections.abc import Sequence
from typing import Any

from weasyprint.text.line_break import Layout

from reissue.bind.pdf_widths import Style


class MeasuredLine(Layout):  # type: ignore[misc] # WeasyPrint has no types
    """What WeasyPrint keeps of a line that was measured; Pango shapes it only if it is asked for more.

    `words` are what its `fount` knows of them.
    """

    def __init__(self, text: str, words: Sequence[Any], fount: Any) -> None:  # noqa: ANN401 - known to the fount alone
        """Keep the words of a line of text."""
        self.text, self.words, self.fount = text, words, fount
        self.justification_spacing = self.first_line_direction = 0
        self.max_width = self.ascent = self.underline_position = self.strikethrough_position = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - WeasyPrint's own
        """Have Pango shape the line if it is asked for what only Pango knows."""
        if name not in {"layout", "language"}:
            raise AttributeError(name)
        super().reactivate(self.style)
        return vars(self)[name]

    def reactivate(self, style: Style) -> None:
        """Have the style at hand."""
        self.style = style

    def deactivate(self) -> None:
        """Leave Pango what it has made, and the style."""
        for name in vars(self).keys() & {"layout", "language", "style"}:
            delattr(self, name)
