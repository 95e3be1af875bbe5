"""Who grades a class, and how students' code is locked in there: this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from autograder.basics import extras
from autograder.cli.options import say
from autograder.cli.same_level import at_the_best
from autograder.errors import SandboxError
from autograder.model import IsolationLevel

if TYPE_CHECKING:
    from autograder.classroom.workers import GradeEach
    from autograder.processes import Crew


class Graders(NamedTuple):
    """Who grades, at which level of isolation, and how many submissions at once."""

    grade: GradeEach
    level: IsolationLevel
    at_once: int


@contextmanager
def graders_at(dask: str | None, isolation: str, crew: Crew, before: IsolationLevel | None = None) -> Iterator[Graders]:
    """The workers of a Dask cluster, by the address of its scheduler; without one, a crew of this machine.

    For "local" a cluster of as many workers is started. `before` is the level of an earlier run, which is taken for the
    one of this machine until something is to be graded (see `at_the_best`). Raises SandboxError where students' code
    cannot be locked in there as asked; UsageError and GraderError where there is no such cluster.
    """
    if dask is None:
        from autograder.classroom.workers import grade_each

        level = before or isolation_for(isolation)
        grade = partial(grade_each, workers=crew)
        best = cache(partial(isolation_for, isolation))
        yield Graders(at_the_best(grade, best) if before else grade, level, crew.count)
        return
    extras.require("cluster", "grade run --dask")
    from autograder.classroom.cluster.connect import cluster_at

    with cluster_at(dask, crew.count, lambda line: say(line, err=True)) as cluster:
        level = cluster.level_for(isolation)
        yield Graders(cluster.grade_each, level, cluster.at_once)


def isolation_for(asked: str) -> IsolationLevel:
    """The isolation level to use; SandboxError where this machine has none, or a weaker one than was asked for."""
    if asked == IsolationLevel.NONE:
        return IsolationLevel.NONE
    from autograder.sandbox.levels import LOCKED_IN, Isolation, advice, find_best, refused

    if asked == "auto":
        finding = find_best()
        if finding.best in LOCKED_IN:
            return finding.best
    else:
        level = IsolationLevel(asked)
        refusal = refused(level)
        if refusal is None:
            return level
        finding = Isolation(level, (refusal,))
    reasons = "; ".join(f"not {r.level}, for {r.part}: {r.why}" for r in finding.refusals)
    help_ = "".join(f"\n  {sentence}" for r in finding.refusals for sentence in advice(r))
    raise SandboxError(
        f"students' code cannot be locked in here as asked ({reasons}).{help_}\n"
        "`grade doctor` says what this machine can do. If you trust these submissions, or run in a container made for "
        "this, type the same again with  --isolation none"
    )
