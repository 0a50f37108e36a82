"""The small capitals of a text, which stand as `[Words]{.smallcaps}`: what they hold, and how a text reads without.

It looks for nothing that the printer did not set so: words in capitals are none.
"""

import re

OPENS, CLOSES = "[", "]{.smallcaps}"
"""What stands before words in small capitals, and what behind them."""
CLOSED = re.escape(CLOSES)
"""What stands behind them, as a pattern."""
SMALL = rf"\[(?:[^\[\]\\]|\\.|\[\^[^\]\s]+\]|\[[^\[\]\n]+\]\(#[\w.-]+\))+{CLOSED}"
"""Words in small capitals with their marks, as a pattern; references to notes and links may stand among them."""


def plain(text: str) -> str:
    """Give a text without the marks of its small capitals; the words stay."""
    if "{" not in text or CLOSES not in text:  # one sign is missed many times as fast as several
        return text
    return _SPAN.sub(lambda found: found.group()[len(OPENS) : -len(CLOSES)], text)


_SPAN = re.compile(SMALL)
