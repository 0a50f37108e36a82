"""What each OCR engine writes: the signature of its texts, and its structured files set down as text.

One file for each format. A transcription is the Markdown that the repair half reads anyway, with the words of the file
in their order: it corrects nothing and invents nothing.
"""

import json
import re

from reissue import Trouble
from reissue.engines import abbyy, alto, djvu, docling, hocr, mineru, mistral, olmocr, proofreaders
from reissue.engines.leaf import Leaf, Transcription, set_in_order
from reissue.engines.signature import signature
from reissue.engines.xml import local, parse

__all__ = ["Leaf", "Transcription", "from_bytes", "from_text", "set_in_order", "signature"]


def from_bytes(data: bytes, name: str, encoding: str = "") -> Transcription | None:
    """Transcribe hOCR, ALTO, ABBYY's XML or DjVu's; None for what is no XML.

    XML names its own encoding; `encoding` is for a file that names the wrong one. Trouble for XML that is broken or
    that no engine here writes.
    """
    head = data[:_HEAD].decode("utf-16", "replace").encode() if data[:2] in _WIDE else data[:_HEAD]
    root = _ROOT.match(head)
    if root is None or not (root["xml"] or any(sign in data for sign in _SIGNS.get(root["name"].lower(), ()))):
        return None
    tree = parse(data, name, encoding)
    for engine in (hocr, alto, abbyy, djvu):
        if engine.is_one(tree):
            return Transcription(engine.ENGINE, engine.leaves(tree))
    root_name = local(tree)[:_SHOWN]
    raise Trouble(f"{name} is XML that no engine here writes, with the root <{root_name}>; {_XML} can be read")


def from_text(text: str, name: str) -> Transcription | None:
    """Transcribe JSON of Mistral, olmOCR, MinerU or docling, or a text of Distributed Proofreaders; else None.

    Trouble for a file that is named JSON and is broken, or another's.
    """
    if proofreaders.is_one(text):
        return Transcription(proofreaders.ENGINE, proofreaders.leaves(text))
    named = name.lower().endswith((".json", ".jsonl"))
    if not (named or _JSON.match(text)) or not text.strip():
        return None
    try:
        values = _values(text, name)
    except Trouble:
        if named:
            raise
        return None
    found, leaves = dict[str, None](), list[Leaf]()
    for number, value in enumerate(values, 1):
        where = f"{name}, line {number}" if len(values) > 1 else name
        engine = next((engine for engine in (mistral, olmocr, mineru, docling) if engine.is_one(value)), None)
        if engine is None:
            if not named:
                return None
            raise Trouble(f"{where} is JSON that no engine here writes; {_READ} can be read")
        found[engine.ENGINE] = None
        leaves += engine.leaves(value, where)
    return Transcription(", ".join(found), tuple(leaves))


def _values(text: str, name: str) -> list[object]:
    """Read JSON, or JSON lines; Trouble says where it is broken."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    several = len(lines) > 1 and lines[0][1].rstrip().endswith("}") and lines[1][1].lstrip().startswith("{")
    values = list[object]()
    for number, part in lines if several else [(1, text)]:
        try:
            values.append(json.loads(part))
        except json.JSONDecodeError as error:
            line = error.lineno + number - 1
            message = f"{name} is broken JSON, line {line}, column {error.colno}: {error.msg}; is the file whole?"
            raise Trouble(message) from None
        except (RecursionError, ValueError):
            raise Trouble(f"{name}, line {number}, is JSON as no engine writes it; {_READ} can be read") from None
    return values


_XML = "hOCR, ALTO, ABBYY's XML and _djvu.xml"
_READ = "Mistral's pages, olmOCR's JSON lines, MinerU's content_list.json and docling's document"
_SHOWN, _HEAD = 40, 8192
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?P<xml><\?xml\b[^>]*>)?"
    rb"(?:\s++|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+<(?:[\w.-]+:)?(?P<name>[\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
# A file that does not say that it is XML is taken for it only with one of these in it.
_SIGNS = {
    b"html": (b"ocr_page",),
    b"alto": (b"<alto", b":alto"),
    b"document": (b"FineReader", b"<formatting"),
    b"djvuxml": (b"<DjVuXML",),
}
_JSON = re.compile(r'\s*(?:\{\s*"|\[\s*\{\s*")')
