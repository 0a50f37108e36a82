"""What a rule is: a named defect of the page, how to find it, and what its edits promise to keep.

The promise is checked here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from reissue.capitals import CLOSED, CLOSES
from reissue.manuscript import Change, Edit, Manuscript

Find = Callable[[Manuscript], Iterator[Edit]]


class Keeps(Enum):
    """What a rule's edits leave as it was.

    All above NOTHING is restoration; NOTHING is emendation, and each edit says why.
    """

    ORDER = "the words and their order"
    WORDS = "the words, though some have moved"
    LETTERS = "the letters and their order, though a hyphen or a space may go"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Rule:
    """A defect that we know. `name` names it, `defect` is a sentence about a page of print, `find` only proposes.

    `reach` is how many blocks of text on either side of a place it looks at, if it does not look at the whole book;
    `told` are the answers about the whole book that it asks for besides. `concerned` tells whether it could find
    anything in some blocks; without that it is asked itself, as if they were all.
    """

    name: str
    defect: str
    keeps: Keeps
    find: Find
    reach: int | None = None
    told: tuple[Callable[[str], object], ...] = ()
    concerned: Callable[[str], bool] | None = None


def rule(
    keeps: Keeps,
    *,
    reach: int | None = None,
    told: tuple[Callable[[str], object], ...] = (),
    concerned: Callable[[str], bool] | None = None,
) -> Callable[[Find], Rule]:
    """Make a rule of the generator below it: its name gives the defect's name, its docstring the sentence."""

    def make(find: Find) -> Rule:
        return Rule(find.__name__.replace("_", "-"), (find.__doc__ or "").strip(), keeps, find, reach, told, concerned)

    return make


def broken_promise(made: Rule, before: str, after: str, changes: Iterable[Change]) -> str:
    """Say how the changes of one rule break its promise; "" if they keep it.

    `before` and `after` are the whole texts. Only the words that a change touches are compared, since all others
    are the same; and only where these differ, whole lines, for a word may have moved within its line.
    """
    if made.keeps is Keeps.NOTHING:
        unexplained = next((change for change in changes if not change.why), None)
        return f"changed {unexplained.before!r} at {unexplained.place} and did not say why" if unexplained else ""
    changes = list(changes)
    narrow = ((before[old], after[new]) for old, new in _windows(before, changes, " "))
    if all(
        _is_spaced_anew(old, new) or (not _in_tag(new, 0, len(new)) and _is_kept(made.keeps, old, new))
        for old, new in narrow
    ):
        return ""
    for old, new in _windows(before, changes, "\n"):
        if not _is_kept(made.keeps, before[old], after[new]):
            return f"promised to keep {made.keeps.value}, but made {after[new]!r} of {before[old]!r}"
    return ""


def words(text: str) -> list[str]:
    """Give the words of a text in order, without markup; a note reference or label counts as its number."""
    text = _MARKUP.sub(" ", text) if "<" in text or "[^" in text or "](#" in text or CLOSES in text else text
    return _WORD.findall(text.translate(PLAIN) if _FORMED.search(text) else text)


def letters(text: str) -> str:
    """Give the letters and figures of a text in order, without markup."""
    return "".join(words(text))


def _is_spaced_anew(before: str, after: str) -> bool:
    """Tell whether nothing but white space between words has changed, as where lines are run on; no tag is in it.

    The marks of a block quotation between them are as good as white space, and so is the fence before one.
    """
    if "<" in before:
        return False
    old, new = before.split(), after.replace(_FENCE, " ").split()
    return old == new or list(filter(_IS_WORD, old)) == list(filter(_IS_WORD, new))


def _is_kept(keeps: Keeps, before: str, after: str) -> bool:
    if keeps is Keeps.WORDS and not (_SPACED_TAG.search(before) or _SPACED_TAG.search(after)):
        old, new = Counter(before.split()), Counter(after.split())  # most have only moved
        before, after = " ".join((old - new).elements()), " ".join((new - old).elements())
    return _kept(keeps, before) == _kept(keeps, after)


def _kept(keeps: Keeps, text: str) -> list[str] | str:
    if keeps is Keeps.LETTERS:
        return letters(text)
    return sorted(words(text)) if keeps is Keeps.WORDS else words(text)


def _windows(before: str, changes: Iterable[Change], edge: str) -> Iterator[tuple[slice, slice]]:
    """Pair the stretches that changed, widened to the next `edge` outside of tags; stretches that meet are one.

    Where the edge is a space, white space that is other white space now, outside of tags, has changed no words: it is
    itself the edge of what stands beside it, and is passed over.
    """
    shift, low, high, gained = 0, 0, -1, 0
    for change in changes:
        start = before.rfind("\n", 0, change.start) + 1
        stop, new = change.start + len(change.before), change.after
        end = before.find("\n", stop)
        end = len(before) if end < 0 else end
        if edge != "\n":
            if _is_blank(change.before, new) and before.find("<", start, end) < 0:
                if high >= 0:
                    yield slice(low, high), slice(low + shift, high + shift + gained)
                shift, high, gained = shift + gained + len(new) - len(change.before), -1, 0
                continue
            inner = max(start, before.rfind(edge, start, change.start) + 1)
            outer = before.find(edge, stop, end)
            outer = end if outer < 0 else outer
            if not (_in_tag(before, start, inner) or _in_tag(before, inner, outer)):
                start, end = inner, outer
        if start > high:
            if high >= 0:
                yield slice(low, high), slice(low + shift, high + shift + gained)
            shift, low, gained = shift + gained, start, 0
        high = max(high, end)
        gained += len(new) - len(change.before)
    if high >= 0:
        yield slice(low, high), slice(low + shift, high + shift + gained)


def _is_blank(before: str, after: str) -> bool:
    """Tell white space for white space; what it was began and ended with an edge of words."""
    return before.isspace() and after.isspace() and before[0] in _EDGES and before[-1] in _EDGES


def _in_tag(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch may end within a tag."""
    opened = text.rfind("<", start, end)
    return opened >= 0 and text.find(">", opened, end) < 0


PLAIN = str.maketrans(
    dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
    | {"\N{LATIN SMALL LETTER LONG S}": "s"}
    | dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
)
"""Raised figures, ligatures and the long s are other characters, but the same figures and letters: which."""
_FORMED = re.compile(f"[{''.join(map(chr, PLAIN))}]")
_FENCE, _IS_WORD = "<!-- -->", ">".__ne__
_EDGES = " \n"
_WORD = re.compile(r"[^\W_]+")
_SPACED_TAG = re.compile(r"</?[A-Za-z][^\s<>]*\s")
# Tags, though they go on in the next line, which a rule may join to theirs, or behind the mark of a quotation, which is
# not their end; the address to which a link leads, and of a note's label what stands before its number; and what ends
# small capitals.
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]*(?:\n(?:> ?)?(?![\n>])[^<>\n]*){0,2}>|<!-- -->"
    rf"|\]\(#[A-Za-z][\w.-]*\)|\[\^(?:[^\]\s]+-)?(?=[^\]\s]+\])|{CLOSED}"
)
