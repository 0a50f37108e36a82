"""What the tests of the binders share: a book with everything in it, what its title page says, the house's styles."""

import os
import shutil
from pathlib import Path

import pytest

from reissue.bind import read_styles
from reissue.edition import Edition
from reissue.needs import CHROMIUM as NAMES

HERE = Path(__file__).parent
HOUSE = HERE.parent / "styles"
STYLES = read_styles([HOUSE])
LANTERNS = (HERE / "books" / "lanterns.md").read_text(encoding="utf-8")
EDITION = Edition(
    title="Lanterns & <Lamps>",
    subtitle="A Year of Oil",
    authors=("A. Keeper", "B. Wick"),
    editors=("C. Lens",),
    translators=("D. Pane",),
    language="en-GB",
    publisher="The Lower House",
    place="Aldmouth",
    year=1911,
    identifier="urn:isbn:9780306406157",
    source="The second printing",
    rights="In the public domain.",
    description="A year\nof lamps.",
    modified="2024-05-31T12:00:00Z",
)

CHROMIUM = next((file for name in NAMES if (file := shutil.which(name))), None)
JAVA = shutil.which("java")
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""What makes a Java that runs for seconds take half as many: it need not be thorough in compiling itself."""

NODE = shutil.which("node")


def needing(**what: str | Path | None) -> pytest.MarkDecorator:
    """Pass a test over, and say so, where a program or file that it needs is missing and build.py did not set it up."""
    missing = [name for name, file in what.items() if not file or not Path(file).exists()]
    reason = f"missing: {', '.join(missing)}; python3 build.py test sets up what the tests need"
    return pytest.mark.skipif(bool(missing) and not {"CI", "REISSUE_SET_UP"} & os.environ.keys(), reason=reason)


def part(page: str, start: str, end: str) -> str:
    """Cut the stretch of a page from one text to another out of it, both included."""
    return page[page.index(start) : page.index(end) + len(end)]
