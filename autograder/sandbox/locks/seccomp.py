"""The system calls that a student's process may make: computing, reading files that it may see, its own memory.

An allow-list: all else fails with EPERM, calls that are invented later included. The names become numbers through
libseccomp, so the list holds on every architecture that libseccomp knows; calls of a foreign one kill the process.
Used by the zygote: standard library and neighbours only.
"""

from __future__ import annotations

import ctypes
import errno
import os

from . import linux

LIBRARY = "libseccomp.so.2"

MEMORY = "brk mmap munmap mremap mprotect madvise"
FILES = (
    "read write readv pread64 close close_range lseek open openat stat lstat fstat newfstatat statx access faccessat "
    "faccessat2 readlink readlinkat getdents getdents64 getcwd dup dup2 dup3"
)
TIME = "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage"
WAITING = "poll ppoll select pselect6 futex sched_yield restart_syscall"
SIGNALS = "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack"
ITSELF = (
    "getpid gettid getppid getuid geteuid getgid getegid getgroups getpgrp getrlimit sched_getaffinity uname "
    "sysinfo getrandom rseq set_robust_list exit exit_group"
)
ALLOWED = tuple(" ".join((MEMORY, FILES, TIME, WAITING, SIGNALS, ITSELF)).split())

ALLOWED_WITH = (
    *[("fcntl", {1: command}) for command in (0, 1, 2, 3, 1030)],  # duplicate, descriptor flags; no lock, no lease
    *[("ioctl", {1: request}) for request in (0x5401, 0x5450, 0x5451)],  # is it a terminal, close on exec
    ("prlimit64", {0: 0, 2: 0}),  # read its own limits
)
"""Name, and what some of its arguments must be."""

_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EPERM
_OPTIMIZE, _BINARY_TREE = 8, 2
_EQUAL = 4
_FILTER = 2


class Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("value", ctypes.c_uint64),
        ("unused", ctypes.c_uint64),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def program() -> bytes:
    """The filter as the kernel takes it; UnsupportedError where libseccomp cannot make it."""
    try:
        library = ctypes.CDLL(LIBRARY, use_errno=True)
    except OSError as error:
        raise linux.UnsupportedError("libseccomp", f"{LIBRARY} is not installed") from error
    library.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_FAIL)))
    try:
        library.seccomp_attr_set(context, _OPTIMIZE, ctypes.c_uint32(_BINARY_TREE))
        for name in ALLOWED:
            _add(library, context, name, {})
        for name, arguments in ALLOWED_WITH:
            _add(library, context, name, arguments)
        return _exported(library, context)
    finally:
        library.seccomp_release(context)


def _add(library: ctypes.CDLL, context: ctypes.c_void_p, name: str, arguments: dict[int, int]) -> None:
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number < 0:
        return  # this architecture has no such call: an older form of another one
    comparisons = (Comparison * len(arguments))(*[Comparison(i, _EQUAL, v, 0) for i, v in arguments.items()])
    failed = library.seccomp_rule_add_array(context, ctypes.c_uint32(_ALLOW), number, len(arguments), comparisons)
    if failed:
        raise linux.UnsupportedError("libseccomp", f"no rule for {name}: {os.strerror(-failed)}")


def _exported(library: ctypes.CDLL, context: ctypes.c_void_p) -> bytes:
    descriptor = os.memfd_create("filter")
    try:
        failed = library.seccomp_export_bpf(context, descriptor)
        if failed:
            raise linux.UnsupportedError("libseccomp", f"no filter for this machine: {os.strerror(-failed)}")
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)
    finally:
        os.close(descriptor)


def load(instructions: bytes) -> None:
    """Put this process under the filter, for good."""
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    filled = _Program(len(instructions) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    linux.prctl(linux.PR_SET_SECCOMP, _FILTER, ctypes.byref(filled))
