"""What an engine wrote in the language of formulas, though the printer set it as text."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.NOTHING, reach=0)
def typed_formula(manuscript: Manuscript) -> Iterator[Edit]:
    """Degrees, fractions, figures and words in italics stand in TeX, as no printer sets them.

    A formula with anything else in it stays as it is.
    """
    text = manuscript.text
    for found in beginnings(_FORMULA, text, ("$", "\\(")):
        formula = found["dollars"] or found["brackets"]
        hangs = "\\" not in formula and not text[found.start() - 1 : found.start()].isspace()  # as a reference may
        if not hangs and (plain := _plain(formula)):
            after = 2 * (text.startswith(" )", found.end()) and plain.count("(") > plain.count(")"))
            plain += ")" if after else ""
            yield Edit(found.start(), found.end() + after, (plain,), f"{plain} in the language of formulas")
    for found in beginnings(_BARE, text, ("^",)):
        line = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        if "$" not in text[line : end if end >= 0 else len(text)]:
            sign = _SIGNS[found["sign"] or "circ"]
            yield Edit(*found.span(), (sign,), f"{sign} in the language of formulas, though not in a formula")
    for found in beginnings(_STYLED, text, ("\\text", "\\emph")):
        mark = _STYLES[found[1]]
        yield Edit(*found.span(), (mark, slice(*found.span(2)), mark), f"\\{found[1]} in the language of formulas")


def _plain(formula: str) -> str:
    """Give a formula as text; "" if it is none that can be set so.

    Spaces mean nothing in a formula, nor do braces round a sign.
    """
    formula = _SPACE.sub("", _BRACED.sub(r"\1", formula))
    tokens = list(_TOKEN.finditer(formula))
    if not tokens or sum(len(token.group()) for token in tokens) < len(formula):
        return ""
    return "".join(_set(token) for token in tokens).strip()


def _set(token: re.Match[str]) -> str:
    if token["over"]:
        fraction = f"{token['over']}/{token['under']}"
        return _FRACTIONS.get(fraction, f" {fraction}")
    if token["raised"]:
        return f"^{token['raised']}^"
    if token["sign"]:
        return _SIGNS[token["sign"]]
    plain = token["words"] or token["plain"]
    return f" {plain} " if plain in "=+" else plain


_SIGNS = {
    "circ": "°",
    "degree": "°",
    "prime": "\N{PRIME}",
    "times": " \N{MULTIPLICATION SIGN} ",
    "div": " ÷ ",
    "pm": " ± ",
    "pounds": "£",
    "ldots": "…",
    "dots": "…",
    "%": "%",
    "&": "&",
    "#": "#",
    ",": "",
    ";": " ",
    " ": " ",
}
_FRACTIONS = dict(
    zip(
        ["1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "5/6", "1/8", "3/8", "5/8", "7/8"],
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞",
        strict=True,
    )
)
_STYLES = {"textit": "*", "emph": "*", "textbf": "**", "textsc": "", "textrm": ""}
_FORMULA = re.compile(
    r"\$(?!\$)(?<![\\$]\$)(?P<dollars>[0-9](?:[0-9 .,{}-]{0,40}[0-9])?|[^$\n]{0,60}?\\[^$\n]{1,60})\$(?![\d$])"
    r"|\\\((?P<brackets>[^\n()]{1,80}?)\\\)"
)
_TOKEN = re.compile(
    r"\\[dt]?frac\{(?P<over>[0-9]{1,3})\}\{(?P<under>[0-9]{1,4})\}"
    r"|(?<=[0-9])\^(?:\{(?:\\(?:text|mathrm)\{)?(?P<raised>[a-z]{1,2})\}?\})"
    r"|(?:\^\{?)?\\(?P<sign>circ|degree|prime|times|div|pm|pounds|ldots|dots|[%&#,; ])(?![a-z])\}?"
    r"|\\(?:text|mathrm|textrm)\{(?P<words>[^{}\\$]*)\}"
    r"|(?P<plain>[0-9 .,;:=+/()'-]|(?<![A-Za-z])[A-Z](?![A-Za-z]))"
)
_BARE = re.compile(r"\^(?<=[0-9]\^)(?:\{\\(?P<sign>circ|degree|prime)\}|\\(?:circ|degree)(?![A-Za-z]))")
_BRACED = re.compile(r"\{ ?([-,.:/=+]) ?\}")
_SPACE = re.compile(r"(?<!\\) +(?![^{}]*\})")  # but not after a backslash, nor among words
_STYLED = re.compile(r"\\(textit|emph|textbf|textsc|textrm)\{([^{}\\\n]{1,200})\}")
