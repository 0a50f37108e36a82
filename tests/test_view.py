"""What is seen in a text is seen once, and not kept beyond the next texts but one."""

from reissue.view import view


def test_a_view_is_made_once_while_its_text_is_looked_at() -> None:
    made = list[str]()

    @view
    def length(text: str) -> int:
        """Count the characters."""
        made.append(text)
        return len(text)

    @view
    def last(text: str) -> str:
        """Give the last character."""
        return text[-1]

    assert [length("one"), length("three"), length("one"), last("three")] == [3, 5, 3, "e"]
    assert made == ["one", "three"]
    assert [length("eleven"), length("one")] == [6, 3]
    assert made == ["one", "three", "eleven", "one"]
    assert length.__doc__ == "Count the characters."
