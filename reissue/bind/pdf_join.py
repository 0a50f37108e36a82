"""Formes joined into the one file of a book: pages, folios, destinations, outline, labels, fonts and tags.

Lays out nothing. The same formes give the same bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reissue.bind.pdf_finish import saved
from reissue.bind.pdf_forme import Bookmark, Folio, Forme
from reissue.numerals import in_roman

ELSEWHERE = "elsewhere:"
"""How a link begins that leads to another forme; what follows is the name it leads to."""


class Placed(NamedTuple):
    """A forme, and the number of its first page in the file from 0."""

    forme: Forme
    begins: int


Finish = Callable[[pikepdf.Pdf], None]
"""What is done to the file of a book before it is written."""


def join(front: Callable[[], Forme], text: Sequence[Forme], finish: Finish = lambda _: None) -> bytes:
    """Join the front matter, which holds the fonts, and the formes of the text; folios of the text begin with 1.

    The front matter is waited for only when the text is together.
    """
    with pikepdf.new() as book:
        parts = [_gathered(book, forme) for forme in text]
        first = front()
        with pikepdf.open(BytesIO(first.pdf)) as source:
            parts.insert(0, _placed_before(book, source))
            version = source.pdf_version
        begins = accumulate((forme.pages for forme in (first, *text)), initial=0)
        placed = [Placed(forme, at) for forme, at in zip((first, *text), begins, strict=False)]
        pages = [page.obj for page in book.pages]
        resources = pages[0].Resources
        for each in placed[1:]:
            own = pages[each.begins].Resources
            for name in list(own.Font.keys()):
                own.Font[name] = resources.Font[name]
            own.ColorSpace = resources.ColorSpace
        _tag(book, pages, parts)
        for each in placed:
            _print_folios(book, pages, each, 0 if each is placed[0] else first.pages)
        _lead(book, pages, placed)
        _outline(book, pages, placed)
        labels = [0, Dictionary(S=Name.r), first.pages, Dictionary(S=Name.D)]
        book.Root.PageLabels = Dictionary(Nums=Array(labels))
        finish(book)
        return saved(book, min_version=version)


class _Part(NamedTuple):
    """What was taken over of a forme: how many pages, and the tree of their tags."""

    pages: int
    tags: pikepdf.Object


def _gathered(book: pikepdf.Pdf, forme: Forme) -> _Part:
    """Put the pages of a forme behind those that are there."""
    with pikepdf.open(BytesIO(forme.pdf)) as source:
        for page in source.pages:
            book.pages.append(page)  # all at once, pikepdf would warn of links that are led anew below
        return _Part(forme.pages, book.copy_foreign(source.Root.StructTreeRoot))


def _placed_before(book: pikepdf.Pdf, source: pikepdf.Pdf) -> _Part:
    """Put the pages of the front matter before those that are there, and take over all else that its file says."""
    for at, page in enumerate(source.pages):
        book.pages.insert(at, page)
    said = {name: value for name, value in source.Root.items() if name != "/Pages"}
    for name, value in book.copy_foreign(source.make_indirect(Dictionary(said))).items():
        book.Root[name] = value
    book.trailer.Info = book.copy_foreign(source.trailer.Info)
    book.trailer.ID = Array([String(bytes(part)) for part in source.trailer.ID])
    return _Part(len(source.pages), book.Root.StructTreeRoot)


def _tag(book: pikepdf.Pdf, pages: Sequence[pikepdf.Object], parts: Sequence[_Part]) -> None:
    """Make one tree of tags of all, which grows from that of the front matter.

    The pages, and after them the links, get new numbers by which their tags are found.
    """
    root, names = parts[0].tags, dict[bytes, pikepdf.Object]()
    text = root.K[0]
    numbers, links, start = list[object](), list[object](), 0
    after = len(pages)
    for part in parts:
        if part is not parts[0]:
            for element in part.tags.K[0].K:
                element.P = text
                text.K.append(element)
        names |= _named(part.tags)
        parents = dict(_numbers(part.tags))
        for page in pages[start : start + part.pages]:
            old = int(page.get("/StructParents", -1))
            page.StructParents = number = len(numbers) // 2
            numbers += [number, parents.get(old, Array())]
            for link in page.get("/Annots", ()):
                if "/StructParent" in link:
                    links += [after, parents[int(link.StructParent)]]
                    link.StructParent = after
                    after += 1
        start += part.pages
    root.ParentTree = book.make_indirect(Dictionary(Nums=Array([*numbers, *links])))
    root.ParentTreeNextKey = after
    if names:
        listed = [part for name in sorted(names) for part in (String(name), names[name])]
        root.IDTree = Dictionary(Names=Array(listed))


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
