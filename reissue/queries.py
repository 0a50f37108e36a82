"""The queries as the editor reads them: by kind, the gravest first, and those that one decision settles together."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reissue.emendation import everywhere
from reissue.folios import numbering, pages
from reissue.repair import Query
from reissue.rule import Keeps, Rule
from reissue.source import Place, Source


class Decision(NamedTuple):
    """What stands in `emendations.toml`: on the line of `place`, or everywhere if there is none."""

    before: str
    after: str
    why: str
    place: Place | None = None


def write_queries(source: Source, queries: Sequence[Query], rules: Iterable[Rule]) -> str:
    """Write the queries as Markdown for an editor, each with the decisions that would settle it.

    The kinds stand in the order of what is at stake: words of the print, the letters of a word, then marks and form;
    kinds that are alike in this as the rules do. Queries of a kind that one decision settles stand together.
    """
    lines = [f"# Queries on {source.name}", ""]
    if not queries:
        return "\n".join([*lines, "There are none: the program was sure of all that it did.", ""])
    places = "1 place" if len(queries) == 1 else f"{len(queries)} places"
    lines += [
        f"{places} where the program does not know, so that the text stands there as it was. To settle one, copy a",
        "decision below it into `emendations.toml`, change it as you see fit, and build again.",
        *([_COUNTED] if source.transcribed else []),
        "",
        "| kind | queries | what it is |",
        "|---|--:|---|",
    ]
    sorts = sorted(rules, key=_stake)
    kinds = [(rule, asked) for rule in sorts if (asked := _together(source, _of(rule, queries)))]
    lines += [f"| [{rule.name}](#{rule.name}) | {len(asked)} | {summary(rule)} |" for rule, asked in kinds]
    folio = numbering(source)
    for rule, asked in kinds:
        lines += ["", f"## {rule.name}", "", summary(rule), ""]
        for number, alike in enumerate(asked, 1):
            lines += _asked(source, alike, number, folio)
    return "\n".join(lines)


def count(source: Source, queries: Iterable[Query]) -> int:
    """Count the queries as the editor meets them: those that one decision settles are one."""
    return len(_together(source, queries))


def summary(rule: Rule) -> str:
    """Give the first paragraph of what a rule says of its defect, in one line."""
    return " ".join(rule.defect.split("\n\n")[0].split())


def density(source: Source, queries: int) -> str:
    """Say how many queries there are for each hundred pages that the source shows; where it shows none, about how many.

    A page has some three hundred words. Where those that show would have to hold more than any page does, an engine
    has marked no others than those with notes.
    """
    marked = sum(bool(source.text[page.start : page.end].strip()) for page in pages(source.in_lines))
    shown, words = marked or source.place(len(source.text.rstrip()) - 1).page, len(source.text.split())
    if shown > 1 and words < shown * _MOST:
        return f"{queries * 100 / shown:.0f} per 100 pages"
    return f"about {queries * 100 / max(1, words / _WORDS):.0f} per 100 pages"


def _stake(rule: Rule) -> int:
    return _STAKES.index(rule.keeps)


def _of(rule: Rule, queries: Iterable[Query]) -> list[Query]:
    return [query for query in queries if query.rule == rule.name]


def _together(source: Source, queries: Iterable[Query]) -> list[list[Query]]:
    """Put together the queries that one decision settles: it changes the same words in each, and no other place."""
    alike = dict[object, list[Query]]()
    for query in queries:
        word = _word(source, query)
        key = (query.why, word) if word else query
        alike.setdefault(key, []).append(query)
    groups = list[list[Query]]()
    for same in alike.values():
        word = _word(source, same[0])
        one = word and len(same) > 1 and len(everywhere(source.text, word.before, word.after)) == len(same)
        groups += [same] if one else [[query] for query in same]
    return groups


def _word(source: Source, query: Query) -> Decision | None:
    """Give the decision on the whole word in which a query changes something, or on the words that it puts in italics.

    None if it changes more or nothing.
    """
    start, end = source.line(query.place.line, query.place.file)
    line, at = source.text[start:end], query.place.column - 1
    if query.before == query.after or "\n" in query.after or not line.startswith(query.before, at):
        return None
    if query.after == f"*{query.before}*":
        return Decision(query.before, query.after, query.why)
    low, high = at, at + len(query.before)
    while low and not line[low - 1].isspace():
        low -= 1
    while high < len(line) and not line[high].isspace():
        high += 1
    word = line[low:high]
    if " " in word or not word:
        return None
    return Decision(word, line[low:at] + query.after + line[at + len(query.before) : high], query.why)


def _asked(source: Source, alike: Sequence[Query], number: int, folio: Callable[[Place], str]) -> Iterator[str]:
    query, *others = alike
    places = "1 more place" if len(others) == 1 else f"{len(others)} more places"
    more = f" (and at {places}, which one decision settles)" if others else ""
    yield f"{number}. {_where(query.place, folio)}: {query.why}{more}"
    yield ""
    yield f"       {_shown(query.context)}"
    for other in others:
        yield ""
        yield f"   {_where(other.place, folio)}:"
        yield ""
        yield f"       {_shown(other.context)}"
    yield ""
    if query.after != query.before:
        before, after = _shown(query.before) or "nothing", _shown(query.after) or "nothing"
        yield f"   The program would put `{after}` for `{before}`."
        yield ""
    for decision in _for_all(source, query) if others else _decisions(source, query):
        yield from (f"       {line}".rstrip() for line in _toml(decision))
    yield ""


def _where(place: Place, folio: Callable[[Place], str]) -> str:
    borne = folio(place)
    return f"{place}{f' (folio {borne})' if borne else ''}"


def _for_all(source: Source, query: Query) -> list[Decision]:
    word = _word(source, query)
    return [Decision(word.before, word.before, "stet"), word] if word else []


def _decisions(source: Source, query: Query) -> list[Decision]:
    """Give the decisions that would settle a query: to let the print stand, and to do as the program would."""
    start, end = source.line(query.place.line, query.place.file)
    at = start + query.place.column - 1
    stands = source.text.startswith(query.before, at) and "\n" not in query.before
    short = stands and len(query.before) <= _SHORT
    low, high = _once(source.text[start:end], at - start, at - start + (len(query.before) if short else _FEW))
    before = source.text[start + low : start + high]
    decisions = [Decision(before, before, "stet", query.place)]
    if short and query.after != query.before and "\n" not in query.after:
        left = at - start - low
        mended = before[:left] + query.after + before[left + len(query.before) :]
        decisions.append(Decision(before, mended, query.why, query.place))
    return decisions


def _once(line: str, low: int, high: int) -> tuple[int, int]:
    """Widen a stretch of a line, word by word, until it stands there only once."""
    high = min(max(high, low), len(line))
    while (high == low or _times(line, line[low:high]) > 1) and (low > 0 or high < len(line)):
        low = max(line.rfind(" ", 0, max(low - 1, 0)) + 1, 0) if low else 0
        after = line.find(" ", high + 1)
        high = len(line) if after < 0 else after
    return low, high


def _toml(decision: Decision) -> list[str]:
    """Write a decision as a table of TOML, whose texts are JSON's but for one character that it wants escaped."""
    place = decision.place
    file = [("file", place.file)] if place and place.file else []
    where = [*file, ("line", place.line)] if place else [("all", True)]
    values = [*where, ("before", decision.before), ("after", decision.after), ("why", decision.why)]
    written = [(key, json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")) for key, value in values]
    return ["[[emendation]]", *(f"{key} = {value}" for key, value in written), ""]


def _times(line: str, words: str) -> int:
    return sum(line.startswith(words, at) for at in range(len(line)))


def _shown(text: str) -> str:
    """Make a stretch of text one line of moderate length."""
    text = text.replace("\n", " ¶ ")
    return text if len(text) <= _LONG else f"{text[: _LONG // 2]} … {text[-_LONG // 2 :]}"


_COUNTED = "Lines are counted in the transcription beside this file, whose name ends in `.ocr.md`."
_STAKES = (Keeps.NOTHING, Keeps.LETTERS, Keeps.WORDS, Keeps.ORDER)
_LONG, _SHORT, _FEW = 160, 100, 24
_WORDS, _MOST = 300, 800  # on a page
