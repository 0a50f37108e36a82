"""Styles worked out once for all elements, pages and chapters alike, where WeasyPrint 70.0 works them out for each.

An element with an id has a style of its own there, for that says where links to it lead, and so has all that is in it;
and every page has, and every document. Styles stay what they were, but that boxes learn their ids when they stand on
their pages.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from cssselect2 import Matcher
from weasyprint import anchors, css, document
from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import page

from reissue.bind.pdf_rules import OF_NOTES, Lookup, passing_marks

_Step = Callable[..., Any]


class Wardrobe(dict[object, Any]):
    """The styles of what holds all others in a document; each knows those of what stands in it."""

    def __init__(self, sheet: str) -> None:
        """Prepare to keep the styles that a sheet gives; nothing is kept of one that asks how large a page is."""
        super().__init__()
        self.kept = not _OF_THE_PAGE.search(sheet)
        self.lookups: dict[Matcher, Lookup] = {}


@contextmanager
def styles_shared(wardrobe: Wardrobe) -> Iterator[None]:
    """Lay out pages inside this context, in one thread, all with the same sheet and fonts."""
    with ExitStack() as stack:
        for place, name, mend in (
            (page, "set_page_type_computed_styles", _style_kinds),
            (StyleFor, "__init__", lambda slow: passing_marks(slow, wardrobe.lookups)),
            (StyleFor, "set_computed_styles", lambda slow: _style_parts(slow, wardrobe)),
            (ComputedStyle, "copy", _copying_once),
            (css, "find_style_attributes", _without_names),
            (anchors, "gather_anchors", _naming),
        ):
            slow = getattr(place, name)
            stack.callback(setattr, place, name, slow)
            setattr(place, name, mend(slow))
        stack.callback(setattr, document, "gather_anchors", document.gather_anchors)
        document.gather_anchors = anchors.gather_anchors
        yield


def _style_kinds(set_styles: _Step) -> _Step:
    """Give pages to which the same rules apply the same style."""

    def style_kinds(page_type: Any, html: Any, style_for: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        styles, twin = style_for.get_computed_styles(), page_type._replace(blank=False)
        around = vars(styles[html.etree_element, None])
        known: dict[object, list[tuple[bool, Any, Any]]] = around.setdefault("known_pages", {})
        # The first page tells how large a page is, before which no length can be a part of that.
        kind = page_type.index == 0, _rules(page_type, style_for), _rules(twin, style_for)
        if kind in known:
            for itself, part, style in known[kind]:
                styles[page_type if itself else twin, part] = style
        else:
            set_styles(page_type, html, style_for)
            known[kind] = [
                (of == page_type, part, style) for (of, part), style in styles.items() if of in {page_type, twin}
            ]

    return style_kinds


def _rules(page_type: Any, style_for: Any) -> tuple[bool, ...]:  # noqa: ANN401 - WeasyPrint's own
    """Say of each rule for pages whether it applies to a page."""
    return tuple(
        style_for._page_type_match(selector, page_type)  # noqa: SLF001 - there is no other way to ask
        for sheet, *_ in style_for._sheets  # noqa: SLF001 - as above
        for _, selectors, _ in sheet.page_rules
        for _, _, selector in selectors
    )


def _style_parts(set_styles: _Step, wardrobe: Wardrobe) -> _Step:
    """Give elements, and markers and their other parts, to which the same rules apply in the same place, one style."""

    def style_parts(self: Any, element: Any, parent: Any, *how: Any, **told: Any) -> None:  # noqa: ANN401
        part, styles = told.get("pseudo_type"), self.get_computed_styles()
        around = None if parent is None else styles[parent, None]
        # WeasyPrint writes on the style of a call for a note in the margin where that stands.
        own = part is not None and (part[0] == "@" or (around is not None and around["position"][0] == "note()"))
        if own or not isinstance(element, Element):
            set_styles(self, element, parent, *how, **told)
            return
        if part in OF_NOTES and around is not None and not _is_note(around):
            # The rules for the parts of notes hold for all elements, and WeasyPrint asks for them at notes alone.
            return
        if part in _BEGINNINGS:
            # A line takes over from it what has been asked of it so far.
            known = vars(self).setdefault("known_beginnings", {})
        elif around is not None:
            known = vars(around).setdefault("known_within", {})
        else:
            known = wardrobe if wardrobe.kept else {}
        ruled = self.get_cascaded_styles().get((element, part), {})
        values = [(value if name == "lang" else id(value), weight) for name, (value, weight) in ruled.items()]
        key = id(around), part, *ruled, *values
        style = known.get(key)
        if style is None:
            set_styles(self, element, parent, *how, **told)
            style = styles[element, part]
            if style["anchor"] is None:
                known[key] = style
        elif around is None or around.parent_style is None:
            # WeasyPrint takes it away from the outermost boxes, and gives it to the pages.
            style.pop("overflow", None)
        styles[element, part] = style

    return style_parts


def _copying_once(copy: _Step) -> _Step:
    """Give all notes of a style the same copy of it, in which WeasyPrint writes that they stand where they are put."""

    def copy_once(style: Any) -> Any:  # noqa: ANN401 - WeasyPrint's own
        if style["float"] != "footnote":
            return copy(style)
        if "known_copy" not in vars(style):
            style.known_copy = copy(style)
        return style.known_copy

    return copy_once


def _is_note(style: Any) -> bool:  # noqa: ANN401 - WeasyPrint's own
    return bool(style["float"] == "footnote" or style["position"][0] == "note()")


def _without_names(find: _Step) -> _Step:
    """Leave out of the styles of elements what their ids are."""

    def find_others(tree: Any, hints: bool = False, *where: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401, FBT001, FBT002
        styled = [each for each in tree.iter() if hints or not each.attrib.keys() <= _UNSTYLED]
        for found in find(SimpleNamespace(iter=lambda: styled), hints, *where):
            _, _, declarations, _ = found
            if [each.lower_name for each in declarations if each.type == "declaration"] != ["-weasy-anchor"]:
                yield found

    return find_others


def _naming(gather: _Step) -> _Step:
    """Tell the box of an element its id, before it is asked for it."""

    def gather_names(box: Any, *rest: Any, **told: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        # What a text is called, and where it leads, is told by what it stands in.
        if isinstance(box, TextBox) and isinstance(box.style, AnonymousStyle) and box.element_tag != "form":
            return
        name = None if box.element is None else box.element.get("id")
        if name and isinstance(box.style, ComputedStyle) and not box.style.pseudo_type:
            box.style = box.style.copy()
            box.style["anchor"] = name
        gather(box, *rest, **told)

    return gather_names


_UNSTYLED = frozenset({"id", "class", "href"})
"""Attributes that give no element a style but by the rules of a sheet, and that of a name."""
_BEGINNINGS = ("first-letter", "first-line")
_OF_THE_PAGE = re.compile(r"[\d.][dlps]?v(?:[bhiw]|min|max)\b", re.IGNORECASE)
"""Lengths that are parts of the first page of a document, which is not known before that is laid out."""
