"""What is reported of a book is the same whether it is done here or aside, and has what each part of it says."""

import json

from reissue.aside import aside
from reissue.explained import flawed
from reissue.repair import repair
from reissue.report import report_on
from reissue.source import read_source

PRINT = """# ONE

It rang.<sup>1</sup> Then it broke.<sup>2</sup> See chapter 7.

---

1. Told here.

2. Told there.

2. Told twice.
"""


def test_the_report_has_what_is_amiss_what_is_asked_and_where_the_words_lead() -> None:
    repaired = repair(read_source(PRINT.encode(), "bell.md"))
    report = report_on(repaired.manuscript, repaired.queries)
    assert report.amiss == flawed(repaired.manuscript) != []
    assert report.asked.startswith(f"{len(repaired.queries)} quer")
    assert report.nowhere == "leading outside of the edition: Chapter 7"
    assert [pointer["kind"] for pointer in json.loads(report.record["links.json"])["pointers"]].count("chapter") == 1
    assert report.record["queries.md"].startswith(b"#")
    with aside(nice=1) as begin:
        assert begin(report_on, repaired.manuscript, repaired.queries)() == report
