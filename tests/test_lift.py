import pytest

from reissue.lift import lift_notes, read_marker


def lifted(markdown: str) -> tuple[list[str], tuple[str, ...], tuple[str, ...]]:
    """Lift, and show the markers short: `<reference:0>`."""
    found = lift_notes(markdown)
    return (
        [line for line in found.markdown.replace("urn:reissue:", "").split("\n") if line],
        found.notes,
        found.references,
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One.[^1]\n\n[^1]: Note.", ["One.<reference:0>", "<here:0>", "<note:0>", "Note."]),
        ("A[^1]\n\n[^1]: B\n\n    C\n\nD", ["A<reference:0>", "<here:0>", "D", "<note:0>", "B", "C"]),
        ("[^1]: B\n[^2]: C\n", ["<here:0>", "<here:1>", "<note:0>", "B", "<note:1>", "C"]),
        ("[^1]: B\\\nC\n\n    > D\n    > E", ["<here:0>", "<note:0>", "B\\", "C", "> D", "> E"]),
        ("> A\n>\n> [^1]: B\n>\n>     C\n>\n> D", ["> A", ">", ">", "> <here:0>", ">", "> D", "<note:0>", "B", "C"]),
        ("> [^1]: B\n\nC", [">", "> <here:0>", ">", "C", "<note:0>", "B"]),
        ("> [^1]: B\n> C", [">", "> <here:0>", ">", "<note:0>", "B", "C"]),
        ("> A\n\n<!-- -->\n\n> B", ["> A", "<break:0>", "> B"]),
        ("[^1]:", ["<here:0>", "<note:0>"]),
    ],
)
def test_notes_are_lifted_from_where_they_stand(markdown: str, text: list[str]) -> None:
    assert lifted(markdown)[0] == text


def test_labels_are_kept_in_order() -> None:
    markdown = "A[^2-a] B[^x] C[^2-a]\n\n[^2-a]: D[^†]\n\n[^†]: E\n\n[^†]: F"
    assert lifted(markdown)[1:] == (("2-a", "†", "†"), ("2-a", "x", "2-a", "†"))


@pytest.mark.parametrize(
    "line",
    [
        r"\[^1\] and \[^1]: no reference",
        r"a line\ ",
        "A sentence ends.",
        "> A quotation.",
        r"\\\[^1\]",
        "[words](https://example.org)",
        "![words](a.png)",
        r"\`ticks\`",
        r"[Mr. A\*](https://example.org)",
    ],
)
def test_what_is_no_note_is_left_alone(line: str) -> None:
    assert lift_notes(f"{line}\n") == (f"{line}\n", (), ())


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("a [b] c", r"a \[b] c"),
        ("[b]: c", r"\[b]: c"),
        ("a `b` c", r"a \`b\` c"),
        (r"\\[b", r"\\\[b"),
        ("[a](b [a](b ", r"\[a](b \[a](b "),
        (r"[a\](b)]: c", r"\[a\](b)]: c"),
        ("a\x00b\ufffec", "a\ufffdb\ufffdc"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_what_pandoc_would_take_for_markup_is_made_safe(line: str, safe: str) -> None:
    assert lift_notes(line) == (safe, (), ())


def test_a_note_after_a_line_of_text_is_a_reference_and_a_colon() -> None:
    assert lifted("A line\\\n[^1]: text") == (["A line\\", "<reference:0>: text"], (), ("1",))


@pytest.mark.parametrize(
    ("address", "marker"),
    [
        ("urn:reissue:note:12", ("note", 12)),
        ("urn:reissue:reference:0", ("reference", 0)),
        ("urn:reissue:note:", None),
        ("https://example.org", None),
        ("", None),
    ],
)
def test_markers_are_read_back(address: str, marker: tuple[str, int] | None) -> None:
    assert read_marker(address) == marker
