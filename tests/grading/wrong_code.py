"""Wrong code by others, `tests/others/<batch>/<exercise>__<what>.py`: written from the stubs alone, by authors who knew
neither the catalogue of mistakes nor the probes. Each file says what is really wrong with it.

`tests/benchmarks/others.md` says what each batch showed when it was new.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.expected.lookup import faults_for, key_for
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Diagnosis, Exercise, Outcome, Status
from tests.in_process import answers_of, compiled
from tests.registry import EXERCISES

FOLDER = Path(__file__).parents[1] / "others"
TEXTS = Texts()
_BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


@dataclass(frozen=True)
class WrongCode:
    """One wrong attempt at an exercise."""

    path: Path

    @property
    def id(self) -> str:
        """The batch and the file's name."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def exercise(self) -> Exercise:
        """The exercise that is attempted."""
        return _BY_NAME[self.path.stem.partition("__")[0]]

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text(encoding="utf-8")

    @property
    def what_is_wrong(self) -> str:
        """What its author says of it."""
        return " ".join((ast.get_docstring(ast.parse(self.text)) or "").split())

    @cached_property
    def told(self) -> tuple[tuple[Outcome, ...], Diagnosis | None]:
        """The outcomes of the checks, and what the student is told of the mistake."""
        key = key_for([self.exercise]).exercises[self.exercise.name]
        first, again = (answers_of(compiled(self.text, self.exercise.name), key) for _ in range(2))
        observation = observe(key, first, again)
        diagnosis = diagnose(observation, lambda: faults_for(self.exercise, key, 0), TEXTS)
        return judge(observation, self.exercise.points, TEXTS), diagnosis

    @property
    def said(self) -> str:
        """What helps most of what the student reads: the mistake's title, where it departs, or an exception."""
        outcomes, diagnosis = self.told
        if diagnosis is not None:
            titles = [part.title for part in diagnosis.parts]
            return "; ".join([*titles, *filter(None, [diagnosis.where])])
        return next((outcome.message for outcome in outcomes if outcome.status is Status.ERROR), "")


def wrong_code(batch: str = "*") -> list[WrongCode]:
    """All of it, or that of one batch."""
    return [WrongCode(path) for path in sorted(FOLDER.glob(f"{batch}/*.py"))]
