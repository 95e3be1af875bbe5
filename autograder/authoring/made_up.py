"""Made-up submissions from functions as text: for `demo`, `verify` and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.model import Exercise
from autograder.model.course import Unit
from autograder.model.submission import SourceFile, Submission
from autograder.submissions import split_cells
from autograder.submissions.files import UnreadableError
from autograder.submissions.own import Placed, with_own


def unit_text(functions: Sequence[str]) -> str:
    """A unit's file made of some functions, each in a cell of its own."""
    return "".join(["# %%\nimport numpy as np\n", *(f"\n\n# %%\n{function}" for function in functions)])


def submission(student: str, texts: Mapping[str, str]) -> Submission:
    """A submission from the text of each unit's file."""
    files = {unit: SourceFile(Unit(unit).file, text, "", split_cells(text)) for unit, text in texts.items()}
    by_name = {Unit(unit).short: file for unit, file in files.items()}
    whole = {unit: with_own(file, (), _nothing, by_name.get) for unit, file in files.items()}
    return Submission(student, whole, (), "")


def _nothing(file: Placed) -> bytes:
    raise UnreadableError(f"there is no file {file.label}")


def by_unit(exercises: Sequence[Exercise], functions: Mapping[str, str]) -> dict[str, str]:
    """The units' files that hold the given functions, by exercise name."""
    units = dict.fromkeys(exercise.unit for exercise in exercises)
    return {unit: unit_text(list(_of_unit(unit, exercises, functions))) for unit in units}


def _of_unit(unit: str, exercises: Sequence[Exercise], functions: Mapping[str, str]) -> Iterator[str]:
    return (functions[e.name] for e in exercises if e.unit == unit and e.name in functions)
