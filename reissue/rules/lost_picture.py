"""Pictures that the text names and that did not come with it."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule
from reissue.rules.picture_mark import MARK
from reissue.search import beginnings


@rule(Keeps.NOTHING, reach=0)
def lost_picture(manuscript: Manuscript) -> Iterator[Edit]:
    """The text names a picture whose file is not there, so that its Markdown would be printed as it stands.

    Only asked about, for the file may have been forgotten, and the words that somebody gave it may be its caption. What
    an engine writes by itself is no picture that anybody forgot.
    """
    text = manuscript.text
    for found in beginnings(_PICTURE, text, ("![",)):
        if not (manuscript.source.has_picture(text, found.start()) or MARK.match(text, found.start())):
            why = f"the picture {found['name']} did not come with the text: put it beside that, or do without"
            yield Edit(*found.span(), (slice(*found.span("words")),), why, sure=False)


_PICTURE = re.compile(r"!(?<!\\!)\[(?P<words>[^\[\]\n]*)\]\((?P<name>[^()\n]+)\)")
