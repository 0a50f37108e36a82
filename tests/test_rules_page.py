"""docs/rules.md is generated; these hold it to the rules that there are."""

import re

from reissue import bootstrap
from reissue.queries import summary
from reissue.rules import RULES

PAGE = (bootstrap.ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([a-z-]+) \| (.*?) \|((?: [0-9]+ \|)+)$", PAGE, re.MULTILINE)


def test_the_page_lists_each_rule_in_order_with_its_sentence() -> None:
    renew = "python3 benchmarks/rules.py > docs/rules.md"
    assert [row[:2] for row in ROWS] == [(rule.name, summary(rule)) for rule in RULES], renew


def test_its_numbers_can_be() -> None:
    for name, _, cells in ROWS:
        fired, nearer, wrong, _, fired_on_real, wrong_on_real, _ = map(int, re.findall("[0-9]+", cells))
        assert nearer + wrong <= fired, name
        assert wrong_on_real <= fired_on_real, name


def test_the_readme_names_the_page_and_how_it_is_made() -> None:
    readme = (bootstrap.ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 benchmarks/rules.py > docs/rules.md" in readme
    assert (bootstrap.ROOT / "benchmarks" / "rules.py").is_file()
