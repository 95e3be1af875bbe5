"""A report as Gradescope's `results.json`: the score, and a test for each exercise with what is said of it.

Source: Gradescope's documentation of autograders. A total is shown as long as no test is hidden, so none is.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from autograder.model import ExerciseResult, Json, Report, Status
from autograder.reports import safe
from autograder.reports.json import from_text
from autograder.reports.notebook import text_of
from autograder.reports.sentences import texts_in
from autograder.reports.wording import points
from autograder.texts import Texts


def render(report: Report) -> str:
    """One document, in ASCII; without a score where there is no grade: Gradescope then says that it failed."""
    texts = texts_in(report.language)
    told = [f"{points(report.score, report.max_score, texts, in_full=True)}.", *report.notes]
    data: dict[str, Json] = {
        "output": "\n".join(map(safe.clean, told)),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(exercise, texts) for exercise in report.exercises]
        + [
            {
                "name": safe.clean(question.id),
                "score": question.score,
                "max_score": question.max_score,
                "output": safe.clean(question.message, keep="\n"),
                "output_format": "text",
            }
            for question in report.beside
        ],
    }
    if not math.isnan(report.score):
        data["score"] = report.score
    return safe.json(data)


def _test(exercise: ExerciseResult, texts: Texts) -> dict[str, Json]:
    return {
        "name": safe.clean(exercise.name),
        "score": 0.0 if math.isnan(exercise.score) else exercise.score,
        "max_score": exercise.max_score,
        "status": "passed" if exercise.status is Status.PASSED else "failed",
        "output": text_of(exercise, texts),
        "output_format": "text",
        "tags": [safe.clean(exercise.unit)],
    }


def main() -> None:
    """Print the results of the report in a file, which the command line names."""
    print(render(from_text(Path(sys.argv[1]).read_text(encoding="utf-8"))), end="")
