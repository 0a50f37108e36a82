"""Work done aside gives what it makes, tells what goes wrong, and is never waited for in vain."""

import hashlib
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection

import pytest

from reissue import Trouble
from reissue import aside as module
from reissue.aside import aside, engage


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


def listen_to_nothing(_: "Connection[object, object]") -> None:
    time.sleep(60)


HERITAGE: list[str] = []


def tell_the_heritage(line: "Connection[list[str], object]") -> None:
    line.send(HERITAGE)


def test_a_process_that_does_not_listen_is_not_spoken_to_for_ever() -> None:
    process, line = engage(0.5, listen_to_nothing)
    with pytest.raises(BlockingIOError):
        line.send("tide " * 1_000_000)
    process.kill()
    process.join()


@pytest.mark.parametrize("at_work", [False, True])
def test_beside_a_library_at_work_a_process_inherits_nothing(*, at_work: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "darwin":
        pytest.skip("a Mac's processes inherit nothing in any case")
    monkeypatch.setattr(module, "_HURRY", 0.1)
    monkeypatch.setattr(module, "_others_at_work", lambda: at_work)
    monkeypatch.setattr(sys.modules[__name__], "HERITAGE", ["a lock that is held"])
    process, line = engage(10, tell_the_heritage)
    assert line.recv() == ([] if at_work else ["a lock that is held"])
    process.join()


def test_a_thread_at_work_is_seen_and_one_that_waits_is_not() -> None:
    if sys.platform == "darwin":
        pytest.skip("a Mac does not say what its threads do")
    stop, words = threading.Event(), b"tide " * 50_000_000
    waits = threading.Thread(target=stop.wait)
    works = threading.Thread(target=hashlib.sha512, args=(words,))  # for a while, and without the interpreter's lock
    waits.start()
    assert not all(module._others_at_work() for _ in range(100))  # noqa: SLF001 -- it is what is tried
    works.start()
    assert any(module._others_at_work() for _ in range(100))  # noqa: SLF001
    works.join()
    stop.set()
    waits.join()


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
