"""What a rule is: a named defect of the page, how to find it, and what its edits promise to keep.

The promise is checked here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, zip_longest
from operator import attrgetter

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
    moved = made.keeps is Keeps.WORDS
    narrow = ((before[old], after[new]) for old, new in _windows(before, changes, " ", moved=moved))
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


def _windows(
    before: str, changes: Sequence[Change], edge: str, *, moved: bool = False
) -> Iterator[tuple[slice, slice]]:
    """Pair the stretches that changed, widened to the next `edge` outside of tags; stretches that meet are one.

    Where the edge is a space, what has changed no words is passed over: one quotation mark for another, and, outside of
    tags, white space that is other white space now, alone or between stretches that were kept, or only `moved`. It is
    itself the edge of what stands beside it.
    """
    shift, low, high, gained = 0, 0, -1, 0
    for change, following in zip_longest(changes, changes[1:]):
        old, new = change.before, change.after
        if edge != "\n" and old in _QUOTES and new in _QUOTES:
            continue
        start = before.rfind("\n", 0, change.start) + 1
        stop = change.start + len(old)
        end = before.find("\n", stop)
        end = len(before) if end < 0 else end
        if edge != "\n":
            apart = high <= change.start and (following is None or stop < following.start)
            blank = _is_blank(old, new) or (apart and _is_kept_whole(before, change, moved=moved))
            if blank and before.find("<", start, end) < 0:
                if high >= 0:
                    yield slice(low, high), slice(low + shift, high + shift + gained)
                shift, high, gained = shift + gained + len(new) - len(old), -1, 0
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
        gained += len(new) - len(old)
    if high >= 0:
        yield slice(low, high), slice(low + shift, high + shift + gained)


def _is_blank(before: str, after: str) -> bool:
    """Tell white space for white space; what it was began and ended with an edge of words."""
    return before.isspace() and after.isspace() and before[0] in _EDGES and before[-1] in _EDGES


def _is_kept_whole(text: str, change: Change, *, moved: bool) -> bool:
    """Tell whether stretches of words are kept as they were, if in another order only where they may be `moved`.

    What stood between them and on either side, and what does now, is white space, with the marks of a quotation,
    of emphasis or of a page's end.
    """
    before, new = change.before, change.new
    kept = [part for part in new if isinstance(part, slice)]
    blank = [part for part in new if isinstance(part, str)]
    row = sorted(kept, key=_START)
    if (
        not kept
        or not (moved or kept == row)
        or any(isinstance(a, slice) is isinstance(b, slice) for a, b in pairwise(new))
    ):
        return False
    blank += [before[left.stop : right.start] for left, right in pairwise(row)]
    opens, closes = before[: row[0].start], before[row[-1].stop :]
    blank += [opens] * bool(opens) + [closes] * bool(closes)
    if any(part.strip(_BLANK) or not (" " in part or "\n" in part) for part in blank):
        return False
    stop = change.start + len(before)
    edged = (text[change.start - 1 : change.start] or " ") in _EDGES, (text[stop : stop + 1] or " ") in _EDGES
    return (edged[0] or (bool(opens) and isinstance(new[0], str))) and (
        edged[1] or (bool(closes) and before[-1] in _EDGES and isinstance(new[-1], str))
    )


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
_EDGES, _BLANK, _START = " \n", " \n\f>*", attrgetter("start")
_QUOTES = frozenset("\"'“”‘’«»„")
_WORD = re.compile(r"[^\W_]+")
_SPACED_TAG = re.compile(r"</?[A-Za-z][^\s<>]*\s")
# Tags, though they go on in the next line, which a rule may join to theirs, or behind the mark of a quotation, which is
# not their end; the address to which a link leads, and of a note's label what stands before its number; and what ends
# small capitals.
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>\n]*(?:\n(?:> ?)?(?![\n>])[^<>\n]*){0,2}>|<!-- -->"
    rf"|\]\(#[A-Za-z][\w.-]*\)|\[\^(?:[^\]\s]+-)?(?=[^\]\s]+\])|{CLOSED}"
)
