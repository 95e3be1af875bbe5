"""Which levels of isolation this machine allows, found by trying them, and what would help where it is not the best."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import IsolationError, SandboxError
from autograder.model import AnswerKind, Call, Cell, IsolationLevel, Module, Request
from autograder.sandbox.process import ProcessSandbox

LOCKED_IN = (IsolationLevel.FULL, IsolationLevel.RESTRICTED)
"""Levels that may grade a class without being asked for by name, the safest first."""

PROMISES: Mapping[IsolationLevel, str] = {
    IsolationLevel.FULL: "own namespaces, no network, Python's own files only, Landlock, seccomp, limits",
    IsolationLevel.RESTRICTED: "Landlock, seccomp, limits, but no namespaces of its own",
    IsolationLevel.NONE: "time, memory and output are limited, files and network are not",
}
"""What each level is, in a line."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A level that this machine does not allow: the part that failed, and the system's own words."""

    level: IsolationLevel
    part: str
    why: str


@dataclass(frozen=True, slots=True)
class Isolation:
    """The best level here, and why not the better ones."""

    best: IsolationLevel
    refusals: tuple[Refusal, ...] = ()


def find_best() -> Isolation:
    """Try the levels, the safest first, each with a small submission, until one works."""
    refusals: list[Refusal] = []
    for level in LOCKED_IN:
        refusal = refused(level)
        if refusal is None:
            return Isolation(level, tuple(refusals))
        refusals.append(refusal)
    return Isolation(IsolationLevel.NONE, tuple(refusals))


def refused(level: IsolationLevel) -> Refusal | None:
    """Why a level cannot be had, found by running something at it; None where it works."""
    if level in LOCKED_IN and not sys.platform.startswith("linux"):
        return Refusal(level, "system", f"{platform.system()} has nothing of the kind that Linux has")
    request = Request((Module("trial", (Cell("def answer():\n    return 42\n"),)),), (Call("trial", "answer"),))
    try:
        with ProcessSandbox(isolation=level) as sandbox:
            (answer,) = sandbox.run(request).answers
    except IsolationError as error:
        return Refusal(level, error.part, error.why)
    except SandboxError as error:
        return Refusal(level, "start", str(error))
    if answer.kind is AnswerKind.VALUE:
        return None
    return Refusal(level, "trial", f"a small submission ended with {answer.kind} {answer.message}")


# ---------------------------------------------------------------- what would help


def advice(refusal: Refusal) -> Iterator[str]:
    """Sentences on what would give this level on this machine."""
    if refusal.part == "system":
        yield from _for_other_systems(platform.system())
    elif refusal.part == "libseccomp":
        yield "install libseccomp: apt-get install libseccomp2, dnf install libseccomp, or apk add libseccomp"
    elif refusal.part == "Landlock":
        yield (
            f"Landlock needs Linux 5.13 or later (this is {platform.release()}), compiled in and named in the "
            "kernel's list lsm=; every distribution since 2022 has it"
        )
        if _is_wsl():
            yield "in Windows, type  wsl --update : recent kernels of WSL 2 have Landlock; WSL 1 has not"
    elif refusal.level is IsolationLevel.FULL:
        yield from _for_namespaces()


def _for_other_systems(system: str) -> Iterator[str]:
    if system == "Windows":
        yield "use WSL 2 (wsl --install), and install and run `grade` inside it"
    yield (
        "or use Docker Desktop: docker run --rm --network none --cap-drop ALL -v SUBMISSIONS:/in:ro -v OUT:/out IMAGE "
        "grade run /in -o /out, with an image that holds grade-descent: that is `restricted` inside a virtual machine"
    )


def _for_namespaces() -> Iterator[str]:
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        yield (
            "AppArmor forbids user namespaces here (Ubuntu 23.10 and later, also on GitHub Actions): "
            "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if _setting("kernel/unprivileged_userns_clone") == "0":
        yield "user namespaces are switched off: sudo sysctl -w kernel.unprivileged_userns_clone=1"
    if _setting("user/max_user_namespaces") == "0":
        yield "user namespaces are switched off: sudo sysctl -w user.max_user_namespaces=10000"
    if _is_container():
        yield (
            "a container usually allows no namespaces: `restricted` is its level. Start it with --network none "
            "--read-only --cap-drop ALL, or grade outside of it"
        )
    if _is_wsl():
        yield "WSL 1 has no namespaces: wsl --set-version NAME 2"


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", name).read_text().strip()
    except OSError:
        return ""


def _is_container() -> bool:
    return any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")) or "KUBERNETES_PORT" in os.environ


def _is_wsl() -> bool:
    return "microsoft" in platform.release().lower()
