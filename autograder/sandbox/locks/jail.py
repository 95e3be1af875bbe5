"""The zygote's jail, bought once for all children: a root with Python's own files only, and namespaces of its own.

First the files are hidden (`hide_files`), then NumPy and the child's code are loaded inside, then the process leaves
every namespace it shares with others (`separate`) and goes on as process 1 of a fresh one: when it ends, by whatever
cause, the kernel ends all that came from it.

As root the process first becomes the user `nobody`, so that even a hole in all of this would not open root's rights.
Used by the zygote: standard library and neighbours only.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import site
import socket
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import linux

NOBODY = 65534
NEW_ROOT = "/proc"
"""Where the new root is put together: a folder that is there on every Linux and holds no part of Python."""
WORKING_FOLDER = "/student"
"""An empty folder inside, in which students' code runs."""
_PACKAGES = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class View:
    """Which files a process can see: folders and files, without the hidden ones in them, and some within those."""

    shown: tuple[Path, ...]
    hidden: tuple[Path, ...]
    within: tuple[Path, ...]

    def readable(self) -> Iterator[Path]:
        """The largest folders and files that hold nothing hidden."""
        for path in self.shown:
            yield from self._without_hidden(path)
        yield from self.within

    def _without_hidden(self, path: Path) -> Iterator[Path]:
        if path in self.hidden:
            return
        if not any(path in hidden.parents for hidden in self.hidden):
            yield path
            return
        for entry in sorted(path.iterdir()):
            if not entry.is_symlink():
                yield from self._without_hidden(entry)


def python_view() -> View:
    """Python's standard library, the system's shared libraries, and NumPy; no other package that is installed."""
    numpy = importlib.util.find_spec("numpy")
    if numpy is None or numpy.origin is None:
        raise linux.UnsupportedError("NumPy", "it is not installed")
    packages = Path(numpy.origin).resolve().parent
    within = [packages, *packages.parent.glob("numpy.libs")]
    # a virtual environment has no library of its own
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    library = [sysconfig.get_path(name, vars=base) for name in ("stdlib", "platstdlib")]
    found = {Path(path).resolve() for path in (*library, *_library_folders())}
    shown = sorted(path for path in found if path.is_dir() and not found & set(path.parents))
    hidden = {path for top in shown for name in _PACKAGES for path in (*top.glob(name), *top.glob(f"*/{name}"))}
    hidden |= {Path(path).resolve() for path in (*site.getsitepackages(), site.getusersitepackages())}
    hidden.add(Path(__file__).resolve().parents[2])
    links = [path for path in (Path("/etc/ld.so.cache"), Path("/etc/alternatives")) if path.exists()]
    return View((*shown, *links), tuple(sorted(hidden)), tuple(within))


def _library_folders() -> set[str]:
    """Where the shared libraries lie that this interpreter has loaded."""
    mapped = Path("/proc/self/maps").read_text().splitlines()
    files = {line.split(maxsplit=5)[5] for line in mapped if line.count(" /") and ".so" in line}
    return {os.path.dirname(file) for file in files if os.path.isfile(file)}


# ---------------------------------------------------------------- files


def hide_files(view: View, harness: Path) -> None:
    """Leave nothing to be seen but a view of the files, read-only, and for now the folder with our own code."""
    is_root = os.geteuid() == 0
    user, group = os.geteuid(), os.getegid()
    try:
        linux.unshare(linux.CLONE_NEWNS | (0 if is_root else linux.CLONE_NEWUSER))
        if not is_root:
            map_to_itself("/proc/self", user, group)
    except OSError as error:
        raise linux.UnsupportedError("namespaces", error.strerror) from error
    try:
        _mount(view, harness)
        linux.change_root(NEW_ROOT)
    except OSError as error:
        raise linux.UnsupportedError("mounts", error.strerror) from error


def map_to_itself(process: str, user: int, group: int, folder: int | None = None) -> None:
    """In the new user namespace this process keeps the user and group it has."""
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        descriptor = os.open(f"{process}/{file}", os.O_WRONLY, dir_fd=folder)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)


def _mount(view: View, harness: Path) -> None:
    os.umask(0o022)  # whoever the process becomes may pass through the folders made here
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    links = {path: os.readlink(path) for path in _links_to_libraries()}
    linux.mount("tmpfs", NEW_ROOT, "tmpfs", 0, "size=1m,mode=755")
    os.mkdir(NEW_ROOT + WORKING_FOLDER)
    for path in view.shown:
        _bind(path)
    for path in view.hidden:
        if os.path.isdir(_inside(path)):
            linux.mount("tmpfs", _inside(path), "tmpfs", 0, "size=1m,mode=755")
    for path in (*view.within, harness):
        _bind(path)
    for path, target in links.items():
        if not os.path.lexists(_inside(path)):
            os.symlink(target, _inside(path))
    linux.make_mounts_read_only(NEW_ROOT)


def _links_to_libraries() -> list[Path]:
    """/lib and its like, which are links on most systems."""
    return [path for path in map(Path, ("/lib", "/lib64", "/lib32", "/usr/lib64")) if path.is_symlink()]


def _inside(path: Path) -> str:
    return NEW_ROOT + str(path)


def _bind(path: Path) -> None:
    target = Path(_inside(path))
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    linux.mount(str(path), str(target), None, linux.MS_BIND | linux.MS_REC)


def forget_harness(harness: Path) -> None:
    """Our own code is loaded: take its files away too."""
    linux.unmount(str(harness))


# ---------------------------------------------------------------- namespaces


def become_nobody() -> None:
    """Root becomes an ordinary user, unless only root can read Python here."""
    if os.geteuid() != 0:
        return
    try:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
    except OSError:
        return  # the root of a container that has no other user
    if os.access(sysconfig.get_path("stdlib"), os.R_OK | os.X_OK, effective_ids=True):
        os.setresuid(NOBODY, NOBODY, NOBODY)
    else:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)
    linux.prctl(linux.PR_SET_DUMPABLE, 1)


def separate(processes: int, was_root: bool) -> None:
    """Go on as process 1 of fresh namespaces, without network; the process that called only waits, and ends with it.

    `processes` is an open descriptor of /proc, which can no longer be seen.
    """
    try:
        if was_root:
            linux.unshare(linux.CLONE_NEWUSER)
            map_to_itself("self", os.geteuid(), os.getegid(), processes)
        linux.unshare(linux.CLONE_NEWPID | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS)
    except OSError as error:
        raise linux.UnsupportedError("namespaces", error.strerror) from error
    pid = os.fork()
    if pid:
        _wait_for(pid)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    socket.sethostname("grade")


def _wait_for(pid: int) -> None:
    """Let go of everything, wait for the one process, and end."""
    os.closerange(0, 1 << 16)
    os.waitpid(pid, 0)
    os._exit(0)
