"""Letters that were read as others like them."""

from collections.abc import Iterator

from reissue.lexicon import book_words, is_english, zipf
from reissue.manuscript import Edit, Manuscript
from reissue.misreading import KNOWN, Word, few, like, likenesses, places, rivals, times
from reissue.rule import Keeps, rule


@rule(Keeps.NOTHING)
def misread_letter(manuscript: Manuscript) -> Iterator[Edit]:
    """A word that is none, once or twice in the book, has letters like those of a word that the book has often."""
    text = manuscript.text
    if not is_english(text):
        return
    words, doubts = book_words(text), list[Edit]()
    printed = {read: word for read, alike in likenesses(text).items() if (word := _printed(read, alike, text))}
    printed |= {
        read: word for read, word in KNOWN.items() if words[read] and words[word] > max(_MANY, words[read] * _MANY)
    }
    for place in places(text, printed.keys()):
        word = printed[place.word]
        if place.plain and _is_told_apart(place, word, text) and all(_is_known(near, text) for near in place.near):
            # A word that all have in mind needs no witness but one, if what was read is a word to nobody. Nor does a
            # long one: short words differ by a letter from names and from words of other languages, long ones hardly.
            known = zipf(word) >= _FAMILIAR or len(word) >= _LONG
            sure = words[word] >= _OFTEN or (known and zipf(place.word) < _UNHEARD)
            why = f"the book has {word} {times(words[word])}, and {place.word} is no word"
            edit = Edit(place.start, place.end, (like(text[place.start], word),), why, sure=sure)
            if sure:
                yield edit
            else:
                doubts.append(edit)
    yield from doubts[: few(text)]


def _printed(read: str, alike: tuple[str, ...], text: str) -> str:
    """Give the one word that was printed for a misread one, or "" if it is a word or may have been another."""
    if zipf(read) >= _HEARD:
        return ""
    word = max(alike, key=lambda form: (zipf(form), form))
    least = _RARER if len(word) >= _LONG else _COMMON  # few long words are like another
    if zipf(word) < least or zipf(word) - zipf(read) < _MUCH:
        return ""
    return "" if any(rivals(word, read, text)) else word


def _is_told_apart(place: Word, word: str, text: str) -> bool:
    """Leave names alone: with a capital it must be one of the commonest words, which the book has in small letters.

    Or a long word at the beginning of a sentence.
    """
    begins = text[max(0, place.start - 2) : place.start] in ("", "\n\n", ". ", "! ", "? ")
    small = text[place.start].islower() or (begins and len(word) >= _LONG)
    return small or (zipf(word) > _COMMONEST and f" {word} " in text)


def _is_known(near: str, text: str) -> bool:
    """Tell whether a word nearby is English or the book's own; one strange word among others is not misread."""
    word = near.lower()
    if near[:1].isupper() or book_words(text)[word] >= _OFTEN or word in KNOWN or word in likenesses(text):
        return True
    return zipf(word) > _HEARD


# On the Zipf scale: words that nobody has heard of, or somebody, rarer and common words, familiar ones, the commonest
# ones, and a great difference.
_UNHEARD, _HEARD, _RARER, _COMMON, _FAMILIAR, _COMMONEST, _MUCH = 1.0, 2.2, 3.0, 3.5, 4.0, 5.0, 2.5
_OFTEN, _MANY = 3, 20
_LONG = 8  # letters
