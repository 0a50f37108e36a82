"""Words that may be misread although they are words."""

from collections import Counter
from collections.abc import Iterator

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import Word, few, like, likenesses, pairs_of, places, times
from reissue.rule import Keeps, rule
from reissue.vocabulary import by_words


@rule(Keeps.NOTHING)
def doubtful_word(manuscript: Manuscript) -> Iterator[Edit]:
    """A rare word stands where the book always has a common one with letters like its own."""
    text = manuscript.text
    if not is_english(text):
        return
    doubts = _doubts(text)
    found = [place for place in places(text, doubts.keys()) if place.plain and place.before and place.after]
    if not found:
        return
    meant = [(place, word) for place in found for word in (place.word, *doubts[place.word])]
    pairs = pairs_of(text, {pair for place, word in meant for pair in ((place.before, word), (word, place.after))})
    edits = list[Edit]()
    for place in found:
        fitting = [word for word in doubts[place.word] if _fits(place, word, pairs)]
        if len(fitting) == 1 and not _fits(place, place.word, pairs, least=2):
            word = fitting[0]
            why = (
                f"the book has {place.before} {word} "
                f"{times(pairs[place.before, word])} and {word} {place.after} {times(pairs[word, place.after])}"
            )
            edits.append(Edit(place.start, place.end, (like(text[place.start], word),), why, sure=False))
    yield from edits[: few(text)]


@by_words
def _doubts(text: str) -> dict[str, list[str]]:
    """Give the rare words that are like common ones, each with these."""
    words, doubts = book_words(text), dict[str, list[str]]()
    for read, alike in likenesses(text).items():
        common = [word for word in alike if words[word] >= _OFTEN]
        if common and (often := [word for word in common if zipf(word) - zipf(read) >= _MUCH]):
            doubts[read] = often
    return doubts


def _fits(place: Word, word: str, pairs: Counter[tuple[str, str]], least: int = 0) -> bool:
    """Tell whether the book has a word between the same neighbours on either side as often as need be."""
    before, after = pairs[place.before, word], pairs[word, place.after]
    if least:
        return before >= least or after >= least
    return min(before, after) >= _PAIRS


_OFTEN, _MUCH, _PAIRS = 10, 1.5, 2
