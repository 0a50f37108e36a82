"""What is reported of a repaired book beside it: what is amiss in it, its queries, the map of its pointers."""

from collections.abc import Sequence
from typing import NamedTuple

from reissue.explained import flawed
from reissue.linkmap import links_said
from reissue.manuscript import Manuscript
from reissue.proof import Finding
from reissue.queries import count, density, write_queries
from reissue.repair import Query
from reissue.rules import RULES


class Report(NamedTuple):
    """What is surely amiss, how much is asked, in words, what leads nowhere; and two files of the record."""

    amiss: list[Finding]
    asked: str
    nowhere: str
    record: dict[str, bytes]


def report_on(manuscript: Manuscript, queries: Sequence[Query]) -> Report:
    """Report on a manuscript with the queries that are put to its editor; it can be done aside, for it takes long."""
    source = manuscript.source
    links, nowhere = links_said(manuscript)
    number = count(source, queries)
    return Report(
        flawed(manuscript),
        f"{number} queries ({density(source, number)})",
        nowhere,
        {"links.json": links.encode(), "queries.md": write_queries(source, queries, RULES).encode()},
    )
