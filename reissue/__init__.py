"""Reissue: from the OCR of a printed book to a finished edition.

The modules in the order of their imports. Each may import only those above it in its own half, and what is common; the
halves never meet, for between them lies a plain file, `book.md`. tests/test_imports.py reads this list and holds every
module to it.

At the door:

    needs       what build.py needs of the system, and which package brings it
    bootstrap   what build.py needs before its work can begin

In common, what knows nothing of books:

    numerals    Roman numerals, read and written, and the names of what is numbered with them

The repair half:

    search      a search through a whole text for what begins with one of a few signs
    view        what is seen in a whole text, kept as long as the text is looked at
    engines     what each OCR engine writes: its signature, and its structured files set down as text
    source      the OCR as it came, and where on which page each character stood
    folios      the numbers of the old pages, followed through the book
    capitals    the small capitals of a text
    tags        the tags of HTML that an engine wrote into a text, in pairs
    manuscript  the text under repair: kept pieces of the source and added ones
    blocks      the manuscript seen as headings, paragraphs, quotations, verse, notes
    pagination  where in the text under repair the pages of print begin
    figures     the figures of a text, with their captions
    quotes      the quotation marks of a text
    emphasis    the emphasis of a text
    letters     the letters that a text quotes: how they greet, and how they are signed
    voice       the tense in which a paragraph speaks
    emendation  the editor's decisions: edits in the source itself
    measure     the width of the type, where a text stands in lines
    set_width   how wide the lines of a text came out in type, as far as their letters tell
    page_turn   whether a paragraph goes on over a page's end where a sentence ends, by the book's own lines
    notes       the notes of a text, and the references that lead to them
    labels      the labels that notes bear at the feet of pages
    note_run    a run of notes as far as it has been followed, and what the numbers round a paragraph tell
    feet        the notes at the feet of the old pages, before they are lifted
    vocabulary  the words of a text: how often each stands in it, and where
    lexicon     how common a word is, in this book and in English at large; what language a text is in
    hyphens     whether a hyphen parts a compound's halves or a broken word's, as far as the language can tell
    misreading  the words that may have been misread, and what may have been printed
    usage       the quotation marks that a text's printer or language sets
    misfit      the two sides of a page's end that make no sentence
    contents    the table of contents of the print
    pointers    the words that lead to other places of the book, as links
    citations   the works that notes cite, told by their form
    works       the works cited so far, and which of them a shorter citation can mean
    bibliography the works that the book gives in full in its list of works and in its paragraphs
    unlisted    where the contents of the print and the headings differ
    citing      the notes that cite in brief, each with the note that it means
    note_numbers the words that send to a note by its number
    index_entries the entries of the index, and the words in it that send to another
    page_numbers the words that send to a page by its number, and the index
    another_book what sends to the chapters of another author's book
    divisions   the chapters and other divisions, and the words that send to them
    headed      the words that send to a heading by its own words
    captions    the figures, plates, tables and maps with a number, and the words that send to them
    rule        what a rule is, and what it promises to keep
    rules       the defects we know, one file each, and the order they are mended in
    revise      what has changed since a rule was last asked, as a short text of its own
    repair      the rules and the editor's decisions applied; replay and undo
    ledger      the ledger on disk
    queries     the queries to the editor on disk
    linkmap     the map of the pointers on disk

The binding half:

    kept        what was made before, kept on disk by the digest of all that it was made from
    cores       the cores of the machine
    aside       work that is done in a process of its own while this one goes on
    presses     the presses that print a book, and what each asks of its files
    statement   what each key of edition.toml asks for
    edition     what the title page and the catalogue say of the book
    lift        the notes lifted out of the Markdown before pandoc reads it
    pandoc      Markdown to blocks of XHTML; alone knows pandoc
    plates      the pictures of a book
    address     the addresses of paragraphs, which stay when the text is made anew
    changed     what a book says of the changes of its text
    named       the paragraphs to which links lead
    book        the book as every format sees it
    reread      a book read from its text, or found as it was read before from the same
    renumbering the notes of a book numbered anew, where its edition asks for it
    bind        the finished formats, one file each; alone knows WeasyPrint and EbookLib
    proof       the finished files read back and compared with the text

At the edge, from where both halves can be seen:

    apparatus   the list of emendations as the book prints it
    record      every change and question beside its paragraph, as an edition can show them
    explained   what was found in the copy, and what of it the editor has explained
    bindery     a book bound in every format that is wanted
    job         a book's folder or file read in, and the finished files written out
    foresight   what a changed source becomes, foreseen from what became of it before the change
    finished    a book that was built before, kept by the digest of all that went in
"""


class Trouble(Exception):  # noqa: N818 - it is the book trade's word, and what the person at the command line reads
    """What keeps a book from being built, in one clear line that says where and what would be right."""
