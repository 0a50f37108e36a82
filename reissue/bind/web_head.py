"""The head of a page of the HTML edition: what it may do, what it is called, and how it is catalogued.

What a page may do it says first, so that a browser runs and fetches nothing but what the binder put there.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from reissue.bind.citation import as_json, metas, schema
from reissue.edition import Edition


@cache
def script() -> str:
    """Give the one script of the edition. It is the binder's own: no book's folder can put another in its place."""
    return Path(__file__).with_name("reader.js").read_text(encoding="utf-8")


def head(edition: Edition, title: str, policy: Mapping[str, str], dress: Iterable[str], said: dict[str, Any]) -> str:
    """Write the beginning of a page to the end of its head.

    `policy` says whence each kind of thing may come: nothing comes from where it does not say. `dress` are the lines
    that bring style and script, `said` is what the script needs to know.
    """
    whence = {"default-src": "'none'", **policy, "base-uri": "'none'", "form-action": "'none'"}
    rules = "; ".join(f"{kind} {place}" for kind, place in whence.items())
    stated = (("author", ", ".join(edition.authors)), ("description", " ".join(edition.description.split())))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(edition.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        '<link rel="icon" href="data:,">',  # without it a browser asks the server for one
        f"<title>{escape(title)}</title>",
        *(f'<meta name="{name}" content="{escape(text)}">' for name, text in (*stated, *metas(edition)) if text),
        f'<script type="application/ld+json">{as_json(schema(edition))}</script>',
        f'<script type="application/json" id="edition">{as_json(said)}</script>',
        *dress,
        "</head>",
    ]
    return "\n".join(lines)


def digest(text: str) -> str:
    """Name a style or a script of a page by its digest, as a policy does."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
