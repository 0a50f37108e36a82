"""Contractions with `not` whose letters were read as others like them."""

import re
from collections import Counter
from collections.abc import Iterator

from reissue.lexicon import is_english
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import forms, times
from reissue.rule import Keeps, rule
from reissue.vocabulary import holding, places, runs


@rule(Keeps.NOTHING)
def misread_contraction(manuscript: Manuscript) -> Iterator[Edit]:
    """A contraction that is none was read for one that all know, or that the book has far more often.

    What has no such likeness is dialect, and stays.
    """
    text = manuscript.text
    if not is_english(text):
        return
    counted = runs(text)
    holders = {run: found for run in holding(text, {"t"}) if (found := _CONTRACTION.search(run)) and counted[run]}
    printed = Counter[str]()
    for run, found in holders.items():
        printed[found[1].lower()] += counted[run]
    meant = {read: word for read in printed if (word := _meant(read, printed))}
    for at, run in places(text, {run for run, found in holders.items() if found[1].lower() in meant}):
        found = holders[run]
        read = found[1].lower()
        word = meant[read].capitalize() if found[1][0].isupper() else meant[read]
        why = f"{read}’t is no word, and the book has {meant[read]}’t {times(printed[meant[read]])}"
        yield Edit(at + found.start(1), at + found.end(1), (word,), why)


def _meant(read: str, printed: Counter[str]) -> str:
    """Give the one word before ’t that was printed where another was read; "" if there are several, or none."""
    if read in _KNOWN:
        return ""
    often = [word for word in dict.fromkeys(forms(read)) if printed[word] >= _OFTEN]
    known = [word for word in often if word in _KNOWN or printed[word] >= _FAR * printed[read]]
    return known[0] if len(known) == 1 else ""


_OFTEN, _FAR = 3, 2
_CONTRACTION = re.compile(r"(?<![\w’'])([A-Za-z]{2,})[’']t(?![\w’'])")
_KNOWN = frozenset(
    "ain aren can couldn daren didn doesn don hadn hasn haven isn mayn mightn mustn needn oughtn shan shouldn wasn "  # noqa: SIM905
    "weren won wouldn".split()
)
