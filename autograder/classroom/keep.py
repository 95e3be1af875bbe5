"""Results are kept as they come; where another program uses the database, they wait, and the class is graded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.store import RunInfo, Store, StoredResult
from autograder.errors import StoreInUseError


class Result(NamedTuple):
    """What is kept of one student."""

    student: str
    fingerprint: str
    report: str
    graded_in: int | None = None
    reusable: bool = True


class Keeper:
    """Keeps the results of one run."""

    def __init__(self, store: Store | None, run: int) -> None:
        self._store = store
        self._run = run
        self._waiting: list[Result] = []

    def find(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things; None also where it cannot be asked for."""
        try:
            return self._store.find(student, fingerprint) if self._store else None
        except StoreInUseError:
            return None

    def keep(self, result: Result) -> None:
        """Keep a result, or let it wait with those before it."""
        self._waiting.append(result)
        if len(self._waiting) == 1:
            self._keep_what_waits()

    def finish(self) -> bool:
        """End the run; whether all of it is kept now."""
        if self._store is None or not self._keep_what_waits():
            return False
        try:
            self._store.finish(self._run)
        except StoreInUseError:
            return False
        return True

    def _keep_what_waits(self) -> bool:
        """Whether everything is kept now."""
        if self._store is None:
            return False
        try:
            while self._waiting:
                student, fingerprint, report, graded_in, reusable = self._waiting[0]
                self._store.save(self._run, student, fingerprint, report, graded_in=graded_in, reusable=reusable)
                self._waiting.pop(0)
        except StoreInUseError:
            return False
        return True


@contextmanager
def keeper_for(path: Path, info: RunInfo) -> Iterator[Keeper]:
    """Who keeps the results of a new run in a database; StoreError where it is no database of ours, or damaged."""
    try:
        store = Store.open(path)
    except StoreInUseError:
        yield Keeper(None, 0)
        return
    with store:
        try:
            run = store.begin(info)
        except StoreInUseError:
            yield Keeper(None, 0)
        else:
            yield Keeper(store, run)
