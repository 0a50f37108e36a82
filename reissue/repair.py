"""Repair: the editor's decisions first, then the rules in order until they find nothing, each change on the ledger.

Nothing else can change a manuscript.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise
from typing import NamedTuple

from reissue.blocks import keep_blocks
from reissue.manuscript import Batch, Change, Edit, Manuscript, Piece, begin, mend, remake, unmake
from reissue.revise import revise, seams
from reissue.rule import Rule, broken_promise
from reissue.rules import RULES
from reissue.search import changed
from reissue.source import Place, Source
from reissue.view import read_for


class Query(NamedTuple):
    """A doubt put to the editor: what stands at `place`, what the rule would put there, and why it is not sure."""

    rule: str
    place: Place
    before: str
    after: str
    why: str
    context: str  # the line of the text as it stood, with the doubtful words between ⟦ and ⟧


class Repaired(NamedTuple):
    """What repair gives: the manuscript, each change in order, the queries, how often the rules were gone through."""

    manuscript: Manuscript
    changes: tuple[Change, ...]
    queries: tuple[Query, ...]
    passes: int


class Revised(NamedTuple):
    """What has changed in a text since some batch, with what was seen in it."""

    part: Manuscript
    views: dict[object, object]


Parts = dict[tuple[int, int], Revised | None]
"""The revises of one text, by the batch from which they begin and the reach; None where it would be too much."""
Doubt = tuple[str, str, int, str]
"""What tells a doubt from others where the words about it may have changed: rule, file, line and why."""
Stet = Sequence[tuple[int, int]]
"""The spans of the source that the editor lets stand."""


class Asked(NamedTuple):
    """When a rule was last asked: after how many batches of changes, and what the book as such told it."""

    batches: int
    told: tuple[object, ...]


class RuleFault(Exception):  # noqa: N818 -- it names the thing that is at fault
    """A rule broke its promise or does not settle: a fault of ours, which stops the build."""


def repair(source: Source, decisions: Sequence[Edit] = (), rules: Sequence[Rule] = RULES) -> Repaired:
    """Mend a source: first the editor's decisions, edits in the source itself, then the rules in order.

    A decision that changes nothing lets the print stand: no rule may then change it or ask about it. The rules are
    gone through until they find nothing more; the first time should do. Raises RuleFault where a rule breaks what it
    promised, or where the rules are still at it after the last pass.
    """
    manuscript, changes, queries = begin(source), list[Change](), dict[tuple[str, Place, str], Query]()
    if decisions:
        manuscript, changes = mend(manuscript, decisions, Batch("emendation"))
    changed(source.text, manuscript.text, seams(changes))
    stet = [(change.start, change.start + len(change.before)) for change in changes if change.before == change.after]
    quiet = 0  # how many rules in a row have found nothing to change: all of them, and the text has settled
    batches, asked, parts = list[list[Change]](), dict[str, Asked](), Parts()
    for turn in range(1, _PASSES + 1):
        done = len(batches)
        known = {_doubt(query) for query in queries.values()}  # in earlier turns, perhaps of what has moved since
        for rule in rules:
            if quiet == len(rules):
                break
            before = asked.get(rule.name)
            revised = _revised(manuscript, rule, before, batches, parts) if before else None
            if before and revised and _finds_nothing_new(manuscript, rule, revised, stet, known):
                asked[rule.name], quiet = before._replace(batches=len(batches)), quiet + 1
                continue
            sure, doubts = _proposals(manuscript, rule, stet)
            asked[rule.name] = Asked(len(batches), _told(rule, manuscript.text))
            quiet = 0 if sure else quiet + 1
            for doubt in doubts:
                query = _query(manuscript, rule, doubt)
                if _doubt(query) not in known:
                    queries.setdefault((query.rule, query.place, query.before), query)
            if sure:
                manuscript, mended = _mended(manuscript, rule, sure, turn)
                batches.append(mended)
                parts.clear()
                changes += mended
        if len(batches) == done:
            return Repaired(manuscript, tuple(changes), tuple(queries.values()), turn - 1)
    last = changes[-1]
    message = f"the rule {last.rule} does not settle: at {last.place} it changes {last.before!r} again and again"
    raise RuleFault(message)


def replay(source: Source, changes: Iterable[Change]) -> Manuscript:
    """Rebuild the manuscript from the source and its ledger alone; ValueError if they do not belong together."""
    manuscript = begin(source)
    for _, made in groupby(changes, key=lambda change: (change.turn, change.rule)):
        manuscript = remake(manuscript, list(made))
    return manuscript


def undo(text: str, changes: Iterable[Change]) -> str:
    """Take every change back, the last first: the text of the source; ValueError if the ledger is another text's."""
    batches = [list(made) for _, made in groupby(changes, key=lambda change: (change.turn, change.rule))]
    for made in reversed(batches):
        text = unmake(text, made)
    return text


def _revised(
    manuscript: Manuscript, rule: Rule, before: Asked, batches: Sequence[list[Change]], parts: Parts
) -> Revised | None:
    """Give what has changed since a rule was asked, if that is all it need be asked about; else None.

    What the book as such tells it must be the same.
    """
    if rule.reach is None:
        return None
    if (before.batches, rule.reach) not in parts:
        part = revise(manuscript, batches[before.batches :], rule.reach)
        parts[before.batches, rule.reach] = None if part is None else Revised(part, {})
    revised = parts[before.batches, rule.reach]
    return revised if revised and _told(rule, manuscript.text) == before.told else None


