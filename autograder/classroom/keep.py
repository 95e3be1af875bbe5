"""Results are kept as they come; where another program uses the database, they wait, and the class is graded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.pseudonyms import secret_of
from autograder.classroom.store import RunInfo, Source, Store, StoredResult, find, reading
from autograder.errors import StoreInUseError


class Result(NamedTuple):
    """What is kept of one student."""

    student: str
    fingerprint: str
    report: str
    graded_in: int | None = None
    reusable: bool = True
    source: Source | None = None


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

    def know(self, people: Sequence[tuple[str, str]]) -> None:
        """Keep who is who, unless another program has the database: then the next run with the roster does."""
        if self._store is not None:
            with suppress(StoreInUseError):
                self._store.know(people)

    def secret(self) -> bytes:
        """What pseudonyms are made with; StoreInUseError where another program has the database."""
        if self._store is None:
            raise StoreInUseError("results.db is in use by another program, and without it there are no pseudonyms")
        return secret_of(self._store)

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
                self._store.save(self._run, **self._waiting[0]._asdict())
                self._waiting.pop(0)
        except StoreInUseError:
            return False
        return True


class Looker(Keeper):
    """Finds the results of earlier runs, and keeps none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(None, 0)
        self._connection = connection

    def find(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things."""
        return find(self._connection, student, fingerprint)


@contextmanager
def looking_into(path: Path) -> Iterator[Keeper]:
    """Who finds the results of a database and changes nothing; StoreError where it cannot be read."""
    with reading(path) as connection:
        yield Looker(connection)


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
