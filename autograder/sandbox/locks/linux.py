"""The few calls of the Linux kernel that Python has no function for, through ctypes.

Used by the zygote, where the package cannot be imported: standard library and neighbours only.
"""

from __future__ import annotations

import ctypes
import os
from typing import Any

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
MNT_DETACH = 2

# these have the same number on every architecture
_MOUNT_SETATTR, _LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 442, 444, 445, 446
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "loongarch64": 41, "ppc64le": 203, "s390x": 217}
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID, _MOUNT_ATTR_NODEV = 1, 2, 4
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class UnsupportedError(Exception):
    """The system does not let us lock code in: which part of it, and the system's own words."""

    def __init__(self, part: str, why: object) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part
        self.why = str(why)


def _checked(what: str, result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


def prctl(option: int, *arguments: Any) -> None:
    """Set an attribute of this process; OSError where the kernel refuses."""
    given = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in arguments]
    _checked(f"prctl {option}", _libc.prctl(option, *given, *[ctypes.c_ulong(0)] * (4 - len(given))))


def unshare(flags: int) -> None:
    """Leave the namespaces named by the flags for fresh ones (pid: for the children to come)."""
    _checked("unshare", _libc.unshare(flags))


def setns(descriptor: int, flags: int) -> None:
    """Enter the namespaces of the process behind a pidfd."""
    _checked("setns", _libc.setns(descriptor, flags))


def mount(source: str, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    """Mount something."""
    encoded = [value if value is None else os.fsencode(value) for value in (source, target, kind, options)]
    _checked(f"mount on {target}", _libc.mount(*encoded[:3], ctypes.c_ulong(flags), encoded[3]))


def make_mounts_read_only(top: str) -> None:
    """Everything that is mounted at or below a path becomes read-only, without devices and set-user-id programs."""
    attributes = (ctypes.c_uint64 * 4)(_MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID | _MOUNT_ATTR_NODEV, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    result = _libc.syscall(_MOUNT_SETATTR, _AT_FDCWD, os.fsencode(top), _AT_RECURSIVE, ctypes.byref(attributes), size)
    _checked("mount_setattr", result)


def unmount(target: str) -> None:
    """Take a mount away, even if it is in use."""
    _checked(f"umount of {target}", _libc.umount2(os.fsencode(target), MNT_DETACH))


def change_root(top: str) -> None:
    """Make a mounted folder the root, and let go of everything outside of it."""
    number = _PIVOT_ROOT.get(os.uname().machine)
    if number is None:
        raise OSError(0, f"the number of pivot_root on {os.uname().machine} is not known here")
    os.chdir(top)
    _checked("pivot_root", _libc.syscall(number, b".", b"."))
    unmount(".")
    os.chdir("/")


def drop_capabilities() -> None:
    """Give up every privilege that the process has in its namespaces."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _checked("capset", _libc.capset(ctypes.byref(header), ctypes.byref(none)))


def landlock_create(attributes: Any, size: int, flags: int = 0) -> int:
    """A new Landlock ruleset's descriptor, or the version of Landlock for the flag 1."""
    pointer = None if attributes is None else ctypes.byref(attributes)
    return _checked("Landlock", _libc.syscall(_LANDLOCK_CREATE, pointer, ctypes.c_size_t(size), flags))


def landlock_add_path(ruleset: int, attributes: Any) -> None:
    """Allow something beneath a path."""
    _checked("a Landlock rule", _libc.syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.byref(attributes), 0))


def landlock_restrict(ruleset: int) -> None:
    """Put this process under a ruleset, for good."""
    _checked("Landlock", _libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0))
