"""What build.py needs before its work can begin: the system's libraries, and the checkout's own Python environment.

Only the standard library is at hand here, and the syntax is that of Python 3.8, so that a Python too old for the rest
is refused in one line. Nothing is taken from a Python environment of the caller's, and nothing is put into it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from reissue import Trouble
from reissue.needs import MAC_LIBRARIES, NEEDS, Need

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST = (3, 11)

# What is installed for each purpose, the last file; all of its files tell whether that is still the thing wanted.
LOCKS = {"build": ("build.txt",), "test": ("build.txt", "test.txt")}
# A lock whose packages pin others than ours: they go into a folder of the environment, from which only the program that
# brought them is run. Those named come as their source, which the test packages build.
APART = {"build": (), "test": ("linter.txt",)}
BUILT = "standardebooks,titlecase"
# The folders into which npm installs what the tests need of Node's, each from the lock in it.
NODE_FOLDERS = {"build": (), "test": ("tests/readers", "tests/validators")}


# Variables that would lead Python or pip away from the checkout's environment.
_FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV")
# One that would have Python read every module of ours from its text at each build, which takes longer than a chapter's
# repair. Python keeps what it has read beside the modules, as pip has it kept beside those of the packages.
_SLOW = "PYTHONDONTWRITEBYTECODE"
_FOREIGN_TO_PIP = ("PIP_CONSTRAINT", "PIP_PREFIX", "PIP_REQUIREMENT", "PIP_ROOT", "PIP_TARGET", "PIP_USER")
_PROGRAMS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Homebrew links its Java nowhere, and its libraries, on newer Macs, to where the loader does not look.
_MAC_PROGRAMS = "/opt/homebrew/opt/openjdk/bin:/usr/local/opt/openjdk/bin:/opt/homebrew/bin:" + _PROGRAMS
_MAC_LIBRARY_FOLDERS = "/opt/homebrew/lib:/usr/local/lib:/opt/local/lib:/usr/lib"
# Set for the moment between one Python and the next, so that a broken environment does not start itself for ever.
_ON_THE_WAY = "REISSUE_ON_THE_WAY"
_LAST_LINES = 12


def prepare(purpose: str) -> None:
    """Return only in the checkout's environment, with all at hand that `purpose` ("build" or "test") needs.

    Sets up what is missing, then starts build.py anew under the environment's Python: same arguments, same working
    folder. Where nothing is missing no other program is run on the way. Raises Trouble where it cannot set up.
    """
    if sys.version_info < OLDEST:
        version = "{}.{}".format(*sys.version_info)
        raise Trouble(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {version}, {sys.executable}")
    if os.name != "posix":
        raise Trouble("Linux or macOS is needed; on Windows, run this in the Windows Subsystem for Linux")
    if os.environ.pop(_ON_THE_WAY, ""):
        if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
            raise Trouble(f"the Python environment is broken; remove {ENVIRONMENT} and run build.py again")
        return
    variables = sane(os.environ)
    if missing(purpose, variables) or not whole(purpose):
        with _alone():
            _supply(missing(purpose, variables), variables)
            if not whole(purpose):
                _fit_out(purpose, variables)
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "build.py"), *sys.argv[1:]], {**variables, _ON_THE_WAY: "1"})


def sane(variables: Mapping[str, str], platform: str = sys.platform) -> dict[str, str]:
    """Leave out what belongs to another Python environment; add the folders where systems keep programs and libraries.

    The folders of the caller's own PATH keep their order and come first.
    """
    kept = {name: value for name, value in variables.items() if name not in (*_FOREIGN, *_FOREIGN_TO_PIP, _SLOW)}
    programs = _PROGRAMS
    if platform == "darwin":
        programs = _MAC_PROGRAMS
        kept[MAC_LIBRARIES] = _joined(kept.get(MAC_LIBRARIES, ""), _MAC_LIBRARY_FOLDERS)
    kept["PATH"] = _joined(kept.get("PATH", ""), programs)
    return kept


def missing(purpose: str, variables: Mapping[str, str], needs: Sequence[Need] = NEEDS) -> list[Need]:
    """List what the system lacks for `purpose`. What makes environments is needed only while there is none."""
    purposes = {"build", purpose} if whole("build") else {"environment", "build", purpose}
    return [need for need in needs if need.purpose in purposes and not need.found(variables)]


def whole(purpose: str) -> bool:
    """Tell whether the environment was fitted out for `purpose` to the end, with this Python and from these locks."""
    try:
        return _stamp(purpose).read_text(encoding="utf-8") == _fingerprint(purpose)
    except OSError:
        return False


def apart(lock: str) -> Path:
    """Name the folder of the environment that the packages of a lock have to themselves."""
    return ENVIRONMENT / lock.partition(".")[0]


def remedy(needs: Sequence[Need], manager: str) -> str:
    """Write the one command by which a person installs `needs`; `manager` is "apt-get" or "brew"."""
    packages = " ".join(_packages(needs, manager))
    if manager == "brew":
        return f"brew install {packages}"
    return f"sudo apt-get update && sudo apt-get install -y {packages}"


def _supply(needs: Sequence[Need], variables: Mapping[str, str]) -> None:
    """Install what the system lacks if nobody need be asked; else raise Trouble with the command to run."""
    if not needs:
        return
    names = ", ".join(need.name for need in needs)
    manager = "brew" if sys.platform == "darwin" else "apt-get"
    if manager == "apt-get" and shutil.which(manager, path=variables["PATH"]) is None:
        raise Trouble(f"missing: {names}. Install it with this system's package manager, then run build.py again")
    instead = f"Run this once, then build.py again: {remedy(needs, manager)}"
    command = _installer(_packages(needs, manager), manager, variables)
    if not command:
        raise Trouble(f"missing: {names}. {instead}")
    _say(f"{names}, with {manager}")
    _run(command, variables, f"could not install {names}. {instead}")
    still = ", ".join(need.name for need in needs if not need.found(variables))
    if still:
        raise Trouble(f"{manager} has installed {still}, and yet it cannot be found")


def _installer(packages: Sequence[str], manager: str, variables: Mapping[str, str]) -> list[str]:
    """Write the command that installs packages without a question; empty where there is none."""
    if manager == "brew":
        brew = shutil.which("brew", path=variables["PATH"])
        return [brew, "install", "--quiet", *packages] if brew else []
    # A fresh system has no lists of packages; one whose lists cannot all be renewed may still have what is wanted.
    script = 'apt-get -qq update; apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"'
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", script, "sh", *packages]
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo", path=variables["PATH"])
    if sudo and subprocess.run([sudo, "-n", "true"], env=variables, capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", *command]
    return []


def _packages(needs: Sequence[Need], manager: str) -> list[str]:
    return list(dict.fromkeys(need.brew if manager == "brew" else need.apt for need in needs))


def _fit_out(purpose: str, variables: Mapping[str, str]) -> None:
    """Make the environment afresh, or add the tests' packages to one that is whole for building.

    While this goes on there is no stamp, so that an environment left half done is never taken for a whole one.
    """
    if ENVIRONMENT.is_symlink():
        raise Trouble(
            f"{ENVIRONMENT} is a link, and what it leads to would be emptied; remove it and run build.py again"
        )
    fresh = not whole("build")
    for each in LOCKS:
        with contextlib.suppress(FileNotFoundError):
            _stamp(each).unlink()
    if fresh:
        _say(f"a Python environment, in {ENVIRONMENT}")
        # A Python that was started without a PATH may not know where it stands itself.
        python = sys.executable or "{}/bin/python{}.{}".format(sys.base_prefix, *sys.version_info)
        making = [python, "-m", "venv", "--clear", str(ENVIRONMENT)]
        _run(making, variables, f"could not make a Python environment in {ENVIRONMENT}")
    _install(LOCKS[purpose][-1], variables)
    for each in APART[purpose]:
        shutil.rmtree(apart(each), ignore_errors=True)
        _install(each, variables, "--target", str(apart(each)), "--no-build-isolation", "--no-binary", BUILT)
    npm = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]
    for folder in NODE_FOLDERS[purpose]:
        _say(f"the Node packages of {folder}")
        _run([*npm, str(ROOT / folder)], variables, f"could not install the Node packages of {folder}")
    for each, locks in LOCKS.items():
        if set(locks) <= set(LOCKS[purpose]):
            unfinished = _stamp(each).with_suffix(".new")
            unfinished.write_text(_fingerprint(each), encoding="utf-8")
            unfinished.replace(_stamp(each))


def _install(lock: str, variables: Mapping[str, str], *where: str) -> None:
    """Have pip install what a lock pins, and nothing that the lock's hashes do not fit."""
    _say(f"the Python packages of requirements/{lock}")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-user"]
    locked = ["--require-hashes", "--only-binary", ":all:", *where, "--requirement", str(ROOT / "requirements" / lock)]
    failure = "could not install the Python packages; is the network at hand? Then run build.py again"
    _run([*pip, *locked], variables, failure)


