"""What a child puts on itself between the fork and the first line of a student's code, each for good.

Every part is a line of defence of its own: own namespaces (process, user, ipc), hard limits, no new privileges,
Landlock, no capabilities, the system calls of `seccomp.py` only. Used by the zygote: standard library and neighbours.
"""

from __future__ import annotations

import math
import os
import resource
import signal
from dataclasses import dataclass
from typing import Any

from . import jail, landlock, linux, seccomp

CHANNEL, REPORT = 3, 4
"""The child's only descriptors beside 0, 1 and 2 (which lead nowhere): the protocol, and for a moment the report."""


@dataclass(frozen=True, slots=True)
class Locks:
    """What was prepared once for all children."""

    namespaces: bool
    ruleset: int
    program: bytes


def prepared(view: jail.View, *, namespaces: bool) -> Locks:
    """Landlock's ruleset and the filter of system calls; linux.UnsupportedError where this machine has them not."""
    return Locks(namespaces, landlock.ruleset(view.readable(), view.shown), seccomp.program())


def keep_only(channel: int, report: int, ruleset: int | None) -> int:
    """Move the channel and the report to their places, the ruleset far behind them; close all else. Where that is."""
    first = 64
    for place, descriptor in enumerate(filter(None, (channel, report, ruleset))):
        os.dup2(descriptor, first + place)
    os.dup2(first, CHANNEL)
    os.dup2(first + 1, REPORT)
    rules = first + 2
    os.closerange(REPORT + 1, rules)
    os.closerange(rules + 1, 1 << 16)
    return rules


def lock_in(locks: Locks, rules: int, parent: int) -> None:
    """Put everything on, in the order in which each still allows the next."""
    if locks.namespaces:
        linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWIPC)
    linux.drop_capabilities()
    die_with_parent(parent)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.landlock_restrict(rules)
    os.close(rules)
    lower(resource.RLIMIT_NPROC, 0)
    seccomp.load(locks.program)


def die_with_parent(parent: int) -> None:
    """The kernel kills this process when the zygote ends; it may have ended already."""
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() not in (parent, 0):  # 0: the zygote is outside of this process's namespace, and of its kind pid 1
        os._exit(1)


def limit(settings: dict[str, Any], memory_now: int) -> None:
    """Hard limits: CPU time, memory beyond what there is now, no files, few descriptors, no core dumps."""
    lower(resource.RLIMIT_CPU, max(1, math.ceil(settings["cpu_seconds"])) + 1)
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, 0)
    lower(resource.RLIMIT_NOFILE, 64)
    lower(resource.RLIMIT_AS, memory_now + settings["memory"])


def lower(kind: int, value: int) -> None:
    """Set a limit that cannot be raised again."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))
