"""Processes that set the chapters of a book side by side.

One that dies or falls silent is told in one line, and nothing waits for it: there is no state between them to lose.
"""

import gc
import multiprocessing
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from shutil import rmtree
from typing import NamedTuple

from reissue import Trouble
from reissue.aside import engage
from reissue.bind.pdf_forme import Compose, Copy, Forme, House
from reissue.bind.pdf_libraries import found_by_the_loader

_PATIENCE = 60.0
"""Seconds after which a process is given up that has set nothing, however short its copy."""
_PACE = 500
"""Letters a second, of which even a slow machine sets some fifty times as many."""

Open = Callable[[House], Callable[[Copy], Forme]]
"""Sets up what all copies of a house need, and gives what sets a copy."""


class _Compositor(NamedTuple):
    """A process, our end of the line to it, and the folder for what it sets down, which goes when it has ended."""

    process: BaseProcess
    line: "Connection[tuple[House, Copy] | None, Forme | Trouble]"
    floor: str


@contextmanager
def compositors(
    jobs: int, open_house: Open | None = None, patience: float = _PATIENCE, begin: int | None = None
) -> Iterator[Compose]:
    """Start so many processes, which begin to load what they need at once; they end with the context.

    Where not so much is to be set, only `begin` of them are started before there are copies enough for the others.

    Copies are set the longest first, each by the next process that is free. Raises the Trouble of any of them, and one
    of its own where a process ends, or is given up after `patience` seconds and those that its copy may take. The
    others are then ended as well, and new ones take their places when they are needed.
    """
    staff: list[_Compositor] = []

    def hire(number: int) -> None:
        staff.extend(_hire(open_house or _open, patience) for _ in range(min(number, jobs) - len(staff)))

    def compose(house: House, copies: Sequence[Copy]) -> list[Forme]:
        hire(len(copies))
        try:
            return _compose(staff, house, copies, patience)
        except BaseException:
            _dismiss(staff)
            raise

    hire(begin or jobs)
    try:
        yield compose
    finally:
        _dismiss(staff)


def _hire(open_house: Open, patience: float) -> _Compositor:
    floor = tempfile.mkdtemp(prefix="reissue-")
    return _Compositor(*engage(patience, _work, open_house, floor), floor)


def _dismiss(staff: list[_Compositor]) -> None:
    for each in staff:
        each.process.kill()
    for each in staff:
        each.process.join()
        each.line.close()
        rmtree(each.floor, ignore_errors=True)
    staff.clear()


def _compose(staff: Sequence[_Compositor], house: House, copies: Sequence[Copy], patience: float) -> list[Forme]:
    letters = [sum(map(len, copy.tree.itertext())) for copy in copies]
    waiting = sorted(range(len(copies)), key=letters.__getitem__)
    idle, busy, formes = list(staff), dict[object, tuple[_Compositor, int]](), dict[int, Forme]()
    while waiting or busy:
        while waiting and idle:
            compositor, at = idle.pop(), waiting.pop()
            _send(compositor, house, copies[at], patience)
            busy[compositor.line] = compositor, at
        longest = max(letters[at] for _, at in busy.values())
        ready = wait([compositor.line for compositor, _ in busy.values()], patience + longest / _PACE)
        if not ready:
            raise _silent(copies[next(iter(busy.values()))[1]], patience + longest / _PACE)
        for line in ready:
            compositor, at = busy.pop(line)
            formes[at] = _receive(compositor, copies[at])
            idle.append(compositor)
    return [formes[at] for at in range(len(copies))]


def _send(compositor: _Compositor, house: House, copy: Copy, patience: float) -> None:
    try:
        compositor.line.send((house, copy))
    except BlockingIOError:
        raise _silent(copy, patience) from None
    except OSError:
        raise _gone(compositor, copy) from None


def _receive(compositor: _Compositor, copy: Copy) -> Forme:
    try:
        result = compositor.line.recv()
    except (EOFError, OSError):
        raise _gone(compositor, copy) from None
    if isinstance(result, Trouble):
        raise result
    return result


def _silent(copy: Copy, seconds: float) -> Trouble:
    return Trouble(
        f"the PDF was not made: a process that lays out {_name(copy)} has set nothing for {seconds:.0f} seconds, and "
        "was ended"
    )


def _gone(compositor: _Compositor, copy: Copy) -> Trouble:
    compositor.process.join(1)
    code = compositor.process.exitcode
    how = f" (signal {-code})" if code is not None and code < 0 else ""
    return Trouble(
        f"the PDF was not made: the process that lays out {_name(copy)} has ended unfinished{how}; perhaps the memory "
        "of the machine was not enough"
    )


def _name(copy: Copy) -> str:
    section = copy.tree.find("body/section[@id]")
    return "the front matter" if section is None or copy.fonts else section.get("id", "")


def _open(house: House) -> Callable[[Copy], Forme]:
    from reissue.bind.pdf_chapter import compose, set_up  # noqa: PLC0415 -- only these processes lay out pages

    press = set_up(house)
    return lambda copy: compose(press, copy)


def _work(line: "Connection[Forme | Trouble, tuple[House, Copy]]", open_house: Open, floor: str) -> None:
    """Set copy after copy until the book's own process is gone; it alone is asked whether to stop at an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # WeasyPrint leaves fonts behind in a process that is ended.
    tempfile.tempdir = floor
    try:
        _set(line, open_house)
    finally:
        rmtree(floor, ignore_errors=True)


def _set(line: "Connection[Forme | Trouble, tuple[House, Copy]]", open_house: Open) -> None:
    if open_house is _open:
        with found_by_the_loader():
            from reissue.bind.pdf_chapter import warm_up  # noqa: PLC0415 -- only these processes lay out pages

        warm_up()
    # The boxes of a layout live until it is drawn, so that every search for dead ones among them is in vain, and slow.
    gc.disable()
    gc.freeze()
    known: tuple[House, Callable[[Copy], Forme]] | None = None
    parent = multiprocessing.parent_process()
    while parent and line in wait([line, parent.sentinel]):
        house, copy = line.recv()
        try:
            if known is None or known[0] != house:
                known = house, open_house(house)
            line.send(known[1](copy))
        except Trouble as trouble:
            line.send(trouble)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told in one line
            line.send(
                Trouble(f"{_name(copy)} cannot be laid out, a fault of Reissue's own, please report it: {fault!r}")
            )
        del copy
        gc.collect()
        # What is left lives as long as this process, and need not be searched again.
        gc.freeze()
