"""Notes that ran over to the foot of the next page."""

from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks, seam
from reissue.feet import REST
from reissue.labels import unfinished
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS)
def split_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The page's foot was full, and the end of its last note stands at the foot of the next page."""
    text = manuscript.text
    note = above = None  # the last note, and the last one of the pages before its own
    rests = list[Block]()
    for block in [*blocks(text), None]:
        if block is not None and block.kind is Kind.NOTE and block.label == REST:
            rests.append(block)
        elif block is None or block.kind is Kind.NOTE:
            if note and rests:
                yield _joined(text, _broken(text, above, note), rests)
            note, rests = block, []
        elif block.kind is Kind.PAGE and not rests:
            above = note


def _broken(text: str, above: Block | None, note: Block) -> Block:
    """Give the note that goes on below `note`: one of the page before if it breaks off and this one does not."""
    ended = above is not None and not unfinished(text[note.body : note.end])
    return above if above and ended and unfinished(text[above.body : above.end]) else note


def _joined(text: str, note: Block, rests: list[Block]) -> Edit:
    """Put the rests after their note; what lay between them follows."""
    new: list[str | slice] = []
    done, end = note.end, note.end
    between = list[slice]()
    for rest in rests:
        new += [seam(text, end), slice(rest.body, rest.end)]
        between.append(slice(done, len(text[done : rest.start].rstrip()) + done))
        done = end = rest.end
    return Edit(note.end, rests[-1].end, tuple(part for part in (*new, *between) if part != ""))
