"""One module for each finished format, and the styles that all of them read.

A binder takes a book and styles and gives back the bytes of one file: the same bytes on any day, in any time zone.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from reissue import Trouble

SHEETS = ("book", "print", "epub", "web")
"""The style sheets: what the elements of a book mean, and then what each format makes of them."""


class Styles(NamedTuple):
    """`sheets`: the CSS of each of SHEETS, empty where there is none; `fonts`: each font file's bytes by its name."""

    sheets: dict[str, str]
    fonts: dict[str, bytes]


def read_styles(folders: Iterable[Path]) -> Styles:
    """Read the style sheets `*.css` and the fonts `fonts/*.otf|ttf` of each folder, the house's own first.

    A later folder's sheet follows the earlier one of the same name, so that it need only say what differs, and its
    font takes the place of one of the same name. A folder that is not there adds nothing. Raises Trouble for a sheet
    of another name, which nobody would read, and for one that is not UTF-8.
    """
    sheets = dict.fromkeys(SHEETS, "")
    fonts: dict[str, bytes] = {}
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
    return Styles(sheets, dict(sorted(fonts.items())))


def _fonts(folder: Path) -> list[Path]:
    return [path for path in folder.glob("fonts/*") if path.suffix in {".otf", ".ttf"}]
