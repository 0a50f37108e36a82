"""Markup that a browser would act upon: HTML tags, scripts, comments, links and pictures."""

import re
from collections.abc import Iterator

from reissue.capitals import CLOSED
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.search import beginnings


@rule(Keeps.ORDER, reach=0)
def live_markup(manuscript: Manuscript) -> Iterator[Edit]:
    """The file holds HTML, a link or a picture, which would be live in an edition instead of being read.

    A link to a note or a heading, as manuscripts have them, is no such thing, nor a picture that came with the text.
    """
    text = manuscript.text
    for found in beginnings(_LIVE, text, "<["):
        if not manuscript.source.has_picture(text, found.start() - 1):
            yield Edit(found.start(), found.start(), ("\\",), "shown as it stands, so that no edition acts upon it")


# An angle bracket that opens a tag, a comment or a declaration; superscript tags are the OCR's own and have rules of
# their own.
# A square bracket that opens a link, a picture, or a line that Markdown would take for a link's address and drop.
_WORDS = rf"(?:[^\]\[\n]|\[[^\]\[\n]+{CLOSED})"  # of a link; some may be in small capitals
_LIVE = re.compile(
    r"[<\[](?<!\\.)(?:(?<=<)(?=[A-Za-z/!?])(?!/?sup>)(?!!-- -->$)"
    rf"|(?<=\[)(?={_WORDS}*\]\()"
    rf"(?!(?<!!\[){_WORDS}+\]\(#(?:note|heading|page|figure|plate|table|map|entry|work)-[\w.-]+\))"
    r"|(?<=^\[)(?!\^)(?=[^\]\n]+\]:))",
    re.MULTILINE,
)
