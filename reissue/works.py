"""The works that the notes have cited so far, and which of them a shorter citation can mean.

It asks where two can be meant, and knows no work that no note has cited.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reissue.citations import Citation


class Mention(NamedTuple):
    """A work cited in a note: how, in which run of notes, and the note's label."""

    cited: Citation
    run: str
    label: str


class Works:
    """The works cited so far, by the words with which their titles begin and by their authors."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_word: dict[str, list[Mention]] = defaultdict(list)
        self._by_author: dict[str, list[Mention]] = defaultdict(list)
        self._known: set[object] = set()

    def add(self, mention: Mention) -> None:
        """Keep a mention, if nothing is known of the same work in the same run that tells as much."""
        work = mention.cited
        key = mention.run, work.authors, work.titles, work.dated, work.cut
        if key in self._known or not (work.authors or work.marked or work.located):
            return
        self._known.add(key)
        for title in work.titles:
            for word in dict.fromkeys(title[:_FIRST]):
                self._by_word[word].append(mention)
        for author in dict.fromkeys(work.authors):
            self._by_author[author].append(mention)

    def meant(self, work: Citation, run: str) -> list[Mention]:
        """Give the mentions that a citation shortens: of each work it can mean the first, in this run or the last."""
        found = list(self._fuller(work))
        exact = [
            mention for mention in found if any(len(title) == len(work.titles[0]) for title in mention.cited.titles)
        ]
        chosen = _nearest(exact or found, run)
        if not chosen and not work.authors and not work.marked and len(work.titles[0]) == 1:
            chosen = _nearest(self._by_author.get(work.titles[0][0], ()), run)
        if not chosen and work.authors and not work.marked:
            # Without italics the first word of a title with commas in it looks like a name.
            return self.meant(work._replace(authors=(), titles=(work.authors + work.titles[0],)), run)
        return list(_apart(chosen))

    def is_repeated(self, work: Citation) -> bool:
        """Tell whether the title of a work was cited before, although never more fully."""
        found = self._by_word.get(work.titles[0][0], ()) if work.titles[0] else ()
        return work.marked and any(mention.cited.titles[0] == work.titles[0] for mention in found)

    def of(self, authors: tuple[str, ...], run: str) -> list[Mention]:
        """Give the works of an author in this run, or else in the last that cites one, each by its first mention."""
        return list(_apart(_nearest(self._by_author.get(authors[-1], ()), run)))

    def _fuller(self, work: Citation) -> Iterator[Mention]:
        title = work.titles[0]
        candidates = [mention for word in dict.fromkeys(title[:_FIRST]) for mention in self._by_word.get(word, ())]
        for mention in dict.fromkeys(candidates):
            if _same_title(work, mention.cited) and _is_fuller(mention.cited, work):
                yield mention


def _nearest(found: Iterable[Mention], run: str) -> list[Mention]:
    """Choose the mentions of this run, or if there are none those of the last run that has any."""
    found = sorted(found, key=lambda mention: mention.cited.start)
    runs = {mention.run for mention in found}
    near = run if run in runs else found[-1].run if found else ""
    return [mention for mention in found if mention.run == near]


def _apart(found: Iterable[Mention]) -> Iterator[Mention]:
    """Give the first mention of each work."""
    seen = list[Mention]()
    for mention in found:
        if not any(_one_work(mention.cited, other.cited) for other in seen):
            seen.append(mention)
            yield mention


def _one_work(one: Citation, other: Citation) -> bool:
    shared = (
        not one.authors or not other.authors or one.authors[-1] in other.authors or other.authors[-1] in one.authors
    )
    return shared and any(all(map(_alike, mine, theirs)) for mine in one.titles[:1] for theirs in other.titles[:1])


def _same_title(work: Citation, fuller: Citation) -> bool:
    """Tell whether the first title of a citation is one of the other's, or how it begins where it is shortened."""
    title = work.titles[0]
    for number, other in enumerate(fuller.titles):
        if number and not (work.authors and len(work.titles) == 1):
            continue  # a book named as that of another article is no shorter form of it
        if len(title) > len(other) or (len(title) == 1 and not (work.marked and fuller.marked) and not work.authors):
            continue
        shortened = work.cut or bool(work.authors) or len(title) >= _LONG
        if (len(title) == len(other) or shortened) and all(map(_alike, title, other)):
            return True
    return False


def _is_fuller(fuller: Citation, work: Citation) -> bool:
    """Tell whether one citation of a work tells more of it than another; by name and title alone both may be alike."""
    longer = work.cut and any(len(title) > len(work.titles[0]) for title in fuller.titles)
    if work.authors:
        if not any(_alike(work.authors[-1], author) for author in fuller.authors):
            return False
        brief = len(work.authors) == 1 and not work.dated and len(work.titles) == 1
        return longer or fuller.fullness > work.fullness or (brief and fuller.fullness == work.fullness)
    return longer or fuller.fullness > work.fullness


def _alike(word: str, other: str) -> bool:
    """Tell whether two words are the same but for what OCR confuses: in a long word, one letter."""
    if word == other or _shaped(word) == _shaped(other):
        return True
    if len(word) != len(other) or len(word) < _LONG_WORD or word.isdigit():
        return False
    return sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _shaped(word: str) -> str:
    return word.replace("rn", "m").replace("vv", "w").translate(_SHAPES)


_FIRST = 3  # words of a title by which it is looked up, since one of them may be misread
_LONG, _LONG_WORD = 3, 5
_SHAPES = str.maketrans("l1|0586", "iiiosbb")
