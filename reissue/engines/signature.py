"""The signatures by which the engines' texts are known. Without one a text is Markdown or plain: nothing is guessed."""

import re

from reissue.search import holds


def signature(text: str, name: str) -> str:
    """Say whose conventions a text follows, for people; "Markdown" or "plain text" where it bears no signature."""
    for engine, sign, pattern in _SIGNATURES:
        if holds(text, sign) and pattern.search(text):
            return engine
    if _MARKUP.search(text) or name.lower().endswith((".md", ".markdown")):
        return "Markdown"
    if "\f" in text and _stands_in_lines(text):
        return "Tesseract"
    return "plain text"


def _stands_in_lines(text: str) -> bool:
    """Tell whether the text was read line by line: hardly a line is longer than print has them, and many are full."""
    lines = [len(line) for line in text.split("\n") if line.strip()]
    long, full = sum(length > _LONGEST for length in lines), sum(length > _FULL for length in lines)
    return long * _HARDLY <= len(lines) <= full * _MANY


_LONGEST, _FULL, _HARDLY, _MANY = 120, 40, 100, 4

# What must stand somewhere in the text, which is found at once, and how it stands there.
_SIGNATURES = tuple(
    (engine, sign, re.compile(pattern, re.MULTILINE))
    for engine, sign, pattern in (
        ("HathiTrust", ") ####", r"^## p\. [^\n]*\(#[0-9]+\) #{5,}"),
        ("marker", "}-----", r"^\{[0-9]+\}-{48}$"),
        ("marker", '<span id="page-', r'<span id="page-[0-9]+-[0-9]+"></span>'),
        ("marker", "](_page_", r"!\[[^\]\n]*\]\(_page_[0-9]+_[A-Za-z]+_[0-9]+\.(?:jpe?g|png)\)"),
        ("Azure", "<!-- Page", r'^<!-- Page(?:Break|(?:Number|Header|Footer)="[^"\n]*") -->'),
        ("docling", "<!-- ", r"^<!-- (?:image|formula-not-decoded|page break) -->"),
        ("pymupdf4llm", "--- end of page=", r"^--- end of page=[0-9]+ ---"),
        ("pymupdf4llm", "**==> picture", r"^\*\*==> picture \[[^\]\n]*\] intentionally omitted <==\*\*"),
        ("pymupdf4llm", "_\n_", r"^_[^_\n]+_\n_[^_\n]+_(?:$| )"),
        ("MinerU", "](images/", r"!\[[^\]\n]*\]\(images/[0-9a-f]{64}\.jpg\)"),
        ("Mistral", "]: ", r"^\[\^[0-9]+\]: +\$\{ \}\^"),
        ("Mistral", "](img-", r"!\[img-([0-9]+)\.(\w+)\]\(img-\1\.\2\)"),
        ("Mistral", "](tbl-", r"\[tbl-([0-9]+)\.(\w+)\]\(tbl-\1\.\2\)"),
        ("olmOCR", "](page_", r"!\[[^\]\n]*\]\(page_[0-9]+_[0-9]+_[0-9]+_[0-9]+\.png\)"),
        ("Nougat", "[MISSING_PAGE_", r"^\[MISSING_PAGE_(?:EMPTY|FAIL|POST)"),
        ("ABBYY", "\N{NOT SIGN}", r"[^\W\d_]\N{NOT SIGN}[ \t]*$"),
    )
)
_MARKUP = re.compile(
    r"[#>*\[<](?:(?<=^#)#{0,5} +\S|(?<=^>) \S|(?<=\*)\*?\w[^*\n]*\w\*|(?<=\[)\^[^\]\s]+\]|(?<=<)sup>)", re.MULTILINE
)
