"""The libraries that WeasyPrint loads, found without the compiler.

It tries each under half a dozen names. For a name that the loader does not know, Python runs the compiler and the
linker to ask them, which takes as long for all of them as it takes to load WeasyPrint.
"""

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def found_by_the_loader() -> Iterator[None]:
    """Have libraries found by the loader alone, which knows ours by the names that `needs` has asked it for.

    On a Mac, nothing but folders is looked through for them, and all is left as it is.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _nowhere(name: str) -> str | None:  # noqa: ARG001 -- as it is called
    return None
