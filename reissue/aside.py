"""Work that is done aside, in a process of its own, while this one goes on.

What it is to do is a function of a module and what that is given; it knows nothing of what happens here meanwhile. One
that dies or falls silent is told in one line, and nothing waits for it.
"""

import multiprocessing
import os
import pickle
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, Protocol, TypeVar

from reissue import Trouble

_PATIENCE = 120.0
"""Seconds after which the process is given up."""
_HURRY = 1.0
"""Seconds for which other threads are waited for."""

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class Aside(Protocol):
    """Begins a piece of work, and gives what waits for it and returns what was made."""

    def __call__(
        self, work: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs
    ) -> Callable[[], _Made]:
        """Begin it."""


@contextmanager
def aside(patience: float = _PATIENCE) -> Iterator[Aside]:
    """Start the process, which ends with the context.

    It does one piece at a time: to begin another is to wait for the one before. Pieces are begun from one thread; any
    may wait for them. What the work raises is raised by what waits for it; Trouble if the process ends, or is silent
    for `patience` seconds.
    """
    process, line = engage(patience, _work)
    unfinished, turn = list[Callable[[], None]](), Lock()

    def begin(work: Callable[_Given, _Made], *given: _Given.args, **named: _Given.kwargs) -> Callable[[], _Made]:
        done = list[tuple[bool, Any]]()

        def finish() -> None:
            with turn:
                if not done:
                    unfinished.clear()
                    done.append(_receive(line, work.__name__, patience))

        def result() -> _Made:
            finish()
            whole, made = done[0]
            if not whole:
                raise made
            return made  # type: ignore[no-any-return]

        for finish_it in list(unfinished):
            finish_it()
        unfinished.append(finish)
        try:
            line.send((work, given, named))
        except OSError:
            raise _gone(work.__name__) from None
        return result

    try:
        yield begin
    finally:
        process.kill()
        process.join()
        line.close()


def engage(patience: float, work: Callable[..., None], *given: object) -> "tuple[BaseProcess, Connection[Any, Any]]":
    """Start a process that does a work, and give our end of the line to it; the work is given its own end first.

    To send to one that does not listen fails with an OSError after `patience` seconds. A process that is forked has
    what other threads held, and not the threads, which alone would let go of it: so it is forked while they are asleep.
    Pango's are at work for a moment after fonts have been used here. Where one stays so, the process inherits nothing.
    """
    end = time.monotonic() + _HURRY
    while (at_work := _others_at_work()) and time.monotonic() < end:
        time.sleep(0.005)
    kind = multiprocessing.get_context("spawn" if at_work else None)
    line, theirs = kind.Pipe()
    with socket.socket(fileno=os.dup(line.fileno())) as ours:
        seconds, part = divmod(patience, 1)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", int(seconds), int(part * 1_000_000)))
    process = kind.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    return process, line


def _others_at_work() -> bool:
    """Tell whether any thread of this process but the one that asks is at work; False where the system does not say."""
    me = str(threading.get_native_id())
    try:
        told = [place.joinpath("stat").read_text() for place in Path("/proc/self/task").iterdir() if place.name != me]
    except OSError:  # it is no Linux, or one of them has just ended
        return Path("/proc/self/task").exists()
    return any(line.rpartition(")")[2].split()[0] != "S" for line in told)


def _receive(line: "Connection[Any, Any]", name: str, patience: float) -> tuple[bool, Any]:
    try:
        if line.poll(patience):
            return pickle.loads(line.recv_bytes())  # type: ignore[no-any-return] # noqa: S301 - from our own process
    except (EOFError, OSError):
        raise _gone(name) from None
    raise Trouble(f"nothing was made: a process that was to {_said(name)} has been silent for {patience:.0f} seconds")


def _gone(name: str) -> Trouble:
    return Trouble(
        f"nothing was made: the process that was to {_said(name)} has ended unfinished; perhaps the memory of the "
        "machine was not enough"
    )


def _said(name: str) -> str:
    return name.strip("_").replace("_", " ")


def _work(line: "Connection[Any, Any]") -> None:
    """Do one piece of work after the other until the other end is gone; that alone is asked to stop at an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    while parent and line in wait([line, parent.sentinel]):
        work, given, named = line.recv()
        try:
            said = pickle.dumps((True, work(*given, **named)), pickle.HIGHEST_PROTOCOL)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is raised where it is waited for
            said = pickle.dumps((False, fault))
        line.send_bytes(said)
