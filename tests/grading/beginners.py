"""What beginners typically get wrong, most of it Python and not optimizers, and what each of them is to read.

All of it is run at once, in one process of the sandbox, each case as a module of its own; the grader then grades one
case after the other from these answers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.run import planned_calls
from autograder.grading.sentences import Texts
from autograder.model import Cell, ExerciseResult, IsolationLevel, Limits, Module, Request, Response
from autograder.model.submission import SourceFile, Submission
from autograder.sandbox import open_sandbox
from autograder.submissions.cells import read_file
from tests.registry import COURSE

_TABLE = Path(__file__).with_name("beginners.toml")


@dataclass(frozen=True)
class Case:
    """A mistake in one exercise: the file, what is to be read of it, and what is not."""

    id: str
    exercise: str
    code: str
    says: tuple[str, ...]
    never: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The file, as it is read."""
        return read_file(f"import numpy as np\n\n{self.code}", "mine.py").cells


def cases() -> tuple[Case, ...]:
    """The table of beginners' mistakes."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["case"]
    return tuple(
        Case(row["id"], row["exercise"], row["code"], tuple(row["says"]), tuple(row.get("never", ()))) for row in rows
    )


def told(cases: Sequence[Case]) -> dict[str, ExerciseResult]:
    """The result of each case, by its id."""
    exercises = [COURSE.exercise(case.exercise) for case in cases]
    key = key_for(exercises)
    planned = [[planned_calls(key, (one,), again) for one in exercises] for again in (False, True)]
    calls, again = (
        [[replace(call, module=case.id) for call in plan.calls] for case, plan in zip(cases, plans, strict=True)]
        for plans in planned
    )
    gradients = {name: text for one in exercises for name, text in key.exercises[one.name].gradients.items()}
    with open_sandbox(IsolationLevel.NONE) as sandbox:
        everything = sandbox.run(
            Request(
                tuple(Module(case.id, case.cells, f"{case.id}.py") for case in cases),
                tuple(call for some in calls for call in some),
                gradients,
                limits=Limits(cpu_seconds=120, output_kib=256),
                again=tuple(call for some in again for call in some),
            )
        )
    results, firsts, agains = {}, iter(everything.answers), iter(everything.again)
    for case, exercise, first, second in zip(cases, exercises, calls, again, strict=True):
        part = replace(
            everything,
            answers=tuple(next(firsts) for _ in first),
            again=tuple(next(agains) for _ in second),
            cell_errors=(),
            lines={},
        )
        file = SourceFile("mine.py", case.code, "", case.cells)
        course = replace(COURSE, exercises=(exercise,))
        report = Grader(course, key, Texts()).grade(Submission("", {exercise.unit: file}, (), ""), _Answered(part))
        (results[case.id],) = report.exercises
    return results


@dataclass(frozen=True)
class _Answered:
    """In the place of a sandbox: the answers that one has given already."""

    response: Response
    isolation: IsolationLevel = IsolationLevel.NONE

    def run(self, request: Request) -> Response:
        """The answers to the calls that were made."""
        assert len(request.calls) == len(self.response.answers)
        return self.response

    def close(self) -> None:
        """There is nothing to end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
