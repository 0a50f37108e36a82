"""Short citations in any order: each leads back, to a note that cites the work or to the list of works, or nowhere."""

from hypothesis import given
from hypothesis import strategies as st
from strategies import source_of

from reissue.blocks import Kind, blocks
from reissue.linkmap import mapped
from reissue.pointers import note_address
from reissue.repair import repair

FULL = {
    "Farrow": "Edmund Farrow, *Bells of the Marsh* (London, 1884), p. 12.",
    "Tolley": "J. Tolley, “A Founder’s Pit,” *Papers* (York, 1901), p. 7.",
}
BRIEF = ("{}, p. 31.", "{}, *op. cit.*, p. 15.", "See {}, loc. cit.")
OTHER = ("*Ibid.*, p. 3.", "Ibid.", "So it is told in the town.", "“A Founder’s Pit,” p. 9.")
LIST = "# BIBLIOGRAPHY\n\nIbbetson, Mary. *Sand and Loam.* London, 1899.\n"
SAID = st.one_of(
    st.sampled_from([*FULL.values(), *OTHER, "Ibbetson, p. 4."]),
    st.builds(str.format, st.sampled_from(BRIEF), st.sampled_from([*FULL, "Ibbetson"])),
)


@given(st.lists(st.lists(SAID, min_size=1, max_size=5), min_size=1, max_size=3), st.booleans())
def test_each_short_citation_leads_back_to_its_own_work_or_nowhere(chapters: list[list[str]], listed: bool) -> None:  # noqa: FBT001 - drawn
    parts = list[str]()
    for number, own in enumerate(chapters, 1):
        calls = " ".join(f"It rang.<sup>{note}</sup>" for note in range(1, len(own) + 1))
        parts += [f"# CHAPTER {number}", calls, "---", *(f"{note}. {said}" for note, said in enumerate(own, 1))]
    text = repair(source_of("\n\n".join([*parts, *([LIST] if listed else [])]))).manuscript.text
    notes = {note_address(block.label): block for block in blocks(text) if block.kind is Kind.NOTE}
    assert len(notes) == sum(map(len, chapters))
    for pointer in mapped(text):
        if not pointer.target or pointer.kind == "note reference":
            continue
        words = text[pointer.start : pointer.end]
        if pointer.target.startswith("work-"):
            assert listed
            assert "Ibbetson" in words or "bid." in words
            continue
        target = notes[pointer.target]
        assert target.end <= pointer.start
        for name in FULL:
            assert name not in words or name in text[target.start : target.end]
