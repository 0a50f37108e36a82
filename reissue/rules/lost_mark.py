"""Quotation marks that have lost their partners."""

from collections.abc import Iterable, Iterator

from reissue.blocks import prose
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import LEFT_DOUBLE, LEFT_SINGLE, RIGHT_DOUBLE, RIGHT_SINGLE, Mark, end_open, marks
from reissue.rule import Keeps, rule
from reissue.usage import Usage, as_english, usage


@rule(Keeps.ORDER, reach=1, told=(usage,))
def lost_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """A quotation ends that never began, or begins and does not end."""
    text = manuscript.text
    used = usage(text)
    read = prose(text)
    for number, block in enumerate(read):
        words = as_english(text[block.body : block.end], used)
        printed = list(marks(words))
        yield from _unopened(words, printed, block.body, used)
        after = read[number + 1] if number + 1 < len(read) else None
        opens = (*used.double, LEFT_DOUBLE)  # in French each paragraph of a quotation may begin with the closing mark
        if end_open(printed) and not (after and text[after.body : after.body + 4].lstrip("*_").startswith(opens)):
            why = "the last quotation of this paragraph does not end, and the next paragraph does not go on with it"
            yield Edit(block.end, block.end, (used.space + used.double[1],), why, sure=False)


def _unopened(words: str, printed: Iterable[Mark], base: int, used: Usage) -> Iterator[Edit]:
    double, single, opened = 0, 0, 0
    for mark in printed:
        if mark.sign == LEFT_DOUBLE:
            double, single, opened = double + 1, 0, mark.at + 1
        elif mark.sign == LEFT_SINGLE:
            single += 1
        elif mark.sign == RIGHT_DOUBLE:
            if not double:
                yield Edit(
                    base,
                    base,
                    (used.double[0] + used.space,),
                    "a quotation ends in this paragraph that begins nowhere",
                    sure=False,
                )
            double = 0
        elif (
            mark.sign == RIGHT_SINGLE
            and words[mark.at - 1 : mark.at] in ".,;:!?"
            and not words[mark.at + 1 : mark.at + 2].isalnum()
        ):
            if not single:
                why = (
                    "a quotation within the quotation ends that begins nowhere; did it begin with the quotation itself?"
                )
                yield Edit(
                    base + opened,
                    base + mark.at + 1,
                    (used.single[0], slice(base + opened, base + mark.at + 1)),
                    why,
                    sure=False,
                )
            single = 0
