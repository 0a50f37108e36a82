"""The rules of style sheets looked up for each element, without those for parts that it has not.

WeasyPrint 70.0 takes what its own sheet says of the marks of notes and of lists for rules of every element, weighs
their declarations against others, and works out six styles that nobody asks for. Here an element is asked first whether
it may be a note, or stand in a list.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from cssselect2 import ElementWrapper, Matcher

OF_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_MARKS = OF_NOTES | {"marker"}
_PLACING = frozenset({"float", "position"})
"""What makes an element a note; no element takes either over from another, nor what makes it an item of a list."""

Rule = tuple[object, int, str | None, tuple[Sequence[tuple[str, Any, bool]], object]]
"""A rule that applies: how much it weighs, its place, the part that it is for, its declarations with their layer."""


def passing_marks(set_up: Callable[..., None], kept: "dict[Matcher, Lookup]") -> Callable[..., None]:
    """Have styles set up by rules that are looked up here; what is known of a sheet is kept."""

    def set_up_quickly(self: Any, html: object, sheets: Sequence[tuple[Any, str, object]], *rest: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        matchers = [sheet.matcher for sheet, _, _ in sheets]
        for matcher in matchers:
            if matcher not in kept:
                kept[matcher] = Lookup(matcher)
        found = _Found([kept[matcher] for matcher in matchers])
        with ExitStack() as stack:
            for at, (sheet, _, _) in enumerate(sheets):
                stack.callback(setattr, sheet, "matcher", matchers[at])
                sheet.matcher = SimpleNamespace(match=partial(found.match, at))
            set_up(self, html, sheets, *rest)

    return set_up_quickly


class _Entry(NamedTuple):
    """A selector of a sheet: what it asks of an element, its rule, and whether that may give the element a mark."""

    test: Callable[[ElementWrapper], bool]
    rule: Rule
    placing: bool


class Lookup:
    """The rules of a sheet but for those of marks; finds them as its matcher does, in the same order."""

    def __init__(self, matcher: Matcher) -> None:
        """Take over the rules of a matcher."""
        self.matcher = matcher
        self._of_ids, self._of_classes = _others(matcher.id_selectors), _others(matcher.class_selectors)
        self._of_languages = [*_entries(matcher.lang_attr_selectors)]
        self._of_tags: dict[str, list[_Entry]] = {}

    def find(self, element: ElementWrapper) -> tuple[list[Rule], bool]:
        """Find the rules that apply to an element, and tell whether it may have a mark."""
        attributes, tag = element.etree_element.attrib, element.etree_element.tag
        if tag not in self._of_tags:
            self._of_tags[tag] = self._for_tag(element)
        entries = self._of_tags[tag]
        if "class" in attributes:
            entries = entries + [entry for name in element.classes for entry in self._of_classes.get(name, ())]
        if "id" in attributes:
            entries = entries + self._of_ids.get(attributes["id"], [])
        if "lang" in attributes:
            entries = entries + self._of_languages
        applying = [entry for entry in entries if entry.test(element)]
        return sorted([entry.rule for entry in applying]), any(entry.placing for entry in applying)

    def _for_tag(self, element: ElementWrapper) -> list[_Entry]:
        of_name = self.matcher.lower_local_name_selectors.get(element.local_name.lower(), [])
        of_space = self.matcher.namespace_selectors.get(element.namespace_url, [])
        return [*_entries(of_name), *_entries(of_space), *_entries(self.matcher.other_selectors)]


class _Found:
    """The rules found last in each of some sheets, which WeasyPrint asks in turn about one element."""

    def __init__(self, lookups: Sequence[Lookup]) -> None:
        self._lookups, self._element, self._rules = lookups, object(), list[list[Rule]]()

    def match(self, sheet: int, element: ElementWrapper) -> list[Rule]:
        """Find the rules of a sheet that apply to an element, in the order of their weight."""
        if element is not self._element:
            found = [lookup.find(element) for lookup in self._lookups]
            self._element, self._rules = element, [rules for rules, _ in found]
            if "style" in element.etree_element.attrib or any(placing for _, placing in found):
                self._rules = [lookup.matcher.match(element) for lookup in self._lookups]
        return self._rules[sheet]


def _others(selectors: dict[str, list[Any]]) -> dict[str, list[_Entry]]:
    return {name: [*_entries(of_name)] for name, of_name in selectors.items()}


def _entries(selectors: Sequence[Any]) -> Iterator[_Entry]:
    for test, *rule in selectors:
        _, _, part, (declarations, _) = rule
        if part not in _MARKS:
            yield _Entry(
                test, tuple(rule), not part and any(_gives_mark(name, value) for name, value, _ in declarations)
            )


def _gives_mark(name: str, value: object) -> bool:
    """Tell whether a declaration may make an element a note, or an item of a list."""
    if name == "display":
        # What is no tuple of words is yet to be worked out.
        return not isinstance(value, tuple) or "list-item" in value
    return name in _PLACING
