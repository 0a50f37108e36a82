"""One module for each finished format, and the styles that all of them read.

A binder takes a book and styles and gives back the bytes of one file: the same bytes on any day, in any time zone.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reissue import Trouble
from reissue.plates import ending_of, is_whole

SHEETS = ("book", "print", "epub", "web")
"""The style sheets: what the elements of a book mean, and then what each format makes of them."""


class Styles(NamedTuple):
    """`sheets`: the CSS of each of SHEETS, empty where there is none; `fonts`: each font file's bytes by its name.

    `cover`: the picture of a book that has one, a JPEG or PNG, else empty.
    """

    sheets: dict[str, str]
    fonts: dict[str, bytes]
    cover: bytes = b""


def read_styles(folders: Iterable[Path]) -> Styles:
    """Read the sheets `*.css`, the fonts `fonts/*.otf|ttf` and the picture `cover.jpg|png` of each folder, in order.

    The house's own folder comes first. A later folder's sheet follows the earlier one of the same name, so that it need
    only say what differs, and its font takes the place of one of the same name. A folder that is not there adds
    nothing. Raises Trouble for a sheet of another name, which nobody would read, for one that is not UTF-8, and for a
    cover that is no JPEG or PNG.
    """
    sheets = dict.fromkeys(SHEETS, "")
    fonts: dict[str, bytes] = {}
    cover = b""
    for folder in folders:
        for path in sorted(folder.glob("*.css")):
            if path.stem not in sheets:
                message = (
                    f"{path}: no format reads this style sheet (they read {', '.join(f'{s}.css' for s in SHEETS)})"
                )
                raise Trouble(message)
            try:
                css = path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError as fault:
                raise Trouble(f"{path} is not UTF-8; save the file as UTF-8") from fault
            sheets[path.stem] = f"{sheets[path.stem]}\n{css}".lstrip("\n")
        fonts |= {path.name: path.read_bytes() for path in _fonts(folder)}
        for path in sorted(folder.glob("cover.*")):
            cover = _picture(path)
    return Styles(sheets, dict(sorted(fonts.items())), cover)


def families(styles: Styles) -> frozenset[str]:
    """List the families of type that the sheets of the PDF bring with them: no other is to be seen in it."""
    css = f"{styles.sheets['book']}\n{styles.sheets['print']}"
    return frozenset(name for face in _FACE.findall(css) for name in _FAMILY.findall(face))


def _fonts(folder: Path) -> list[Path]:
    return [path for path in folder.glob("fonts/*") if path.suffix in {".otf", ".ttf"}]


def _picture(path: Path) -> bytes:
    data = path.read_bytes()
    if not ending_of(data):
        raise Trouble(f"{path}: a cover is a JPEG or a PNG, which every shop takes; save it as one of these")
    if not is_whole(data):
        raise Trouble(f"{path}: the picture is broken, or breaks off; save it anew from where it came")
    return data


_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"""font-family:\s*["']?([^"';]+)""")
