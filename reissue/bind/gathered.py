"""The notes of a book gathered at its end, where its edition asks for it: a view on the book for the screen formats.

On pages of paper the notes stand at the foot, whatever is asked here.
"""

from dataclasses import replace

from lxml import etree

from reissue.bind.section import GATHERED, note_list
from reissue.bind.words import words
from reissue.book import Book, Chapter, headings
from reissue.pandoc import inner


def gathered(book: Book) -> Book:
    """Give the book as it is if its notes stand with their chapters, else with a last chapter that has all the notes.

    There they stand under the titles of their chapters, if more than one has notes; each keeps its mark, its id and its
    ways back.
    """
    noted = [chapter for chapter in book.chapters if chapter.notes]
    if book.edition.notes != "book" or not noted:
        return book
    said = words(book.edition.language)
    top = min((heading.level for chapter in book.chapters for heading in headings(chapter)), default=1)
    section = etree.Element("section")
    etree.SubElement(section, f"h{top}", {"class": "notes-title", "id": f"{GATHERED}-title"}).text = said.notes
    for chapter in noted:
        if len(noted) > 1 and chapter.title:
            etree.SubElement(section, f"h{min(top + 1, 6)}", {"class": "notes-chapter"}).text = chapter.title
        section.append(note_list(chapter.notes, said))
    bare = tuple(replace(chapter, notes=()) for chapter in book.chapters)
    return replace(book, chapters=(*bare, Chapter(GATHERED, said.notes, inner(section), ())))
