"""Notes that ran over to the foot of the next page."""

from collections.abc import Iterator

from reissue.blocks import Block, Kind, blocks, seam
from reissue.feet import REST
from reissue.manuscript import Edit, Manuscript
from reissue.rule import Keeps, rule


@rule(Keeps.WORDS)
def split_note(manuscript: Manuscript) -> Iterator[Edit]:
    """The page's foot was full, and the end of its last note stands at the foot of the next page."""
    text = manuscript.text
    note: Block | None = None
    rests = list[Block]()
    for block in [*blocks(text), None]:
        if block is not None and block.kind is Kind.NOTE and block.label == REST:
            rests.append(block)
        elif block is None or block.kind is Kind.NOTE:
            if note and rests:
                yield _joined(text, note, rests)
            note, rests = block, []


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
