"""The few words that a binder adds to a book, in the book's own language where we know them, else in English."""

from typing import NamedTuple


class Words(NamedTuple):
    """Headings and labels; `back` has a place for the mark of a note, `page` for a folio."""

    contents: str
    notes: str
    back: str
    edited: str
    translated: str
    cover: str
    imprint: str
    note_on_the_text: str
    emendations: str
    colophon: str
    page: str


def words(language: str) -> Words:
    """Choose the words for a BCP 47 language tag."""
    return _WORDS.get(language.lower().partition("-")[0], _WORDS["en"])


_WORDS = {
    "de": Words(
        *("Inhalt", "Anmerkungen", "Zurück zu Verweis {}", "Herausgegeben von", "Übersetzt von"),
        *("Umschlag", "Impressum", "Zum Text", "Textänderungen", "Kolophon", "S. {}"),
    ),
    "en": Words(
        *("Contents", "Notes", "Back to reference {}", "Edited by", "Translated by"),
        *("Cover", "Imprint", "Note on the text", "Emendations", "Colophon", "p. {}"),
    ),
    "es": Words(
        *("Índice", "Notas", "Volver a la llamada {}", "Edición de", "Traducción de"),
        *("Cubierta", "Créditos", "Nota sobre el texto", "Enmiendas", "Colofón", "p. {}"),
    ),
    "fr": Words(
        *("Table des matières", "Notes", "Retour à l\N{RIGHT SINGLE QUOTATION MARK}appel de note {}"),
        *("Édition de", "Traduction de"),
        *("Couverture", "Mentions légales", "Note sur le texte", "Corrections", "Colophon", "p. {}"),
    ),
    "it": Words(
        *("Indice", "Note", "Torna al richiamo {}", "A cura di", "Traduzione di"),
        *("Copertina", "Colophon", "Nota al testo", "Emendamenti", "Nota tipografica", "p. {}"),
    ),
    "nl": Words(
        *("Inhoud", "Noten", "Terug naar verwijzing {}", "Bezorgd door", "Vertaald door"),
        *("Omslag", "Colofon", "Bij de tekst", "Emendaties", "Verantwoording", "p. {}"),
    ),
    "pt": Words(
        *("Índice", "Notas", "Voltar à chamada {}", "Edição de", "Tradução de"),
        *("Capa", "Ficha técnica", "Nota sobre o texto", "Emendas", "Colofão", "p. {}"),
    ),
}
