"""The book as a PDF: title page, imprint, contents, and the text with its notes at the foot of the page.

Each chapter is laid out by itself, so that many can be laid out at once, and knows nothing of the others; here they
are brought together. What lays them out is loaded only where it is done.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import partial
from itertools import accumulate, pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from reissue import Trouble
from reissue.bind import Styles
from reissue.bind.pdf_forme import TURN, Compose, Copy, FontUse, Forme, House, Side
from reissue.bind.pdf_front import front_tree
from reissue.bind.pdf_join import ELSEWHERE, Finish, join
from reissue.bind.pdf_references import refers, with_new_numbers
from reissue.bind.pdf_text import text_tree
from reissue.bind.pdf_type_area import type_of
from reissue.book import Book

_Set = Callable[[Sequence[Copy]], list[Forme]]


def bind_pdf(book: Book, styles: Styles, compose: Compose | None = None, finish: Finish = lambda _: None) -> bytes:
    """Lay out a book by the style sheets "book" and "print" on pages of the edition's trim, and return the PDF.

    A style sheet calls a font `url("font:NAME")`, by its name in `styles.fonts`. The same book and styles give the same
    bytes, whatever `compose` is; without one the chapters are laid out here, one after the other. The last that is done
    to the file before it is written is `finish`. Raises Trouble if a
    note would be missing, doubled, cut off or out of order, if a style sheet calls for another file, or if WeasyPrint
    is not the version we know. Not to be called from two threads at once.
    """
    compose = compose or _compose_here
    house = house_of(book, styles)
    text, formes = _settled(book, partial(compose, house))
    folios = _folios(formes)
    front = front_tree(book.edition, text, folios)
    front.insert(0, deepcopy(text[0]))
    _turn(front[-1], {"style": "break-before: recto; page: front"})
    _send_elsewhere(front)
    with ThreadPoolExecutor(max_workers=1) as other:
        bound = other.submit(compose, house, [Copy(front, "right", _fonts(formes), book.edition.identifier)])
        return join(lambda: bound.result()[0], formes, finish)


def house_of(book: Book, styles: Styles) -> House:
    """Give what all pages of a book share. Trouble if a style sheet asks what only other chapters know."""
    for name in ("book", "print"):
        asked = _OF_OTHERS.search(_COMMENT.sub("", styles.sheets[name]))
        if asked:
            raise Trouble(
                f"{name}.css: {asked[1]}() cannot be had, since each chapter is laid out by itself; the contents have "
                'their pages, and page_references = "new" in edition.toml gives the text and the index theirs'
            )
    width, height = book.edition.trim
    # A picture leaves room on its page for its caption; one in a note, for the text.
    tallest = f"img {{ max-height: {height * _TALLEST:g}mm }} .note img {{ max-height: {height * _TALLEST / 3:g}mm }}"
    size = f"@page {{ size: {width}mm {height}mm }} {tallest}"
    css = "\n".join((size, type_of(book.edition), styles.sheets["book"], styles.sheets["print"]))
    return House(css, styles.fonts, book.pictures, width)


_TALLEST = 0.6
"""How much of the page's height a picture takes at most."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OF_OTHERS = re.compile(r"\b(target-(?:counters?|text))\(", re.IGNORECASE)


def _compose_here(house: House, copies: Sequence[Copy]) -> list[Forme]:
    from reissue.bind.pdf_chapter import compose, set_up  # noqa: PLC0415 -- only who lays out pages needs it

    press = set_up(house)
    return [compose(press, copy) for copy in copies]


def _parted(text: Element) -> list[Element]:
    """Make a tree of each chapter, which ends where the next one begins."""
    (body,) = text.iterfind("body")
    trees = []
    for section in body:
        tree = Element("html", text.attrib)
        own = SubElement(tree, "body", body.attrib)
        own.append(section)
        trees.append(tree)
    for tree, following in pairwise(trees):
        _turn(tree[-1], {"class": following[-1][0].get("class", "")})
        _send_elsewhere(tree)
    _send_elsewhere(trees[-1])
    return trees


