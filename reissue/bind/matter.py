"""What a division of a book is besides a chapter, as far as its title says it in so many words."""

import re
from collections.abc import Sequence

CHAPTER = "doc-chapter"


def role_of(title: str) -> str:
    """Give the role of a division by its title, in the words of DPUB-ARIA: `doc-preface`; `doc-chapter` for any other.

    An `Introduction` is one, and so is `Appendix B: The Lamps`, but an `Introduction to Lamps` may be a chapter.
    """
    found = _TITLE.fullmatch(title.strip())
    return f"doc-{_KINDS[found[1].lower()]}" if found else CHAPTER


def matters(roles: Sequence[str]) -> list[str]:
    """Tell of each division of a book, by the roles of all in order, whether it stands before the body or after it."""
    before = next((place for place, role in enumerate(roles) if role not in _BEFORE), 0)
    behind = next((place for place, role in enumerate(reversed(roles)) if role not in _BEHIND), 0)
    body = len(roles) - before - behind
    return ["frontmatter"] * before + ["bodymatter"] * body + ["backmatter"] * behind


_BEFORE = frozenset({"doc-acknowledgments", "doc-foreword", "doc-introduction", "doc-preface"})
_BEHIND = frozenset({"doc-acknowledgments", "doc-afterword", "doc-appendix", "doc-endnotes"})
_NAMES = {
    "acknowledgments": "acknowledgments acknowledgements danksagung remerciements agradecimientos ringraziamenti",
    "afterword": "afterword nachwort postface postfazione nawoord",
    "appendix": "appendix anhang appendice annexe apéndice apêndice bijlage",
    "conclusion": "conclusion schluss conclusión conclusione conclusão",
    "epilogue": "epilogue epilog épilogue epílogo epilogo epiloog",
    "foreword": "foreword geleitwort avant-propos",
    "introduction": "introduction einleitung introducción introduzione inleiding introdução",
    "preface": "preface vorwort préface prefacio prefazione voorwoord prefácio",
    "prologue": "prologue prolog prólogo prologo proloog",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_NUMBER = "(?: (?:[A-Z]|[IVX]{1,5}|[0-9]{1,2}))?"
_MORE = "(?:\\.|[.:;\N{EM DASH}\N{EN DASH}] .*)?"
_TITLE = re.compile(f"(?:the )?({'|'.join(_KINDS)}){_NUMBER}{_MORE}", re.IGNORECASE)
