"""The presses that print a book, and what each asks of its files: margins, bleed, ink, paper, spine.

The figures are those that the presses publish, gathered in November 2026 from their help pages, or where these show
none, from tables that agree with each other. A press changes them without a word: order a proof before you print.
"""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

INCH = 25.4
"""Millimetres in an inch."""


@dataclass(frozen=True)
class Press:
    """What a press asks for; all lengths in millimetres.

    `gutters` are pairs of a number of pages and the least inner margin of a book of at most so many; `edge` is the
    least margin on the other sides, `bled_edge` where the pages have bleed. `bleeds_at_spine` tells whether a page with
    bleed has it there too. `papers` are calipers, the thickness of one leaf, by the names of the papers; `cover` is
    what the cover adds to the spine. On a spine of fewer than `spine_text` pages nothing is printed, and on others
    nothing nearer its folds than `spine_edge`. `ink` is how the pages are printed in black: "k" of four colours, or
    "grey"; `cover_ink` is "cmyk" or "rgb". `condition` is the printing condition that a PDF/X-1a names, and says in
    words; without one, the press asks for no PDF/X. `last_blank` asks for an empty last page.
    """

    name: str
    gutters: tuple[tuple[int, float], ...]
    edge: float
    bled_edge: float
    pages: tuple[int, int]
    papers: MappingProxyType[str, float]
    widths: tuple[float, float] = (4 * INCH, 8.5 * INCH)
    heights: tuple[float, float] = (6 * INCH, 11.7 * INCH)
    cover: float = 0.0
    spine_text: int = 0
    spine_edge: float = 0.0625 * INCH
    bleeds_at_spine: bool = False
    ink: Literal["k", "grey"] = "k"
    cover_ink: Literal["cmyk", "rgb"] = "cmyk"
    condition: tuple[str, str] = field(default=("", ""))
    last_blank: bool = False

    def gutter(self, pages: int) -> float:
        """Give the least inner margin of a book of so many pages."""
        return next((gutter for most, gutter in self.gutters if pages <= most), self.gutters[-1][1])

    def spine(self, pages: int, caliper: float) -> float:
        """Give the width of the spine of a book of so many pages on leaves of a caliper."""
        return pages / 2 * caliper + self.cover


def _leaves(**inches: float) -> MappingProxyType[str, float]:
    """Give calipers for the thickness of a page in inches."""
    return MappingProxyType({paper: round(2 * page * INCH, 6) for paper, page in inches.items()})


def _inches(*pairs: tuple[int, float]) -> tuple[tuple[int, float], ...]:
    return tuple((pages, round(gutter * INCH, 4)) for pages, gutter in pairs)


_KDP_GUTTERS = _inches((150, 0.375), (300, 0.5), (500, 0.625), (700, 0.75), (828, 0.875))

PRESSES = MappingProxyType(
    {
        # No press named: any that works after PDF/X on coated or uncoated sheets. Margins are KDP's, the narrowest
        # with which a thick book still opens; the calipers those of common book papers of 80 and 90 g/m².
        "": Press(
            "the press",
            gutters=_KDP_GUTTERS,
            edge=0.25 * INCH,
            bled_edge=0.375 * INCH,
            pages=(24, 2000),
            heights=(147.0, 11.7 * INCH),
            papers=MappingProxyType({"white": 0.104, "cream": 0.127}),
            spine_text=80,
            condition=("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)"),
        ),
        # Gutters, edges and 79 pages for a spine's text: "Set Trim Size, Bleed, and Margins" and "Create a Paperback
        # Cover" of KDP's help, as quoted by others. The pages are 0.002252, 0.0025 and 0.002347 inches thick.
        "kdp": Press(
            "KDP",
            gutters=_KDP_GUTTERS,
            edge=0.25 * INCH,
            bled_edge=0.375 * INCH,
            pages=(24, 828),
            papers=_leaves(white=0.002252, cream=0.0025, colour=0.002347),
            spine_text=79,
            ink="grey",
        ),
        # IngramSpark's "File Requirements for Print Books" and "File Creation Guide": half an inch on all sides, the
        # last page blank, PDF/X-1a:2001, text on spines of 48 pages. Only its own template tells the spine for sure;
        # its papers are taken for such of 512 and 444 pages to the inch.
        "ingramspark": Press(
            "IngramSpark",
            gutters=_inches((1200, 0.5)),
            edge=0.5 * INCH,
            bled_edge=0.5 * INCH,
            pages=(18, 1200),
            papers=_leaves(white=1 / 512, cream=1 / 444),
            spine_text=48,
            condition=("CGATS TR 001", "U.S. Web Coated (SWOP) v2"),
            last_blank=True,
        ),
        # Lulu's "Tips for formatting documents" (half an inch, and 0.2 to 0.3 more at the spine), "Interior formatting
        # FAQ" (grey for black and white, sRGB for colour), "Spine width calculator" (pages / 444 + 0.06 inches).
        "lulu": Press(
            "Lulu",
            gutters=_inches((60, 0.5), (150, 0.7), (800, 0.8)),
            edge=0.5 * INCH,
            bled_edge=0.5 * INCH,
            pages=(32, 800),
            papers=_leaves(white=1 / 444, cream=1 / 444),
            cover=0.06 * INCH,
            spine_text=80,
            spine_edge=0.125 * INCH,
            bleeds_at_spine=True,
            ink="grey",
            cover_ink="rgb",
        ),
    }
)
"""The presses by the names that `edition.toml` calls them; the empty one where it names none."""

COVER_BLEED = 0.125 * INCH
"""What every press of ours cuts off a cover on each side."""
