"""Work done aside gives what it makes, tells what goes wrong, and is never waited for in vain."""

import os
import signal
import time

import pytest

from reissue import Trouble
from reissue.aside import aside


def twice(words: str) -> str:
    return words * 2


def refuse(why: str) -> None:
    raise Trouble(why)


def fall_silent() -> None:
    time.sleep(60)


def lay_down_the_tools() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stop_for_good() -> None:
    os._exit(3)


def test_what_is_done_aside_is_done_one_after_the_other_whenever_it_is_asked_for() -> None:
    with aside() as begin:
        long, short, refused = begin(twice, "tide " * 300_000), begin(twice, words="ebb "), begin(refuse, "it is late")
        assert short() == "ebb ebb "
        assert len(long()) == len("tide ") * 600_000
        assert short() == "ebb ebb "
        for _ in range(2):
            with pytest.raises(Trouble, match=r"^it is late$"):
                refused()
        begin(twice, "what nobody waits for")


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lay_down_the_tools, "the process that was to lay down the tools has ended unfinished"),
        (stop_for_good, "the process that was to stop for good has ended unfinished"),
        (fall_silent, "a process that was to fall silent has been silent for 1 seconds"),
    ],
)
def test_a_process_that_fails_is_told_in_one_line(work: object, message: str) -> None:
    with aside(patience=1) as begin, pytest.raises(Trouble, match=message):
        begin(work)()  # type: ignore[arg-type]
