"""What passes between those who set a book and the one who binds it: the copy of a chapter, and its set pages.

Nothing here knows WeasyPrint, so that only the processes that set pages have to load it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

Side = Literal["right", "left"]
TURN = "end-of-the-chapter"
"""The id of an empty element behind a chapter, which begins as the next chapter does; its page is not the chapter's."""


class House(NamedTuple):
    """What all pages of a book share: their style sheet, fonts and pictures by name, and their width in millimetres."""

    css: str
    fonts: Mapping[str, bytes]
    pictures: Mapping[str, bytes]
    width: float


class Sort(NamedTuple):
    """A letter ready to be printed in a folio: what draws it at the origin, in PDF, and its width in CSS pixels."""

    drawing: bytes
    width: float


class Folio(NamedTuple):
    """A line in the margin of a page that holds a number of which the chapter knows nothing.

    `words` are texts and, as pairs of what is counted ("page" or "pages") and how, the numbers between them. It stands
    between `left` and `right`, `top` below the edge of the page, in CSS pixels; `sorts` is its place in the forme's.
    """

    page: int
    words: tuple[str | tuple[str, str], ...]
    left: float
    right: float
    top: float
    align: Literal["left", "center", "right"]
    sorts: int


class FontUse(NamedTuple):
    """A font in a forme, by its name there, and how to find it again: what Pango calls it, and the size.

    The glyphs that the forme prints of it, with the width and the text of each. `ours` if the house brought it.
    """

    name: str
    family: str
    style: int
    weight: int
    variations: bytes
    size: float
    widths: Mapping[int, float]
    texts: Mapping[int, str]
    ours: bool


class Bookmark(NamedTuple):
    """An entry of the outline: its level from 1, its words, and where it leads, in points from the lower left."""

    level: int
    words: str
    page: int
    x: float
    y: float


class Forme(NamedTuple):
    """Pages set and drawn as a PDF, but for their fonts and folios; they do not know what pages stand before them.

    They begin on the side `begun`; `side` is the one that the style sheet asks for, if it does. `anchors` are names,
    each with its page from 0 and its place in points from the lower left corner.
    """

    pdf: bytes
    pages: int
    begun: Side
    side: Side | None
    anchors: tuple[tuple[str, int, float, float], ...]
    bookmarks: tuple[Bookmark, ...]
    folios: tuple[Folio, ...]
    sorts: tuple[Mapping[str, Sort], ...]
    fonts: tuple[FontUse, ...]


class Copy(NamedTuple):
    """What is to be set: an `html` element, the side on which it begins, and the fonts that its forme is to bring.

    Where there are such fonts, the PDF of the forme holds them, each with the glyphs that are said to be used;
    otherwise it holds none. `identifier` is that of the whole file.
    """

    tree: Element
    side: Side = "right"
    fonts: Sequence[FontUse] = ()
    identifier: str = ""


Compose = Callable[[House, Sequence[Copy]], list[Forme]]
"""Sets each copy in the style of the house; the order of the formes is that of the copies."""
