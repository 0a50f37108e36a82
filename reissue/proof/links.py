"""Whether a document needs nothing but its own file, runs nothing, and every link in it has its target."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from reissue.proof.markup import full_name, local_name, roles, tag, words_of
from reissue.proof.reading import quote


def ids_of(root: Element) -> Counter[str]:
    """Count the ids of a document."""
    return Counter(value for element in root.iter() if (value := element.get("id")) is not None)


def unsound(root: Element, document: str, ids: Mapping[str, Collection[str]], files: Collection[str]) -> Iterator[str]:
    """Tell of scripts, handlers, resources from elsewhere, doubled ids and dead links in a document.

    `document` is its path, `ids` has the ids of every document by path, `files` the paths of all files of the edition.
    Links between references and notes are not looked at: who reads the notes proves them.
    """
    for name, count in ids_of(root).items():
        if count > 1:
            yield f"the id {quote(name)} is given {count} times"
    for element in root.iter():
        name = tag(element)
        if name == "script":
            yield from _foreign_script(element, root)
        elif name in _FORBIDDEN or (name == "meta" and element.get("http-equiv", "").lower() == "refresh"):
            yield f"there is a <{name}>, which no edition may have"
        for key, value in element.items():
            yield from _unsound_attribute(name, local_name(str(key)), str(value))
        if name == "a" and element.get("href") is not None and not roles(element) & _PROVEN:
            yield from _dead_link(element, document, ids, files)
        for address in _resources(element, name):
            yield from missing_resource(address, document, files)


def missing_resource(address: str, document: str, files: Collection[str]) -> Iterator[str]:
    """Tell of a resource that is not in the edition; `document` is the path of what asks for it."""
    scheme = _scheme(address)
    if scheme == "data" or address.startswith("#"):
        return
    if scheme or address.startswith("//"):
        yield f"{address} is fetched from elsewhere"
    elif full_name(document, address).partition("#")[0] not in files:
        yield f"{address} is not in the file"


def addresses_in_css(css: str) -> Iterator[str]:
    """Give what a style sheet fetches."""
    for match in _CSS_ADDRESS.finditer(css):
        yield next(filter(None, match.groups()), "")


def dead_target(target: str, ids: Mapping[str, Collection[str]], files: Collection[str]) -> bool:
    """Tell whether a link's full name leads to no file of the edition, or to no id in it."""
    path, _, fragment = target.partition("#")
    if path in ids:
        return bool(fragment) and fragment not in ids[path]
    return path not in files


def _foreign_script(script: Element, root: Element) -> Iterator[str]:
    """Tell of a script, unless it stands in the head, and is only data or one that the page's own policy names.

    The text of a book stands in no head, and cannot speak in the policy, which a browser holds a script to.
    """
    above = script.getparent()
    in_head = above is not None and tag(above) == "head"
    if in_head and script.get("type") in _DATA and script.get("src") is None:
        return
    allowed = next((rule.split()[1:] for rule in _policy(root) if rule.startswith("script-src ")), [])
    said = "".join(map(str, script.itertext()))
    own = f"'sha256-{b64encode(sha256(said.encode()).digest()).decode()}'" if script.get("src") is None else "'self'"
    if not in_head or own not in allowed or "'unsafe-inline'" in allowed:
        yield "there is a <script>, which no edition may have"


def _policy(root: Element) -> list[str]:
    """Give the rules of the policy that a page states before anything that it could forbid."""
    for element in root.iter("meta", "script", "style", "link"):
        if tag(element) != "meta":
            return []
        if element.get("http-equiv", "").lower() == "content-security-policy":
            return [rule.strip() for rule in element.get("content", "").split(";")]
    return []


def _unsound_attribute(name: str, key: str, value: str) -> Iterator[str]:
    if key.startswith("on"):
        yield f"<{name}> has the handler {key}"
    if _scheme(value) in {"javascript", "vbscript"}:
        yield f"<{name}> runs a script by its attribute {key}"


def _dead_link(
    link: Element, document: str, ids: Mapping[str, Collection[str]], files: Collection[str]
) -> Iterator[str]:
    href = link.get("href", "")
    parts = urlsplit(href)
    if not (parts.scheme or parts.netloc) and dead_target(full_name(document, href), ids, files):
        yield f"the link {quote(words_of(link))} leads nowhere: {href}"


def _resources(element: Element, name: str) -> Iterator[str]:
    """Give the addresses that a reader fetches of itself when it shows an element."""
    for attribute, value in element.items():
        key = local_name(str(attribute))
        if key in _FETCHED or (key == "href" and name in _FETCHING and _fetches(element)):
            yield str(value).strip()
        elif key == "srcset":
            yield from (candidate.split()[0] for candidate in str(value).split(",") if candidate.strip())
        elif key == "style":
            yield from addresses_in_css(str(value))
    if name == "style":
        yield from addresses_in_css(element.text or "")


def _fetches(element: Element) -> bool:
    return not set(element.get("rel", "").lower().split()) & {"author", "canonical", "help", "license", "next", "prev"}


def _scheme(address: str) -> str:
    """Give the scheme of an address as a browser sees it, which overlooks white space and control characters."""
    if ":" not in address[:_LONGEST_SCHEME]:
        return ""
    match = _SCHEME.match("".join(sign for sign in address[:_LONGEST_SCHEME] if sign > " "))
    return match[1].lower() if match else ""


_DATA = frozenset({"application/json", "application/ld+json"})
_FORBIDDEN = frozenset({"iframe", "frame", "object", "embed", "applet", "base", "form"})
_FETCHED = frozenset({"src", "poster", "data", "background"})
_FETCHING = frozenset({"link", "image", "use", "feimage"})
_PROVEN = frozenset({"doc-noteref", "noteref", "doc-backlink", "backlink"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LONGEST_SCHEME = 200
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s][^)\s]*))|@import\s+(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
