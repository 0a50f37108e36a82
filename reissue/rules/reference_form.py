"""The many ways in which engines write a raised figure."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import PLAIN, Keeps, rule
from reissue.search import beginnings, begins


@rule(Keeps.NOTHING)
def reference_form(manuscript: Manuscript) -> Iterator[Edit]:
    """The reference to a note is written as mathematics, as a raised character or with a label that is no number.

    Or in brackets, where a paragraph begins with the same figure; and the stop of a note's label is raised with it.
    """
    text = manuscript.text
    called = set[int]()
    for found in beginnings(_CALL, text, ("[^",)):
        called.add(found.start())
        yield Edit(*found.span(), (), "a reference that the engine made up for the label below it")
    for found in beginnings(_LABEL, text, ("[^",)):
        yield Edit(*found.span(), (), "a label that the engine made up; the printed number follows")
    for found in _NEXT.finditer(text) if "$" in text else ():
        yield Edit(*found.span(), ("\n\n",), "the engine has several notes in one")
    for found in beginnings(_STOP, text, ("<sup>",)):
        yield Edit(found.end(1), found.end(1) + 1, (), "the stop of a note's label")
    bracketed = list(beginnings(_BRACKETED, text, "["))
    opening = {found[1] for found in _OPENING.finditer(text)} if bracketed else set()
    for found in bracketed:
        if found[1] in opening:
            yield Edit(*found.span(), ("<sup>", slice(*found.span(1)), "</sup>"), "a raised figure")
    lifted = begins(_DEFINED, text, ("[^",))  # then the labels are Markdown's own, or ours
    for found in beginnings(_RAISED, text, _BEGINS):
        kind = next(name for name in _KINDS if found[name])
        if (kind == "caret" and lifted) or found.start() in called:
            continue
        figures = _SIGNS[found["tex"]] if kind == "tex" else slice(*found.span(kind))
        yield Edit(*found.span(), ("<sup>", figures, *_more(found), "</sup>"), "a raised figure")
    for found in beginnings(_SUPERIOR, text, "⁰¹²³⁴⁵⁶⁷⁸⁹"):
        yield Edit(*found.span(), ("<sup>", found.group().translate(PLAIN), "</sup>"), "a raised figure")


def _more(found: re.Match[str]) -> tuple[slice, ...]:
    """Give the second figure of a number that was torn in two."""
    return (slice(*found.span("torn")),) if found["torn"] else ()


# Mistral labels every note [^0] and writes its printed number after that; above it there may stand a [^0] by itself.
_NUMBER = r"(?=\$\s*(?:\{\s*\})?\s*\^|<sup>|\\\(\s*\^)"
_LABEL = re.compile(rf"\[\^[0-9]{{1,3}}\]:\s+{_NUMBER}")
_CALL = re.compile(rf"\[\^(?<=^\[\^)([0-9]{{1,3}})\]\s+(?=\[\^\1\]:\s+{_NUMBER})", re.MULTILINE)
_NEXT = re.compile(r"\n[ \t]+(?=\$\s*\{\s*\}\s*\^)")
_STOP = re.compile(r"<sup>(?<=^<sup>)([0-9]{1,3})[.)]</sup>", re.MULTILINE)
_BRACKETED = re.compile(r"\[(?<=[^\W\d_]\[|[.,;:!?”\"’)*_]\[)([0-9]{1,3})\](?![(\[:])")
_OPENING = re.compile(r"^\[?([0-9]{1,3})[.\])]? (?=\S)", re.MULTILINE)
_DEFINED = re.compile(r"\[\^(?<=^\[\^)([^\]\s]+)\]:(?!\s+(?:\$\s*(?:\{\s*\})?\s*\^|<sup>|\\\(\s*\^))", re.MULTILINE)
_BEGINS = ("$", "[^", "\\(", "\\textsuperscript{", "^{")
_RAISED = re.compile(
    r"[$\[\\^](?:(?<=\$)\s*(?:\{\s*\})?\s*\^\s*\{?\s*\\(?P<tex>dagger|ddagger|S|P|ast)\s*\}?\s*\$"
    r"|(?<=\[)\^(?P<caret>[^\]\s:]{1,4})\](?!:)"
    r"|(?<=\$)\s*(?:\{\s*\})?\s*\^\s*\{?\s*(?P<dollar>[^\s{}$\\]{1,8})\s*\}?\s*\$(?:\^\{(?P<torn>[0-9]{1,2})\})?"
    r"|(?<=\\)\(\s*(?:\{\s*\})?\s*\^\s*\{?\s*(?P<bracket>[^\s{}$()\\]{1,8})\s*\}?\s*\\\)"
    r"|(?<=\\)textsuperscript\{(?P<command>[^{}\s]{1,8})\}"
    r"|(?:(?<=[a-z]{3}\^)|(?<=[.,;:!?”\"’)]\^))\{(?P<bare>[0-9]{1,3})\})"
)
_SUPERIOR = re.compile(
    "[⁰¹²³⁴⁵⁶⁷⁸⁹](?<![⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻/\N{FRACTION SLASH}].)[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,2}(?![⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻/\N{FRACTION SLASH}₀-₉])"
)
_KINDS = ("tex", "caret", "dollar", "bracket", "command", "bare")
_SIGNS = {
    "dagger": "\N{DAGGER}",
    "ddagger": "\N{DOUBLE DAGGER}",
    "S": "\N{SECTION SIGN}",
    "P": "\N{PILCROW SIGN}",
    "ast": "*",
}
