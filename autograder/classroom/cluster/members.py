"""The workers of a cluster: which may grade, and why others may not. They come and go while a class is graded."""

from __future__ import annotations

import importlib.metadata
import platform
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from distributed import Client

from autograder.classroom.cluster import on_worker
from autograder.classroom.cluster.fitness import DISTRIBUTIONS, difference, digest_of_package, minor, versions
from autograder.errors import GraderError, SandboxError
from autograder.model import IsolationLevel
from autograder.sandbox.levels import LOCKED_IN

PATIENCE = 120.0
"""Seconds that a cluster may be without a worker that can grade."""
LOOKS = 1.0
"""Seconds between two looks at who has come and gone."""


class OnEach(Protocol):
    """Carries out a function on workers, outside of their tasks."""

    def __call__(self, function: object, *arguments: object) -> Mapping[str, object]:
        """What each worker returned or raised, by its address."""


@dataclass(slots=True)
class Member:
    """One worker."""

    at_once: int
    """How many submissions it grades side by side."""
    name: str = ""
    """What people know it by: its name in the cluster, and its machine."""
    why_not: Mapping[str, str] | None = None
    """For each level of isolation that comes into question, why it does not allow it; None until it has said so."""
    refusal: str = ""
    is_ready: bool = False


class Members:
    """The workers of a cluster; `say` is told why one is not used."""

    def __init__(self, client: Client, address: str, say: Callable[[str], None]) -> None:
        self._client, self._address, self._say = client, address, say
        self._members: dict[str, Member] = {}
        self._failure: Exception | None = None
        self._alone_since: float | None = None
        self._lock = threading.Lock()

    @property
    def fit(self) -> dict[str, int]:
        """The workers that grade now, and how many submissions each grades at once."""
        return {one: member.at_once for one, member in list(self._members.items()) if member.is_ready}

    @property
    def able(self) -> dict[str, int]:
        """The workers that could grade, as far as they have said what they are."""
        members = list(self._members.items())
        return {one: m.at_once for one, m in members if m.why_not is not None and not m.refusal}

    def refuse(self, one: str, why: str) -> None:
        """Use a worker no more, and say why, once."""
        with self._lock:
            member = self._members.get(one)
            if member is None or member.refusal:
                return
            member.refusal, member.is_ready = why, False
        self._say(f"Not used: worker {member.name or one}: {why}")

    def require_some(self) -> None:
        """GraderError where the cluster is gone, or has had nobody for long who grades."""
        if self._failure is not None or self._client.status != "running":
            raise self._gone() from self._failure
        if self.fit:
            self._alone_since = None
            return
        if self._members and all(member.refusal for member in list(self._members.values())):
            raise GraderError(f"none of the workers at {self._address} can grade: what was graded until then is kept")
        if self._alone_since is None:
            self._alone_since = time.monotonic()
            self._say(f"No worker at {self._address} is left: waiting for {PATIENCE:g} s for another one")
        elif time.monotonic() - self._alone_since > PATIENCE:
            raise GraderError(
                f"no worker came to {self._address} within {PATIENCE:g} s. What was graded until then is kept: start "
                f"one with  dask worker {self._address}  and type the same again"
            )

    # ------------------------------------------------------------ before a run

    def level_for(self, asked: str) -> IsolationLevel:
        """The level of isolation to use: the one asked for, or for "auto" the best that a worker allows.

        Waits for a first worker. Raises SandboxError where none allows it, GraderError where none comes.
        """
        self._wait_for_one()
        self._examine(asked)
        known = [member.why_not for member in self._members.values() if member.why_not is not None]
        for level in LOCKED_IN if asked == "auto" else (IsolationLevel(asked),):
            if any(not why_not.get(level, "") for why_not in known):
                self._refuse_those_without(level)
                self._say(f"Grading at {level} on {self._described()}")
                return level
        for one, member in self._members.items():
            self.refuse(one, "; ".join((member.why_not or {}).values()))
        raise SandboxError(
            f"none of the workers at {self._address} can grade as asked. `grade doctor`, typed there, says what such a "
            "machine allows; if you trust these submissions, type the same again with  --isolation none"
        )

    def _described(self) -> str:
        able = self.able
        return f"{_counted(len(able), 'worker')}, {_counted(sum(able.values()), 'submission')} at once"

    def _wait_for_one(self) -> None:
        until = time.monotonic() + PATIENCE
        self._see_who_is_there()
        if not self._members:
            self._say(f"No worker at {self._address} yet: waiting. To start one, type  dask worker {self._address}")
        while not self._members:
            if time.monotonic() > until:
                raise GraderError(
                    f"no worker came to {self._address} within {PATIENCE:g} s: type  dask worker {self._address}  on "
                    "each machine that is to grade (a cluster that adapts needs a minimum of 1), and the same again"
                )
            time.sleep(LOOKS)
            self._see_who_is_there()

    # ------------------------------------------------------------ while a class is graded

    @contextmanager
    def at_work(self, admit: Callable[[OnEach], Mapping[str, object]], level: IsolationLevel) -> Iterator[None]:
        """Have the workers admitted that are there and that come, until the block ends."""
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(LOOKS):
                try:
                    self._look(admit, level)
                except Exception as error:
                    self._failure = error
                    return

        self._look(admit, level)
        threading.Thread(target=look, daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _look(self, admit: Callable[[OnEach], Mapping[str, object]], level: IsolationLevel) -> None:
        self._see_who_is_there()
        self._examine(level)
        self._refuse_those_without(level)
        new = [one for one in self.able if not self._members[one].is_ready]
        for one, said in admit(self._on_each(new)).items() if new else ():
            if isinstance(said, OSError):
                continue
            if isinstance(said, Exception):
                self.refuse(one, f"it fails with {type(said).__name__}: {said}")
            else:
                self._members[one].is_ready = True

    def _gone(self) -> GraderError:
        why = f" ({type(self._failure).__name__}: {self._failure})" if self._failure else ""
        return GraderError(
            f"the scheduler at {self._address} is gone{why}. What was graded until then is kept: type the same again "
            "when it is back"
        )

    # ------------------------------------------------------------ looking at workers

    def _see_who_is_there(self) -> None:
        present = self._client.nthreads()
        self._members = {
            one: self._members.get(one) or Member(at_once) for one, at_once in sorted(present.items()) if at_once
        }

    def _names(self) -> dict[str, str]:
        """The address of each worker, with its name where it was given one."""
        workers = self._client.scheduler_info().get("workers", {})
        names = {one: str(said.get("name", one)) for one, said in workers.items()}
        return {one: one if name == one else f"{name} ({one})" for one, name in names.items()}

    def _on_each(self, addresses: Sequence[str]) -> OnEach:
        return partial(self._client.run, workers=[*addresses], on_error="return")

    def _examine(self, asked: str) -> None:
        """See of each worker that is new whether it has what this machine has, and what it allows."""
        new = [one for one, member in self._members.items() if member.why_not is None and not member.refusal]
        if not new:
            return
        on_each, ours = self._on_each(new), versions()
        hosts, names = on_each(socket.gethostname), self._names()
        found = {name: on_each(importlib.metadata.version, name) for name in DISTRIBUTIONS}
        found["Python"] = on_each(platform.python_version)
        there = [one for one in new if all(_is_there(said.get(one)) for said in (hosts, *found.values()))]
        for one in there:
            self._members[one].name = f"{names.get(one, one)} on {hosts[one]}"
            theirs = {name: _version(said[one]) for name, said in found.items()}
            theirs["Python"] = minor(theirs["Python"])
            if why := difference(theirs, ours):
                self.refuse(one, why)
        self._ask([one for one in there if not self._members[one].refusal], asked)

    def _ask(self, addresses: Sequence[str], asked: str) -> None:
        """What those workers say of themselves that have our version."""
        for one, said in self._on_each(addresses)(on_worker.examined, asked).items() if addresses else ():
            if isinstance(said, Exception) and _is_there(said):
                self.refuse(one, f"it fails with {type(said).__name__}: {said}")
            elif isinstance(said, dict):
                if said["package"] == digest_of_package():
                    self._members[one].why_not = said["why_not"]
                else:
                    self.refuse(
                        one, "its grade-descent is of the same version, but other files: install the same there"
                    )

    def _refuse_those_without(self, level: IsolationLevel) -> None:
        for one, member in self._members.items():
            if why := (member.why_not or {}).get(level, ""):
                self.refuse(one, why)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _is_there(said: object) -> bool:
    """Whether a worker has answered; one that left meanwhile has not."""
    return said is not None and not isinstance(said, OSError)


def _version(said: object) -> str:
    """A version that a worker told; empty where it has no such distribution."""
    return said if isinstance(said, str) else ""
