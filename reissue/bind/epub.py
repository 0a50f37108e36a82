"""The book as EPUB 3.3; alone knows EbookLib.

EbookLib keeps the metadata, the manifest, the spine and the NCX. It cannot say the language of the package, nor list
pages and count levels in the NCX, its navigation document takes note references for pages, and its zip bears the time
of day: these are made here.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from ebooklib import epub
from lxml import etree

from reissue.bind import Styles
from reissue.bind.cover import make_cover
from reissue.bind.epub_package import APPLE, FACES, statements
from reissue.bind.epub_pages import Pages, make_nav, make_pages, settle_ncx
from reissue.bind.section import Entry
from reissue.book import Book
from reissue.edition import Edition


def bind_epub(book: Book, styles: Styles) -> bytes:
    """Bind a book as an EPUB: cover and front matter, each chapter with its notes at its end, and the back matter.

    It embeds, whole, the fonts that the style sheets `book` and `epub` name as `url(fonts/…)`; a font face whose file
    is not in `styles` is left out.
    """
    edition = book.edition
    cover = make_cover(edition, styles)
    pages = make_pages(book, f"cover.{cover.ending}")
    css, fonts = _embed(f"{styles.sheets['book']}\n{styles.sheets['epub']}", styles.fonts)
    package = epub.EpubBook()
    _describe(package, edition, pages, fonts=bool(fonts))
    files: dict[str, bytes] = {}
    for item, file, data in (
        ("cover-image", f"cover.{cover.ending}", cover.data),
        ("nav", "nav.xhtml", make_nav(book, pages)),
        ("style", "style.css", css.encode()),
        *((f"font-{number}", f"fonts/{name}", data) for number, (name, data) in enumerate(fonts.items(), 1)),
        *((name.partition(".")[0], name, data) for name, data in pages.pictures.items()),
        *((name, f"{name}.xhtml", data) for name, data in pages.documents.items()),
    ):
        package.add_item(_item(item, file))
        files[f"EPUB/{file}"] = data
    package.add_item(epub.EpubNcx())
    package.spine = list(pages.documents)
    package.toc = _ncx(pages.entries, pages.address)
    written = io.BytesIO()
    modified = datetime.fromisoformat(edition.modified)
    epub.write_epub(written, package, {"mtime": modified, "raise_exceptions": True})
    return _zip(written, files, edition.language, pages)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Write the zip of an EPUB: the type first and stored, the other files in their order, all of one fixed date."""
    bound = io.BytesIO()
    with zipfile.ZipFile(bound, "w") as archive:
        for name in sorted(files, key="mimetype".__ne__):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name], compresslevel=6)  # 9 takes three times as long, for some 0.4 % less
    return bound.getvalue()


_MEDIA = {
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "jpg": "image/jpeg",
    "otf": "font/otf",
    "png": "image/png",
    "ttf": "font/ttf",
}
_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_FONT = re.compile(r"""url\(\s*["']?fonts/([^"')]+?)["']?\s*\)""")


def _ncx(entries: Iterable[Entry], address: Callable[[str], str]) -> list[object]:
    """Write the contents in EbookLib's terms: links, and pairs of a link and what it holds."""
    found: list[object] = []
    for entry in entries:
        link = epub.Link(address(entry.target), entry.title, entry.target)
        found.append((link, _ncx(entry.entries, address)) if entry.entries else link)
    return found


def _describe(package: epub.EpubBook, edition: Edition, pages: Pages, *, fonts: bool) -> None:
    """Put what the edition states into the package's metadata, and nothing of the packager's own."""
    package.metadata.clear()
    package.set_identifier(edition.identifier)
    package.title, package.language = edition.title, edition.language
    for name, text, attributes in statements(edition, pages, fonts=fonts):
        package.add_metadata(None if name == "meta" else "DC", name, text, attributes)


def _item(name: str, file: str) -> epub.EpubItem:
    """Tell EbookLib of a file; it would only press it before `pack` does."""
    item = epub.EpubItem(name, file, _MEDIA[file.rpartition(".")[2]], b"")
    item.properties = [name] if name in {"cover-image", "nav"} else []
    return item


def _embed(css: str, fonts: dict[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """Find the fonts that the style sheet names, and leave out the faces whose files are not there."""
    named: set[str] = set()

    def keep(face: re.Match[str]) -> str:
        files = _FONT.findall(face[0])
        if not set(files) <= fonts.keys():
            return ""
        named.update(files)
        return face[0]

    css = _FACE.sub(keep, css)
    return css, {name: fonts[name] for name in sorted(named)}


def _settle(package: bytes, language: str) -> bytes:
    """Say the language of the package, and declare Apple's words where it has any, and nothing that EbookLib would."""
    root = etree.fromstring(package)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    del root.attrib["prefix"]
    if root.find(f".//{{*}}meta[@property='{FACES}']") is not None:
        root.set("prefix", APPLE)
    etree.cleanup_namespaces(root)
    etree.indent(root, "\t")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _zip(written: io.BytesIO, held: Mapping[str, bytes], language: str, pages: Pages) -> bytes:
    """Write EbookLib's zip anew, with the files that it was told of, and with what it cannot say."""
    with zipfile.ZipFile(written) as archive:
        files = {name: held.get(name) or archive.read(name) for name in sorted(archive.namelist())}
    files["EPUB/content.opf"] = _settle(files["EPUB/content.opf"], language)
    files["EPUB/toc.ncx"] = settle_ncx(files["EPUB/toc.ncx"], pages)
    return pack(files)