def _fingerprint(purpose: str) -> str:
    """Say what the environment is made of: its place, its Python, its locks. Raises OSError where one is not there."""
    digest = hashlib.sha256((ENVIRONMENT / "pyvenv.cfg").read_bytes())
    for lock in (*LOCKS[purpose], *APART[purpose]):
        digest.update((ROOT / "requirements" / lock).read_bytes())
    for lock in APART[purpose]:
        digest.update("\n".join(sorted(each.name for each in apart(lock).glob("*.dist-info"))).encode())
    for folder in NODE_FOLDERS[purpose]:
        for lock in ("package-lock.json", "node_modules/.package-lock.json"):
            digest.update((ROOT / folder / lock).read_bytes())
    return f"{ENVIRONMENT}\n{PYTHON.resolve(strict=True)}\n{digest.hexdigest()}\n"


def _stamp(purpose: str) -> Path:
    return ENVIRONMENT / f"whole-for-{purpose}"


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold off every other build of this checkout while this one sets up."""
    import fcntl

    try:
        lock = os.open(ROOT / ".venv.lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise Trouble(f"cannot write in {ROOT}, where the Python environment would go: {error.strerror}") from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _say("waiting for another build, which is at it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _run(command: Sequence[str], variables: Mapping[str, str], failure: str) -> None:
    """Run a command in silence; if it fails, show the last lines of what it said and raise Trouble."""
    try:
        process = subprocess.run(
            command,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        raise Trouble(f"{failure} ({command[0]}: {error.strerror})") from error
    if process.returncode != 0:
        for line in process.stdout.decode("utf-8", "replace").splitlines()[-_LAST_LINES:]:
            print(f"    {line}", file=sys.stderr)
        raise Trouble(failure)


def _say(what: str) -> None:
    print(f"Setting up: {what}", file=sys.stderr, flush=True)


def _joined(first: str, then: str) -> str:
    return ":".join(dict.fromkeys(folder for folder in [*first.split(":"), *then.split(":")] if folder))
