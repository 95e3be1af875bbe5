"""Results are kept as they come; where another program uses the database, they wait, and the class is graded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.packing import Packed
from autograder.classroom.pseudonyms import secret_of
from autograder.classroom.read_only import reading
from autograder.classroom.store import Store
from autograder.classroom.stored import RunInfo, Seen, Source, StoredResult, find, find_same
from autograder.errors import StoreInUseError


class Result(NamedTuple):
    """What is kept of one student."""

    student: str
    fingerprint: str
    report: Packed | str
    graded_in: int | None = None
    reusable: bool = True
    source: Source | None = None
    look: str | None = None


class Again(NamedTuple):
    """Results that are kept once more: each student, with the run in which the same was kept."""

    seen: Sequence[tuple[str, int]]


class Keeper:
    """Keeps the results of one run."""

    def __init__(self, store: Store | None, run: int) -> None:
        self._store = store
        self.run = run
        self._waiting: list[Result | Again] = []

    def find_read(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things; None also where it cannot be asked for."""
        try:
            return self._store.find(student, fingerprint) if self._store else None
        except StoreInUseError:
            return None

    def find_same(self, fingerprint: str) -> Packed | None:
        """The latest report on anybody that depends on the same things; None also where it cannot be asked for."""
        try:
            return self._store.find_same(fingerprint) if self._store else None
        except StoreInUseError:
            return None

    def find(self, student: str, look: str) -> Seen | None:
        """The latest result of a student to whom just the same belonged; None also where it cannot be asked for."""
        try:
            return self._store.seen(student, look) if self._store else None
        except StoreInUseError:
            return None

    def waiting(self) -> dict[str, Packed | str]:
        """The reports that are not kept yet, by student."""
        return {one.student: one.report for one in self._waiting if isinstance(one, Result)}

    def keep_again(self, seen: Sequence[tuple[str, int]]) -> None:
        """Keep results of earlier runs once more, or let them wait."""
        self.keep(Again(seen))

    def keep(self, result: Result | Again) -> None:
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

    def finish(self, extensions: Mapping[str, Mapping[str, str]]) -> bool:
        """End the run with the extensions that count in it, by student and unit; whether all of it is kept now."""
        if self._store is None or not self._keep_what_waits():
            return False
        try:
            self._store.finish(self.run, extensions)
        except StoreInUseError:
            return False
        return True

    def _keep_what_waits(self) -> bool:
        """Whether everything is kept now."""
        if self._store is None:
            return False
        try:
            while self._waiting:
                match self._waiting[0]:
                    case Again(seen):
                        self._store.save_again(self.run, seen)
                    case result:
                        self._store.save(self.run, **result._asdict())
                self._waiting.pop(0)
        except StoreInUseError:
            return False
        return True


class Looker(Keeper):
    """Finds the results of earlier runs, and keeps none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(None, 0)
        self._connection = connection

    def find_read(self, student: str, fingerprint: str) -> StoredResult | None:
        """The latest result of a student that depends on the same things."""
        return find(self._connection, student, fingerprint)

    def find_same(self, fingerprint: str) -> Packed | None:
        """The latest report on anybody that depends on the same things."""
        return find_same(self._connection, fingerprint)

    def keep(self, result: Result | Again) -> None:
        """Nothing is kept."""


@contextmanager
def looking_into(path: Path) -> Iterator[Keeper]:
    """Who finds the results of a database and changes nothing; StoreError where it cannot be read."""
    with reading(path) as connection:
        yield Looker(connection)


@contextmanager
def keeper_for(path: Path, info: RunInfo, handed_out: Mapping[str, str]) -> Iterator[Keeper]:
    """Who keeps the results of a new run in a database; StoreError where it is no database of ours, or damaged.

    `handed_out` is by unit what everybody got.
    """
    try:
        store = Store.open(path)
    except StoreInUseError:
        yield Keeper(None, 0)
        return
    with store:
        store.know_what_was_handed_out(handed_out)
        try:
            run = store.begin(info)
        except StoreInUseError:
            yield Keeper(None, 0)
        else:
            yield Keeper(store, run)
