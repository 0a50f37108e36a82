"""Quotation marks that have lost their partners."""

from collections.abc import Iterator, Sequence

from reissue.blocks import prose
from reissue.manuscript import Edit, Manuscript
from reissue.quotes import (
    LEFT_DOUBLE,
    LEFT_SINGLE,
    RIGHT_DOUBLE,
    RIGHT_SINGLE,
    Mark,
    end_open,
    is_singly_quoted,
    marks,
)
from reissue.rule import Keeps, rule
from reissue.usage import Usage, as_english, usage


@rule(Keeps.ORDER, reach=1, told=(usage, is_singly_quoted))
def lost_mark(manuscript: Manuscript) -> Iterator[Edit]:
    """A quotation ends that never began, or begins and does not end.

    What one paragraph leaves open may end in the next. The marks in a table say that a word is the same as above.
    """
    text = manuscript.text
    used, singly = usage(text), is_singly_quoted(text)
    read, open_, open_singly = prose(text), False, False
    for number, block in enumerate(read):
        if text[block.start] == "|":
            continue
        words = as_english(text[block.body : block.end], used)
        printed = marks(words)
        yield from _unopened(words, printed, block.body, used, open_=(open_, open_singly))
        open_singly = singly and _ends_open_singly(words, printed)
        after = read[number + 1] if number + 1 < len(read) else None
        opens = (*used.double, LEFT_DOUBLE)  # in French each paragraph of a quotation may begin with the closing mark
        open_ = end_open(printed) and not (after and text[after.body : after.body + 4].lstrip("*_").startswith(opens))
        if open_:
            why = "the last quotation of this paragraph does not end, and the next paragraph does not go on with it"
            yield Edit(block.end, block.end, (used.space + used.double[1],), why, sure=False)


def _unopened(
    words: str, printed: Sequence[Mark], base: int, used: Usage, *, open_: tuple[bool, bool]
) -> Iterator[Edit]:
    double, single, around, opened = int(open_[0]), int(open_[1]), 0, 0
    for mark in printed:
        if mark.sign == LEFT_DOUBLE:
            double, single, around, opened = double + 1, 0, single, mark.at + 1
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
            double, single, around = 0, around, 0
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


def _ends_open_singly(words: str, printed: Sequence[Mark]) -> bool:
    """Tell whether the paragraph's last single mark, but for those within words, opens."""
    closing = [mark for mark in printed if mark.sign == LEFT_SINGLE or not words[mark.at + 1 : mark.at + 2].isalnum()]
    signs = [mark.sign for mark in closing if mark.sign in (LEFT_SINGLE, RIGHT_SINGLE)]
    return signs[-1:] == [LEFT_SINGLE]
