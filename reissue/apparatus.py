"""The list of emendations as the book prints it: the changes of words that the ledger has, in the order of the text.

What was only moved, joined or marked up is restoration, and what was taken away belonged to the page and not to the
text: both are on the ledger, and neither is printed.
"""

import re
from collections.abc import Iterable

from reissue.capitals import plain
from reissue.changed import Emendation
from reissue.folios import numbering
from reissue.manuscript import Change
from reissue.rule import Keeps, Rule
from reissue.source import Source


def emendations(source: Source, changes: Iterable[Change], rules: Iterable[Rule]) -> tuple[Emendation, ...]:
    """List the editor's own changes, and those of rules that promise to keep nothing and put something in its place."""
    folio = numbering(source)
    free = {rule.name for rule in rules if rule.keeps is Keeps.NOTHING}
    listed = (
        change
        for change in changes
        if change.before.strip()
        and _words(change.after) != _words(change.before)
        and (change.rule == "emendation" or (change.rule in free and change.after.strip()))
    )
    in_order = sorted(listed, key=lambda change: (change.place.file, change.place.line, change.place.column))
    return tuple(
        Emendation(folio(change.place), _words(change.before), _words(change.after), change.why) for change in in_order
    )


def _words(text: str) -> str:
    """Give a stretch of the manuscript as the book prints it, without the marks of its Markdown."""
    return " ".join(re.sub(r"\\([^\w\s])|[*_]|\[\^[^]]*\]", r"\1", plain(text)).split())
