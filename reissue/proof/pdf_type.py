"""The type of a PDF: whether all of it is of the families that the book's styles bring with them."""

from collections.abc import Collection, Iterator

import pymupdf

from reissue.proof.reading import quote


def strange_type(data: bytes, families: Collection[str]) -> Iterator[str]:
    """Tell of signs that are set in another family, which the machine had by chance; none if no families are named.

    A file that cannot be read has no type to tell of.
    """
    ours = tuple(family.replace(" ", "-") for family in families)
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except pymupdf.FileDataError:
        return
    with document:
        told, read = set[str](), set[str]()
        for page in document if ours else ():
            # Pages may share what they draw with.
            kind, resources = document.xref_get_key(page.xref, "Resources")
            if kind == "xref" and resources in read:
                continue
            strange = {name for *_, name, _, _ in page.get_fonts() if not _is_of(name, ours)} - told
            if kind == "xref" and not strange:
                read.add(resources)
            for name in sorted(strange):
                told.add(name)
                signs = "".join(_signs(page, name.partition("+")[2] or name))
                yield (
                    f"page {page.number + 1}: {quote(signs)} is set in {name.partition('+')[2] or name}, which is none "
                    "of the book's fonts: bring one that has these signs, in its styles"
                )


def _is_of(name: str, families: tuple[str, ...]) -> bool:
    bare = name.partition("+")[2] or name
    return any(bare == family or bare.startswith(f"{family}-") for family in families)


def _signs(page: pymupdf.Page, name: str) -> Iterator[str]:
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                if span["font"] == name:
                    yield span["text"]
