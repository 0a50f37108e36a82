"""The few words that a binder adds to a book, in the book's own language where we know them, else in English."""

from typing import NamedTuple


class Words(NamedTuple):
    """Headings and labels; `back` has a place for the mark of a note."""

    contents: str
    notes: str
    back: str
    edited: str
    translated: str


def words(language: str) -> Words:
    """Choose the words for a BCP 47 language tag."""
    return _WORDS.get(language.lower().partition("-")[0], _WORDS["en"])


_WORDS = {
    "de": Words("Inhalt", "Anmerkungen", "Zurück zu Verweis {}", "Herausgegeben von", "Übersetzt von"),
    "en": Words("Contents", "Notes", "Back to reference {}", "Edited by", "Translated by"),
    "es": Words("Índice", "Notas", "Volver a la llamada {}", "Edición de", "Traducción de"),
    "fr": Words(
        "Table des matières",
        "Notes",
        "Retour à l\N{RIGHT SINGLE QUOTATION MARK}appel de note {}",
        "Édition de",
        "Traduction de",
    ),
    "it": Words("Indice", "Note", "Torna al richiamo {}", "A cura di", "Traduzione di"),
    "nl": Words("Inhoud", "Noten", "Terug naar verwijzing {}", "Bezorgd door", "Vertaald door"),
    "pt": Words("Índice", "Notas", "Voltar à chamada {}", "Edição de", "Tradução de"),
}