def _finds_nothing_new(
    manuscript: Manuscript, rule: Rule, revised: Revised, stet: Stet, known: AbstractSet[Doubt]
) -> bool:
    """Tell whether a rule finds nothing where the text has changed but doubts that are known, and so nothing new.

    That a rule looks no further than it says is shown for each by a test, which asks in full beside it.
    """
    part, views = revised
    with read_for(part.text, manuscript.text, views):
        if rule.concerned:
            return not rule.concerned(part.text)
        found = (edit for edit in rule.find(part) if not (stet and _touches(part, edit, stet)))
        return all(not edit.sure and _doubt(_query(part, rule, edit)) in known for edit in found)


def _told(rule: Rule, text: str) -> tuple[object, ...]:
    return tuple(ask(text) for ask in rule.told)


def _mended(manuscript: Manuscript, rule: Rule, edits: Sequence[Edit], turn: int) -> tuple[Manuscript, list[Change]]:
    mended, changes = mend(manuscript, edits, Batch(rule.name, turn))
    changed(manuscript.text, mended.text, seams(changes))
    keep_blocks(manuscript.text, mended.text, changes)
    if fault := broken_promise(rule, manuscript.text, mended.text, changes):
        message = f"the rule {rule.name} {fault}"
        raise RuleFault(message)
    return mended, changes


def _proposals(manuscript: Manuscript, rule: Rule, stet: Stet) -> tuple[list[Edit], list[Edit]]:
    """Part a rule's edits into sure ones and doubts, without those that the editor has decided already."""
    sure, doubts = list[Edit](), list[Edit]()
    for edit in rule.find(manuscript):
        if not (stet and _touches(manuscript, edit, stet)):
            (sure if edit.sure else doubts).append(edit)
    return sure, doubts


def _touches(manuscript: Manuscript, edit: Edit, stet: Stet) -> bool:
    """Tell whether an edit would replace what the editor lets stand; a doubt need only lie upon it."""
    kept = [part for part in edit.new if isinstance(part, slice)] if edit.sure else []
    done, replaced = edit.start, list[Piece]()
    for part in sorted(kept, key=lambda part: part.start):
        replaced += manuscript.between(done, part.start)
        done = part.stop
    replaced += manuscript.between(done, edit.end)
    if not edit.sure and not manuscript.text[edit.start : edit.end].strip():
        at = _upon(manuscript.text, edit)
        replaced += manuscript.between(at, at + 1)
    spans = [(piece.at, piece.at + len(piece.text)) for piece in replaced]
    return any(low < end and start < high for start, end in spans for low, high in stet)


def _upon(text: str, edit: Edit) -> int:
    """Give the printed character that a doubt lies upon: the first of what it would replace, else the one beside it.

    What would be set before a word lies upon the word, all else upon what stands before it, though a note is below.
    """
    replaced = text[edit.start : edit.end]
    if replaced.strip():
        return edit.start + len(replaced) - len(replaced.lstrip())
    before, after = text[max(0, edit.start - 1) : edit.start], text[edit.end : edit.end + 1]
    if not before.strip() and after.strip() and not replaced and not text.startswith("[^", edit.start):
        return edit.start
    return max(0, len(text[max(0, edit.start - _BLANK) : edit.start].rstrip()) + max(0, edit.start - _BLANK) - 1)


def _query(manuscript: Manuscript, rule: Rule, edit: Edit) -> Query:
    text = manuscript.text
    new = "".join(part if isinstance(part, str) else text[part] for part in edit.new)
    begin = max(text.rfind("\n", 0, edit.start) + 1, edit.start - 60)
    end = text.find("\n", edit.end)
    end = min(len(text) if end < 0 else end, edit.end + 60)
    context = f"{text[begin : edit.start]}⟦{text[edit.start : edit.end]}⟧{text[edit.end : end]}"
    for low, high in _asked_about(text, edit):
        if _is_printed(manuscript, low, high):
            new = text[low : min(high, edit.start)] + new + text[edit.end : high]
            return Query(rule.name, manuscript.place(low), text[low:high], new, edit.why, context)
    before = text[edit.start : edit.end]
    return Query(rule.name, manuscript.place(_upon(text, edit)), before, new, edit.why, context)


def _doubt(query: Query) -> Doubt:
    return query.rule, query.place.file, query.place.line, query.why


def _asked_about(text: str, edit: Edit) -> Iterator[tuple[int, int]]:
    """Give the words beside what a doubt would only put in or close up, and the character: they can be decided on."""
    if text[edit.start : edit.end].strip():
        return
    low, high = edit.start, edit.end
    while low > max(0, edit.start - _WORD) and not text[low - 1].isspace():
        low -= 1
    while high < min(len(text), edit.end + _WORD) and not text[high].isspace():
        high += 1
    upon = _upon(text, edit)
    yield low, high
    yield upon, upon + 1


def _is_printed(manuscript: Manuscript, start: int, end: int) -> bool:
    """Tell whether the words stand so in the source, in one line."""
    pieces = manuscript.between(start, end)
    row = all(not piece.rule and "\n" not in piece.text for piece in pieces)
    return row and all(left.at + len(left.text) == right.at for left, right in pairwise(pieces)) and start < end


_WORD = 60  # letters
_BLANK = 80  # no more white space than this stands between two words
_PASSES = 12  # a text in no order at all has needed five; what goes round in a circle is never done
