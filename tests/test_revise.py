"""A rule that says how far it looks finds in the places that have changed whatever it would find in the whole text.

Each is asked in full beside it: over the texts of the case files as they are repaired, and over repaired ones that are
disturbed at random, where anything can come to stand beside anything.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from test_cases import FENCES
from test_settled import TEXTS

from reissue.manuscript import Batch, Change, Edit, Manuscript, begin, mend
from reissue.repair import repair
from reissue.revise import revise
from reissue.rule import Rule
from reissue.rules import RULES
from reissue.source import read_source
from reissue.view import read_for

NEAR = [rule for rule in RULES if rule.reach is not None]
IN_FULL = [replace(rule, reach=None) for rule in RULES]
UNSEEN = "\n\t\f\N{SOFT HYPHEN}\N{NO-BREAK SPACE}"
SINGLE = "\"'“”‘’*_`^\\|#:.,;—- \N{LATIN SMALL LETTER LONG S}\N{LATIN SMALL LIGATURE FI}"
LINES = ("\n\n", "\n>\n> ", "\\\n", "\n\n---\n\n", "\n\n\f\n\n", "\n\nCHAPTER II.\n\n", "## ", "> ", "1. ", "    ")
MARKS = (
    "**",
    "--",
    "&amp;",
    "$^1$",
    "[^1]",
    "[^1]: ",
    "<sup>2</sup>",
    "<i>",
    "]{.smallcaps}",
    "<!-- -->",
    "](#note-1)",
)
SENDING = ("see chapter ii", "see note 1 above", "see Table 2", "see the Preface", "Table 2. ", "Contents")
WORDS = ("the", "tbe", "The ", "I", "12", ". . .", *SENDING)
SIGNS = (*UNSEEN, *SINGLE, *LINES, *MARKS, *WORDS)
Found = Counter[tuple[object, ...]]
EXAMPLES = 12  # of each text


def texts() -> Iterator[object]:
    """Give the texts of each case file, one below the other, and what stands in the middle of whole texts."""
    for name, row in FENCES.items():
        yield pytest.param("\n\n".join(fence.text for fence in row if fence.name != "asks"), id=name)
    for path in TEXTS:
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r", "\n")
        middle = max(0, text.find("\n\n", len(text) // 2))
        yield pytest.param(text[middle : middle + 12_000].strip(), id=f"{path.parent.name}-{path.name}")


def found(manuscript: Manuscript, rule: Rule) -> Found:
    """Count what a rule proposes in a manuscript, by where it stands in the source."""
    return Counter(_proposed(manuscript, edit) for edit in rule.find(manuscript))


def _proposed(manuscript: Manuscript, edit: Edit) -> tuple[object, ...]:
    before = manuscript.text[edit.start : edit.end]
    new = "".join(part if isinstance(part, str) else manuscript.text[part] for part in edit.new)
    return manuscript.place(edit.start), before, new, edit.sure


def disturbed(manuscript: Manuscript, chance: Random) -> tuple[Manuscript, list[list[Change]]]:
    """Change a manuscript at a few places that lie near each other, in one batch or in several."""
    batches = list[list[Change]]()
    for _ in range(chance.randint(1, 3)):
        if not manuscript.text:
            break
        edits, at = list[Edit](), chance.randrange(len(manuscript.text))
        for _ in range(chance.randint(1, 3)):
            gone = chance.choice((0, 0, 1, 2, 5, 300))
            end = min(at + gone, len(manuscript.text))
            new = chance.choice(SIGNS) if not gone or chance.random() < 1 / 2 else ""
            edits.append(Edit(at, end, (new,), "disturbed"))
            at = end + chance.choice((1, 3, 40, 900))
            if at >= len(manuscript.text):
                break
        manuscript, changes = mend(manuscript, edits, Batch("disturbed"))
        batches.append(changes)
    return manuscript, batches


@pytest.mark.parametrize("text", list(texts()))
def test_a_rule_asked_where_the_text_has_changed_finds_what_it_would_find_in_the_whole(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reissue.revise._SHARE", 1)  # however short the texts are
    monkeypatch.setattr("reissue.revise._BLOCK", 0)
    once = repair(read_source(text.encode(), "text.md"))
    assert once == repair(once.manuscript.source, rules=IN_FULL)
    manuscript, chance = once.manuscript, Random(text)  # noqa: S311 -- nothing is kept secret here
    told = {rule: [ask(manuscript.text) for ask in rule.told] for rule in NEAR}
    stood = {rule: found(manuscript, rule) for rule in NEAR}
    for _ in range(EXAMPLES):
        other, batches = disturbed(manuscript, chance)
        for rule in NEAR:
            part = revise(other, batches, rule.reach or 0)
            if part is None or [ask(other.text) for ask in rule.told] != told[rule]:
                continue
            with read_for(part.text, other.text, {}):
                if rule.concerned and rule.concerned(part.text):
                    continue
                again = found(part, rule) if not rule.concerned else Counter()
            if not any(sure for *_, sure in again):
                assert found(other, rule) <= stood[rule] + again, (rule.name, part.text, batches)


def test_each_rule_that_looks_no_further_is_seen_to_find_nothing_where_it_is_asked_again() -> None:
    """And that this spares it the rest of the text, which is what it is for."""
    text = "\n\n".join(
        f"A paragraph of {number} lamps, and of the oil that they burn in a night." for number in range(400)
    )
    manuscript = begin(read_source(f"{text}\n".encode(), "lamps.md"))
    changed, changes = mend(manuscript, [Edit(9000, 9003, ("e",), "for the test")], Batch("test"))
    for rule in NEAR:
        part = revise(changed, [changes], rule.reach or 0)
        assert part is not None
        assert 0 < len(part.text) < len(text) / 9
        with read_for(part.text, changed.text, {}):
            assert not (rule.concerned(part.text) if rule.concerned else list(rule.find(part))), rule.name
