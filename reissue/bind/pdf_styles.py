"""Styles worked out once for all elements and pages alike, where WeasyPrint 70.0 works them out for each.

An element with an id has a style of its own there, for that says where links to it lead, and so has all that is in it;
and every page has. Styles stay what they were, but that boxes learn their ids when they stand on their pages.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from weasyprint import anchors, css, document
from weasyprint.css import ComputedStyle, StyleFor
from weasyprint.layout import page

_Step = Callable[..., Any]


@contextmanager
def styles_shared() -> Iterator[None]:
    """Lay out pages inside this context, in one thread."""
    with ExitStack() as stack:
        for place, name, mend in (
            (page, "set_page_type_computed_styles", _style_kinds),
            (StyleFor, "set_computed_styles", _style_parts),
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
        known: dict[object, list[tuple[bool, Any, Any]]] = vars(style_for).setdefault("known_pages", {})
        styles, twin = style_for.get_computed_styles(), page_type._replace(blank=False)
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


def _style_parts(set_styles: _Step) -> _Step:
    """Give the markers and the other parts that elements of one style have, and to which the same rules apply, one."""

    def style_parts(self: Any, element: Any, parent: Any, *how: Any, **told: Any) -> None:  # noqa: ANN401
        part, styles = told.get("pseudo_type"), self.get_computed_styles()
        # WeasyPrint writes on the style of a call for a note in the margin where that stands.
        if part is None or part[0] == "@" or styles[parent, None]["position"][0] == "note()":
            set_styles(self, element, parent, *how, **told)
            return
        known: dict[object, Any] = vars(self).setdefault("known_parts", {})
        ruled = self.get_cascaded_styles().get((element, part), {})
        key = id(styles[parent, None]), part, *ruled, *[id(value) for value, _ in ruled.values()]
        if key not in known:
            set_styles(self, element, parent, *how, **told)
            known[key] = styles[element, part]
        styles[element, part] = known[key]

    return style_parts


def _without_names(find: _Step) -> _Step:
    """Leave out of the styles of elements what their ids are."""

    def find_others(*where: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        for found in find(*where):
            _, _, declarations, _ = found
            if [each.lower_name for each in declarations if each.type == "declaration"] != ["-weasy-anchor"]:
                yield found

    return find_others


def _naming(gather: _Step) -> _Step:
    """Tell the box of an element its id, before it is asked for it."""

    def gather_names(box: Any, *rest: Any, **told: Any) -> None:  # noqa: ANN401 - WeasyPrint's own
        name = None if box.element is None else box.element.get("id")
        if name and isinstance(box.style, ComputedStyle) and not box.style.pseudo_type:
            box.style = box.style.copy()
            box.style["anchor"] = name
        gather(box, *rest, **told)

    return gather_names
