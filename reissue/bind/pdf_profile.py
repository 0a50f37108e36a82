"""A book's PDFs in all the profiles that its edition wants: for the screen, for an archive, for a press with the cover.

The pages are laid out once, and again only where a press wants wider margins, or bleed, than the styles give them.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from reissue.bind import Styles
from reissue.bind.pdf import bind_pdf, house_of
from reissue.bind.pdf_finish import Attached, for_archive, for_screen, say
from reissue.bind.pdf_forme import Compose
from reissue.bind.pdf_print import for_press
from reissue.bind.pdf_xmp import archival
from reissue.book import Book
from reissue.presses import INCH, PRESSES, Press


def bind_profiles(book: Book, styles: Styles, compose: Compose | None = None) -> Iterator[tuple[str, bytes]]:
    """Bind each profile of the edition, and give it by the ending of its file: the first is `pdf`, others `print.pdf`.

    With the profile for print comes `cover.pdf`, the cover that is wrapped round the book.
    """
    bind = partial(bind_pdf, compose=compose)
    if book.edition.pdf == ("screen",):
        yield "pdf", bind(book, styles, finish=partial(say, edition=book.edition, standards=archival(2)))
        return
    pages = bind(book, styles)
    for number, profile in enumerate(book.edition.pdf):
        ending = f"{profile}.pdf" if number else "pdf"
        if profile == "screen":
            yield ending, for_screen(pages, book.edition)
        elif profile == "archive":
            attached = {name: Attached(data, *_ATTACHED[name]) for name, data in book.attached.items()}
            yield ending, for_archive(pages, book.edition, attached)
        else:
            from reissue.bind.pdf_wrap import bind_wrap  # noqa: PLC0415 -- only a press needs it here

            press = PRESSES[book.edition.press]
            printed = for_press(_fitted(book, styles, pages, bind), press)
            yield ending, printed
            yield "cover.pdf", bind_wrap(book.edition, styles, _count(printed))


_ATTACHED = {
    "book.md": ("text/markdown", "Source", "The restored manuscript"),
    "ledger.jsonl": ("application/jsonl", "Data", "Every change from the source to the manuscript"),
}
_MOST_TRIES = 6
_TOLERANCE = 0.05
_POINT = INCH / 72


def _fitted(book: Book, styles: Styles, pages: bytes, bind: Callable[[Book, Styles], bytes]) -> bytes:
    """Lay the pages out until their margins are those that a press wants for so many pages.

    Wider margins make more pages, and more pages may want a wider margin; as no margin ever becomes narrower again,
    this comes to an end.
    """
    from reissue.bind.pdf_chapter import margins  # noqa: PLC0415 -- only a press needs it here, and it loads WeasyPrint

    press, bleed = PRESSES[book.edition.press], book.edition.bleed
    set_margins, changed = list(margins(house_of(book, styles))), bool(bleed)
    edge = press.bled_edge if bleed else press.edge
    for _ in range(_MOST_TRIES):
        if changed:
            sheet = "\n".join((styles.sheets["print"], _sheet(set_margins, bleed, press)))
            pages = bind(book, styles._replace(sheets=styles.sheets | {"print": sheet}))
        count = _count(pages)
        wanted = (press.gutter(count + count % 2), edge, edge, edge)
        lacking = [max(0.0, most - has) for most, has in zip(wanted, _room(pages, bleed, press), strict=True)]
        changed = max(lacking) > _TOLERANCE
        if not changed:
            break
        set_margins = [has + more for has, more in zip(set_margins, lacking, strict=True)]
    return pages


def _sheet(margins: Sequence[float], bleed: float, press: Press) -> str:
    inner, outer, upper, lower = margins
    at_spine = bleed if press.bleeds_at_spine else 0.0
    return "".join(
        f"@page :{side} {{ margin: {upper:.3f}mm {right:.3f}mm {lower:.3f}mm {left:.3f}mm !important;"
        f" bleed-top: {bleed}mm; bleed-bottom: {bleed}mm; bleed-{spine}: {at_spine}mm; bleed-{fore}: {bleed}mm }}\n"
        for side, left, right, spine, fore in (
            ("left", outer, inner, "right", "left"),
            ("right", inner, outer, "left", "right"),
        )
    )


def _room(data: bytes, bleed: float, press: Press) -> tuple[float, float, float, float]:
    """Measure how far from the edges of the trimmed page anything is drawn: inside, outside, above and below, in mm."""
    import pymupdf  # noqa: PLC0415 -- as above

    least = [math.inf] * 4
    cut, at_spine = bleed / _POINT, (bleed if press.bleeds_at_spine else 0.0) / _POINT
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            left, right = (cut, at_spine) if page.number % 2 else (at_spine, cut)
            trim = pymupdf.Rect(left, cut, page.rect.width - right, page.rect.height - cut)
            for _, place in page.get_bboxlog():
                box = pymupdf.Rect(place)
                if not box.is_empty and box in trim:  # what crosses the trim has bleed on purpose
                    sides = (box.x0 - trim.x0, trim.x1 - box.x1)
                    room = (*sides[:: -1 if page.number % 2 else 1], box.y0 - trim.y0, trim.y1 - box.y1)
                    least = [min(pair) for pair in zip(least, room, strict=True)]
    inner, outer, upper, lower = (side * _POINT for side in least)
    return inner, outer, upper, lower


def _count(data: bytes) -> int:
    import pymupdf  # noqa: PLC0415 -- as above

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return len(document)
