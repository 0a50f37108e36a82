"""References to several notes that stand raised as one."""

import re
from collections.abc import Iterator

from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.ORDER, reach=0)
def joined_reference(manuscript: Manuscript) -> Iterator[Edit]:
    """The references to two notes stand raised together, with a comma between them."""
    for found in _JOINED.finditer(manuscript.text):
        for comma in re.finditer(r"[,;]\s*", found[1]):
            at = found.start(1)
            yield Edit(at + comma.start(), at + comma.end(), ("</sup><sup>,</sup><sup>",))


_JOINED = re.compile(r"<sup>([0-9]{1,3}(?:[,;]\s*[0-9]{1,3})+)</sup>")