def _settled(book: Book, compose: _Set) -> tuple[Element, list[Forme]]:
    """Have the text set, and set again where it refers to pages, until each reference names the page it leads to.

    Another number may make another line, and so other pages; those that do not come to rest get a room of their own.
    """
    text = text_tree(book)
    if not refers(book):
        return text, _text(_parted(text), compose)
    compose, shown = _remembering(compose), book
    before, restless = dict[str, int](), set[str]()
    for attempt in range(_ATTEMPTS):
        formes = _text(_parted(text), compose)
        pages = _folios(formes)
        if attempt > _PATIENCE:
            restless |= {name for name, page in pages.items() if before.get(name) != page}
        numbered = with_new_numbers(book, pages, restless)
        if numbered == shown:
            return text, formes
        text, shown, before = text_tree(numbered), numbered, pages
    right = 'state "as printed", or another trim'
    raise Trouble(f"edition.toml: page_references: the numbers of the pages do not come to rest; {right}")


_ATTEMPTS, _PATIENCE = 16, 5


def _remembering(compose: _Set) -> _Set:
    """Have no copy set twice."""
    known = dict[tuple[bytes, Side], Forme]()

    def compose_others(copies: Sequence[Copy]) -> list[Forme]:
        keys = [(tostring(copy.tree), copy.side) for copy in copies]
        left = {key: copy for key, copy in zip(keys, copies, strict=True) if key not in known}
        known.update(zip(left, compose([*left.values()]), strict=True))
        return [known[key] for key in keys]

    return compose_others


def _folios(formes: Sequence[Forme]) -> dict[str, int]:
    """Give the page of each id in the text, counted from 1."""
    folios = dict[str, int]()
    begins = accumulate((forme.pages for forme in formes), initial=1)
    for forme, first in zip(formes, begins, strict=False):
        for name, page, _, _ in forme.anchors:
            folios.setdefault(name, first + page)
    return folios


def _fonts(formes: Sequence[Forme]) -> list[FontUse]:
    """List the fonts of all formes, each once, with all glyphs that are printed of it, in their order."""
    fonts = dict[str, FontUse]()
    for use in (use for forme in formes for use in forme.fonts):
        known = fonts.setdefault(use.name, use)
        widths, texts = {**use.widths, **known.widths}, {**use.texts, **known.texts}
        fonts[use.name] = known._replace(widths=widths, texts=texts)
    return [
        use._replace(widths=dict(sorted(use.widths.items())), texts=dict(sorted(use.texts.items())))
        for _, use in sorted(fonts.items())
    ]


def _turn(body: Element, attributes: dict[str, str]) -> None:
    SubElement(body, "section", {**attributes, "id": TURN})


def _send_elsewhere(tree: Element) -> None:
    """Mark the links that lead out of a tree, for the binder to lead them to their places."""
    inside = {element.get("id") for element in tree.iter()}
    for link in tree.iter("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in inside:
            link.set("href", f"{ELSEWHERE}{target[1:]}")


def _text(trees: Sequence[Element], compose: _Set) -> list[Forme]:
    """Have chapters set, each on the side of the leaf on which the pages before it let it begin."""
    formes = compose([Copy(deepcopy(tree)) for tree in trees])
    while True:
        sides = _sides(formes)
        wrong = [at for at, side in enumerate(sides) if side != formes[at].begun]
        if not wrong:
            return formes
        for at, forme in zip(wrong, compose([Copy(deepcopy(trees[at]), sides[at]) for at in wrong]), strict=True):
            formes[at] = forme


def _sides(formes: Sequence[Forme]) -> list[Side]:
    begins = accumulate((forme.pages for forme in formes), initial=0)
    return ["left" if first % 2 and not forme.side else "right" for forme, first in zip(formes, begins, strict=False)]
