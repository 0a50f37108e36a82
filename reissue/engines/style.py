"""Words with the style of their type, written as the marks that the repair half reads."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple


class Run(NamedTuple):
    """Words set in one style: `marks` of emphasis (1 italic, 2 bold, 3 both), `raised` above the line, or `small`.

    Small capitals may be emphasised too.
    """

    words: str
    marks: int = 0
    raised: bool = False
    small: bool = False


def marked(lines: Sequence[Sequence[Run]]) -> list[str]:
    """Give the lines of one paragraph with their marks; emphasis that goes on in the next line is one.

    What would make a heading or a quotation of a line is escaped, for here it is a printed sign.
    """
    runs = list[Run]()
    for number, line in enumerate(lines):
        runs += [Run("\n")] * (number > 0) + list(_tidy(line))
    text, at = "", 0
    while at < len(runs):
        run = runs[at]
        if run.raised or not (run.marks or run.small):
            text += f"<sup>{run.words}</sup>" if run.raised else run.words
            at += 1
            continue
        end = at + 1
        while end < len(runs) and _goes_on(runs, end, run):
            end += 1
        words = "".join(one.words for one in runs[at:end])
        bare = words.rstrip()
        mark = "*" * run.marks if any(map(str.isalnum, bare)) else ""
        set_small = f"<sc>{bare}</sc>" if run.small and any(map(str.isalpha, bare)) else bare
        text += f"{mark}{set_small}{mark}{words[len(bare) :]}"
        at = end
    return [f"\\{line}" if line[:1] in (">", "#") else line for line in map(str.rstrip, text.split("\n"))]


def _goes_on(runs: Sequence[Run], at: int, begun: Run) -> bool:
    """Tell whether the style of a run goes on here: in its own, or over the space before more of it."""
    while at < len(runs) and runs[at].words.isspace():
        at += 1
    return at < len(runs) and runs[at][1:] == begun[1:]


def _tidy(line: Iterable[Run]) -> Iterable[Run]:
    """Give the runs of a line, those of one style as one, and the space around a styled run by itself."""
    words = ""
    for style, group in groupby(line, key=lambda run: (0, True, False) if run.raised else run[1:]):
        joined = "".join(run.words for run in group)
        before, inner, after = _parted(joined)
        if words[-1:].isspace() or not words:
            before = ""
        words += before + inner + after
        yield from (Run(before),) if before else ()
        yield from (Run(inner, *style),) if inner else ()
        yield from (Run(after),) if after else ()


def _parted(words: str) -> tuple[str, str, str]:
    """Part words from the space around them, of which one stays; within them as well."""
    inner = " ".join(words.split())
    if not inner:
        return (" " if words else ""), "", ""
    return " " * words[0].isspace(), inner, " " * words[-1].isspace()
