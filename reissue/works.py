"""The works that the notes have cited so far, and which of them a shorter citation can mean.

It asks where two can be meant, and knows no work that no note has cited.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from reissue.citations import Citation


class Mention(NamedTuple):
    """A work as it is cited: how, in which run of notes, and by which address links lead there."""

    cited: Citation
    run: str
    address: str


class _Form(NamedTuple):
    """One form in which a work is cited, and its mentions by their runs, of which the last that has one is the last."""

    cited: Citation
    runs: dict[str, list[Mention]]


_Forms = dict[object, _Form]
"""Forms by what tells each from the others, the last that was cited at the end."""


class Works:
    """The works cited so far, by the words with which their titles begin and by their authors."""

    def __init__(self) -> None:
        """Begin with none."""
        self._forms: _Forms = {}
        self._by_word: dict[str, _Forms] = defaultdict(dict)
        self._by_author: dict[str, _Forms] = defaultdict(dict)
        self._known: set[object] = set()

    def add(self, mention: Mention) -> None:
        """Keep a mention, if nothing is known of the same work in the same run that tells as much."""
        work = mention.cited
        key = mention.run, work.authors, work.titles, work.dated, work.cut
        if key in self._known or not (work.authors or work.marked or work.located):
            return
        self._known.add(key)
        alike_in = work.authors, work.titles, work.marked, work.dated
        form = self._forms.setdefault(alike_in, _Form(work, {}))
        form.runs[mention.run] = [*form.runs.pop(mention.run, ()), mention]
        words = (self._by_word[word] for title in work.titles for word in _telling(title))
        for forms in (*words, *(self._by_author[author] for author in work.authors)):
            forms[alike_in] = forms.pop(alike_in, form)

    def meant(self, work: Citation, run: str) -> list[Mention]:
        """Give the mentions that a citation shortens: of each work it can mean the first, in this run or the last."""
        found = list(self._fuller(work))
        exact = [form for form in found if any(len(title) == len(work.titles[0]) for title in form.cited.titles)]
        chosen = _nearest(exact or found, run)
        if not chosen and not work.authors and not work.marked and len(work.titles[0]) == 1:
            chosen = _nearest(_lately(self._by_author, work.titles[0][0]), run)
        if not chosen and work.authors and not work.marked:
            # Without italics the first word of a title with commas in it looks like a name.
            return self.meant(work._replace(authors=(), titles=(work.authors + work.titles[0],)), run)
        return list(_apart(chosen))

    def is_repeated(self, work: Citation) -> bool:
        """Tell whether the title of a work was cited before, although never more fully."""
        found = self._by_word.get(next(iter(_telling(work.titles[0])), ""), {})
        return work.marked and any(form.cited.titles[0] == work.titles[0] for form in found.values())

    def of(self, authors: tuple[str, ...], run: str) -> list[Mention]:
        """Give the works of an author in this run, or else in the last that cites one, each by its first mention."""
        return list(_apart(_nearest(_lately(self._by_author, authors[-1]), run)))

    def _fuller(self, work: Citation) -> Iterator[_Form]:
        candidates = (form for word in _telling(work.titles[0]) for form in _lately(self._by_word, word))
        for form in {id(form): form for form in candidates}.values():  # each once
            if _same_title(work, form.cited) and _is_fuller(form.cited, work):
                yield form


def _lately(forms: Mapping[str, _Forms], word: str) -> Iterable[_Form]:
    return islice(reversed(forms[word].values()), _LATELY) if word in forms else ()


def _telling(title: tuple[str, ...]) -> dict[str, None]:
    """Give the first words of a title that tell it from others: no articles and no prepositions, if it has others."""
    return dict.fromkeys([word for word in title if word not in _SMALL][:_FIRST] or title[:1])


def _nearest(found: Iterable[_Form], run: str) -> list[Mention]:
    """Choose the mentions of this run, or if there are none those of the last run that has any."""
    forms = list(found)
    if forms and not any(run in form.runs for form in forms):
        run, _ = max((next(reversed(form.runs.items())) for form in forms), key=lambda last: last[1][-1].cited.start)
    return sorted((mention for form in forms for mention in form.runs.get(run, ())), key=lambda each: each.cited.start)


def _apart(found: Iterable[Mention]) -> Iterator[Mention]:
    """Give the first mention of each work, of a few works at most: more than one is too many."""
    seen = list[Mention]()
    for mention in found:
        if len(seen) < _FEW and not any(_one_work(mention.cited, other.cited) for other in seen):
            seen.append(mention)
            yield mention


def _one_work(one: Citation, other: Citation) -> bool:
    shared = (
        not one.authors or not other.authors or one.authors[-1] in other.authors or other.authors[-1] in one.authors
    )
    return shared and any(all(map(alike, mine, theirs)) for mine in one.titles[:1] for theirs in other.titles[:1])


def _same_title(work: Citation, fuller: Citation) -> bool:
    """Tell whether the first title of a citation is one of the other's, or how it begins where it is shortened."""
    title = work.titles[0]
    size = len(title)
    for number, other in enumerate(fuller.titles):
        if size > len(other):
            continue
        if number and not (work.authors and len(work.titles) == 1):
            continue  # a book named as that of another article is no shorter form of it
        if size == 1 and not (work.marked and fuller.marked) and not work.authors:
            continue
        shortened = size == len(other) or size >= _LONG or work.cut or bool(work.authors)
        if shortened and (title[0] == other[0] or alike(title[0], other[0])) and all(map(alike, title, other)):
            return True
    return False


def _is_fuller(fuller: Citation, work: Citation) -> bool:
    """Tell whether one citation of a work tells more of it than another; by name and title alone both may be alike."""
    longer = work.cut and any(len(title) > len(work.titles[0]) for title in fuller.titles)
    if work.authors:
        if not any(alike(work.authors[-1], author) for author in fuller.authors):
            return False
        brief = len(work.authors) == 1 and not work.dated and len(work.titles) == 1
        return longer or fuller.fullness > work.fullness or (brief and fuller.fullness == work.fullness)
    return longer or fuller.fullness > work.fullness


def alike(word: str, other: str) -> bool:
    """Tell whether two words are the same but for what OCR confuses: in a long word, one letter."""
    if word == other:
        return True
    if abs(len(word) - len(other)) > 1:
        return False
    if _shaped(word) == _shaped(other):
        return True
    if len(word) != len(other) or len(word) < _LONG_WORD or word.isdigit():
        return False
    return sum(a != b for a, b in zip(word, other, strict=True)) == 1


@lru_cache(maxsize=10_000)
def _shaped(word: str) -> str:
    return word.replace("rn", "m").replace("vv", "w").translate(_SHAPES)


_LATELY = 100  # forms that are looked through, so that many works with one word do not take long
_FEW = 4
_FIRST = 3  # words of a title by which it is looked up, since one of them may be misread
_SMALL = frozenset(("a", "an", "and", "de", "des", "du", "for", "in", "la", "le", "of", "on", "s", "the", "to", "und"))
_LONG, _LONG_WORD = 3, 5
_SHAPES = str.maketrans("l1|0586", "iiiosbb")
