"""The words of the HTML edition's own tools, in the book's language where we know them, else in English."""

WORDS = (
    *("cite", "cite_this", "cite_paragraph", "pages", "record", "all", "copy", "copied", "close", "search", "found"),
    *("none", "previous", "next", "resume", "note", "to_note", "question", "passage", "start", "entire"),
)
"""What each word is for: buttons, headings and messages; `found` has a place for a number, `note` for a mark."""


def web_words(language: str) -> dict[str, str]:
    """Choose the words for a BCP 47 language tag."""
    said = _WORDS.get(language.lower().partition("-")[0], _WORDS["en"])
    return dict(zip(WORDS, said, strict=True))


_WORDS = {
    "de": (
        *("Zitieren", "Diese Ausgabe zitieren", "Diesen Absatz zitieren", "Seitenzahlen des Drucks"),
        *("Änderungen und Fragen", "alle", "Kopieren", "Kopiert", "Schließen", "Suchen", "Stellen: {}"),
        *("Nichts gefunden", "Zurück", "Weiter", "Weiterlesen", "Anmerkung {}", "Zu den Anmerkungen", "Frage"),
        *("Stelle mit Nachweis", "Anfang", "Das ganze Buch"),
    ),
    "en": (
        *("Cite", "Cite this edition", "Cite this paragraph", "Pages of the printed book", "Changes and questions"),
        *("all", "Copy", "Copied", "Close", "Search", "Places: {}", "Nothing found", "Previous", "Next"),
        *("Go on reading", "Note {}", "To the notes", "question", "The passage with its source", "Beginning"),
        "The whole book",
    ),
    "es": (
        *("Citar", "Citar esta edición", "Citar este párrafo", "Páginas del libro impreso", "Cambios y preguntas"),
        *("todos", "Copiar", "Copiado", "Cerrar", "Buscar", "Lugares: {}", "No se ha encontrado nada", "Anterior"),
        *("Siguiente", "Seguir leyendo", "Nota {}", "A las notas", "pregunta", "El pasaje con su fuente", "Inicio"),
        "El libro entero",
    ),
    "fr": (
        *("Citer", "Citer cette édition", "Citer ce paragraphe", "Pages du livre imprimé"),
        *(
            "Changements et questions",
            "tous",
            "Copier",
            "Copié",
            "Fermer",
            "Chercher",
            "Endroits\N{NO-BREAK SPACE}: {}",
        ),
        *("Rien trouvé", "Précédent", "Suivant", "Reprendre la lecture", "Note {}", "Aux notes", "question"),
        *("Le passage avec sa source", "Début", "Le livre entier"),
    ),
    "it": (
        *("Cita", "Cita questa edizione", "Cita questo paragrafo", "Pagine del libro stampato"),
        *("Modifiche e domande", "tutte", "Copia", "Copiato", "Chiudi", "Cerca", "Luoghi: {}", "Nessun risultato"),
        *("Precedente", "Successivo", "Continua a leggere", "Nota {}", "Alle note", "domanda"),
        *("Il passo con la sua fonte", "Inizio", "Il libro intero"),
    ),
    "nl": (
        *("Citeren", "Deze uitgave citeren", "Deze alinea citeren", "Bladzijden van het gedrukte boek"),
        *("Wijzigingen en vragen", "alle", "Kopiëren", "Gekopieerd", "Sluiten", "Zoeken", "Plaatsen: {}"),
        *("Niets gevonden", "Vorige", "Volgende", "Verder lezen", "Noot {}", "Naar de noten", "vraag"),
        *("De passage met haar bron", "Begin", "Het hele boek"),
    ),
    "pt": (
        *("Citar", "Citar esta edição", "Citar este parágrafo", "Páginas do livro impresso"),
        *("Alterações e perguntas", "todas", "Copiar", "Copiado", "Fechar", "Procurar", "Lugares: {}"),
        *("Nada encontrado", "Anterior", "Seguinte", "Continuar a leitura", "Nota {}", "Às notas", "pergunta"),
        *("A passagem com a sua fonte", "Início", "O livro inteiro"),
    ),
}
