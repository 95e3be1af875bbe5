"""Machines that allow less than this one: `python -m tests.sandbox.surroundings NAME[,NAME...] COMMAND...`.

Each is simulated in this process, which then becomes the command:

    ordinary-user        not root (a no-op for those who are not)
    no-user-namespaces   the kernel refuses user namespaces, as where an administrator has switched them off
    container            the calls that Docker's usual filter refuses are refused
    no-landlock          a kernel without Landlock
    no-libseccomp        the library is not installed
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from autograder.sandbox.locks import jail, seccomp
from autograder.sandbox.locks import linux as kernel

ROOT = Path(__file__).parent.parent.parent
USER = 65533
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_MASKED_EQUAL = 7


def ordinary_user() -> None:
    """Become a user who may read Python and this checkout, and write to a folder of their own."""
    if os.geteuid() != 0:
        return
    home = tempfile.mkdtemp()
    os.chown(home, USER, USER)
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    needed = [Path(path).resolve() for path in (sys.base_prefix, sys.prefix, ROOT)]
    closed = {parent for path in needed for parent in path.parents if not parent.stat().st_mode & 1}
    for folder in sorted(folder for folder in closed if not closed & set(folder.parents)):
        _open_a_way_through(folder, [path for path in needed if folder in path.parents])
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    os.environ.update(HOME=home, TMPDIR=home, GRADE_DESCENT_CACHE=f"{home}/cache")


def _open_a_way_through(folder: Path, needed: list[Path]) -> None:
    """In the place of a folder that others may not enter, one that holds only what is needed of it."""
    kept = {path: os.open(path, os.O_PATH) for path in needed}
    kernel.mount("tmpfs", str(folder), "tmpfs", 0, "mode=755")
    for path, descriptor in kept.items():
        path.mkdir(parents=True, exist_ok=True)
        kernel.mount(f"/proc/self/fd/{descriptor}", str(path), None, kernel.MS_BIND | kernel.MS_REC)
        os.close(descriptor)


def no_user_namespaces() -> None:
    """Go into a user namespace that allows no further one."""
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(kernel.CLONE_NEWUSER)
    jail.map_to_itself("/proc/self", user, group)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def container() -> None:
    """Refuse what Docker's default filter refuses to a container without extra rights."""
    names = (
        "unshare setns mount umount2 pivot_root mount_setattr open_tree move_mount fsopen fsmount bpf add_key keyctl"
    )
    namespaces = 0x7E020000
    rules: list[tuple[str, int, dict[int, int]]] = [(name, errno.EPERM, {}) for name in names.split()]
    _refuse([*rules, ("clone3", errno.ENOSYS, {}), *[("clone", errno.EPERM, {0: bit}) for bit in _bits(namespaces)]])


def no_landlock() -> None:
    """Answer as a kernel that has never heard of Landlock."""
    _refuse([("landlock_create_ruleset", errno.ENOSYS, {})])


def _bits(flags: int) -> list[int]:
    return [1 << place for place in range(32) if flags >> place & 1]


def _refuse(rules: list[tuple[str, int, dict[int, int]]]) -> None:
    """Put this process, and all that it starts, under a filter that allows everything but these calls."""
    library = ctypes.CDLL(seccomp.LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ALLOW)))
    for name, error, flags in rules:
        number = library.seccomp_syscall_resolve_name(name.encode())
        comparisons = (seccomp.Comparison * len(flags))(
            *[seccomp.Comparison(place, _MASKED_EQUAL, bit, bit) for place, bit in flags.items()]
        )
        action = ctypes.c_uint32(_FAIL | error)
        assert library.seccomp_rule_add_array(context, action, number, len(flags), comparisons) == 0
    assert library.seccomp_load(context) == 0


def no_libseccomp() -> None:
    """Put an empty file in the place of the library."""
    if os.geteuid() == 0:
        kernel.unshare(kernel.CLONE_NEWNS)
    else:
        user, group = os.geteuid(), os.getegid()
        kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS)
        jail.map_to_itself("/proc/self", user, group)
    ctypes.CDLL(seccomp.LIBRARY)
    maps = Path("/proc/self/maps").read_text().splitlines()
    (path,) = {line.split()[-1] for line in maps if "libseccomp" in line}
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("/dev/null", path, None, kernel.MS_BIND)


SURROUNDINGS: Mapping[str, Callable[[], None]] = {
    "ordinary-user": ordinary_user,
    "no-user-namespaces": no_user_namespaces,
    "no-libseccomp": no_libseccomp,
    "container": container,
    "no-landlock": no_landlock,
}


def main() -> None:
    """Enter the surroundings one after another, then become the command."""
    for name in filter(None, sys.argv[1].split(",")):
        SURROUNDINGS[name]()
    os.chdir(ROOT)
    os.execv(sys.argv[2], sys.argv[2:])


if __name__ == "__main__":
    main()
