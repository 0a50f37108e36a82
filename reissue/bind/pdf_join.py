"""Formes joined into the one file of a book: pages, folios, destinations, outline, labels, fonts and tags.

Lays out nothing. The same formes give the same bytes.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reissue.bind.pdf_forme import Bookmark, Folio, Forme
from reissue.numerals import in_roman

ELSEWHERE = "elsewhere:"
"""How a link begins that leads to another forme; what follows is the name it leads to."""


class Placed(NamedTuple):
    """A forme, and the number of its first page in the file from 0."""

    forme: Forme
    begins: int


def join(front: Forme, text: Sequence[Forme]) -> bytes:
    """Join the front matter, which holds the fonts, and the formes of the text; folios of the text begin with 1."""
    begins = accumulate(forme.pages for forme in (front, *text))
    placed = [Placed(front, 0), *map(Placed, text, begins)]
    with pikepdf.open(BytesIO(front.pdf)) as book:
        fonts, colours = book.pages[0].Resources.Font, book.pages[0].Resources.ColorSpace
        tags = _Tags(book)
        for each in placed[1:]:
            with pikepdf.open(BytesIO(each.forme.pdf)) as chapter:
                for page in chapter.pages:
                    book.pages.append(page)  # all at once, pikepdf would warn of links that are led anew below
                tags.add(chapter)
            resources = book.pages[each.begins].obj.Resources
            for name in list(resources.Font.keys()):
                resources.Font[name] = fonts[name]
            resources.ColorSpace = colours
        pages = [page.obj for page in book.pages]
        tags.number(pages)
        for each in placed:
            _print_folios(book, pages, each, 0 if each is placed[0] else front.pages)
        _lead(book, pages, placed)
        _outline(book, pages, placed)
        labels = [0, Dictionary(S=Name.r), front.pages, Dictionary(S=Name.D)]
        book.Root.PageLabels = Dictionary(Nums=Array(labels))
        out = BytesIO()
        book.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


class _Tags:
    """The tree of tags of the whole book, which grows from that of the front matter."""

    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._root = book.Root.StructTreeRoot
        self._text = self._root.K[0]
        self._parents = [dict(_numbers(self._root))]
        self._names = _named(self._root)
        self._pages = [len(book.pages)]

    def add(self, chapter: pikepdf.Pdf) -> None:
        """Take in the tree of a chapter whose pages are in the book already."""
        root = self._book.copy_foreign(chapter.Root.StructTreeRoot)
        for element in root.K[0].K:
            element.P = self._text
            self._text.K.append(element)
        self._parents.append(dict(_numbers(root)))
        self._names |= _named(root)
        self._pages.append(len(self._book.pages) - sum(self._pages))

    def number(self, pages: Sequence[pikepdf.Object]) -> None:
        """Give the pages, and after them the links, the new numbers by which their tags are found."""
        numbers, links, start = list[object](), list[object](), 0
        after = len(pages)
        for parents, count in zip(self._parents, self._pages, strict=True):
            for page in pages[start : start + count]:
                old = int(page.get("/StructParents", -1))
                page.StructParents = start_of = len(numbers) // 2
                numbers += [start_of, parents.get(old, Array())]
                for link in page.get("/Annots", ()):
                    if "/StructParent" in link:
                        links += [after, parents[int(link.StructParent)]]
                        link.StructParent = after
                        after += 1
            start += count
        self._root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array([*numbers, *links])))
        self._root.ParentTreeNextKey = after
        if self._names:
            listed = [part for name in sorted(self._names) for part in (String(name), self._names[name])]
            self._root.IDTree = Dictionary(Names=Array(listed))


def _numbers(root: pikepdf.Object) -> Iterable[tuple[int, pikepdf.Object]]:
    numbers = list(root.ParentTree.Nums)
    return zip(map(int, numbers[::2]), numbers[1::2], strict=True)


def _named(root: pikepdf.Object) -> dict[bytes, pikepdf.Object]:
    names = list(root.IDTree.Names) if "/IDTree" in root else []
    return dict(zip(map(bytes, names[::2]), names[1::2], strict=True))


def _print_folios(book: pikepdf.Pdf, pages: Sequence[pikepdf.Object], placed: Placed, before: int) -> None:
    """Print the numbers of the pages of a forme, of which the first `before` of the file are not counted."""
    drawn = dict[int, list[bytes]]()
    for folio in placed.forme.folios:
        numbers = {"page": placed.begins + folio.page - before + 1, "pages": len(pages) - before}
        drawn.setdefault(folio.page, []).append(_drawn(folio, placed.forme, numbers))
    for number, folios in drawn.items():
        page = pages[placed.begins + number]
        line = book.make_stream(b"/Artifact BMC q .75 0 0 .75 0 0 cm\n%b\nQ EMC" % b"\n".join(folios))
        page.Contents = Array([page.Contents, line])


def _drawn(folio: Folio, forme: Forme, numbers: dict[str, int]) -> bytes:
    words = "".join(part if isinstance(part, str) else _number(numbers[part[0]], part[1]) for part in folio.words)
    sorts = [forme.sorts[folio.sorts][letter] for letter in words]
    room = folio.right - folio.left - sum(sort.width for sort in sorts)
    x = folio.left + {"left": 0.0, "center": room / 2, "right": room}[folio.align]
    drawing = []
    for sort in sorts:
        drawing.append(b"q 1 0 0 1 %.4f %.4f cm\n%b\nQ" % (x, folio.top, sort.drawing))
        x += sort.width
    return b"\n".join(drawing)


def _number(number: int, style: str) -> str:
    if style == "decimal":
        return str(number)
    return in_roman(number) if style == "lower-roman" else in_roman(number).upper()


def _lead(book: pikepdf.Pdf, pages: Sequence[pikepdf.Object], placed: Sequence[Placed]) -> None:
    """Give each name its destination, the first of its bearers, and lead the links from forme to forme to them."""
    names = dict[str, Array]()
    for each in placed:
        for name, number, x, y in each.forme.anchors:
            names.setdefault(name, Array([pages[each.begins + number], Name.XYZ, round(x, 3), round(y, 3), 0]))
    for page in pages:
        for link in page.get("/Annots", ()):
            if "/A" in link and str(link.A.get("/URI", "")).startswith(ELSEWHERE):
                name = unquote(str(link.A.URI).removeprefix(ELSEWHERE))
                del link.A
                link.Dest = String(name)
    pairs = sorted((bytes(String(name)), place) for name, place in names.items())
    tree = Dictionary(Names=Array([part for name, place in pairs for part in (String(name), place)]))
    if "/Names" not in book.Root:
        book.Root.Names = Dictionary()
    book.Root.Names.Dests = book.make_indirect(tree)


def _outline(book: pikepdf.Pdf, pages: Sequence[pikepdf.Object], placed: Sequence[Placed]) -> None:
    """Write the outline: an entry is inside the last one before it of a higher level."""
    top = book.make_indirect(Dictionary(Type=Name.Outlines, Count=0))
    inside: list[tuple[int, pikepdf.Object]] = [(0, top)]
    for each in placed:
        for mark in each.forme.bookmarks:
            while inside[-1][0] >= mark.level:
                inside.pop()
            for _, holder in inside:
                holder.Count = int(holder.Count) + 1
            inside.append((mark.level, _entry(book, mark, pages[each.begins + mark.page], inside[-1][1])))
    if int(top.Count):
        book.Root.Outlines = top


def _entry(book: pikepdf.Pdf, mark: Bookmark, page: pikepdf.Object, inside: pikepdf.Object) -> pikepdf.Object:
    where = Array([page, Name.XYZ, round(mark.x, 3), round(mark.y, 3), 0])
    entry = book.make_indirect(Dictionary(Title=String(mark.words), Parent=inside, Dest=where, Count=0))
    if "/First" in inside:
        entry.Prev, inside.Last.Next = inside.Last, entry
    else:
        inside.First = entry
    inside.Last = entry
    return entry
